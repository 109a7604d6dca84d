"""Secrets are taken out of whatever is written down: logs, reports of crashes, terminals."""

import re

MASK = "***"

_NAMES = (
    r"access_token|refresh_token|oauth_token|id_token|token|client_secret|password|passphrase"
    r"|code_verifier|device_code"
)
_PATTERNS = (
    re.compile(rf"(?i)\b((?:{_NAMES})=)[^&\s\"'<>)\]]+"),
    re.compile(rf"(?i)([\"'](?:{_NAMES})[\"']\s*:\s*[\"'])[^\"']+"),
    re.compile(r"(?i)\b((?:bearer|oauth|basic)\s+)[\w.~+/=-]{16,}"),
)
_LEAST_LENGTH = 8  # shorter ones are words that a log may need
_known: set[str] = set()


def remember(secret: str) -> None:
    """Take this text out of everything that `redacted` sees from now on, in this process."""
    if len(secret) >= _LEAST_LENGTH:
        _known.add(secret)


def redacted(text: str) -> str:
    """The text without secrets: those this process knows, and what looks like one."""
    for secret in sorted(_known, key=len, reverse=True):
        text = text.replace(secret, MASK)
    for pattern in _PATTERNS:
        text = pattern.sub(rf"\g<1>{MASK}", text)
    return text

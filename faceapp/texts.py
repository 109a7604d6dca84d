"""Codes to sentences, Russian and English; no other module below the screens holds human text."""

import locale
import os
import tomllib
from functools import cache

from faceapp import paths
from faceapp.core.errors import FaceAppError

LANGUAGES = ("ru", "en")
# Where Russian is widely read; also the answer when the system names no language at all.
_RUSSIAN_READERS = ("", "ru", "be", "kk", "ky", "uk", "uz", "tg", "hy", "c", "posix")
# Details that may be codes; a source called "link" or an engine called "missing" is none.
_SPOKEN = {"reason", "purpose", "backup", "service"}


def system_language() -> str:
    """The language the system suggests: "ru" or "en"."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not name and os.name == "nt":
        name = locale.getlocale()[0] or ""
    tongue = name.replace("-", "_").split("_")[0].split(".")[0].lower()
    return "ru" if tongue in _RUSSIAN_READERS else "en"


@cache
def _messages(language: str) -> dict[str, dict[str, str]]:
    path = paths.resources() / "i18n" / f"messages.{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


class Texts:
    """The sentences of one language."""

    def __init__(self, language: str, *, in_window: bool = False) -> None:
        """Take "ru" or "en"; anything else becomes the system's language.

        In a window errors name its buttons, not commands.
        """
        self._errors = ("window_errors", "errors") if in_window else ("errors",)
        self.language = language if language in LANGUAGES else system_language()

    def say(self, key: str, **values: object) -> str:
        """The sentence `section.name` with its placeholders filled."""
        section, name = key.split(".", 1)
        return _messages(self.language)[section][name].format_map(_Lenient(values))

    def error(self, error: FaceAppError) -> str:
        """What happened and what to do."""
        return self.failure(error.code, error.details)

    def failure(self, code: str, details: dict[str, object] | None = None) -> str:
        """The same for a stored code; an unknown one is shown as it is."""
        messages = _messages(self.language)
        sentence = next(
            (messages[name][code] for name in self._errors if code in messages[name]), ""
        )
        if not sentence:
            return code
        spoken = {
            name: self.reason(value) if name in _SPOKEN else value
            for name, value in (details or {}).items()
        }
        return sentence.format_map(_Lenient(spoken))

    def reason(self, value: object) -> object:
        """A detail that is itself a code in words; anything else as it is."""
        return _messages(self.language)["reasons"].get(str(value), value)


class _Lenient(dict[str, object]):
    """Placeholders without a value vanish instead of raising: a message must never fail."""

    def __missing__(self, key: str) -> str:
        return ""

"""What a service grants to an account: its tokens, and what renewing and revoking them takes."""

import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from faceapp.core.errors import Code, UserError
from faceapp.net.redaction import remember
from faceapp.net.sign_in import text_of

_SOON_S = 300  # a token that ends so soon might end within a page


@dataclass(frozen=True)
class Grant:
    """Tokens of an account; `expires` in seconds of the epoch, 0 for never.

    `application` is the number of whoever was granted this, `device` the service's for this place.
    """

    access: str = field(default="", repr=False)
    refresh: str = field(default="", repr=False)
    expires: float = 0
    application: str = ""
    device: str = ""

    def text(self) -> str:
        """As it is kept among the secrets."""
        return json.dumps({name: value for name, value in asdict(self).items() if value})

    @property
    def is_stale(self) -> bool:
        """Whether the access token has ended, or will soon."""
        return not self.access or 0 < self.expires < time.time() + _SOON_S


def grant_of(secret: str) -> Grant:
    """What was kept, by a newer version perhaps; a bare token is a grant too."""
    try:
        parts = json.loads(secret)
    except ValueError:
        parts = None
    if not isinstance(parts, dict):
        return Grant(access=secret)
    known = {each.name for each in fields(Grant)}
    return Grant(**{name: value for name, value in parts.items() if name in known})


def granted(answer: Mapping[str, Any], kind: str, *, application: str, device: str = "") -> Grant:
    """A grant out of a service's answer. Raises UserError SERVICE_ANSWER_STRANGE."""
    access = text_of(answer, "access_token", kind)
    refresh = answer.get("refresh_token") or ""
    lifetime_s = answer.get("expires_in") or 0
    if not isinstance(refresh, str) or not isinstance(lifetime_s, (int, float)):
        raise UserError(Code.SERVICE_ANSWER_STRANGE, service=kind, reason="wrong_shape")
    remember(access)
    remember(refresh)
    expires = time.time() + lifetime_s if lifetime_s else 0
    return Grant(access, refresh, expires, application, device)

"""Photos that a service on the network holds: what it tells of them, page by page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from faceapp.core.jobs import CancelToken
from faceapp.core.types import ListingFailure, PhotoRef

# Where a pass goes on: plain JSON of the source's own; empty at the beginning.
Cursor = Mapping[str, Any]

_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class SourceIdentity:
    """What a link means: `kind` and `root` identify the source for ever, `title` is for people."""

    kind: str
    root: str
    title: str


@dataclass(frozen=True)
class ProposedName:
    """Somebody whom a service names on a photo, never taken for the truth.

    `box` is x, y, width, height in fractions of the upright photo, where the service tells it.
    """

    name: str
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class RemotePhoto(PhotoRef):
    """A photo as a service lists it.

    `locator` never changes and means something to a person: the link of its page where there is
    one, else the service's name and the path there. It never looks like a path of this computer.
    `size` is 0 where the service does not tell it; `mtime_ns` is whatever changes when its bytes
    do. `address`, from which its bytes come, may expire. `albums` are remote ids.
    """

    address: str = ""
    file_name: str = ""
    sha256: str | None = None
    md5: str | None = None
    albums: tuple[str, ...] = ()
    taken_at: datetime | None = None
    author: str = ""
    caption: str = ""
    people: tuple[ProposedName, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no hash: it names a file in the cache of originals."""
        if self.sha256 is not None and not _SHA256.fullmatch(self.sha256):
            raise ValueError(f"not a sha256: {self.sha256[:80]!r}")

    @property
    def name(self) -> str:
        """The name of the file, if it has one."""
        return self.file_name or super().name


@dataclass(frozen=True)
class RemoteAlbum:
    """An album, or a folder, of a service."""

    remote_id: str
    title: str


@dataclass(frozen=True)
class Page:
    """Some photos of a source, and where the next page begins.

    `albums` are those that photos of this page belong to, `finished` (remote ids) those of which
    this pass has now listed all. `failures` (of albums or folders, by remote id) leave what is
    known of them as it is. A page of `changes` tells what is new since the last pass, and what is
    `gone` (locators; of a folder, with all below it) unless the page has it: what it does not name
    is still there. `title` is what the service calls the source.
    """

    photos: Sequence[RemotePhoto]
    cursor: Cursor
    is_last: bool = False
    albums: Sequence[RemoteAlbum] = ()
    finished: Sequence[str] = ()
    failures: Sequence[ListingFailure] = ()
    changes: bool = False
    gone: Sequence[str] = ()
    title: str = ""


class RemoteSource(Protocol):
    """A place on the network. `kind` and `root` identify it for ever; `title` is for people."""

    kind: str
    root: str
    title: str

    def pages(self, cursor: Cursor) -> Iterator[Page]:
        """A pass from `cursor` on, in a stable order; the last page's cursor begins the next pass.

        Raises UserError if the person must act (sign in, another link), Cancelled within 1 s.
        """
        ...

    def read(self, ref: PhotoRef) -> bytes:
        """The photo's bytes, verified. Thread-safe.

        A bare `PhotoRef`, as the library knows it, or an address that has expired is looked up
        first. Raises ItemError, UserError as `pages` does, Cancelled within 1 s.
        """
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


@dataclass(frozen=True)
class Account:
    """Somebody signed in to a service: `name` for people; `secret` is never written anywhere."""

    kind: str
    name: str
    secret: str

    def __repr__(self) -> str:
        """Without the secret: representations end up in logs."""
        return f"Account({self.kind!r}, {self.name!r})"


class SignIn(Protocol):
    """A sign-in under way: a person goes to `address`, and types `code` there if there is one."""

    address: str
    code: str

    def wait(self, token: CancelToken) -> Account:
        """Until the person agreed there. Raises UserError if not, Cancelled within 1 s."""
        ...


class Keeping(StrEnum):
    """Where tokens are kept."""

    KEYRING = "keyring"
    RUN = "run"  # until the program ends
    FILE = "file"
    LOCKED = "locked"  # in a file whose passphrase nobody has typed yet
    NOWHERE = "nowhere"  # there is no keyring, and nobody has chosen


class Accounts(Protocol):
    """Who is signed in to services; tokens lie in the system's keyring or where a person chose."""

    def sign_in(self, kind: str) -> SignIn:
        """Begin a sign-in. Raises UserError: APPLICATION_MISSING, SERVICE_UNREACHABLE."""
        ...

    def check(self, kind: str, token: str) -> Account:
        """Whose token it is, as the service says. Raises UserError."""
        ...

    def secret(self, kind: str, name: str, token: CancelToken | None = None) -> str | None:
        """The token of an account, of the first one if `name` is empty; None without one.

        Raises UserError: SIGN_IN_NEEDED, SERVICE_UNREACHABLE, SECRETS_LOCKED; Cancelled.
        """
        ...

    def names(self, kind: str) -> Sequence[str]:
        """The accounts kept for a service."""
        ...

    def keep(self, account: Account) -> None:
        """Store an account. Raises UserError: SECRETS_NOWHERE, SECRETS_LOCKED."""
        ...

    def forget(self, kind: str, name: str) -> bool:
        """Revoke an account and delete it here, in any case; whether the service has revoked it."""
        ...

    def keep_application(self, kind: str, password: str) -> None:
        """Store the password of a person's own application. Raises as `keep` does.

        With it one signs in to Yandex by a code, typed on whatever computer has a browser.
        """
        ...

    @property
    def keeping(self) -> Keeping:
        """Where tokens are kept just now."""
        ...

    def keep_for_this_run(self) -> None:
        """Keep tokens in memory, until the program ends."""
        ...

    def keep_in_file(self, passphrase: str) -> None:
        """Keep tokens in a file under a passphrase. Raises UserError PASSPHRASE_SHORT."""
        ...

    def unlock(self, passphrase: str) -> None:
        """Open that file. Raises UserError: PASSPHRASE_WRONG, SECRETS_DAMAGED."""
        ...

    def begin_anew(self) -> None:
        """Delete that file, whose passphrase nobody knows, with all accounts in it."""
        ...

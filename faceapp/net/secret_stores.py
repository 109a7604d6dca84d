"""The places where secrets may lie: the system's keyring, this process, a file under a passphrase.

Each is a mapping from short names to secrets.
"""

import json
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from uuid import uuid4

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import PasswordDeleteError

from faceapp import paths
from faceapp.core.errors import Code, UserError
from faceapp.net import sealed_file

_NAMES = "accounts"


class KeyringStore(MutableMapping[str, str]):
    """Entries of the system's keyring; it cannot list them, so one of them lists the others.

    The service they belong to is this library's alone, by a number that lies in its folder: what
    is signed out of in one library stays signed in to in another, a moved folder keeps its
    accounts, and another library at the same path does not get them. Raises UserError
    SECRETS_NOWHERE if the keyring does not do what it is asked.
    """

    def __init__(self, backend: KeyringBackend, number: Path) -> None:
        """`number` is the file that identifies the library; made when something is kept."""
        self._backend = backend
        self._number = number

    def __getitem__(self, name: str) -> str:
        """Raises KeyError."""
        secret = self._read(name)
        if secret is None:
            raise KeyError(name)
        return secret

    def __setitem__(self, name: str, secret: str) -> None:
        """The list of names comes first: no secret may be there that nobody can find."""
        if not self._number.exists():
            paths.make_private_folder(self._number.parent)
            paths.replace_file(self._number, uuid4().hex.encode())
        self._list([*(known for known in self._names() if known != name), name])
        self._write(name, secret)

    def __delitem__(self, name: str) -> None:
        """Raises KeyError."""
        if name not in self._names():
            raise KeyError(name)
        self._delete(name)
        self._list([known for known in self._names() if known != name])

    def __iter__(self) -> Iterator[str]:
        """In the order in which they came."""
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())

    def _names(self) -> list[str]:
        """None if somebody has written something else there."""
        try:
            names = json.loads(self._read(_NAMES) or "[]")
        except ValueError:
            return []
        return [str(name) for name in names] if isinstance(names, list) else []

    @property
    def _service(self) -> str:
        return f"Faceapp {self._number.read_text(encoding='ascii', errors='replace')}"

    def _list(self, names: list[str]) -> None:
        self._write(_NAMES, json.dumps(names, ensure_ascii=False))

    def _read(self, name: str) -> str | None:
        if not self._number.exists():
            return None
        try:
            return self._backend.get_password(self._service, name)
        except Exception as error:  # every system raises its own
            raise _unusable(error) from error

    def _write(self, name: str, secret: str) -> None:
        try:
            self._backend.set_password(self._service, name, secret)
        except Exception as error:
            raise _unusable(error) from error

    def _delete(self, name: str) -> None:
        try:
            self._backend.delete_password(self._service, name)
        except PasswordDeleteError:  # somebody else has deleted it
            return
        except Exception as error:
            raise _unusable(error) from error


def _unusable(error: Exception) -> UserError:
    return UserError(Code.SECRETS_NOWHERE, reason=type(error).__name__)


def system_keyring() -> KeyringBackend | None:
    """The keyring of this system, None where there is none.

    Never one that keeps nothing or writes plain text: of those that others may have installed or
    configured we know neither.
    """
    found = keyring.get_keyring()
    candidates = found.backends if isinstance(found, ChainerBackend) else [found]
    return next((each for each in candidates if is_trusted(each)), None)


def is_trusted(backend: object) -> bool:
    """Whether a backend is one of the systems' own."""
    module = type(backend).__module__
    trusted = ("Windows", "macOS", "SecretService", "kwallet", "libsecret")
    return module in {f"keyring.backends.{name}" for name in trusted}


class FileStore(MutableMapping[str, str]):
    """A file under a passphrase; read whenever it is asked, written whole.

    Raises UserError: SECRETS_LOCKED until `unlock`, SECRETS_DAMAGED.
    """

    def __init__(self, path: Path, key: sealed_file.Key | None = None) -> None:
        """`key` as another process has it after `unlock`."""
        self._path = path
        self.key = key

    def unlock(self, passphrase: str) -> None:
        """Raises UserError: PASSPHRASE_WRONG, SECRETS_DAMAGED."""
        content = sealed_file.read(self._path)
        key = sealed_file.derive(passphrase, content.cost)
        sealed_file.opened(content, key)
        self.key = key

    def begin(self, passphrase: str, secrets: dict[str, str]) -> None:
        """A new file in the place of whatever is there. Raises UserError, FatalError."""
        self.key = sealed_file.derive(passphrase, sealed_file.Cost.fresh())
        self._write(secrets)

    def __getitem__(self, name: str) -> str:
        """Raises KeyError."""
        return self._secrets()[name]

    def __setitem__(self, name: str, secret: str) -> None:
        self._write({**self._secrets(), name: secret})

    def __delitem__(self, name: str) -> None:
        """Raises KeyError."""
        secrets = self._secrets()
        del secrets[name]
        self._write(secrets)

    def __iter__(self) -> Iterator[str]:
        """In the order in which they came."""
        return iter(self._secrets())

    def __len__(self) -> int:
        return len(self._secrets())

    def _secrets(self) -> dict[str, str]:
        if self.key is None:
            raise UserError(Code.SECRETS_LOCKED)
        content = sealed_file.read(self._path)
        if content.cost != self.key.cost:  # another process has chosen another passphrase
            raise UserError(Code.SECRETS_LOCKED)
        return dict(json.loads(sealed_file.opened(content, self.key)))

    def _write(self, secrets: dict[str, str]) -> None:
        if self.key is None:
            raise UserError(Code.SECRETS_LOCKED)
        sealed_file.write(self._path, json.dumps(secrets).encode(), self.key)

"""Tokens of accounts, kept where a person wants them: never in SQL, settings or logs."""

import json
import threading
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from keyring.backend import KeyringBackend

from faceapp.core.errors import Code, UserError
from faceapp.core.remote import Keeping
from faceapp.net.redaction import remember
from faceapp.net.sealed_file import Key
from faceapp.net.secret_stores import FileStore, KeyringStore, system_keyring

_TOKENS = {"access", "refresh", "secret"}


@dataclass(frozen=True)
class Lent:
    """Secrets for a process that works for this one; they travel through a pipe alone."""

    secrets: Mapping[str, str] | None = field(default=None, repr=False)
    key: Key | None = field(default=None, repr=False)


class Secrets:
    """The tokens of one library. Thread-safe.

    A file under a passphrase is used if there is one, else the system's keyring, else what a person
    chooses: without a choice nothing is kept. What is read or kept is redacted from then on.
    """

    def __init__(
        self,
        folder: Path,
        *,
        find_keyring: Callable[[], KeyringBackend | None] = system_keyring,
        lent: Lent | None = None,
    ) -> None:
        """`folder` is the library's; nothing is read or made there yet."""
        self._path = folder / "secrets.sealed"
        self._number = folder / "secrets.id"
        self._find_keyring = find_keyring
        self._lock = threading.RLock()
        self._store: MutableMapping[str, str] | None = None
        self._is_for_run = lent is not None and lent.secrets is not None
        if lent and lent.secrets is not None:
            self._store = dict(lent.secrets)
        elif lent and lent.key:
            self._store = FileStore(self._path, lent.key)

    @property
    def keeping(self) -> Keeping:
        """Where tokens are kept just now."""
        with self._lock:
            store = self._found()
            if store is None:
                return Keeping.NOWHERE
            if isinstance(store, FileStore):
                return Keeping.FILE if store.key else Keeping.LOCKED
            return Keeping.RUN if self._is_for_run else Keeping.KEYRING

    def keep_for_this_run(self) -> None:
        """Keep tokens in memory; they are gone when the program ends."""
        with self._lock:
            self._store = {}
            self._is_for_run = True

    def keep_in_file(self, passphrase: str) -> None:
        """Keep tokens in a file, those too that are kept otherwise by now.

        Raises UserError: SECRETS_LOCKED if there is one already, PASSPHRASE_SHORT; FatalError.
        """
        with self._lock:
            before = self._found()
            store = FileStore(self._path)
            store.begin(passphrase, dict(before or {}))
            if before is not None and not isinstance(before, FileStore):
                before.clear()
            self._store, self._is_for_run = store, False

    def unlock(self, passphrase: str) -> None:
        """Open the file. Raises UserError: PASSPHRASE_WRONG, SECRETS_DAMAGED."""
        with self._lock:
            store = FileStore(self._path)
            store.unlock(passphrase)
            self._store, self._is_for_run = store, False

    def begin_anew(self) -> None:
        """Delete a file whose passphrase nobody knows; its accounts must be signed in to again."""
        with self._lock:
            self._path.unlink(missing_ok=True)
            self._store, self._is_for_run = None, False

    def get(self, kind: str, name: str) -> str | None:
        """The secret of an account. Raises UserError: SECRETS_LOCKED, SECRETS_DAMAGED."""
        with self._lock:
            secret = (self._found() or {}).get(_key(kind, name))
        if secret is not None:
            remember_all(secret)
        return secret

    def set(self, kind: str, name: str, secret: str) -> None:
        """Keep a secret. Raises UserError: SECRETS_NOWHERE, SECRETS_LOCKED; FatalError."""
        remember_all(secret)
        with self._lock:
            store = self._found()
            if store is None:
                raise UserError(Code.SECRETS_NOWHERE)
            store[_key(kind, name)] = secret

    def delete(self, kind: str, name: str) -> None:
        """Forget a secret, if it is there. Raises UserError: SECRETS_LOCKED, SECRETS_DAMAGED."""
        with self._lock, suppress(KeyError):
            del (self._found() or {})[_key(kind, name)]

    def names(self, kind: str) -> Sequence[str]:
        """The accounts of a service, oldest first; none while the file is locked."""
        with self._lock:
            if self.keeping in (Keeping.LOCKED, Keeping.NOWHERE):
                return []
            prefix = _key(kind, "")
            return [
                key.removeprefix(prefix) for key in self._found() or {} if key.startswith(prefix)
            ]

    def lent(self) -> Lent:
        """What another process of this library needs to read and keep them as this one does."""
        with self._lock:
            store = self._found()
            if isinstance(store, FileStore):
                return Lent(key=store.key)
            return Lent(dict(store)) if store is not None and self._is_for_run else Lent()

    def _found(self) -> MutableMapping[str, str] | None:
        if self._store is None:
            if self._path.exists():
                self._store = FileStore(self._path)
            elif backend := self._find_keyring():
                self._store = KeyringStore(backend, self._number)
        return self._store


def remember_all(secret: str) -> None:
    """Redact a secret and, if it is JSON, the tokens in it."""
    remember(secret)
    try:
        parts = json.loads(secret)
    except ValueError:
        return
    if isinstance(parts, dict):
        for name in _TOKENS & parts.keys():
            remember(str(parts[name]))


def _key(kind: str, name: str) -> str:
    return f"{kind}/{name}"

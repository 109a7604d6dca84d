"""Accounts of services that a test plays; where their tokens are kept is real."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.remote import Account, Keeping
from faceapp.net.secrets import Secrets


class PlayedSignIn:
    """Waits until `agree` is set, or `refuse` is."""

    address = "https://example.org/device"

    def __init__(self, kind: str, code: str) -> None:
        self.kind, self.code = kind, code
        self.agree, self.refuse = Event(), Event()
        self.was_cancelled = False

    def wait(self, token: CancelToken) -> Account:
        while not self.agree.wait(0.01):
            if self.refuse.is_set():
                raise UserError(Code.SIGN_IN_REFUSED, service="Service", reason="denied")
            self.was_cancelled = token.is_cancelled
            token.raise_if_cancelled()
        return Account(self.kind, "Anna", "secret-of-anna")


class PlayedAccounts:
    """Knows one token, `good-token`; a computer without a keyring unless told otherwise."""

    def __init__(self, folder: Path, code: str = "ABCD-12") -> None:
        self.secrets = Secrets(folder, find_keyring=lambda: None)
        self.code = code
        self.begun: list[PlayedSignIn] = []
        self.revoked: list[tuple[str, str]] = []
        self.answers = True

    @property
    def keeping(self) -> Keeping:
        return self.secrets.keeping

    def keep_for_this_run(self) -> None:
        self.secrets.keep_for_this_run()

    def keep_in_file(self, passphrase: str) -> None:
        self.secrets.keep_in_file(passphrase)

    def unlock(self, passphrase: str) -> None:
        self.secrets.unlock(passphrase)

    def sign_in(self, kind: str) -> PlayedSignIn:
        if kind == "dropbox":
            raise UserError(
                Code.APPLICATION_MISSING,
                service="Dropbox",
                setting="dropbox_application",
                kind=kind,
            )
        self.begun.append(PlayedSignIn(kind, self.code))
        return self.begun[-1]

    def check(self, kind: str, token: str) -> Account:
        if token != "good-token":
            raise UserError(Code.SIGN_IN_REFUSED, service="Service", reason="denied")
        return Account(kind, "Boris", token)

    def names(self, kind: str) -> Sequence[str]:
        return self.secrets.names(kind)

    def secret(self, kind: str, name: str) -> str | None:
        return self.secrets.get(kind, name)

    def keep(self, account: Account) -> None:
        self.secrets.set(account.kind, account.name, account.secret)

    def forget(self, kind: str, name: str) -> bool:
        self.secrets.delete(kind, name)
        if self.answers:
            self.revoked.append((kind, name))
        return self.answers

    def begin_anew(self) -> None:
        self.secrets.begin_anew()

"""Who is signed in to which service: tokens are kept, renewed before they end, and revoked."""

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace

from loguru import logger

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.remote import Account, Keeping, SignIn
from faceapp.core.settings import Settings
from faceapp.net.policy import NetPolicy
from faceapp.net.secrets import Lent, Secrets
from faceapp.net.service import Service
from faceapp.net.sign_in import Words
from faceapp.sources import dropbox_sign_in, vk_sign_in, yandex_sign_in
from faceapp.sources.grants import Grant, grant_of

_APPLICATION = "application"  # among the secrets: passwords of applications, by service
_PASTED = re.compile(r"access_token=([^&\s]+)")  # the whole address, as some services show it
_BEGINNINGS = {
    "vk": vk_sign_in.sign_in,
    "yandex": yandex_sign_in.sign_in,
    "dropbox": dropbox_sign_in.sign_in,
}
_CHECKS = {
    "vk": vk_sign_in.check_token,
    "yandex": yandex_sign_in.check_token,
    "dropbox": dropbox_sign_in.check_token,
}


class ServiceAccounts:
    """A `core.remote.Accounts`. Thread-safe as `Secrets` is."""

    def __init__(
        self,
        policy: NetPolicy,
        settings: Callable[[], Settings],
        secrets: Secrets,
        words: Callable[[], Words] = Words,
    ) -> None:
        """`words` are what a browser shows when it comes back."""
        self._policy = policy
        self._settings = settings
        self._secrets = secrets
        self._words = words
        self._renewed: dict[tuple[str, str], Grant] = {}

    def sign_in(self, kind: str) -> SignIn:
        """Begin a sign-in. Raises UserError."""
        setting = f"{kind}_application"
        application = str(getattr(self._settings(), setting)).strip()
        if not application:
            raise UserError(Code.APPLICATION_MISSING, service=kind, kind=kind, setting=setting)
        if kind == "yandex" and (password := self._password(kind)):
            return yandex_sign_in.DeviceSignIn(application, password, self._policy)
        return _BEGINNINGS[kind](application, self._policy, self._words())

    def check(self, kind: str, token: str) -> Account:
        """Whose token it is, as the service says; an address that holds it will do.

        Raises UserError.
        """
        pasted = _PASTED.search(token)
        with closing(self._service(kind)) as service:
            return _CHECKS[kind](pasted[1] if pasted else token.strip(), service)

    def secret(self, kind: str, name: str, token: CancelToken | None = None) -> str | None:
        """The access token of an account, of the first one if `name` is empty; None without one.

        Raises UserError: SIGN_IN_NEEDED, SERVICE_UNREACHABLE, SECRETS_LOCKED; Cancelled.
        """
        name = name or next(iter(self.names(kind)), "")
        grant = self._renewed.get((kind, name)) or self._kept(kind, name)
        if grant is None:
            return None
        if grant.is_stale and grant.refresh:
            grant = self._renew(kind, name, grant, token)
        return grant.access or None

    def names(self, kind: str) -> Sequence[str]:
        """The accounts kept for a service."""
        return self._secrets.names(kind)

    def keep(self, account: Account) -> None:
        """Store an account. Raises UserError: SECRETS_NOWHERE, SECRETS_LOCKED; FatalError."""
        self._renewed.pop((account.kind, account.name), None)
        self._secrets.set(account.kind, account.name, account.secret)

    def forget(self, kind: str, name: str) -> bool:
        """Revoke an account and delete it here, in any case; whether the service has revoked it."""
        secret = self._secrets.get(kind, name)
        self._secrets.delete(kind, name)
        self._renewed.pop((kind, name), None)
        return secret is not None and self._revoke(Account(kind, name, secret))

    def keep_application(self, kind: str, password: str) -> None:
        """Store the password of a person's own application; Yandex then signs in by a code."""
        self._secrets.set(_APPLICATION, kind, password.strip())

    # -- where all that is kept

    @property
    def keeping(self) -> Keeping:
        """Where tokens are kept."""
        return self._secrets.keeping

    def keep_for_this_run(self) -> None:
        """Keep tokens until the program ends."""
        self._secrets.keep_for_this_run()

    def keep_in_file(self, passphrase: str) -> None:
        """Keep tokens in a file under a passphrase. Raises UserError, FatalError."""
        self._secrets.keep_in_file(passphrase)

    def unlock(self, passphrase: str) -> None:
        """Open that file. Raises UserError: PASSPHRASE_WRONG, SECRETS_DAMAGED."""
        self._secrets.unlock(passphrase)

    def begin_anew(self) -> None:
        """Delete that file with all accounts in it."""
        self._secrets.begin_anew()

    def lent(self) -> Lent:
        """For another process of this library."""
        return self._secrets.lent()

    # -- inside

    def _kept(self, kind: str, name: str) -> Grant | None:
        secret = self._secrets.get(kind, name) if name else None
        return grant_of(secret) if secret is not None else None

    def _renew(self, kind: str, name: str, grant: Grant, token: CancelToken | None) -> Grant:
        try:
            with closing(self._service(kind, token)) as service:
                fresh = self._fresh(kind, grant, service)
        except UserError as error:
            if error.code == Code.SIGN_IN_REFUSED:
                raise UserError(
                    Code.SIGN_IN_NEEDED, service=kind, kind=kind, source=name
                ) from error
            raise
        self._renewed[kind, name] = fresh
        if fresh.refresh != grant.refresh:  # the old one ends with this
            self._secrets.set(kind, name, fresh.text())
        return fresh

    def _fresh(self, kind: str, grant: Grant, service: Service) -> Grant:
        if kind == "yandex":
            return yandex_sign_in.renew(grant, self._password(kind), service)
        renew = vk_sign_in.renew if kind == "vk" else dropbox_sign_in.renew
        return renew(grant, service)

    def _revoke(self, account: Account) -> bool:
        try:
            with closing(self._service(account.kind)) as service:
                if account.kind == "yandex":
                    yandex_sign_in.revoke(account, self._password("yandex"), service)
                else:
                    is_vk = account.kind == "vk"
                    revoke = vk_sign_in.revoke if is_vk else dropbox_sign_in.revoke
                    revoke(account, service)
        except UserError as error:
            logger.warning("not revoked at {}: {}", account.kind, error.code)
            return False
        return True

    def _password(self, kind: str) -> str:
        return self._secrets.get(_APPLICATION, kind) or ""

    def _service(self, kind: str, token: CancelToken | None = None) -> Service:
        """Patient with a token alone: without one nobody can call it off."""
        if token is not None:
            return Service(self._policy, token, name=kind)
        policy = replace(self._policy, service_tries=2)
        return Service(policy, CancelToken(), name=kind, waits_offline=False)

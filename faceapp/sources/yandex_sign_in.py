"""Signing in to Yandex.Disk: in a browser, by a code typed on Yandex's page, or a pasted token.

An application proves itself by PKCE where its browser comes back here; where a code is typed
elsewhere, Yandex wants the application's password.
"""

import time
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import requests

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.remote import Account
from faceapp.net.policy import NetPolicy
from faceapp.net.redaction import remember
from faceapp.net.service import Service
from faceapp.net.sign_in import (
    Proof,
    Receiver,
    RedirectSignIn,
    Words,
    ask,
    json_of,
    refused,
    text_of,
)
from faceapp.sources.grants import Grant, grant_of, granted

KIND = "yandex"
SCOPE = "cloud_api:disk.read"

_AUTHORIZE = "https://oauth.yandex.ru/authorize"
_CODE = "https://oauth.yandex.ru/device/code"
_TOKEN = "https://oauth.yandex.ru/token"  # noqa: S105
_REVOKE = "https://oauth.yandex.ru/revoke_token"
_DISK = "https://cloud-api.yandex.net/v1/disk"
_DEVICE_NAME = "Faceapp"
_INTERVAL_S = 5.0
_WAIT = {"authorization_pending", "slow_down"}


def sign_in(application: str, policy: NetPolicy, words: Words) -> RedirectSignIn:
    """Begin in a browser. Raises UserError SIGN_IN_REFUSED if the receiver's port is taken."""
    proof, device = Proof(), uuid4().hex
    receiver = Receiver(KIND, policy.sign_in_port, words)

    def exchange(told: Mapping[str, str], token: CancelToken) -> Account:
        service = Service(policy, token, name=KIND)
        try:
            asked = {
                "grant_type": "authorization_code",
                "code": told["code"],
                "code_verifier": proof.verifier,
                "client_id": application,
            }
            answer = ask(service, KIND, _TOKEN, asked)
            if "error" in answer:
                raise refused(KIND, "access_denied")
            return _account(answer, application, device, service)
        finally:
            service.close()

    parameters = {
        "client_id": application,
        "scope": SCOPE,
        "code_challenge_method": "S256",
        "device_id": device,
        "device_name": _DEVICE_NAME,
    }
    return RedirectSignIn(
        receiver, _AUTHORIZE, parameters, proof=proof, exchange=exchange, limit_s=policy.sign_in_s
    )


class DeviceSignIn:
    """A sign-in that a person confirms at `address` with `code`."""

    def __init__(self, application: str, password: str, policy: NetPolicy) -> None:
        """Ask for a code. Raises UserError: APPLICATION_MISSING, SERVICE_UNREACHABLE."""
        self._application = {"client_id": application, "client_secret": password}
        self._policy = policy
        self._device = uuid4().hex  # Yandex revokes tokens of devices only
        service = Service(policy, CancelToken(), name=KIND, waits_offline=False)
        asked = {
            "client_id": application,
            "device_id": self._device,
            "device_name": _DEVICE_NAME,
            "scope": SCOPE,
        }
        try:
            answer = ask(service, KIND, _CODE, asked)
        finally:
            service.close()
        if "error" in answer:
            raise _unknown_application()
        self.address = text_of(answer, "verification_url", KIND)
        self.code = text_of(answer, "user_code", KIND)
        self._device_code = text_of(answer, "device_code", KIND)
        self._interval_s = _seconds(answer, "interval", _INTERVAL_S)
        self._limit_s = _seconds(answer, "expires_in", policy.sign_in_s)
        remember(self._device_code)

    def wait(self, token: CancelToken) -> Account:
        """Until the person agreed. Raises UserError if not, Cancelled within 1 s."""
        service = Service(self._policy, token, name=KIND)
        try:
            answer = self._answer(service, token)
            return _account(answer, self._application["client_id"], self._device, service)
        finally:
            service.close()

    def _answer(self, service: Service, token: CancelToken) -> Mapping[str, Any]:
        deadline = time.monotonic() + self._limit_s
        asked = {"grant_type": "device_code", "code": self._device_code, **self._application}
        while time.monotonic() < deadline:
            token.wait(self._interval_s * self._policy.pace)
            answer = ask(service, KIND, _TOKEN, asked)
            error = answer.get("error")
            if error is None:
                return answer
            if error == "invalid_client":
                raise _unknown_application()
            if error == "slow_down":
                self._interval_s += _INTERVAL_S
            if error not in _WAIT:
                raise refused(KIND, "too_late" if error == "invalid_grant" else "access_denied")
        raise refused(KIND, "too_late")


def renew(grant: Grant, password: str, service: Service) -> Grant:
    """Other tokens for those that end. Raises UserError SIGN_IN_REFUSED if there are no more."""
    asked = {
        "grant_type": "refresh_token",
        "refresh_token": grant.refresh,
        "client_id": grant.application,
        "client_secret": password,
    }
    answer = ask(service, KIND, _TOKEN, asked)
    if "error" in answer:
        raise refused(KIND, "access_denied")
    return granted(answer, KIND, application=grant.application, device=grant.device)


def check_token(text: str, service: Service) -> Account:
    """Whose token it is. Raises UserError SIGN_IN_REFUSED if nobody's."""
    headers = {"Authorization": f"OAuth {text}"}
    response = service.patiently(
        lambda: service.session.get(_DISK, headers=headers, allow_redirects=False)
    )
    if response.status_code == requests.codes.unauthorized:
        raise refused(KIND, "token_refused")
    answer = json_of(response, KIND)
    user = answer.get("user")
    told = user if isinstance(user, dict) else {}  # a token for reading alone may not ask who
    name = str(told.get("display_name") or told.get("login") or KIND)
    return Account(KIND, name, Grant(access=text).text())


def revoke(account: Account, password: str, service: Service) -> None:
    """Let the tokens end now. Raises UserError; a pasted token ends where it was made."""
    grant = grant_of(account.secret)
    if grant.application:
        asked = {
            "access_token": grant.access,
            "client_id": grant.application,
            "client_secret": password,
        }
        if "error" in ask(service, KIND, _REVOKE, asked):
            raise refused(KIND, "access_denied")


def _account(answer: Mapping[str, Any], application: str, device: str, service: Service) -> Account:
    grant = granted(answer, KIND, application=application, device=device)
    return Account(KIND, check_token(grant.access, service).name, grant.text())


def _seconds(answer: Mapping[str, Any], name: str, otherwise: float) -> float:
    told = answer.get(name)
    return float(told) if isinstance(told, (int, float)) and 0 <= told <= 3600 else otherwise


def _unknown_application() -> UserError:
    return UserError(
        Code.APPLICATION_MISSING, service=KIND, kind=KIND, setting="yandex_application"
    )

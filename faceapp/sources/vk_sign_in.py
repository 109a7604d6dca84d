"""Signing in to VKontakte: VK ID, or a token that a person pasted."""

from collections.abc import Mapping
from typing import Any

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.remote import Account
from faceapp.net.policy import NetPolicy
from faceapp.net.service import Service
from faceapp.net.sign_in import Proof, Receiver, RedirectSignIn, Words, ask, refused, text_of
from faceapp.sources.grants import Grant, grant_of, granted

KIND = "vk"
SCOPE = "vkid.personal_info photos"  # a name, and photos the person may see; no more
SERVICE_TOKEN = "service"  # noqa: S105  the name of an account that belongs to an application

_AUTHORIZE = "https://id.vk.com/authorize"
_TOKEN = "https://id.vk.com/oauth2/auth"  # noqa: S105
_USER = "https://id.vk.com/oauth2/user_info"
_REVOKE = "https://id.vk.com/oauth2/revoke"
_API = "https://api.vk.ru/method/users.get"
_VERSION = "5.199"


def sign_in(application: str, policy: NetPolicy, words: Words) -> RedirectSignIn:
    """Begin. Raises UserError SIGN_IN_REFUSED if the port of the receiver is taken."""
    proof = Proof()
    receiver = Receiver(KIND, policy.sign_in_port, words)

    def exchange(told: Mapping[str, str], token: CancelToken) -> Account:
        service = Service(policy, token, name=KIND)
        try:
            device = text_of(told, "device_id", KIND)
            asked = {
                "grant_type": "authorization_code",
                "code": told["code"],
                "code_verifier": proof.verifier,
                "client_id": application,
                "device_id": device,
                "redirect_uri": receiver.address,
                "state": proof.state,
            }
            answer = _answer(service, _TOKEN, asked)
            if answer.get("state", proof.state) != proof.state:
                raise refused(KIND, "access_denied")
            grant = granted(answer, KIND, application=application, device=device)
            return Account(KIND, _name(service, grant), grant.text())
        finally:
            service.close()

    parameters = {"client_id": application, "scope": SCOPE, "code_challenge_method": "s256"}
    return RedirectSignIn(
        receiver, _AUTHORIZE, parameters, proof=proof, exchange=exchange, limit_s=policy.sign_in_s
    )


def renew(grant: Grant, service: Service) -> Grant:
    """Other tokens for those that end. Raises UserError SIGN_IN_REFUSED if there are no more."""
    proof = Proof()
    asked = {
        "grant_type": "refresh_token",
        "refresh_token": grant.refresh,
        "client_id": grant.application,
        "device_id": grant.device,
        "state": proof.state,
    }
    answer = _answer(service, _TOKEN, asked)
    return granted(answer, KIND, application=grant.application, device=grant.device)


def check_token(text: str, service: Service) -> Account:
    """Whose token it is. Raises UserError SIGN_IN_REFUSED if nobody's."""
    answer = ask(service, KIND, _API, {"access_token": text, "v": _VERSION})
    users = answer.get("response")
    if "error" in answer:
        raise refused(KIND, "token_refused")
    if not isinstance(users, list):
        raise UserError(Code.SERVICE_ANSWER_STRANGE, service=KIND, reason="wrong_shape")
    name = _full_name(users[0]) if users else SERVICE_TOKEN
    return Account(KIND, name, Grant(access=text).text())


def revoke(account: Account, service: Service) -> None:
    """Let the tokens end now. Raises UserError; a pasted token ends where it was made."""
    grant = grant_of(account.secret)
    if grant.application:
        asked = {"client_id": grant.application, "access_token": grant.access}
        _answer(service, _REVOKE, asked)


def _name(service: Service, grant: Grant) -> str:
    asked = {"client_id": grant.application, "access_token": grant.access}
    return _full_name(_answer(service, _USER, asked).get("user"))


def _full_name(user: Any) -> str:  # noqa: ANN401  as the service told it
    if not isinstance(user, dict):
        raise UserError(Code.SERVICE_ANSWER_STRANGE, service=KIND, reason="wrong_shape")
    names = [str(user.get(part) or "") for part in ("first_name", "last_name")]
    return " ".join(filter(None, names)) or str(user.get("user_id") or user.get("id") or KIND)


def _answer(service: Service, address: str, asked: Mapping[str, str]) -> dict[str, Any]:
    """VK ID tells failures with status 200. Raises UserError."""
    answer = ask(service, KIND, address, asked)
    if "error" in answer:
        raise refused(KIND, "access_denied")
    return answer

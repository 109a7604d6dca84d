"""Signing in to Dropbox: a code with PKCE for lasting access, or a token that a person pasted."""

from collections.abc import Mapping
from typing import Any

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.remote import Account
from faceapp.net.policy import NetPolicy
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

KIND = "dropbox"
SCOPE = "account_info.read files.metadata.read files.content.read sharing.read"

_AUTHORIZE = "https://www.dropbox.com/oauth2/authorize"
_TOKEN = "https://api.dropboxapi.com/oauth2/token"  # noqa: S105
_ACCOUNT = "https://api.dropboxapi.com/2/users/get_current_account"
_REVOKE = "https://api.dropboxapi.com/2/auth/token/revoke"


def sign_in(application: str, policy: NetPolicy, words: Words) -> RedirectSignIn:
    """Begin. Raises UserError SIGN_IN_REFUSED if the port of the receiver is taken."""
    proof = Proof()
    receiver = Receiver(KIND, policy.sign_in_port, words)

    def exchange(told: Mapping[str, str], token: CancelToken) -> Account:
        service = Service(policy, token, name=KIND)
        try:
            asked = {
                "grant_type": "authorization_code",
                "code": told["code"],
                "code_verifier": proof.verifier,
                "client_id": application,
                "redirect_uri": receiver.address,
            }
            answer = ask(service, KIND, _TOKEN, asked)
            if "error" in answer:
                raise refused(KIND, "access_denied")
            grant = granted(answer, KIND, application=application)
            name = check_token(grant.access, service).name
        finally:
            service.close()
        # An access token is too long for Windows' keyring, and the other one gives a new one.
        text_of(answer, "refresh_token", KIND)
        return Account(KIND, name, Grant(refresh=grant.refresh, application=application).text())

    parameters = {
        "client_id": application,
        "scope": SCOPE,
        "code_challenge_method": "S256",
        "token_access_type": "offline",
    }
    return RedirectSignIn(
        receiver, _AUTHORIZE, parameters, proof=proof, exchange=exchange, limit_s=policy.sign_in_s
    )


def renew(grant: Grant, service: Service) -> Grant:
    """An access token for four hours. Raises UserError SIGN_IN_REFUSED if there are no more."""
    asked = {
        "grant_type": "refresh_token",
        "refresh_token": grant.refresh,
        "client_id": grant.application,
    }
    answer = ask(service, KIND, _TOKEN, asked)
    if "error" in answer:
        raise refused(KIND, "access_denied")
    return granted({"refresh_token": grant.refresh, **answer}, KIND, application=grant.application)


def check_token(text: str, service: Service) -> Account:
    """Whose token it is. Raises UserError SIGN_IN_REFUSED if nobody's."""
    answer = _told(service, _ACCOUNT, text)
    names = answer.get("name")
    if not isinstance(names, dict):
        raise UserError(Code.SERVICE_ANSWER_STRANGE, service=KIND, reason="wrong_shape")
    name = str(names.get("display_name") or answer.get("email") or KIND)
    return Account(KIND, name, Grant(access=text).text())


def revoke(account: Account, service: Service) -> None:
    """Let the tokens end now, those that renew too. Raises UserError."""
    grant = grant_of(account.secret)
    if grant.is_stale and grant.refresh:
        grant = renew(grant, service)
    _told(service, _REVOKE, grant.access)


def _told(service: Service, address: str, access: str) -> dict[str, Any]:
    """The answer to a question without parameters. Raises UserError."""
    headers = {"Authorization": f"Bearer {access}"}
    response = service.patiently(
        lambda: service.session.post(address, headers=headers, allow_redirects=False)
    )
    if response.status_code in (400, 401, 403):
        raise refused(KIND, "token_refused")
    return {} if response.text == "null" else json_of(response, KIND)

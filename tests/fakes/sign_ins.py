"""The services' own pages and endpoints for signing in, played: they check what they are asked.

fake = VkIdFake()
with played(fake.hosts, folder) as policy: ...
browse(fake.agreed(sign_in.address))     # what the browser does when a person agrees
"""

import base64
import hashlib
import json
import secrets
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

Form = dict[str, str]
APPLICATION = "51234567"
PASSWORD = "password-of-an-application"


def browse(address: str, **headers: str) -> tuple[int, str]:
    """What a browser gets there: status and page."""
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@dataclass
class _Fake:
    """`live` are access tokens that work; `next_answers` come once, before everything else."""

    asked: list[tuple[str, Form]] = field(default_factory=list)
    issued: list[str] = field(default_factory=list)
    live: set[str] = field(default_factory=set)
    next_answers: list[Response] = field(default_factory=list)
    expires_in: int = 3600
    challenge: str = ""
    code: str = ""

    def fresh(self, kind: str) -> str:
        token = f"{kind}.{secrets.token_urlsafe(24)}"
        self.issued.append(token)
        return token

    def access(self) -> str:
        token = self.fresh("access")
        self.live.add(token)
        return token

    def route(self, path: str, answer: Callable[[Form, str], Response]) -> Route:
        async def called(request: Request) -> Response:
            form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
            self.asked.append((path, form))
            if self.next_answers:
                return self.next_answers.pop(0)
            bearer = request.headers.get("authorization", "").partition(" ")[2]
            return answer(form, bearer)

        return Route(path, called, methods=["GET", "POST"])

    def wants(self, address: str, place: str, **expected: str) -> Form:
        """The parameters of a page that a browser was sent to, checked."""
        split = urlsplit(address)
        assert f"{split.scheme}://{split.netloc}{split.path}" == place
        told = dict(parse_qsl(split.query))
        for name, value in expected.items():
            assert told[name] == value, name
        assert len(told["state"]) >= 32
        assert urlsplit(told["redirect_uri"]).hostname == "localhost"
        self.challenge, self.code = told["code_challenge"], self.fresh("code")
        return told

    def has_proof(self, form: Form) -> bool:
        """Whether a code comes with its verifier; a code is good for once."""
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        is_proved = base64.urlsafe_b64encode(digest).decode().rstrip("=") == self.challenge
        is_right = bool(self.code) and form["code"] == self.code and is_proved
        self.code = ""
        return is_right and 43 <= len(form["code_verifier"]) <= 128


def error(reason: str, status: int = 400) -> Response:
    return JSONResponse({"error": reason, "error_description": "as documented"}, status)


@dataclass
class VkIdFake(_Fake):
    """VK ID and `users.get`. Tells failures with status 200, as VK ID does."""

    device: str = "device-of-this-place"
    refresh: str = ""

    @property
    def hosts(self) -> dict[str, ASGIApp]:
        identity = [
            self.route("/oauth2/auth", self._token),
            self.route("/oauth2/user_info", self._user),
            self.route("/oauth2/revoke", self._revoke),
        ]
        api = [self.route("/method/users.get", self._users)]
        return {"id.vk.com": Starlette(routes=identity), "api.vk.ru": Starlette(routes=api)}

    def agreed(self, address: str) -> str:
        told = self.wants(
            address,
            "https://id.vk.com/authorize",
            client_id=APPLICATION,
            response_type="code",
            code_challenge_method="s256",
            scope="vkid.personal_info photos",
        )
        self.redirect = told["redirect_uri"]
        answer = {"code": self.code, "state": told["state"], "device_id": self.device}
        return f"{told['redirect_uri']}?{urlencode(answer)}"

    def _token(self, form: Form, _bearer: str) -> Response:
        if form["client_id"] != APPLICATION or form["device_id"] != self.device:
            return error("invalid_client", 200)
        if form["grant_type"] == "authorization_code":
            is_right = self.has_proof(form) and form["redirect_uri"] == self.redirect
        else:
            is_right = form["refresh_token"] == self.refresh
        if not is_right:
            return error("invalid_grant", 200)
        self.live.clear()
        self.refresh = self.fresh("refresh")
        return JSONResponse(
            {
                "access_token": self.access(),
                "refresh_token": self.refresh,
                "id_token": self.fresh("id"),
                "token_type": "Bearer",
                "expires_in": self.expires_in,
                "user_id": 1234567890,
                "state": form["state"],
                "scope": "vkid.personal_info photos",
            }
        )

    def _user(self, form: Form, _bearer: str) -> Response:
        if form["access_token"] not in self.live:
            return error("invalid_token", 200)
        names = {"first_name": "Анна", "last_name": "Каренина"}
        return JSONResponse({"user": {"user_id": "1234567890", **names}})

    def _revoke(self, form: Form, _bearer: str) -> Response:
        self.live.discard(form["access_token"])
        return JSONResponse({"response": 1})

    def _users(self, form: Form, _bearer: str) -> Response:
        if form["access_token"].startswith("service."):
            return JSONResponse({"response": []})
        if form["access_token"] not in self.live:
            refusal = {"error_code": 5, "error_msg": "User authorization failed"}
            return JSONResponse({"error": refusal})
        user = {"id": 1, "first_name": "Анна", "last_name": "Каренина"}
        return JSONResponse({"response": [user]})


@dataclass
class DropboxSignInFake(_Fake):
    refresh: str = ""
    expires_in: int = 14400

    @property
    def hosts(self) -> dict[str, ASGIApp]:
        routes = [
            self.route("/oauth2/token", self._token),
            self.route("/2/users/get_current_account", self._account),
            self.route("/2/auth/token/revoke", self._revoke),
        ]
        return {"api.dropboxapi.com": Starlette(routes=routes)}

    def agreed(self, address: str) -> str:
        told = self.wants(
            address,
            "https://www.dropbox.com/oauth2/authorize",
            client_id=APPLICATION,
            response_type="code",
            code_challenge_method="S256",
            token_access_type="offline",
            scope="account_info.read files.metadata.read files.content.read sharing.read",
        )
        self.redirect = told["redirect_uri"]
        return f"{told['redirect_uri']}?{urlencode({'code': self.code, 'state': told['state']})}"

    def _token(self, form: Form, _bearer: str) -> Response:
        if form["client_id"] != APPLICATION:
            return error("invalid_client")
        answer = {"token_type": "bearer", "expires_in": self.expires_in, "scope": "as asked"}
        if form["grant_type"] == "authorization_code":
            if not self.has_proof(form) or form["redirect_uri"] != self.redirect:
                return error("invalid_grant")
            self.refresh = self.fresh("refresh")
            answer |= {"refresh_token": self.refresh, "account_id": "dbid:1"}
        elif form["refresh_token"] != self.refresh:
            return error("invalid_grant")
        return JSONResponse({"access_token": self.access(), **answer})

    def _account(self, form: Form, bearer: str) -> Response:
        if bearer not in self.live or form:
            return JSONResponse({"error": {".tag": "invalid_access_token"}}, 401)
        names = {"display_name": "Anna Karenina", "given_name": "Anna"}
        return JSONResponse({"account_id": "dbid:1", "name": names, "email": "anna@example.org"})

    def _revoke(self, _form: Form, bearer: str) -> Response:
        if bearer not in self.live:
            return JSONResponse({"error": {".tag": "invalid_access_token"}}, 401)
        self.live.clear()
        self.refresh = ""
        return PlainTextResponse("null", media_type="application/json")


@dataclass
class YandexSignInFake(_Fake):
    """A person types `user_code`; until `is_agreed` the application has to ask again."""

    is_agreed: bool = False
    user_code: str = "kzn4yh8q"
    device: str = ""
    device_code: str = ""
    refresh: str = ""
    expires_in: int = 31536000
    shows_user: bool = True

    @property
    def hosts(self) -> dict[str, ASGIApp]:
        oauth = [
            self.route("/device/code", self._code),
            self.route("/token", self._token),
            self.route("/revoke_token", self._revoke),
        ]
        disk = [self.route("/v1/disk", self._disk)]
        hosts = {"oauth.yandex.ru": oauth, "cloud-api.yandex.net": disk}
        return {host: Starlette(routes=routes) for host, routes in hosts.items()}

    def agreed(self, address: str) -> str:
        told = self.wants(
            address,
            "https://oauth.yandex.ru/authorize",
            client_id=APPLICATION,
            response_type="code",
            code_challenge_method="S256",
            scope="cloud_api:disk.read",
        )
        assert 6 <= len(told["device_id"]) <= 50
        return f"{told['redirect_uri']}?{urlencode({'code': self.code, 'state': told['state']})}"

    def _code(self, form: Form, _bearer: str) -> Response:
        if form["client_id"] != APPLICATION:
            return error("invalid_client")
        assert form["scope"] == "cloud_api:disk.read"
        assert 6 <= len(form["device_id"]) <= 50
        self.device, self.device_code = form["device_id"], self.fresh("device")
        return JSONResponse(
            {
                "device_code": self.device_code,
                "user_code": self.user_code,
                "verification_url": "https://ya.ru/device",
                "interval": 5,
                "expires_in": 300,
            }
        )

    def _token(self, form: Form, _bearer: str) -> Response:
        is_proved = form["grant_type"] == "authorization_code" and self.has_proof(form)
        if not is_proved and not self._has_password(form):
            return error("invalid_client")
        if form["grant_type"] == "device_code":
            if form["code"] != self.device_code:
                return error("invalid_grant")
            if not self.is_agreed:
                return error("authorization_pending")
        elif not is_proved and form["refresh_token"] != self.refresh:
            return error("invalid_grant")
        self.refresh = self.fresh("refresh")
        return JSONResponse(
            {
                "token_type": "bearer",
                "access_token": self.access(),
                "expires_in": self.expires_in,
                "refresh_token": self.refresh,
            }
        )

    def _has_password(self, form: Form) -> bool:
        return (form["client_id"], form.get("client_secret")) == (APPLICATION, PASSWORD)

    def _revoke(self, form: Form, _bearer: str) -> Response:
        if not self._has_password(form):
            return error("invalid_client")
        self.live.discard(form["access_token"])
        return JSONResponse({"status": "ok"})

    def _disk(self, _form: Form, bearer: str) -> Response:
        if bearer not in self.live:
            return JSONResponse({"error": "UnauthorizedError"}, HTTPStatus.UNAUTHORIZED)
        if not self.shows_user:
            return JSONResponse({"error": "ForbiddenError"}, HTTPStatus.FORBIDDEN)
        user = {"login": "anna", "display_name": "Анна К."}
        return JSONResponse(json.loads(json.dumps({"user": user, "total_space": 1})))

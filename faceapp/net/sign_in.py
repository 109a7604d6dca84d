"""Signing in with the system's browser: PKCE (RFC 7636), and a receiver on loopback (RFC 8252)."""

import base64
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.remote import Account
from faceapp.net.connections import SLICE_S
from faceapp.net.redaction import remember
from faceapp.net.service import Service

_MOST_TYPED = 4096  # characters of an answer's part; services use some hundred


@dataclass(frozen=True)
class Words:
    """What the browser shows in the end, in the person's language; plain text."""

    title: str = "Faceapp"
    done: str = ""
    refused: str = ""


@dataclass(frozen=True)
class Proof:
    """What shows that whoever exchanges a code is who asked for it; new for every sign-in."""

    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(64), repr=False)
    state: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def challenge(self) -> str:
        """The verifier's SHA-256, base64url without padding (S256)."""
        digest = hashlib.sha256(self.verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


class Receiver:
    """Waits on loopback for the one request with which a browser comes back."""

    def __init__(self, kind: str, port: int, words: Words) -> None:
        """Raises UserError SIGN_IN_REFUSED if somebody has the port; 0 takes any."""
        try:
            self._server = _Server(("127.0.0.1", port), _Handler)
        except OSError as error:
            raise refused(kind, "port_taken") from error
        self._kind = kind
        self._server.timeout = SLICE_S
        self._server.words = words
        # Services take no other name for a program without a site, and no port that varies.
        self.address = f"http://localhost:{self._server.server_port}/"

    def close(self) -> None:
        """Give the port back."""
        self._server.server_close()

    def wait(self, state: str, token: CancelToken, limit_s: float) -> Mapping[str, str]:
        """What the service says, `code` among it; requests without our `state` are turned away.

        Raises UserError SIGN_IN_REFUSED if the person did not agree, or not in time; Cancelled.
        """
        self._server.state = state
        deadline = time.monotonic() + limit_s
        while self._server.told is None:
            token.raise_if_cancelled()
            if time.monotonic() > deadline:
                raise refused(self._kind, "too_late")
            self._server.handle_request()
        told = self._server.told
        if "code" not in told:
            raise refused(self._kind, "access_denied")
        remember(told["code"])
        return told


class _Server(HTTPServer):
    # Else the port rests for a minute after a sign-in; on Windows it would be shared with others.
    allow_reuse_address = os.name == "posix"
    words = Words()
    state = ""
    told: Mapping[str, str] | None = None

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever breaks off has said nothing."""


class _Handler(BaseHTTPRequestHandler):
    timeout = SLICE_S * 2  # browsers open connections that they may need later
    server: _Server

    def do_GET(self) -> None:
        """Take the answer, or turn it away."""
        split = urlsplit(self.path)
        told = {name: values[0] for name, values in parse_qs(split.query).items()}
        host = (self.headers.get("Host") or "").rpartition(":")[0]
        is_ours = (
            split.path == "/"
            and host in ("localhost", "127.0.0.1")  # no name of the web that leads here
            and len(split.query) < _MOST_TYPED
            and hmac.compare_digest(told.get("state", "").encode(), self.server.state.encode())
        )
        if not is_ours or self.server.told is not None:
            self._show(requests.codes.bad_request, self.server.words.refused)
            return
        words = self.server.words
        self._show(requests.codes.ok, words.done if "code" in told else words.refused)
        self.server.told = told

    def _show(self, status: int, text: str) -> None:
        title = self.server.words.title
        page = (
            f'<!doctype html><meta charset="utf-8"><title>{title}</title>'
            '<meta name="color-scheme" content="light dark">'
            '<body style="font:1.2em sans-serif;margin:20vh auto;max-width:30em;'
            f'text-align:center"><h1>{title}</h1><p>{text}</p>'
        ).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_arguments: object) -> None:
        """The request holds the code: it is shown nowhere."""


class RedirectSignIn:
    """A sign-in that a browser brings back: `address` is to be opened there."""

    code = ""

    def __init__(
        self,
        receiver: Receiver,
        address: str,
        parameters: Mapping[str, str],
        *,
        proof: Proof,
        exchange: Callable[[Mapping[str, str], CancelToken], Account],
        limit_s: float,
    ) -> None:
        """`exchange` makes an account of what came back."""
        remember(proof.verifier)
        self._receiver = receiver
        self._proof = proof
        self._exchange = exchange
        self._limit_s = limit_s
        asked = {
            "response_type": "code",
            "redirect_uri": receiver.address,
            "state": proof.state,
            "code_challenge": proof.challenge,
            **parameters,
        }
        self.address = f"{address}?{urlencode(asked)}"

    def wait(self, token: CancelToken) -> Account:
        """Until the person agreed. Raises UserError if not, Cancelled within 1 s."""
        try:
            told = self._receiver.wait(self._proof.state, token, self._limit_s)
        finally:
            self._receiver.close()
        return self._exchange(told, token)


def ask(service: Service, kind: str, address: str, data: Mapping[str, str]) -> dict[str, Any]:
    """What a service answers to a form, be it an `error`. Raises UserError, Cancelled."""
    response = service.patiently(
        lambda: service.session.post(address, data=data, allow_redirects=False)
    )
    return json_of(response, kind)


def json_of(response: requests.Response, kind: str) -> dict[str, Any]:
    """The object in an answer. Raises UserError SERVICE_ANSWER_STRANGE."""
    reason = "wrong_shape"
    try:
        answer = response.json()
    except ValueError:
        answer, reason = None, "no_json"
    if not isinstance(answer, dict):
        # Outside of `except`: the cause holds the answer, and that may hold a token.
        raise UserError(Code.SERVICE_ANSWER_STRANGE, service=kind, reason=reason)
    return answer


def text_of(answer: Mapping[str, Any], name: str, kind: str) -> str:
    """A part of an answer that must be there. Raises UserError SERVICE_ANSWER_STRANGE."""
    value = answer.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= _MOST_TYPED:
        raise UserError(Code.SERVICE_ANSWER_STRANGE, service=kind, reason="wrong_shape")
    return value


def refused(kind: str, reason: str) -> UserError:
    """A sign-in that came to nothing; `reason` is a code."""
    return UserError(Code.SIGN_IN_REFUSED, service=kind, reason=reason)

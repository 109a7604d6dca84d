"""Sessions of `requests` that any library may be given: whatever it asks, they stay safe."""

from collections.abc import Callable
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import requests

from faceapp.core.jobs import CancelToken
from faceapp.net.answers import chunks, require_ready, translated
from faceapp.net.connections import AddressError, WatchedAdapter
from faceapp.net.policy import NetPolicy

_REDIRECT_BODY_BYTES = 1 << 16
_SECRET_PARAMETERS = {"access_token", "refresh_token", "oauth_token", "token", "code"}


class SafeSession(requests.Session):
    """HTTPS with checked certificates; no proxies, cookies, `.netrc` or variables.

    Follows redirects over HTTPS, and shows other hosts neither `Authorization` nor tokens. Raises
    AddressError for addresses that lead astray.
    """

    def __init__(self, adapter: WatchedAdapter, policy: NetPolicy) -> None:
        """Take what makes the connections."""
        super().__init__()
        self.trust_env = False
        self.max_redirects = policy.redirects
        self.headers.update({"User-Agent": "faceapp", "Accept-Encoding": "identity"})
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.adapters.clear()
        self.mount("https://", adapter)

    def send(
        self,
        request: requests.PreparedRequest,
        **options: Any,  # noqa: ANN401
    ) -> requests.Response:
        """Called by the base class for every request, redirected ones too."""
        require_https(request.url or "")
        return super().send(request, **options)

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Where a redirect leads. Raises AddressError if nobody should go there."""
        try:
            location = super().get_redirect_target(resp)
            if location is not None:
                _drain(resp)
            target = None if location is None else urljoin(resp.url, location)
        except ValueError as error:
            raise AddressError("address_refused") from error
        if target is None:
            return None
        require_https(target)
        if _place(target) != _place(resp.url):
            _require_nothing_told(resp, target)
        return target

    def should_strip_auth(self, old_url: str, new_url: str) -> bool:
        """Whether `Authorization` stays behind: with every other host or port."""
        return _place(old_url) != _place(new_url)


class ServiceSession(SafeSession):
    """Asks a service: an answer has a limit, and raises BrokenError if it is "come later"."""

    def __init__(
        self, token: CancelToken, policy: NetPolicy, *, on_request: Callable[[str], None]
    ) -> None:
        """`on_request` gets the address before every request, and may wait."""
        super().__init__(WatchedAdapter(token, policy), policy)
        self.headers["Accept-Encoding"] = "gzip, deflate"
        self._limit = policy.max_answer_bytes
        self._on_request = on_request

    def send(
        self,
        request: requests.PreparedRequest,
        **options: Any,  # noqa: ANN401
    ) -> requests.Response:
        """Called by the base class. Raises AddressError, BrokenError, Cancelled."""
        self._on_request(request.url or "")
        is_stream = options.get("stream", False)
        response = super().send(request, **options | {"stream": True})
        require_ready(response)
        if not is_stream and not response.is_redirect:
            self._read(response)
        return response

    def _read(self, response: requests.Response) -> None:
        body = bytearray()
        with response:
            for piece in chunks(response, is_unpacked=True):
                body += piece
                if len(body) > self._limit:
                    raise AddressError("too_large")
        response._content = bytes(body)  # as `requests` does by itself, without a limit


def download_session(token: CancelToken, policy: NetPolicy) -> SafeSession:
    """A session for files, each request of which is judged by whoever sends it."""
    return SafeSession(WatchedAdapter(token, policy), policy)


def require_https(address: str) -> None:
    """No other scheme, and no name and password, which would be sent along."""
    split = urlsplit(address)
    if split.scheme != "https" or not split.hostname or "@" in split.netloc:
        raise AddressError("address_refused")


def _place(address: str) -> tuple[str | None, int]:
    split = urlsplit(address)
    return split.hostname, split.port or 443


def _drain(response: requests.Response) -> None:
    """Its short body is read, to use the connection again; a long one is not waited for."""
    with translated():
        response._content = response.raw.read(_REDIRECT_BODY_BYTES, decode_content=False)
    response.close()


def _require_nothing_told(response: requests.Response, target: str) -> None:
    """A body goes to no other host, and no token that was in the query or the headers."""
    request = response.request
    if request.body and response.status_code in (307, 308):
        raise AddressError("address_refused")
    query = parse_qsl(urlsplit(request.url or "").query)
    told = [value for name, value in query if name in _SECRET_PARAMETERS and value]
    told += (request.headers.get("Authorization") or "").split()[1:]
    if any(secret in target for secret in told):
        raise AddressError("address_refused")

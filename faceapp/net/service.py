"""One conversation with one service, as long as a job lasts: patient, limited, verified."""

import hashlib
import random
import threading
from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import urlsplit

import requests

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.jobs import CancelToken
from faceapp.net.answers import BrokenError, chunks, translated
from faceapp.net.connections import AddressError, Watch, connect
from faceapp.net.pace import PACE
from faceapp.net.policy import NetPolicy
from faceapp.net.sessions import ServiceSession, require_https
from faceapp.net.troubles import Trouble, trouble_of

T = TypeVar("T")

_EXPIRED = {401, 403, 404, 410}
_PROBED = 3  # other hosts, before being offline is believed
_OFFLINE_SHARE = 0.25  # of the longest wait: somebody who plugs a cable in looks at the screen


class Expired(Exception):  # noqa: N818  a state, not a failure
    """An address no longer gives its bytes; the source may know a newer one."""


class Service:
    """What a source speaks through. Thread-safe; `bytes_done` counts what was downloaded."""

    def __init__(
        self,
        policy: NetPolicy,
        token: CancelToken,
        *,
        on_wait: Callable[[str], None] = lambda _: None,
        rate: Mapping[str, float] | None = None,
        name: str = "",
        waits_offline: bool = True,
    ) -> None:
        """`on_wait` gets "offline", "rate_limited" or "server_busy", and "" when it goes on.

        It is called from whichever thread waits. `rate` is the least time in seconds between two
        requests to a host, whoever in this process sends them. Errors call the service `name`, or
        by its first host. Where nobody can cancel, being offline is not waited out.
        """
        self._policy = policy
        self._token = token
        self._on_wait = on_wait
        self._rate = dict(rate or {})
        self._name = name
        self._waits_offline = waits_offline
        self._lock = threading.Lock()
        self._hosts: dict[str, int] = {}
        self.bytes_done = 0
        self.session: requests.Session = ServiceSession(token, policy, on_request=self._pace)

    def close(self) -> None:
        """Let go of the connections."""
        self.session.close()

    def limit_rate(self, host: str, seconds: float) -> None:
        """What a source knows of its service: the least time between two requests to a host."""
        self._rate[host] = seconds

    def patiently(self, call: Callable[[], T]) -> T:
        """What `call` returns, after waits if need be; `call` may run several times.

        Raises UserError when the tries run out or waiting is no use, Cancelled within 1 s, and
        whatever else `call` raises.
        """
        try:
            return self._tried(call)
        except BrokenError as error:
            raise self._unreachable(error.reason) from error
        except AddressError as error:
            raise self._unreachable(error.reason) from error

    def download(
        self,
        address: str,
        *,
        size: int = 0,
        sha256: str | None = None,
        md5: str | None = None,
        limit_mb: int,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        """A whole file, verified by what is known of it (`size` in bytes, 0 for unknown).

        Raises Expired, ItemError, UserError if a certificate is bad, Cancelled within 1 s.
        """

        def fetch() -> bytes:
            content = self._fetched(address, size, limit_mb, headers or {})
            _require_hash(content, "sha256", sha256)
            _require_hash(content, "md5", md5)
            return content

        try:
            return self._tried(lambda: _twice(fetch))
        except BrokenError as error:
            raise ItemError(Code.REMOTE_UNFETCHED, reason=error.reason) from error
        except AddressError as error:
            if error.reason == "certificate":
                raise self._unreachable(error.reason) from error
            raise ItemError(Code.REMOTE_UNFETCHED, reason=error.reason) from error

    def _tried(self, call: Callable[[], T]) -> T:
        """What `call` returns. Raises BrokenError after the last try, AddressError at once."""
        failures = waits = 0
        while True:
            self._token.raise_if_cancelled()
            try:
                result = call()
            except Exception as error:
                self._token.raise_if_cancelled()  # a library may have wrapped it
                trouble = trouble_of(error)
                if trouble is None:
                    raise
                is_offline = self._is_offline(trouble)
                failures += not is_offline
                if failures == self._policy.service_tries:
                    raise BrokenError(trouble.reason) from error
            else:
                if waits:
                    self._on_wait("")
                return result
            self._wait(trouble, waits, is_offline=is_offline)
            waits += 1

    def _wait(self, trouble: Trouble, waits: int, *, is_offline: bool) -> None:
        policy = self._policy
        asked = min(trouble.wait_s, policy.longest_asked_s)
        grown = policy.first_wait_s * 2 ** min(waits, 16) * random.uniform(0.5, 1)  # noqa: S311
        limit = policy.longest_wait_s * (_OFFLINE_SHARE if is_offline else 1)
        self._on_wait("offline" if is_offline else trouble.waiting)
        self._token.wait(max(min(grown, limit), asked))

    def _is_offline(self, trouble: Trouble) -> bool:
        """No connection to this host, nor to any other that this conversation needs."""
        if not trouble.unreached or not self._waits_offline:
            return False
        with self._lock:
            known = [place for place in self._hosts.items() if place[0] != trouble.unreached]
        return not any(self._reaches(host, port) for host, port in known[-_PROBED:])

    def _reaches(self, host: str, port: int) -> bool:
        try:
            connect(host, port, Watch(self._token, self._policy), self._policy).close()
        except (OSError, AddressError):
            return False
        return True

    def _pace(self, address: str) -> None:
        split = urlsplit(address)
        host = split.hostname or ""
        with self._lock:
            self._hosts.pop(host, None)  # the last one asked comes last
            self._hosts[host] = split.port or 443
        PACE.rest(host, self._rate.get(host, 0) * self._policy.pace, self._token)

    def _fetched(self, address: str, size: int, limit_mb: int, headers: Mapping[str, str]) -> bytes:
        require_https(address)
        headers = {"Accept-Encoding": "identity", **headers}
        with translated(), self.session.get(address, headers=headers, stream=True) as response:
            if response.status_code in _EXPIRED:
                raise Expired
            if response.status_code != requests.codes.ok:
                raise AddressError("not_offered")
            if response.headers.get("Content-Type", "").startswith("text/html"):
                raise ItemError(Code.REMOTE_WRONG_BYTES, reason="web_page")
            return self._body(response, size, limit_mb)

    def _body(self, response: requests.Response, size: int, limit_mb: int) -> bytes:
        is_packed = "Content-Encoding" in response.headers  # though it was asked not to
        told = "" if is_packed else response.headers.get("Content-Length", "")
        if told.isdecimal() and size and int(told) != size:
            raise _WrongError("wrong_size")
        limit = size or limit_mb * 1_000_000
        body = bytearray()
        _require_room(int(told) if told.isdecimal() else size, limit_mb)
        for chunk in chunks(response, is_unpacked=True):
            body += chunk
            with self._lock:
                self.bytes_done += len(chunk)
            if len(body) > limit:
                break
        if size and len(body) != size:
            raise _WrongError("wrong_size")
        _require_room(len(body), limit_mb)
        return bytes(body)

    def _unreachable(self, reason: str) -> UserError:
        service = self._name or next(iter(self._hosts), "")
        return UserError(Code.SERVICE_UNREACHABLE, service=service, reason=reason)


class _WrongError(Exception):
    """Other bytes than promised came; perhaps not so the next time."""


def _twice(fetch: Callable[[], bytes]) -> bytes:
    try:
        return fetch()
    except _WrongError:
        pass
    try:
        return fetch()
    except _WrongError as error:
        raise ItemError(Code.REMOTE_WRONG_BYTES, reason=str(error)) from error


def _require_hash(content: bytes, method: str, expected: str | None) -> None:
    if expected is None:
        return
    found = hashlib.new(method, content, usedforsecurity=False).hexdigest()
    if found != expected.lower():
        raise _WrongError("wrong_bytes")


def _require_room(size: int, limit_mb: int) -> None:
    if size > limit_mb * 1_000_000:
        raise ItemError(Code.FILE_TOO_LARGE, limit_mb=limit_mb)

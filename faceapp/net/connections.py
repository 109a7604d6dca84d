"""Connections for `requests`: HTTPS to public addresses only, and never deaf to a cancel."""

import errno
import os
import select
import socket
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from ipaddress import ip_address
from typing import Any, TypeVar

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPSConnection
from urllib3.util.ssl_ import create_urllib3_context

from faceapp.core.jobs import CancelToken
from faceapp.net.policy import NetPolicy

T = TypeVar("T")
SLICE_S = 0.2  # how long a connection may wait before it looks up

_PATIENCE_WITH_OTHERS = 0.25  # of the time for an address, while there are others
_UNDER_WAY = {0, errno.EINPROGRESS, errno.EWOULDBLOCK}


class AddressError(Exception):
    """Nothing is to be had from this address; `reason` as a code."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


class UnreachedError(OSError):
    """There is no connection to `host`: it does not answer, or nothing does."""

    def __init__(self, host: str) -> None:
        """Keep the host's name."""
        super().__init__(host)
        self.host = host


class Watch:
    """Looks up at every arrival and every `SLICE_S`: cancelled, or slower than agreed?"""

    def __init__(self, token: CancelToken, policy: NetPolicy) -> None:
        """Begin the first window."""
        self._token = token
        self._policy = policy
        self.begin()

    def look(self, received: int = 0) -> None:
        """Raise Cancelled, or TimeoutError when too little came in a whole window."""
        self._token.raise_if_cancelled()
        self._received += received
        if time.monotonic() - self._since < self._policy.window_s:
            return
        if self._received < self._policy.min_bytes_per_s * self._policy.window_s:
            raise TimeoutError("slower than agreed")
        self.begin()

    def begin(self) -> None:
        """Begin a window, as with every request: in between, silence is nobody's fault."""
        self._since = time.monotonic()
        self._received = 0


class WatchedAdapter(HTTPAdapter):
    """Speaks HTTPS and nothing else; certificates are always checked."""

    def __init__(self, token: CancelToken, policy: NetPolicy) -> None:
        """Take who may cancel, and the limits."""
        self._token = token
        self._policy = policy
        super().__init__()

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        *_arguments: object,
        **_options: object,
    ) -> requests.Response:
        """Called by the session: what a library says of timeouts and certificates is not heard."""
        verify = str(self._policy.ca_bundle) if self._policy.ca_bundle else True
        return super().send(request, stream=stream, timeout=SLICE_S, verify=verify)

    def init_poolmanager(
        self,
        connections: int,
        maxsize: int,
        block: bool = False,
        **_options: object,
    ) -> None:
        """Called by the base class: connections of our own kind."""
        context = create_urllib3_context()
        context.sslsocket_class = _socket_class(self._watch)
        self.poolmanager = PoolManager(
            connections, maxsize=maxsize, block=block, ssl_context=context
        )
        pool = _pool_class(self._watch, self._policy)
        self.poolmanager.pool_classes_by_scheme = {"https": pool}

    def close(self) -> None:
        """Called by the session: closes connections also while somebody holds an answer's error."""
        for host in self.poolmanager.pools.keys():  # noqa: SIM118, it cannot be iterated over
            self.poolmanager.pools[host].close()
        super().close()

    def _watch(self) -> Watch:
        return Watch(self._token, self._policy)


def _pool_class(new_watch: Callable[[], Watch], policy: NetPolicy) -> type[HTTPSConnectionPool]:
    class WatchedConnection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self._dns_host, self.port, new_watch(), policy)

    class WatchedPool(HTTPSConnectionPool):
        ConnectionCls = WatchedConnection

    return WatchedPool


def _socket_class(new_watch: Callable[[], Watch]) -> type[ssl.SSLSocket]:
    """Sockets that wait in slices: a timeout may be raised only once, it breaks the reader."""

    class WatchedSocket(ssl.SSLSocket):
        watch: Watch

        def do_handshake(self, block: bool = False) -> None:
            self.watch = new_watch()
            _patiently(self.watch, lambda: super(WatchedSocket, self).do_handshake(block))

        def send(self, *arguments: Any) -> int:  # noqa: ANN401
            self.watch.begin()
            send = super().send
            return _patiently(self.watch, lambda: send(*arguments))

        def recv_into(self, *arguments: object, **options: object) -> int:
            receive = super().recv_into
            received = _patiently(self.watch, lambda: receive(*arguments, **options))  # type: ignore[arg-type]
            self.watch.look(received)
            return received

    return WatchedSocket


def _patiently(watch: Watch, wait: Callable[[], T]) -> T:
    while True:
        try:
            return wait()
        except TimeoutError:
            watch.look()


def connect(host: str, port: int, watch: Watch, policy: NetPolicy) -> socket.socket:
    """A socket to the first address of `host` that answers. Raises AddressError, UnreachedError."""
    name = host
    host, port = policy.routes.get(host, (host, port))
    try:
        addresses = _addresses(host, port, watch)
    except OSError as error:
        raise UnreachedError(name) from error
    failure = OSError("the host has no address")
    for place in addresses:
        family, kind, protocol, _, address = place
        _require_public(str(address[0]), policy)
        with ExitStack() as unless_reached:
            connection = unless_reached.enter_context(socket.socket(family, kind, protocol))
            try:
                # Where IPv6 leads nowhere, every connection would wait for it.
                patience = 1 if place is addresses[-1] else _PATIENCE_WITH_OTHERS
                _reach(connection, address, watch, policy.connect_timeout_s * patience)
            except OSError as error:
                failure = error
                continue
            unless_reached.pop_all()
            return connection
    raise UnreachedError(name) from failure


def _addresses(host: str, port: int, watch: Watch) -> list[tuple[Any, ...]]:
    """Looked up in a thread: the system may take half a minute to find out that it is offline."""
    found: Future[list[tuple[Any, ...]]] = Future()
    thread = threading.Thread(target=_look_up, args=(found, host, port), daemon=True)
    thread.start()
    addresses = _patiently(watch, lambda: found.result(SLICE_S))
    thread.join()
    return addresses


def _look_up(found: "Future[list[tuple[Any, ...]]]", host: str, port: int) -> None:
    try:
        found.set_result(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    except UnicodeError:  # a label that no host name can have
        found.set_exception(AddressError("address_refused"))
    except BaseException as error:  # noqa: BLE001  it is raised where it is waited for
        found.set_exception(error)


def _reach(
    connection: socket.socket, address: tuple[object, ...], watch: Watch, timeout_s: float
) -> None:
    deadline = time.monotonic() + timeout_s
    connection.setblocking(False)
    begun = connection.connect_ex(address)
    if begun not in _UNDER_WAY:
        raise OSError(begun, os.strerror(begun))
    while not any(select.select([], [connection], [connection], SLICE_S)):
        watch.look()
        if time.monotonic() > deadline:
            raise TimeoutError("the host does not answer")
    if number := connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
        raise OSError(number, os.strerror(number))
    connection.settimeout(SLICE_S)


def _require_public(text: str, policy: NetPolicy) -> None:
    """Names may lead into this computer or its network, where others must not send us."""
    address = ip_address(text)
    if not (address.is_global or (policy.reaches_loopback and address.is_loopback)):
        raise AddressError("address_refused")

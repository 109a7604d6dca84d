"""Connections for `requests`: HTTPS to public addresses only, and never deaf to a cancel."""

import errno
import os
import select
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import ExitStack
from ipaddress import ip_address
from typing import Any, TypeVar

from requests.adapters import HTTPAdapter
from urllib3 import HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPSConnection
from urllib3.util.ssl_ import create_urllib3_context

from faceapp.core.jobs import CancelToken
from faceapp.net.policy import NetPolicy

T = TypeVar("T")
SLICE_S = 0.2  # how long a connection may wait before it looks up

_UNDER_WAY = {0, errno.EINPROGRESS, errno.EWOULDBLOCK}


class AddressError(Exception):
    """Nothing is to be had from this address; `reason` as a code."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


class Watch:
    """Looks up at every arrival and every `SLICE_S`: cancelled, or slower than agreed?"""

    def __init__(self, token: CancelToken, policy: NetPolicy) -> None:
        """Begin the first window."""
        self._token = token
        self._policy = policy
        self._begin()

    def look(self, received: int = 0) -> None:
        """Raise Cancelled, or TimeoutError when too little came in a whole window."""
        self._token.raise_if_cancelled()
        self._received += received
        if time.monotonic() - self._since < self._policy.window_s:
            return
        if self._received < self._policy.min_bytes_per_s * self._policy.window_s:
            raise TimeoutError("slower than agreed")
        self._begin()

    def _begin(self) -> None:
        self._since = time.monotonic()
        self._received = 0


class WatchedAdapter(HTTPAdapter):
    """Speaks HTTPS and nothing else; certificates are always checked."""

    def __init__(self, token: CancelToken, policy: NetPolicy) -> None:
        """Take who may cancel, and the limits."""
        self._watch = Watch(token, policy)
        self._policy = policy
        super().__init__()

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


def _pool_class(watch: Watch, policy: NetPolicy) -> type[HTTPSConnectionPool]:
    class WatchedConnection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self._dns_host, self.port, watch, policy)

    class WatchedPool(HTTPSConnectionPool):
        ConnectionCls = WatchedConnection

    return WatchedPool


def _socket_class(watch: Watch) -> type[ssl.SSLSocket]:
    """Sockets that wait in slices: a timeout may be raised only once, it breaks the reader."""

    class WatchedSocket(ssl.SSLSocket):
        def do_handshake(self, block: bool = False) -> None:
            _patiently(watch, lambda: super(WatchedSocket, self).do_handshake(block))

        def recv_into(self, *arguments: object, **options: object) -> int:
            receive = super().recv_into
            received = _patiently(watch, lambda: receive(*arguments, **options))  # type: ignore[arg-type]
            watch.look(received)
            return received

    return WatchedSocket


def _patiently(watch: Watch, wait: Callable[[], T]) -> T:
    while True:
        try:
            return wait()
        except TimeoutError:
            watch.look()


def _connect(host: str, port: int, watch: Watch, policy: NetPolicy) -> socket.socket:
    """A socket to the first address of `host` that answers. Raises AddressError, OSError."""
    failure = OSError("the host has no address")
    host, port = policy.routes.get(host, (host, port))
    for family, kind, protocol, _, address in _addresses(host, port):
        _require_public(str(address[0]), policy)
        with ExitStack() as unless_reached:
            connection = unless_reached.enter_context(socket.socket(family, kind, protocol))
            try:
                _reach(connection, address, watch, policy.connect_timeout_s)
            except OSError as error:
                failure = error
                continue
            unless_reached.pop_all()
            return connection
    raise failure


def _addresses(host: str, port: int) -> list[tuple[Any, ...]]:
    try:
        return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except UnicodeError as error:  # a label that no host name can have
        raise AddressError("address_refused") from error


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

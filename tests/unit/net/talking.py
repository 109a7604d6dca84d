"""One conversation with servers of our own, under names of the web."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from faceapp.core.jobs import CancelToken
from faceapp.net.policy import NetPolicy
from faceapp.net.service import Service
from tests.fakes import https_server as serve
from tests.fakes.https_server import HttpsServer

HOSTS = ("a.example", "b.example")
NOBODY = ("127.0.0.1", 1)  # a port where nobody listens


class Talk:
    """A server that is a.example and b.example, and what is said with it."""

    def __init__(self, server: HttpsServer, folder: Path) -> None:
        self.server = server
        self.place = ("127.0.0.1", int(server.address("").rpartition(":")[2]))
        self.policy = NetPolicy(
            ca_bundle=serve.write_authority(folder / "ca.pem"),
            reaches_loopback=True,
            routes=dict.fromkeys(HOSTS, self.place),
            first_wait_s=0.001,
            longest_wait_s=0.05,
            service_tries=4,
        )
        self.token = CancelToken()
        self.waits: list[str] = []
        self.rate: dict[str, float] = {}

    @contextmanager
    def service(self, **limits: object) -> Iterator[Service]:
        policy = replace(self.policy, **limits)
        service = Service(policy, self.token, on_wait=self.waits.append, rate=self.rate)
        with closing(service):
            yield service

    def told(self, header: str) -> list[str | None]:
        """What each request had in a header."""
        return [request.headers.get(header) for request in self.server.requests]


@contextmanager
def talking(folder: Path) -> Iterator[Talk]:
    server = HttpsServer()
    server.start(names=HOSTS)
    try:
        yield Talk(server, folder)
    finally:
        server.stop()

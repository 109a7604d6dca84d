"""Services of the network, played on loopback: real HTTPS under their real names."""

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import trustme
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from faceapp.net.policy import NetPolicy
from tests.fakes.https_server import AUTHORITY


@contextmanager
def played(
    hosts: Mapping[str, ASGIApp],
    folder: Path,
    authority: trustme.CA = AUTHORITY,
    *,
    port: int = 0,
) -> Iterator[NetPolicy]:
    """Each host's application, as long as the block lasts; the policy leads to them.

    With the `port` of a former block the hosts are there again. `folder` takes the certificates.
    Waits are short, so that storms of errors end soon.
    """
    certificate, bundle = folder / "hosts.pem", folder / "authority.pem"
    authority.issue_cert(*hosts).private_key_and_cert_chain_pem.write_to_path(str(certificate))
    AUTHORITY.cert_pem.write_to_path(str(bundle))
    config = uvicorn.Config(
        _by_host(hosts),
        port=port,
        ssl_certfile=certificate,
        lifespan="off",
        log_config=None,
        log_level="critical",  # an answer that breaks off is meant so
        timeout_graceful_shutdown=1,
        timeout_keep_alive=60,
    )
    server = _Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    try:
        assert server.is_up.wait(30)
        place = server.servers[0].sockets[0].getsockname()[:2]
        yield NetPolicy(
            ca_bundle=bundle,
            reaches_loopback=True,
            routes=dict.fromkeys(hosts, place),
            first_wait_s=0.01,
            longest_wait_s=0.2,
            longest_asked_s=0.2,
            pace=0.01,
            sign_in_port=0,
        )
    finally:
        server.should_exit = True
        thread.join()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = threading.Event()

    async def startup(self, sockets: list | None = None) -> None:
        await super().startup(sockets)
        self.is_up.set()

    async def shutdown(self, sockets: list | None = None) -> None:
        """At once: a client that has just gone would be waited for, and left unclosed."""
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await super().shutdown(sockets)


def _by_host(hosts: Mapping[str, ASGIApp]) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        host = dict(scope["headers"])[b"host"].decode().partition(":")[0]
        await hosts[host](scope, receive, send)

    return answer

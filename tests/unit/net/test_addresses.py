"""Where downloads may come from: redirects, private networks, certificates."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from faceapp.core.jobs import CancelToken
from faceapp.net import connections
from faceapp.net.connections import AddressError, _require_public
from faceapp.net.policy import NetPolicy
from tests.fakes import https_server as serve
from tests.fakes.https_server import HttpsServer
from tests.unit.net.conftest import DATA, Fetched


def test_redirects_to_other_hosts_are_followed_over_https(server: HttpsServer, fetch: Fetched):
    elsewhere = server.address("/stored", "127.0.0.1")
    server.answers |= {
        "/f": serve.status(302, Location=elsewhere, Set_Cookie="secret=1; Path=/"),
        "/stored": serve.status(307, Location="/near"),
        "/near": serve.content(DATA),
    }
    assert fetch(server.address("/f")) == DATA
    assert [request.headers["host"].split(":")[0] for request in server.requests] == [
        "localhost", "127.0.0.1", "127.0.0.1",
    ]  # fmt: skip


def test_nobody_is_told_who_asks(
    server: HttpsServer, fetch: Fetched, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine localhost login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTPS_PROXY", "https://proxy.invalid:1")
    server.answers["/f"] = serve.content(DATA)
    assert fetch(server.address("/f")) == DATA
    headers = server.requests[0].headers
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert (headers["user-agent"], headers["accept-encoding"]) == ("faceapp", "identity")


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:{port}/near",
        "https://me:secret@127.0.0.1:{port}/near",
        "file:///etc/passwd",
        "ftp://127.0.0.1/near",
        "https://[::1/near",
        f"https://{'a' * 70}.example/near",
    ],
)
def test_redirects_out_of_https_are_refused(location: str, server: HttpsServer, fetch: Fetched):
    port = server.address("").rpartition(":")[2]
    server.answers |= {
        "/f": serve.status(302, Location=location.format(port=port)),
        "/near": serve.content(DATA),
    }
    assert fetch.refusal(server.address("/f")) == "address_refused"
    assert len(server.requests) == 1


def test_redirects_end_after_five(server: HttpsServer, fetch: Fetched):
    server.answers["/loop"] = serve.status(302, Location="/loop")
    assert fetch.refusal(server.address("/loop")) == "too_many_redirects"
    assert len(server.requests) == 6


def test_a_plain_address_is_refused_before_anything_is_sent(fetch: Fetched):
    assert fetch.refusal("http://localhost:1/f") == "address_refused"


def test_this_computer_is_out_of_bounds_for_the_program(server: HttpsServer, fetch: Fetched):
    server.answers["/f"] = serve.content(DATA)
    fetch.policy = replace(fetch.policy, reaches_loopback=NetPolicy().reaches_loopback)
    for host in ("localhost", "127.0.0.1"):
        assert fetch.refusal(server.address("/f", host)) == "address_refused"
    assert server.requests == []


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("::1", "::", "fe80::1%1", "fc00::1", "::ffff:192.168.1.1", "127.0.0.1"),
    ],
)
def test_private_networks_are_out_of_bounds(address: str):
    with pytest.raises(AddressError, match="address_refused"):
        _require_public(address, NetPolicy())
    _require_public("140.82.121.4", NetPolicy())
    _require_public("2606:50c0:8000::153", NetPolicy())


def test_a_certificate_that_nobody_vouches_for_is_refused(server: HttpsServer, fetch: Fetched):
    stranger = HttpsServer({"/f": serve.content(DATA)})
    stranger.start(trustme.CA())
    try:
        assert fetch.refusal(stranger.address("/f")) == "certificate"
        assert stranger.requests == []
        fetch.policy = replace(fetch.policy, ca_bundle=None)  # the authorities of the web
        assert fetch.refusal(stranger.address("/f")) == "certificate"
    finally:
        stranger.stop()


def test_a_certificate_for_another_host_is_refused(fetch: Fetched):
    server = HttpsServer({"/f": serve.content(DATA)})
    server.start(names=("elsewhere.example",))
    try:
        assert fetch.refusal(server.address("/f")) == "certificate"
    finally:
        server.stop()


def test_variables_cannot_bring_other_authorities(
    server: HttpsServer, fetch: Fetched, monkeypatch: pytest.MonkeyPatch
):
    server.answers["/f"] = serve.content(DATA)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, str(fetch.policy.ca_bundle))
    fetch.policy = replace(fetch.policy, ca_bundle=None)
    assert fetch.refusal(server.address("/f")) == "certificate"


class _Gone(BaseException):
    """What nobody handles on the way, as Ctrl+C."""


@pytest.mark.parametrize("fault", [_Gone(), OSError("not reached"), None])
def test_only_a_socket_that_has_reached_its_host_is_kept(
    fault: BaseException | None, monkeypatch: pytest.MonkeyPatch
):
    places = ["140.82.121.4", "140.82.121.3"]
    addresses = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (place, 443)) for place in places]
    tried: list[socket.socket] = []

    def reach(connection: socket.socket, *_: object) -> None:
        tried.append(connection)
        if fault:
            raise fault

    monkeypatch.setattr(connections, "_addresses", lambda *_: addresses)
    monkeypatch.setattr(connections, "_reach", reach)
    policy = NetPolicy()
    watch = connections.Watch(CancelToken(), policy)
    if fault is None:
        kept = connections.connect("host", 443, watch, policy)
        assert [kept] == tried
        assert kept.fileno() >= 0
        kept.close()
        return
    with pytest.raises(type(fault)):
        connections.connect("host", 443, watch, policy)
    assert len(tried) == (2 if isinstance(fault, OSError) else 1)
    assert [connection.fileno() for connection in tried] == [-1] * len(tried)


def test_an_address_that_leads_nowhere_is_not_waited_for_while_there_is_another(
    monkeypatch: pytest.MonkeyPatch,
):
    places = [("2606:50c0:8000::153", 443, 0, 0), ("140.82.121.4", 443)]
    families = [socket.AF_INET6, socket.AF_INET]
    addresses = [
        (family, socket.SOCK_STREAM, 0, "", place)
        for family, place in zip(families, places, strict=True)
    ]
    waited: list[float] = []

    def reach(connection: socket.socket, address: tuple, watch: object, timeout_s: float) -> None:
        waited.append(timeout_s)
        if address == places[0]:
            raise TimeoutError

    monkeypatch.setattr(connections, "_addresses", lambda *_: addresses)
    monkeypatch.setattr(connections, "_reach", reach)
    policy = NetPolicy()
    connections.connect("host", 443, connections.Watch(CancelToken(), policy), policy).close()
    assert waited == [2.5, 10]

"""Patience with services: what is waited for, how long, and when it ends."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import requests
import trustme
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from faceapp.core.errors import Code, ItemError, TransientError, UserError
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.net import connections
from faceapp.net.pace import Pace
from faceapp.net.service import Service
from tests.fakes import https_server as serve
from tests.fakes.https_server import HttpsServer
from tests.fakes.services import played
from tests.unit.net.talking import NOBODY, Talk

DATA = b"answer"


def ask(service: Service, address: str = "https://a.example/f") -> Callable[[], bytes]:
    return lambda: service.session.get(address).content


def refusal(service: Service, address: str = "https://a.example/f") -> str:
    with pytest.raises(UserError) as caught:
        service.patiently(ask(service, address))
    assert caught.value.code == Code.SERVICE_UNREACHABLE
    assert caught.value.details["service"] == "a.example"
    return caught.value.details["reason"]


@pytest.mark.parametrize(("code", "wait"), [(429, "rate_limited"), (503, "server_busy")])
def test_a_service_that_says_later_is_asked_later(code: int, wait: str, talk: Talk):
    busy = serve.status(code)
    talk.server.answers["/f"] = serve.in_turn(busy, busy, serve.plain(DATA))
    with talk.service() as service:
        assert service.patiently(ask(service)) == DATA
        assert talk.waits == [wait, wait, ""]
        talk.server.answers["/f"] = busy
        assert refusal(service) == wait
    assert len(talk.server.requests) == 3 + talk.policy.service_tries


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_the_wait_that_a_service_asks_for_is_kept_to(form: str, talk: Talk):
    date = format_datetime(datetime.now(UTC) + timedelta(minutes=1), usegmt=True)
    later = serve.status(429, Retry_After=60 if form == "seconds" else date)
    talk.server.answers["/f"] = serve.in_turn(later, serve.plain(DATA))
    started = time.monotonic()
    with talk.service(longest_asked_s=0.3) as service:
        assert service.patiently(ask(service)) == DATA
    assert time.monotonic() - started > 0.3


def test_a_source_may_say_itself_how_long_to_wait(talk: Talk):
    answers = [TransientError(Code.SERVICE_UNREACHABLE, reason="rate_limited", wait_s=0.2), None]

    def call() -> str:
        if error := answers.pop(0):
            raise error
        return "done"

    started = time.monotonic()
    with talk.service() as service:
        assert service.patiently(call) == "done"
    assert time.monotonic() - started > 0.2
    assert talk.waits == ["rate_limited", ""]


def test_a_connection_that_breaks_is_made_again(talk: Talk):
    broken = serve.content(DATA, told=100)
    talk.server.answers["/f"] = serve.in_turn(broken, broken, serve.plain(DATA))
    with talk.service() as service:
        assert service.patiently(ask(service)) == DATA
        assert talk.waits == ["server_busy", "server_busy", ""]


class LibraryError(Exception):
    """What a library makes of failures of the network."""


@pytest.mark.parametrize("is_told", [True, False])
def test_what_a_library_makes_of_it_is_seen_through(is_told: bool, talk: Talk):
    talk.server.answers["/f"] = serve.in_turn(serve.content(DATA, told=9), serve.plain(DATA))

    def call(service: Service) -> bytes:
        try:
            return service.session.get("https://a.example/f").content
        except (requests.RequestException, TransientError) as error:
            if is_told:
                raise LibraryError from error
            raise LibraryError  # noqa: B904  as some libraries do

    with talk.service() as service:
        assert service.patiently(lambda: call(service)) == DATA


@pytest.mark.parametrize(
    "error", [UserError(Code.REMOTE_DENIED), ItemError(Code.CORRUPT), LibraryError(), KeyError()]
)
def test_what_no_wait_will_mend_comes_at_once(error: Exception, talk: Talk):
    def call() -> None:
        try:
            raise requests.ConnectionError
        except requests.ConnectionError:
            raise error from None

    with talk.service() as service, pytest.raises(type(error)):
        service.patiently(call)
    assert talk.waits == []


def test_being_offline_is_waited_out_however_long(talk: Talk):
    talk.server.answers["/f"] = serve.plain(DATA)
    talk.policy.routes.update(dict.fromkeys(talk.policy.routes, NOBODY))
    with talk.service() as service:

        def told(wait: str) -> None:
            talk.waits.append(wait)
            if len(talk.waits) == 3 * talk.policy.service_tries:
                talk.policy.routes["a.example"] = talk.place

        service._on_wait = told
        assert service.patiently(ask(service)) == DATA
        assert service.download("https://a.example/f", limit_mb=1) == DATA
    assert talk.waits == ["offline"] * 3 * talk.policy.service_tries + [""]


def test_one_host_that_is_down_while_another_is_up_is_not_being_offline(talk: Talk):
    talk.server.answers["/f"] = serve.plain(DATA)
    with talk.service() as service:
        assert service.patiently(ask(service)) == DATA
        talk.policy.routes["b.example"] = NOBODY
        assert refusal(service, "https://b.example/f") == "unreachable"
        with pytest.raises(ItemError) as caught:
            service.download("https://b.example/f", limit_mb=1)
        assert caught.value.code == Code.REMOTE_UNFETCHED
    assert set(talk.waits) == {"server_busy"}


def test_no_name_and_no_route_are_being_offline(talk: Talk, monkeypatch: pytest.MonkeyPatch):
    talk.server.answers["/f"] = serve.plain(DATA)
    failures = [OSError("no such name"), OSError("no route")]
    resolve = connections.socket.getaddrinfo

    def unlucky(*arguments: object, **options: object) -> object:
        if failures:
            raise failures.pop()
        return resolve(*arguments, **options)

    monkeypatch.setattr(connections.socket, "getaddrinfo", unlucky)
    with talk.service() as service:
        assert service.patiently(ask(service)) == DATA
    assert talk.waits == ["offline", "offline", ""]


@pytest.mark.parametrize(
    "state", ["silent", "dripping", "busy", "offline", "paced", "no_resolver", "download"]
)
def test_a_cancel_is_heard_within_a_second(state: str, talk: Talk, monkeypatch: pytest.MonkeyPatch):
    answers = {"busy": serve.status(503), "silent": serve.silent, "paced": serve.plain(DATA)}
    talk.server.answers["/f"] = answers.get(state, serve.dripping(DATA * 1000))
    if state == "offline":
        talk.policy.routes["a.example"] = NOBODY
    if state == "paced":
        talk.rate["a.example"] = 60
    free = threading.Event()
    if state == "no_resolver":
        monkeypatch.setattr(connections.socket, "getaddrinfo", lambda *_, **__: free.wait(30))
    with talk.service(window_s=60, first_wait_s=60, longest_wait_s=60) as service:
        call = ask(service)
        if state == "download":
            call = lambda: service.download("https://a.example/f", limit_mb=1)  # noqa: E731
        timer = threading.Timer(0.3, talk.token.cancel)
        timer.start()
        started = time.monotonic()
        with pytest.raises(Cancelled):
            while True:
                service.patiently(call)
        assert 0.2 < time.monotonic() - started < 1.3
    timer.join()
    free.set()
    for thread in threading.enumerate():
        if "_look_up" in thread.name:
            thread.join()


def test_a_drip_is_not_waited_for(talk: Talk):
    talk.server.answers["/f"] = serve.dripping(DATA * 1000)
    with talk.service(window_s=0.2, service_tries=1) as service:
        assert refusal(service) == "too_slow"


def test_a_connection_may_rest_between_requests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    ahead_s = [0.0]

    class Clock:
        def monotonic(self) -> float:
            return time.monotonic() + ahead_s[0]

    peers: set[object] = set()

    def answer(request: object) -> Response:
        peers.add(request.client)
        return Response(DATA)

    monkeypatch.setattr(connections, "time", Clock())
    application = Starlette(routes=[Route("/f", answer)])
    with played({"a.example": application}, tmp_path) as policy:
        service = Service(policy, CancelToken())
        for _ in range(3):
            assert ask(service)() == DATA
            ahead_s[0] += 1000
        service.close()
    assert len(peers) == 1


def test_a_host_is_asked_no_faster_than_it_likes_by_all_together(talk: Talk, monkeypatch):
    talk.server.answers["/f"] = serve.plain(DATA)
    talk.rate["b.example"] = 0.15
    rests = []

    class Noting(Pace):
        def rest(self, host, interval_s, token):
            rests.append((host, interval_s))
            super().rest(host, interval_s, token)

    monkeypatch.setattr("faceapp.net.service.PACE", Noting())
    started = time.monotonic()
    with talk.service() as one, talk.service() as other:
        for service in (one, other, one):
            service.patiently(ask(service, "https://b.example/f"))
        assert time.monotonic() - started > 0.3
        one.patiently(ask(one))
    assert rests == [*[("b.example", 0.15)] * 3, ("a.example", 0)]


def test_a_certificate_that_nobody_vouches_for_ends_it(talk: Talk):
    stranger = HttpsServer({"/f": serve.plain(DATA)})
    stranger.start(trustme.CA(), ("a.example",))
    talk.policy.routes["a.example"] = ("127.0.0.1", int(stranger.address("").rpartition(":")[2]))
    try:
        with talk.service() as service:
            assert refusal(service) == "certificate"
            with pytest.raises(UserError):
                service.download("https://a.example/f", limit_mb=1)
            with pytest.raises(requests.exceptions.SSLError):
                service.session.get("https://a.example/f", **{"verify": False})
    finally:
        stranger.stop()
    assert stranger.requests == []
    assert talk.waits == []


def test_an_answer_has_a_limit(talk: Talk):
    talk.server.answers["/f"] = serve.plain(DATA * 1000)
    with talk.service(max_answer_bytes=5999) as service:
        assert refusal(service) == "too_large"

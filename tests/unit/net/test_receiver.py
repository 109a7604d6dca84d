"""The way back from the browser: one answer, ours, and nobody else's."""

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.net.sign_in import Proof, Receiver, Words
from tests.fakes.sign_ins import browse

STATE = "state-of-this-sign-in"
WORDS = Words(done="Готово", refused="Не вышло")


class Waiting:
    """A receiver that waits in a thread, as a job does."""

    def __init__(self) -> None:
        self.receiver = Receiver("vk", 0, WORDS)
        self.token = CancelToken()
        self.outcome: Future[dict[str, str]] = Future()
        self.thread = threading.Thread(target=self._wait)

    def start(self, limit_s: float = 10) -> str:
        self.limit_s = limit_s
        self.thread.start()
        return self.receiver.address

    def _wait(self) -> None:
        try:
            self.outcome.set_result(self.receiver.wait(STATE, self.token, self.limit_s))
        except BaseException as error:  # noqa: BLE001
            self.outcome.set_exception(error)

    def refusal(self) -> str:
        with pytest.raises(UserError) as caught:
            self.outcome.result(10)
        assert caught.value.code == Code.SIGN_IN_REFUSED
        return caught.value.details["reason"]


@pytest.fixture
def waiting() -> Iterator[Waiting]:
    waiting = Waiting()
    yield waiting
    waiting.token.cancel()
    waiting.thread.join()
    waiting.receiver.close()


def test_the_challenge_is_that_of_the_standard():
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"  # RFC 7636, appendix B
    assert Proof(verifier).challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    one, other = Proof(), Proof()
    assert 43 <= len(one.verifier) <= 128
    assert one.verifier != other.verifier
    assert one.state != other.state
    assert one.verifier not in repr(one)


def test_the_browser_brings_the_code_and_shows_a_page(waiting: Waiting):
    status, page = browse(f"{waiting.start()}?state={STATE}&code=c%2Fd&device_id=d")
    assert (status, "Готово" in page) == (200, True)
    assert waiting.outcome.result(10) == {"state": STATE, "code": "c/d", "device_id": "d"}


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("?state=another&code=c", {}),
        ("?code=c", {}),
        ("", {}),
        (f"favicon.ico?state={STATE}&code=c", {}),
        (f"?state={STATE}&code=c", {"Host": "evil.example:80"}),
        (f"?state={STATE}&code={'c' * 5000}", {}),
    ],
)
def test_others_are_turned_away_and_end_nothing(query: str, headers: dict, waiting: Waiting):
    address = waiting.start()
    status, page = browse(address + query, **headers)
    assert (status, "Не вышло" in page) == (400, True)
    assert not waiting.outcome.done()
    assert browse(f"{address}?state={STATE}&code=right")[0] == 200
    assert waiting.outcome.result(10)["code"] == "right"


def test_a_refusal_is_told(waiting: Waiting):
    page = browse(f"{waiting.start()}?state={STATE}&error=access_denied")[1]
    assert "Не вышло" in page
    assert waiting.refusal() == "access_denied"


def test_it_does_not_wait_for_ever(waiting: Waiting):
    waiting.start(limit_s=0.1)
    assert waiting.refusal() == "too_late"


def test_a_silent_caller_holds_nobody_up(waiting: Waiting):
    address = waiting.start()
    with socket.create_connection(("127.0.0.1", int(address.split(":")[2].strip("/")))):
        assert browse(f"{address}?state={STATE}&code=c")[0] == 200


def test_a_cancel_is_heard_within_a_second(waiting: Waiting):
    address = waiting.start()
    with socket.create_connection(("127.0.0.1", int(address.split(":")[2].strip("/")))):
        started = time.monotonic()
        waiting.token.cancel()
        with pytest.raises(Cancelled):
            waiting.outcome.result(10)
        assert time.monotonic() - started < 1


def test_only_this_computer_is_heard_and_a_taken_port_is_told(waiting: Waiting):
    waiting.start()
    assert waiting.receiver._server.server_address[0] == "127.0.0.1"
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UserError) as caught:
        Receiver("vk", taken.getsockname()[1], WORDS)
    assert caught.value.details == {"service": "vk", "reason": "port_taken"}


def test_one_sign_in_may_follow_another_at_once():
    port = 0
    for _ in range(3):
        receiver = Receiver("vk", port, WORDS)
        port = int(receiver.address.split(":")[2].strip("/"))
        browser = threading.Thread(
            target=browse, args=(f"{receiver.address}?state={STATE}&code=c",)
        )
        browser.start()
        assert receiver.wait(STATE, CancelToken(), 10)["code"] == "c"
        receiver.close()
        browser.join()

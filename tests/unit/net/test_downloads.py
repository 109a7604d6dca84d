"""Photos from services: whole, verified, and no larger than agreed."""

import gzip
import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from faceapp.core.errors import Code, ItemError
from faceapp.net.service import Expired
from tests.fakes import https_server as serve
from tests.unit.net.talking import Talk

DATA = hashlib.shake_256(b"photo").digest(100_000)
SHA256 = hashlib.sha256(DATA).hexdigest()
MD5 = hashlib.md5(DATA).hexdigest()
ADDRESS = "https://a.example/f"


def failure(talk: Talk, **known: object) -> tuple[str, str]:
    with talk.service() as service, pytest.raises(ItemError) as caught:
        service.download(ADDRESS, **{"limit_mb": 1, **known})
    return caught.value.code, caught.value.details.get("reason", "")


@pytest.mark.parametrize(
    "known", [{}, {"size": len(DATA)}, {"sha256": SHA256.upper()}, {"md5": MD5, "sha256": SHA256}]
)
def test_a_photo_comes_whole(known: dict, talk: Talk):
    talk.server.answers["/f"] = serve.plain(DATA)
    with talk.service() as service:
        assert service.download(ADDRESS, limit_mb=1, **known) == DATA
        assert service.bytes_done == len(DATA)
    assert talk.told("accept-encoding") == ["identity"]


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({"size": len(DATA) + 1}, "wrong_size"),
        ({"sha256": MD5 + MD5}, "wrong_bytes"),
        ({"md5": SHA256[:32]}, "wrong_bytes"),
    ],
)
def test_other_bytes_than_promised_are_fetched_once_more_and_refused(
    known: dict, reason: str, talk: Talk
):
    talk.server.answers["/f"] = serve.plain(DATA)
    assert failure(talk, **known) == (Code.REMOTE_WRONG_BYTES, reason)
    assert len(talk.server.requests) == 2
    assert talk.waits == []


@pytest.mark.parametrize("wrong", [serve.plain(DATA[::-1]), serve.content(DATA, stop_at=500)])
def test_a_wrong_or_broken_answer_may_be_followed_by_a_right_one(wrong: serve.Answer, talk: Talk):
    talk.server.answers["/f"] = serve.in_turn(wrong, serve.plain(DATA))
    with talk.service() as service:
        assert service.download(ADDRESS, sha256=SHA256, limit_mb=1) == DATA


def test_a_size_that_is_not_told_is_still_checked(talk: Talk):
    def untold(handler: serve.Handler) -> None:
        handler.head(200)
        handler.wfile.write(DATA)

    talk.server.answers["/f"] = untold
    with talk.service() as service:
        assert service.download(ADDRESS, size=len(DATA), limit_mb=1) == DATA
    for size in (len(DATA) - 1, len(DATA) + 1):
        assert failure(talk, size=size) == (Code.REMOTE_WRONG_BYTES, "wrong_size")


def test_a_packed_answer_is_unpacked_within_the_limit(talk: Talk):
    def packed(data: bytes) -> serve.Answer:
        def answer(handler: serve.Handler) -> None:
            body = gzip.compress(data)
            handler.head(200, Content_Encoding="gzip", Content_Length=len(body))
            handler.wfile.write(body)

        return answer

    talk.server.answers["/f"] = packed(DATA)
    with talk.service() as service:
        assert service.download(ADDRESS, size=len(DATA), sha256=SHA256, limit_mb=1) == DATA
    talk.server.answers["/f"] = packed(bytes(20_000_000))
    assert failure(talk)[0] == Code.FILE_TOO_LARGE


@pytest.mark.parametrize("is_told", [True, False])
def test_no_more_than_the_limit_is_taken(is_told: bool, talk: Talk):
    def endless(handler: serve.Handler) -> None:
        handler.head(200, **({"Content_Length": 10**12} if is_told else {}))
        while not handler.server.owner.closing.is_set():
            handler.wfile.write(DATA)

    talk.server.answers["/f"] = endless
    with talk.service() as service:
        with pytest.raises(ItemError) as caught:
            service.download(ADDRESS, limit_mb=1)
        assert service.bytes_done < 1_200_000
    assert caught.value.code == Code.FILE_TOO_LARGE
    assert caught.value.details == {"limit_mb": 1}


@pytest.mark.parametrize("code", [401, 403, 404, 410])
def test_an_address_that_has_expired_is_told_at_once(code: int, talk: Talk):
    talk.server.answers["/f"] = serve.status(code)
    with talk.service() as service, pytest.raises(Expired):
        service.download(ADDRESS, limit_mb=1)
    assert len(talk.server.requests) == 1


@pytest.mark.parametrize("code", [429, 500, 502])
def test_a_server_that_stays_busy_costs_this_photo_only(code: int, talk: Talk):
    talk.server.answers["/f"] = serve.status(code)
    reason = "rate_limited" if code == 429 else "server_busy"
    assert failure(talk) == (Code.REMOTE_UNFETCHED, reason)
    assert len(talk.server.requests) == talk.policy.service_tries


def test_a_page_instead_of_a_photo_is_refused(talk: Talk):
    def page(handler: serve.Handler) -> None:
        handler.head(200, Content_Type="text/html; charset=utf-8", Content_Length=6)
        handler.wfile.write(b"<html>")

    talk.server.answers["/f"] = page
    assert failure(talk) == (Code.REMOTE_WRONG_BYTES, "web_page")


def test_several_come_at_once(talk: Talk):
    talk.server.answers |= {f"/{number}": serve.plain(DATA) for number in range(40)}
    with talk.service() as service, ThreadPoolExecutor(4) as threads:
        fetch = lambda number: service.download(  # noqa: E731
            f"https://{'ab'[number % 2]}.example/{number}", sha256=SHA256, limit_mb=1
        )
        assert list(threads.map(fetch, range(40))) == [DATA] * 40
        assert service.bytes_done == 40 * len(DATA)

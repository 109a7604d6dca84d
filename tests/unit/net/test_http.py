"""Downloads from a server that breaks off, lies, drips and leads astray."""

import os
import stat
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from faceapp.core.errors import Code, FatalError
from faceapp.core.jobs import Cancelled, Progress
from tests.fakes import https_server as serve
from tests.fakes.https_server import HttpsServer
from tests.unit.net.conftest import DATA, Fetched

PAGE = b"<html>Please log in</html>"


def test_a_file_comes_whole_with_its_progress(server: HttpsServer, fetch: Fetched):
    server.answers["/f"] = serve.content(DATA)
    assert fetch(server.address("/f")) == DATA
    assert fetch.progress[-1] == Progress(len(DATA), len(DATA))
    done = [progress.done for progress in fetch.progress]
    assert done == sorted(done)
    if os.name == "posix":
        assert stat.S_IMODE(fetch.part.stat().st_mode) == 0o600


def test_a_broken_download_goes_on_where_it_stopped(server: HttpsServer, fetch: Fetched):
    server.answers["/f"] = serve.in_turn(
        serve.content(DATA, stop_at=100_000),
        serve.content(DATA, stop_at=200_000),
        serve.content(DATA),
    )
    assert fetch(server.address("/f")) == DATA
    assert server.begins("/f") == [None, 100_000, 200_000]


def test_a_connection_that_breaks_often_is_kept_while_it_brings_something(
    server: HttpsServer, fetch: Fetched
):
    stops = [serve.content(DATA, stop_at=at) for at in range(50_000, 300_000, 50_000)]
    server.answers["/f"] = serve.in_turn(*stops, serve.content(DATA))
    fetch.policy = replace(fetch.policy, tries=1, progress_bytes=50_000)
    assert fetch(server.address("/f")) == DATA
    assert server.begins("/f") == [None, *range(50_000, 300_000, 50_000)]
    fetch.part.unlink()
    fetch.policy = replace(fetch.policy, progress_bytes=50_001)
    server.answers["/f"] = serve.in_turn(*stops, serve.content(DATA))
    assert fetch.refusal(server.address("/f")) == "unreachable"


def test_another_run_and_another_address_go_on_too(server: HttpsServer, fetch: Fetched):
    server.answers |= {"/f": serve.content(DATA, stop_at=100_000), "/g": serve.content(DATA)}
    fetch.policy = replace(fetch.policy, tries=1)
    assert fetch.refusal(server.address("/f")) == "unreachable"
    assert fetch(server.address("/g")) == DATA
    assert server.begins("/g") == [100_000]


def test_a_file_that_was_already_whole_is_not_fetched(server: HttpsServer, fetch: Fetched):
    fetch.part.write_bytes(DATA)
    assert fetch(server.address("/f")) == DATA
    assert server.requests == []


def test_a_server_that_knows_no_ranges_begins_anew(server: HttpsServer, fetch: Fetched):
    server.answers["/f"] = serve.in_turn(serve.content(DATA, stop_at=100_000), serve.plain(DATA))
    assert fetch(server.address("/f")) == DATA
    assert server.begins("/f") == [None, 100_000]


def test_a_wrong_range_is_thrown_away(server: HttpsServer, fetch: Fetched):
    server.answers["/f"] = serve.in_turn(
        serve.content(DATA, stop_at=100_000),
        serve.ranged(DATA[50_000:], 50_000, len(DATA)),
        serve.content(DATA),
    )
    assert fetch(server.address("/f")) == DATA
    assert server.begins("/f") == [None, 100_000, None]
    assert fetch.judged == [DATA]


@pytest.mark.parametrize("have", [len(DATA), len(DATA) + 5])
def test_no_such_range_means_whole_or_wrong(have: int, server: HttpsServer, fetch: Fetched):
    server.answers["/f"] = serve.content(DATA)
    fetch.part.write_bytes((DATA + b"extra")[:have])
    assert fetch(server.address("/f"), size=None) == DATA
    assert server.begins("/f") == ([have] if have == len(DATA) else [have, None])
    assert fetch.judged == [DATA]


def test_wrong_bytes_are_fetched_once_anew_and_then_refused(server: HttpsServer, fetch: Fetched):
    server.answers["/f"] = serve.content(DATA[::-1])
    assert fetch.refusal(server.address("/f")) == "wrong_bytes"
    assert server.begins("/f") == [None, None]
    assert not fetch.part.exists()


def test_wrong_bytes_of_one_address_are_replaced_by_those_of_another(
    server: HttpsServer, fetch: Fetched
):
    server.answers |= {"/bad": serve.content(DATA[::-1]), "/good": serve.content(DATA)}
    assert fetch(server.address("/bad"), server.address("/good")) == DATA
    assert server.begins("/good") == [None]


@pytest.mark.parametrize("told", [len(DATA) - 10, len(DATA) + 10])
def test_a_lie_about_a_known_length_is_refused(told: int, server: HttpsServer, fetch: Fetched):
    server.answers["/f"] = serve.content(DATA, told=told)
    assert fetch.refusal(server.address("/f")) == "wrong_size"
    assert len(server.requests) == 1


def test_lies_about_an_unknown_length_do_no_harm(server: HttpsServer, fetch: Fetched):
    server.answers["/short"] = serve.content(DATA, told=len(DATA) - 10)
    assert fetch.refusal(server.address("/short"), size=None) == "wrong_bytes"
    assert len(fetch.judged[0]) == len(DATA) - 10
    # What is missing is asked for, and the server admits that there is no more.
    server.answers["/long"] = serve.content(DATA, told=len(DATA) + 10)
    assert fetch(server.address("/long"), size=None) == DATA


def endless(handler: serve.Handler) -> None:
    """No length is told: the body ends with the connection."""
    handler.head(200)
    handler.wfile.write(DATA * 3)


@pytest.mark.parametrize("size", [len(DATA), None])
@pytest.mark.parametrize("answer", [endless, serve.content(DATA * 3)])
def test_no_more_than_the_limit_is_kept(
    answer: serve.Answer, size: int | None, server: HttpsServer, fetch: Fetched
):
    fetch.policy = replace(fetch.policy, max_unknown_bytes=2 * len(DATA))
    server.answers["/f"] = answer
    expected = "wrong_size" if size and answer is not endless else "too_large"
    assert fetch.refusal(server.address("/f"), size=size) == expected
    assert not fetch.part.exists()
    assert all(progress.done < 2 * len(DATA) + 70_000 for progress in fetch.progress)


def test_a_page_instead_of_data_is_refused(server: HttpsServer, fetch: Fetched):
    server.answers["/f"] = serve.plain(PAGE)
    assert fetch.refusal(server.address("/f")) == "wrong_size"
    assert fetch.refusal(server.address("/f"), size=None) == "wrong_bytes"
    assert fetch.judged == [PAGE, PAGE]


@pytest.mark.parametrize("answer", [serve.silent, serve.dripping(DATA)])
def test_silence_and_drips_are_not_waited_for(
    answer: serve.Answer, server: HttpsServer, fetch: Fetched
):
    fetch.policy = replace(fetch.policy, tries=1)
    server.answers["/f"] = answer
    assert fetch.refusal(server.address("/f")) == "too_slow"


@pytest.mark.parametrize(("code", "reason"), [(429, "rate_limited"), (503, "server_busy")])
def test_a_busy_server_is_asked_again(code: int, reason: str, server: HttpsServer, fetch: Fetched):
    busy = serve.status(code, Retry_After=0)
    server.answers["/f"] = serve.in_turn(busy, busy, serve.content(DATA))
    assert fetch(server.address("/f")) == DATA
    server.answers["/f"] = busy
    fetch.part.unlink()
    assert fetch.refusal(server.address("/f")) == reason
    assert len(server.requests) == 3 + fetch.policy.tries


def test_the_wait_a_server_asks_for_is_kept_to(server: HttpsServer, fetch: Fetched):
    server.answers["/f"] = serve.in_turn(serve.status(503, Retry_After=60), serve.content(DATA))
    fetch.policy = replace(fetch.policy, longest_wait_s=0.3)
    started = time.monotonic()
    assert fetch(server.address("/f")) == DATA
    assert time.monotonic() - started > 0.3


@pytest.mark.parametrize("code", [401, 403, 404, 410])
def test_a_file_that_is_not_there_is_looked_for_elsewhere(
    code: int, server: HttpsServer, fetch: Fetched
):
    server.answers |= {"/f": serve.status(code), "/g": serve.content(DATA)}
    assert fetch.refusal(server.address("/f")) == "not_offered"
    assert fetch(server.address("/f"), server.address("/g")) == DATA
    assert server.begins("/f") == [None, None]


def test_nobody_at_the_address_is_no_connection(server: HttpsServer, fetch: Fetched):
    address = server.address("/f")
    server.stop()
    assert fetch.refusal(address) == "unreachable"
    server.start()  # for the fixture to stop


@pytest.mark.parametrize("answer", [serve.silent, serve.dripping(DATA), serve.status(503)])
def test_a_cancel_is_heard_within_a_second(
    answer: serve.Answer, server: HttpsServer, fetch: Fetched
):
    server.answers["/f"] = answer
    fetch.policy = replace(fetch.policy, window_s=60, first_wait_s=60)
    timer = threading.Timer(0.3, fetch.token.cancel)
    timer.start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        fetch(server.address("/f"))
    assert 0.2 < time.monotonic() - started < 1.3
    timer.join()


def test_a_disk_without_room_is_told_before_the_download(server: HttpsServer, fetch: Fetched):
    with pytest.raises(FatalError) as caught:
        fetch(server.address("/f"), size=10**18)
    assert caught.value.code == Code.DISK_FULL
    assert server.requests == []


def test_a_disk_without_room_is_told_as_soon_as_the_server_tells_the_size(
    server: HttpsServer, fetch: Fetched
):
    fetch.policy = replace(fetch.policy, max_unknown_bytes=10**19)
    server.answers["/f"] = serve.content(DATA, told=10**18)
    with pytest.raises(FatalError) as caught:
        fetch(server.address("/f"), size=None)
    assert caught.value.code == Code.DISK_FULL
    assert not fetch.part.exists()


def test_a_disk_that_fills_meanwhile_keeps_the_part(server: HttpsServer, fetch: Fetched):
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    server.answers["/f"] = serve.content(DATA)
    fetch.part.symlink_to("/dev/full")
    with pytest.raises(FatalError) as caught:
        fetch(server.address("/f"))
    assert caught.value.code == Code.DISK_FULL

import threading

import pytest

from faceapp.core.jobs import CancelToken
from faceapp.pipeline.flow import batched, parallel_map


def test_results_come_in_the_order_of_the_items():
    token = CancelToken()
    assert list(parallel_map(lambda n: n * n, range(100), workers=4, ahead=8, token=token)) == [
        n * n for n in range(100)
    ]


def test_never_runs_further_ahead_than_asked():
    begun = []
    results = parallel_map(begun.append, range(100), workers=2, ahead=4, token=CancelToken())
    next(results)
    assert len(begun) <= 5
    results.close()
    assert len(begun) <= 5


def test_cancel_yields_what_runs_and_drops_what_waits():
    token, gate, begun = CancelToken(), threading.Semaphore(0), []

    def work(number: int) -> int:
        begun.append(number)
        if number:
            gate.acquire()
        return number

    results = parallel_map(work, range(50), workers=2, ahead=40, token=token)
    assert next(results) == 0
    while len(begun) < 3:
        threading.Event().wait(0.001)
    token.cancel()
    threading.Timer(0.05, gate.release, [50]).start()
    rest = list(results)
    assert rest == list(range(1, len(rest) + 1))
    assert sorted(begun) == [0, *rest]  # nothing that ran is lost
    assert len(begun) <= 5  # of the forty that waited hardly one more was begun


def test_an_error_in_the_work_reaches_the_caller_and_ends_the_threads():
    def work(number: int) -> int:
        if number == 3:
            raise ValueError("three")
        return number

    before = threading.active_count()
    with pytest.raises(ValueError, match="three"):
        list(parallel_map(work, range(10), workers=2, ahead=4, token=CancelToken()))
    assert threading.active_count() == before


def test_batches_are_full_but_for_the_last():
    assert list(batched(range(7), size=3, max_age_s=1000)) == [[0, 1, 2], [3, 4, 5], [6]]


def test_an_old_batch_is_handed_on_early():
    assert list(batched(range(3), size=10, max_age_s=0)) == [[0], [1], [2]]

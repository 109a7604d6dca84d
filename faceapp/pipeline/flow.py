"""The only threads of the pipeline: a bounded, ordered, cancellable map, and batches."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from faceapp.core.jobs import CancelToken

Item = TypeVar("Item")
Result = TypeVar("Result")


def parallel_map(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int,
    ahead: int,
    token: CancelToken,
    has_room: Callable[[], bool] = lambda: True,
) -> Iterator[Result]:
    """Yield `work(item)` in order, at most `ahead` items before whoever pulls.

    Without room just one item is on its way.

    After a cancel nothing new is begun and what is running or ready is still yielded. Closing the
    iterator waits for the running calls only.
    """
    pending: deque[Future[Result]] = deque()
    source = iter(items)
    with ThreadPoolExecutor(workers, thread_name_prefix="photo") as pool:
        try:
            while True:
                while _may_begin(len(pending), ahead, has_room) and not token.is_cancelled:
                    try:
                        pending.append(pool.submit(work, next(source)))
                    except StopIteration:
                        break
                if token.is_cancelled:  # all at once: while one is waited for, others would begin
                    pending = deque(future for future in pending if not future.cancel())
                if not pending:
                    return
                yield pending.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _may_begin(pending: int, ahead: int, has_room: Callable[[], bool]) -> bool:
    return pending == 0 or (pending < ahead and has_room())


def batched(items: Iterable[Item], *, size: int, max_age_s: float) -> Iterator[list[Item]]:
    """Group `items` into lists of `size`, or fewer once the first has waited `max_age_s`."""
    batch: list[Item] = []
    born = 0.0
    for item in items:
        if not batch:
            born = time.monotonic()
        batch.append(item)
        if len(batch) >= size or time.monotonic() - born >= max_age_s:
            yield batch
            batch = []
    if batch:
        yield batch

"""However a job ends, its row says so."""

import pytest

from faceapp.core.errors import Code, FatalError
from faceapp.core.jobs import Cancelled
from faceapp.services.jobs import JobService
from faceapp.stores.rows import JobRow


def newest(database) -> JobRow:
    with database.read() as unit:
        return unit.jobs.list(1)[0]


def test_a_finished_job_keeps_what_it_was_asked_and_what_it_counted(database):
    with JobService(database).running("scan", {"sources": 2}) as job:
        assert newest(database).state == "running"
        job.counts = {"photos": 3}
    row = newest(database)
    assert (row.state, row.arguments, row.counts) == ("done", {"sources": 2}, {"photos": 3})
    assert row.finished_at >= row.started_at


def test_a_job_that_was_asked_to_stop_is_cancelled(database):
    with JobService(database).running("scan", {}) as job:
        job.is_cancelled = True
    assert newest(database).state == "cancelled"


@pytest.mark.parametrize("end", [Cancelled, KeyboardInterrupt])
def test_an_interrupted_job_is_cancelled_and_no_bug(database, end):
    with pytest.raises(end), JobService(database).running("scan", {}):
        raise end
    assert (newest(database).state, newest(database).error_code) == ("cancelled", None)


def test_a_failed_job_keeps_its_code(database):
    with pytest.raises(FatalError), JobService(database).running("scan", {}):
        raise FatalError(Code.DISK_FULL, path="x")
    assert (newest(database).state, newest(database).error_code) == ("failed", Code.DISK_FULL)


def test_a_bug_is_logged_and_ends_the_job(database, error_log):
    with pytest.raises(ZeroDivisionError), JobService(database).running("scan", {}):
        raise ZeroDivisionError
    assert (newest(database).state, newest(database).error_code) == ("failed", Code.BUG)
    assert len(error_log) == 1
    error_log.clear()


def test_the_job_of_a_process_that_died_is_ended_by_the_next_one(database):
    with database.write() as unit:
        dead = unit.jobs.start("scan", {})
    with JobService(database).running("scan", {}):
        pass
    with database.read() as unit:
        row = unit.jobs.get(dead)
    assert (row.state, row.error_code) == ("failed", Code.INTERRUPTED)

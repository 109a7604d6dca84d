"""Jobs survive their process; the journal remembers decisions."""

from faceapp.core.errors import Code
from faceapp.stores.database import Database


def test_job_runs_and_ends(database: Database):
    with database.write() as unit:
        job_id = unit.jobs.start("scan", {"sources": 2})
        running = unit.jobs.get(job_id)
        unit.jobs.finish(job_id, "done", {"photos": 7})
    with database.read() as unit:
        job = unit.jobs.get(job_id)
        assert unit.jobs.get(99) is None

    assert running and (running.state, running.finished_at) == ("running", None)
    assert job and (job.state, job.arguments, job.counts) == ("done", {"sources": 2}, {"photos": 7})
    assert job.error_code is None
    assert job.created_at == job.started_at <= job.finished_at


def test_job_of_a_dead_process_has_failed(database: Database):
    with database.write() as unit:
        finished = unit.jobs.start("scan", {})
        assert unit.jobs.count_ended() == 0
        unit.jobs.finish(finished, "cancelled", {})
        unit.jobs.start("scan", {})
        assert unit.jobs.count_ended() == 1
    with database.write() as unit:
        assert unit.jobs.recover() == 1
        assert unit.jobs.recover() == 0
        assert unit.jobs.count_ended() == 2
    with database.read() as unit:
        assert [(job.state, job.error_code) for job in unit.jobs.list(10)] == [
            ("failed", Code.INTERRUPTED),
            ("cancelled", None),
        ]


def test_journal_remembers_the_newest_decisions(database: Database):
    with database.write() as unit:
        unit.journal.add("name", {"face": 1, "person": "Анна"}, {"face": 1, "person": None})
        newest = unit.journal.add("hide", {"person": 1}, {"person": 1})
    with database.read() as unit:
        entries = unit.journal.list(10)
        assert [entry.id for entry in unit.journal.list(1)] == [newest]
    assert entries[1].payload == {"face": 1, "person": "Анна"}
    assert entries[1].inverse == {"face": 1, "person": None}
    assert not entries[1].undone


def test_jobs_that_were_put_off_are_taken_once_in_their_order(database: Database):
    with database.write() as unit:
        unit.jobs.put_off("scan", {"paths": ["/a"]})
        unit.jobs.put_off("scan", {"paths": ["/b"]})
        assert unit.jobs.recover() == 0
        assert unit.jobs.take_put_off("scan") == [{"paths": ["/a"]}, {"paths": ["/b"]}]
        assert unit.jobs.take_put_off("scan") == []
        assert unit.jobs.list(10) == []

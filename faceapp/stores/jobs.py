"""Long tasks and how they ended."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, select, update

from faceapp.core.errors import Code
from faceapp.core.jobs import Changes
from faceapp.stores import schema
from faceapp.stores.columns import now
from faceapp.stores.rows import JobRow
from faceapp.stores.store import Store

_COLUMNS = (
    schema.Job.id,
    schema.Job.kind,
    schema.Job.state,
    schema.Job.arguments,
    schema.Job.counts,
    schema.Job.error_code,
    schema.Job.created_at,
    schema.Job.started_at,
    schema.Job.finished_at,
)


class Jobs(Store):
    """Rows of the job table."""

    def start(self, kind: str, arguments: Mapping[str, Any]) -> int:
        """A new job that runs from this moment; its number."""
        moment = now()
        job = schema.Job(
            kind=kind,
            state="running",
            arguments=dict(arguments),
            counts={},
            created_at=moment,
            started_at=moment,
        )
        self._session.add(job)
        self._session.flush()
        self._note(Changes(jobs=True))
        return job.id

    def finish(
        self, job_id: int, state: str, counts: Mapping[str, int], error_code: str | None = None
    ) -> None:
        """End a job as `done`, `failed` or `cancelled`."""
        self._session.execute(
            update(schema.Job)
            .where(schema.Job.id == job_id)
            .values(state=state, counts=dict(counts), error_code=error_code, finished_at=now())
        )
        self._note(Changes(jobs=True))

    def recover(self, state: str = "failed", error_code: str | None = Code.INTERRUPTED) -> int:
        """End the jobs of processes that died; how many. Call it while no job can be running."""
        ended = self._session.execute(
            update(schema.Job)
            .where(schema.Job.state == "running")
            .values(state=state, error_code=error_code, finished_at=now())
            .returning(schema.Job.id)
        ).all()
        if ended:
            self._note(Changes(jobs=True))
        return len(ended)

    def put_off(self, kind: str, arguments: Mapping[str, Any]) -> None:
        """A job that waits for the next start of the program."""
        self._session.add(
            schema.Job(
                kind=kind, state="queued", arguments=dict(arguments), counts={}, created_at=now()
            )
        )
        self._note(Changes(jobs=True))

    def take_put_off(self, kind: str) -> Sequence[Mapping[str, Any]]:
        """What the jobs that wait are to do, the oldest first; they wait no more."""
        waiting = (schema.Job.kind == kind) & (schema.Job.state == "queued")
        found = self._session.scalars(
            select(schema.Job.arguments).where(waiting).order_by(schema.Job.id)
        ).all()
        self._session.execute(delete(schema.Job).where(waiting))
        self._note(Changes(jobs=True))
        return found

    def count_ended(self) -> int:
        """How many jobs have ended, a number that grows."""
        ended = select(func.count()).where(schema.Job.finished_at.is_not(None))
        return self._read(ended).scalar() or 0

    def last_count(self, kind: str, name: str) -> int | None:
        """What the newest job of a kind counted as `name`; None if none did."""
        counts = select(schema.Job.counts).where(
            schema.Job.kind == kind, schema.Job.state == "done"
        )
        for found in self._session.scalars(counts.order_by(schema.Job.id.desc())):
            if name in found:
                return int(found[name])
        return None

    def list(self, limit: int) -> list[JobRow]:
        """The newest jobs, newest first."""
        rows = self._session.execute(select(*_COLUMNS).order_by(schema.Job.id.desc()).limit(limit))
        return [JobRow(*row) for row in rows]

    def get(self, job_id: int) -> JobRow | None:
        """One job; None if there is no such number."""
        row = self._session.execute(select(*_COLUMNS).where(schema.Job.id == job_id)).first()
        return JobRow(*row) if row else None

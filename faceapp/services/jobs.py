"""Jobs are rows: what was asked, how it ended. A dead process's job is marked by the next one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from loguru import logger

from faceapp.core.errors import Code, FaceAppError
from faceapp.core.jobs import Cancelled
from faceapp.stores.database import Database


@dataclass
class RunningJob:
    """The job under way; `counts` and `is_cancelled` are written to its row at the end."""

    id: int
    counts: dict[str, int] = field(default_factory=dict)
    is_cancelled: bool = False


@dataclass(frozen=True)
class JobService:
    """Keeps the job table true."""

    database: Database

    @contextmanager
    def running(self, kind: str, arguments: Mapping[str, object]) -> Iterator[RunningJob]:
        """A row "running" that ends as done, cancelled or failed, whatever happens inside."""
        with self.database.write() as unit:
            unit.jobs.recover()
            job = RunningJob(unit.jobs.start(kind, dict(arguments)))
        try:
            yield job
        except (Cancelled, KeyboardInterrupt):
            self._finish(job, "cancelled", None)
            raise
        except FaceAppError as error:
            self._finish(job, "failed", error.code)
            raise
        except BaseException:
            logger.exception("job {} ended by a bug", job.id)
            self._finish(job, "failed", Code.BUG)
            raise
        self._finish(job, "cancelled" if job.is_cancelled else "done", None)

    def end_cancelled(self) -> None:
        """The jobs of a process that was ended because the person did not want to wait for it."""
        with self.database.write() as unit:
            unit.jobs.recover("cancelled", None)

    def _finish(self, job: RunningJob, state: str, code: str | None) -> None:
        with self.database.write() as unit:
            unit.jobs.finish(job.id, state, job.counts, code)

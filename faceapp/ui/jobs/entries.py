"""Jobs as a list shows them: those of this session and those of earlier ones, in the same form."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from PySide6.QtCore import QDateTime, QLocale, QObject

from faceapp.core.errors import Code
from faceapp.core.records import PastJob
from faceapp.services.scan import ScanFailure, ScanRequest, ScanSummary
from faceapp.texts import Texts
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.language import number, translate

_SLACK_S = 2.0


@dataclass(frozen=True, eq=False)
class Entry:
    """A line of the list; `job` is the one of this session behind it, if there is one."""

    title: str
    state: str
    began_at: float
    seconds: float
    facts: tuple[str, ...] = ()
    problem: str = ""
    failures: tuple[ScanFailure, ...] = ()
    request: ScanRequest | None = None
    job: Job | None = None

    @property
    def can_repeat(self) -> bool:
        """Whether it makes sense to start it again."""
        return self.request is not None and self.state in ("failed", "cancelled", "interrupted")


def entries(jobs: Sequence[Job], past: Sequence[PastJob], texts: Texts) -> list[Entry]:
    """Those that run, then all others, newest first; none twice."""
    alive = [job for job in jobs if not job.is_over]
    over = [job for job in jobs if job.is_over]
    mine = [entry_of(job, texts) for job in (*reversed(alive), *over)]
    # New faces join groups after every scan: that is no news unless it failed.
    told = [row for row in past if row.kind != "group" or row.error_code]
    earlier = [_past(row, texts) for row in told if not _is_one_of(row, jobs)]
    return mine + earlier


def entry_of(job: Job, texts: Texts) -> Entry:
    """A job of this session."""
    summary = job.result if isinstance(job.result, ScanSummary) else None
    failures = (*summary.counts.failures, *summary.counts.unlisted) if summary else ()
    facts = tuple(Counts().say(summary.counts.as_dict())) if summary else ()
    return Entry(
        job.title,
        "paused" if job.is_paused else job.state,
        job.began_at,
        max(0.0, job.ended_at - job.began_at) if job.began_at else 0.0,
        facts or tuple(filter(None, [job.outcome])),
        texts.error(job.error) if job.error else "",
        failures,
        job.request,
        job,
    )


class Counts(QObject):
    """What came of a scan, in words; an object because of the plural forms."""

    def say(self, counts: Mapping[str, int]) -> Iterator[str]:
        """What did not occur is left out."""
        count = Counter(counts)
        sentences = {
            "photos": self.tr("%n new photo(s)", "", count["photos"]),
            "updated": self.tr("%n updated", "", count["updated"]),
            "skipped": self.tr("%n unchanged", "", count["skipped"]),
            "duplicates": self.tr("%n duplicate(s)", "", count["duplicates"]),
            "faces": self.tr("%n face(s)", "", count["faces"]),
            "no_face": self.tr("%n without faces", "", count["no_face"]),
            "failed": self.tr("%n failed", "", count["failed"]),
        }
        yield from (sentence for name, sentence in sentences.items() if count[name])
        if not any(counts.values()):
            yield self.tr("No photos were found.")


def said_moment(moment: float) -> str:
    """Today, yesterday or the date, with the time."""
    then = QDateTime.fromSecsSinceEpoch(int(moment))
    time = QLocale().toString(then.time(), QLocale.FormatType.ShortFormat)
    days = then.daysTo(QDateTime.currentDateTime())
    if days == 0:
        return translate("Moments", "today, %1").replace("%1", time)
    if days == 1:
        return translate("Moments", "yesterday, %1").replace("%1", time)
    return QLocale().toString(then, QLocale.FormatType.ShortFormat)


def said_seconds(seconds: float) -> str:
    """How long something took."""
    whole = round(seconds)
    if seconds < 10:
        return translate("Moments", "%1 s").replace("%1", number(seconds, 1))
    if whole < 60:
        return translate("Moments", "%1 s").replace("%1", number(whole))
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return _pair(translate("Moments", "%1 min %2 s"), minutes, rest)
    return _pair(translate("Moments", "%1 h %2 min"), *divmod(minutes, 60))


def _pair(sentence: str, first: int, second: int) -> str:
    return sentence.replace("%1", number(first)).replace("%2", number(second))


def _is_one_of(row: PastJob, jobs: Sequence[Job]) -> bool:
    """Whether a row was written by a job of this session: a scan's process writes it."""
    began = row.began_at.timestamp()
    return any(
        job.kind == row.kind
        and job.began_at
        and job.began_at - _SLACK_S <= began <= (job.ended_at or began) + _SLACK_S
        for job in jobs
    )


def _past(row: PastJob, texts: Texts) -> Entry:
    is_scan = row.kind == "scan"
    state = {"running": "elsewhere", "queued": "put_off"}.get(row.state, row.state)
    if row.error_code == Code.INTERRUPTED:
        state = "interrupted"
    return Entry(
        _title(row),
        state,
        row.began_at.timestamp(),
        _seconds(row.began_at, row.ended_at),
        tuple(Counts().say(row.counts)) if is_scan and row.counts else (),
        texts.failure(row.error_code) if row.error_code else "",
        request=_request(row) if is_scan else None,
    )


def _request(row: PastJob) -> ScanRequest:
    paths = tuple(Path(path) for path in row.paths)
    return ScanRequest(paths, sources=row.sources)


def _title(row: PastJob) -> str:
    if row.kind == "group":
        return translate("JobKinds", "Grouping faces")
    if row.kind != "scan":
        return translate("JobKinds", "Another job")
    if row.titles:
        return translate("JobKinds", "Update: %1").replace("%1", _first(row.titles))
    names = [PurePath(path).name or path for path in row.paths]
    return translate("JobKinds", "Scan: %1").replace("%1", _first(names))


def _first(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + ("…" if len(names) > 3 else "")


def _seconds(began: datetime, ended: datetime | None) -> float:
    return max(0.0, (ended - began).total_seconds()) if ended else 0.0

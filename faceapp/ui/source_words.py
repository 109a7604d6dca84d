"""What the window says of sources: their kinds, how they stand, what a job waits for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from PySide6.QtCore import QObject

from faceapp.core.errors import Code
from faceapp.core.places import SourceInfo, SourceState
from faceapp.core.watching import Watching
from faceapp.texts import Texts
from faceapp.ui.jobs.entries import said_moment
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.language import number, size, translate

KINDS = ("local", "vk", "yandex", "dropbox", "takeout")
_SYMBOLS = {
    "local": "folder",
    "vk": "square-user",
    "yandex": "cloud",
    "dropbox": "box",
    "takeout": "package",
}
SIGN_IN_CODES = (Code.SIGN_IN_NEEDED, Code.SIGN_IN_REFUSED, Code.REMOTE_DENIED)


@dataclass(frozen=True)
class Said:
    """How a source stands: `role` is one of the style sheet, `symbol` an icon."""

    text: str
    role: str = "muted"
    symbol: str = ""


def symbol_of(kind: str, root: str = "") -> str:
    """The icon of a kind of source."""
    return "file-archive" if root.lower().endswith(".zip") else _SYMBOLS.get(kind, "folder")


def said_waiting(code: str) -> str:
    """What a job waits for; empty if for nothing."""
    return {
        "offline": translate("Waiting", "Waiting: no connection"),
        "rate_limited": translate("Waiting", "Waiting: the service asks to go slower"),
        "server_busy": translate("Waiting", "Waiting: the service is busy"),
    }.get(code, "")


def said_bandwidth(bytes_per_s: float) -> str:
    """How fast bytes come; empty if none do."""
    if bytes_per_s < 1:
        return ""
    return translate("Sizes", "%1/s").replace("%1", size(bytes_per_s))


class SourceWords(QObject):
    """An object because of the plural forms."""

    def kind(self, kind: str) -> str:
        """What people call such places."""
        return {
            "local": self.tr("Folder"),
            "vk": self.tr("VKontakte"),
            "yandex": self.tr("Yandex.Disk"),
            "dropbox": "Dropbox",
            "takeout": "Google Takeout",
        }.get(kind, kind)

    def state(self, source: SourceInfo, job: Job | None, texts: Texts) -> Said:
        """How it stands; `job` is the one that updates it, if there is one."""
        if job is not None:
            return self._moving(job)
        if source.state is SourceState.PAUSED:
            return Said(self.tr("Paused: updates leave it out"), "muted", "circle-pause")
        if source.error_code:
            details = {"source": source.title, "kind": source.kind, **source.error_details}
            details.setdefault("service", self.kind(source.kind))
            return Said(texts.failure(source.error_code, details), "error", "triangle-alert")
        if source.last_update is None:
            return Said(self.tr("Not updated yet"), "muted", "circle")
        return Said(self.tr("Up to date"), "good", "circle-check")

    def facts(self, source: SourceInfo) -> str:
        """How much there is of it, since when, and with whose eyes."""
        return "  ·  ".join(filter(None, self._facts(source)))

    def watched(self, how: Watching | None) -> str:
        """How a watched folder is watched; None if that is not known yet."""
        return {
            Watching.LIVE: self.tr("Watched: changes are taken up at once"),
            Watching.POLLED: self.tr("Watched: this network drive is looked at every minute"),
            Watching.LIMITED: self.tr(
                "Watched: looked at every minute, because the system watches no more folders at "
                "once. To raise its limit: fs.inotify.max_user_watches"
            ),
            Watching.AWAY: self.tr(
                "Watched, but not there now, or empty: nothing is taken for missing"
            ),
        }.get(how, self.tr("Watched"))

    def _facts(self, source: SourceInfo) -> Iterator[str]:
        yield self.tr("%n photo(s)", "", source.photos)
        if source.albums:
            yield self.tr("%n album(s)", "", source.albums)
        if source.missing:
            yield self.tr("%n missing", "", source.missing)
        if source.last_update:
            moment = said_moment(source.last_update.replace(tzinfo=UTC).timestamp())
            yield self.tr("updated %1").replace("%1", moment)
        if source.account:
            yield self.tr("as %1").replace("%1", source.account)

    def _moving(self, job: Job) -> Said:
        if job.state == "queued":
            return Said(self.tr("Waiting for its turn"), "muted", "hourglass")
        if job.thread and job.thread.token.is_cancelled:
            return Said(self.tr("Stopping…"), "muted", "loader-circle")
        if job.is_paused:
            return Said(self.tr("Paused"), "muted", "circle-pause")
        if waiting := said_waiting(job.progress.waiting):
            return Said(waiting, "warning", "hourglass")
        parts = [self._said_progress(job), said_bandwidth(job.progress.bytes_per_s)]
        return Said("  ·  ".join(filter(None, parts)), "accent", "loader-circle")

    def _said_progress(self, job: Job) -> str:
        done, total = job.progress.done, job.progress.total
        if not done:
            return self.tr("Updating…")
        if not total:
            return self.tr("Updating: %1").replace("%1", number(done))
        said = self.tr("Updating: %1 of %2")
        return said.replace("%1", number(done)).replace("%2", number(total))


def said_root(source: SourceInfo) -> str:
    """Where it is, for people: a path, or a link without what is the same for all."""
    return source.root.removeprefix("https://")


def is_folder(source: SourceInfo) -> bool:
    """Whether it is a folder of this computer, which can be watched."""
    return source.kind == "local" and Path(source.root).suffix.lower() != ".zip"

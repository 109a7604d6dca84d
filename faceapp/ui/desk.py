"""What every page works with: the library, jobs, questions, messages, the way to other pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal

from faceapp.core.errors import Code, FaceAppError
from faceapp.core.jobs import Changes
from faceapp.core.settings import Settings
from faceapp.services.workspace import Workspace
from faceapp.texts import Texts
from faceapp.ui.jobs.job_center import Job, JobCenter
from faceapp.ui.jobs.questions import Question, Questions
from faceapp.ui.watching import WatchedFolders

_THREADS = 3


@dataclass(frozen=True)
class Message:
    """Something to tell without interrupting: `kind` is info, good or error.

    `action` is called when its button, `label`, is pressed. A message takes away those before it
    on the same `topic`, whose buttons would do something else by now.
    """

    text: str
    kind: str = "info"
    label: str = ""
    action: Callable[[], object] | None = None
    topic: str = ""


@dataclass(frozen=True)
class View:
    """Photos to look through in the viewer: their numbers in order, and which is shown first.

    `face` is the one to point out; `similarities` are per cent by face where a search found them.
    """

    photos: Sequence[int]
    position: int = 0
    face: int | None = None
    similarities: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class SearchWish:
    """What to search for: files, a picture from the clipboard, a face or a person of the library.

    One that `joins` is looked for together with what is searched for already.
    """

    paths: Sequence[Path] = ()
    image: bytes = b""
    face: int | None = None
    person: int | None = None
    joins: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is still something to ask for."""
        return not self.paths and not self.image and self.face is None and self.person is None


class Desk(QObject):
    """Handed to every page. Signals go to the main window, which alone knows all pages."""

    changed = Signal(Changes)
    said = Signal(Message)
    page_wanted = Signal(str)
    view_wanted = Signal(View)
    search_wanted = Signal(SearchWish)
    library_wanted = Signal(object)
    person_wanted = Signal(object)
    help_wanted = Signal(str)
    paths_dropped = Signal(list)
    scan_wanted = Signal(object)
    update_wanted = Signal(object)
    look_changed = Signal()

    def __init__(self, workspace: Workspace, texts: Texts, memory: QSettings) -> None:
        """Take an open library, the language, and what the window remembers between runs."""
        super().__init__()
        self.workspace = workspace
        self.texts = texts
        self.memory = memory
        self.jobs = JobCenter(self)
        self.questions = Questions(_THREADS, self)
        self.watching = WatchedFolders(workspace.open_watcher, self)

    def ask(
        self,
        work: Callable[[], Any],
        answered: Callable[[Any], None],
        failed: Callable[[FaceAppError], None] | None = None,
        *,
        is_slow: bool = False,
    ) -> Question:
        """Do `work` beside the window, then call `answered` or `failed`, methods of a QObject.

        A failure that the page does not show itself becomes a message. Work that may wait for the
        network `is_slow`.
        """
        tell = failed or self.tell_failure
        return self.questions.ask(work, answered, tell, is_slow=is_slow)

    def say(
        self,
        text: str,
        kind: str = "info",
        *,
        label: str = "",
        action: Callable[[], object] | None = None,
        topic: str = "",
    ) -> None:
        """Tell something, perhaps with a button that calls `action`."""
        self.said.emit(Message(text, kind, label, action, topic))

    def tell_failure(self, error: FaceAppError) -> None:
        """Say what happened and what to do."""
        self.said.emit(Message(self.explain(error), "error"))

    def explain(self, error: FaceAppError) -> str:
        """What happened and what to do, in the language of the window."""
        if error.code is Code.BUG:
            error.details.setdefault("path", str(self.workspace.folders.logs))
        return self.texts.error(error)

    def announce(self, changes: Changes) -> None:
        """Something was written: pages that show it reload."""
        self.changed.emit(changes)

    def start(self, job: Job) -> Job:
        """Run a job; it shows in the strip."""
        return self.jobs.start(job)

    def change_settings(self, **values: object) -> None:
        """Keep settings and follow those that show. Raises UserError, FatalError."""
        before = self.workspace.settings
        self.workspace.change_settings(replace(before, **values))
        if _look(before) != _look(self.workspace.settings):
            self.look_changed.emit()

    def close(self) -> None:
        """Stop what runs and let go of the library."""
        self.watching.close()
        self.jobs.stop_all()
        self.questions.close()
        self.workspace.close()


def _look(settings: Settings) -> tuple[str, str]:
    return settings.language, settings.theme

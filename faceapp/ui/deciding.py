"""Decisions about faces as the window takes them: done beside it, told, and taken back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from faceapp.core.errors import FaceAppError
from faceapp.core.jobs import Changes
from faceapp.core.types import FaceBox
from faceapp.services.decisions import Decision
from faceapp.services.workspace import Workspace
from faceapp.ui.desk import Desk

_ALL = Changes(photos=True, faces=True, people=True)


class Deciding(QObject):
    """Every decision is told with a way to undo it; `drawn` names the face of a drawn box."""

    drawn = Signal(int)
    draw_ended = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Take the desk."""
        super().__init__(parent)
        self._desk = desk

    def name(self, face: int, name: str) -> None:
        """Say whose face it is; nothing takes the name away."""
        self._do(partial(self._desk.workspace.decisions.name, face, name))

    def refuse(self, face: int) -> None:
        """Say that it is no face."""
        self._do(partial(self._desk.workspace.decisions.not_a_face, face))

    def erase(self, face: int) -> None:
        """Delete a drawn box."""
        self._do(partial(self._desk.workspace.decisions.erase, face))

    def draw(self, photo: int, box: FaceBox) -> None:
        """Keep a box that was drawn around a face."""
        work = partial(_drawn, self._desk.workspace, photo, box)
        self._desk.ask(work, self._on_drawn, self._on_draw_failed)

    def undo(self) -> None:
        """Take the last decision back."""
        self._desk.ask(self._desk.workspace.decisions.undo, self._on_undone)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._desk.ask(self._desk.workspace.decisions.redo, self._on_redone)

    def _do(self, work: Callable[[], Decision | None]) -> None:
        self._desk.ask(work, self._on_decided)

    def _on_decided(self, decision: Decision | None) -> None:
        if decision is not None:
            self._desk.announce(_ALL)
            self._say(self._words(decision), label=self.tr("Undo"), action=self.undo)

    def _on_drawn(self, decision: Decision) -> None:
        self.draw_ended.emit()
        self._on_decided(decision)
        self.drawn.emit(decision.face)

    def _on_draw_failed(self, error: FaceAppError) -> None:
        self.draw_ended.emit()
        self._desk.tell_failure(error)

    def _on_undone(self, decision: Decision | None) -> None:
        if decision is None:
            self._say(self.tr("There is nothing to undo."))
            return
        self._desk.announce(_ALL)
        text = self.tr("Undone: %1").replace("%1", self._words(decision))
        self._say(text, label=self.tr("Redo"), action=self.redo)

    def _on_redone(self, decision: Decision | None) -> None:
        if decision is None:
            self._say(self.tr("There is nothing to do again."))
        else:
            self._on_decided(decision)

    def _say(self, text: str, label: str = "", action: Callable[[], None] | None = None) -> None:
        """Only the last message may undo: it means the last decision."""
        self._desk.say(text, label=label, action=action, topic="decision")

    def _words(self, decision: Decision) -> str:
        return {
            "name": self.tr("This face is %1.").replace("%1", decision.name),
            "unname": self.tr("The face has no name any more."),
            "not_a_face": self.tr("This is not a face. No scan will find it again."),
            "draw": self.tr("The face was added to the photo."),
            "erase": self.tr("The drawn face was deleted."),
        }[decision.action]


def _drawn(workspace: Workspace, photo: int, box: FaceBox) -> Decision:
    face, engine = workspace.details.face_at(photo, box)
    return workspace.decisions.draw(photo, face, engine)

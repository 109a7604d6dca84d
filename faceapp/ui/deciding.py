"""Decisions about faces and people as the window takes them: beside it, told, and taken back."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from faceapp.core.errors import Code, FaceAppError
from faceapp.core.jobs import Changes
from faceapp.core.people import Who
from faceapp.core.types import FaceBox
from faceapp.services.drafting import Decision
from faceapp.services.grouping import GroupingPlan
from faceapp.services.workspace import Workspace
from faceapp.ui.decision_words import DecisionWords
from faceapp.ui.desk import Desk

_ALL = Changes(photos=True, faces=True, people=True)


class Deciding(QObject):
    """Every decision is told with a way to undo it; `drawn` names the face of a drawn box.

    `decided` brings each decision; `name_taken` whom a person wanted to give the name of another.
    """

    decided = Signal(object)
    name_taken = Signal(object, str)
    drawn = Signal(int)
    draw_ended = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Take the desk."""
        super().__init__(parent)
        self._desk = desk
        self._words = DecisionWords(self)
        self._naming: dict[str, Who] = {}

    # -- about faces

    def name(self, face: int, name: str) -> None:
        """Say whose face it is; nothing takes the name away."""
        self.name_faces([face], name)

    def name_faces(self, faces: Sequence[int], name: str) -> None:
        """The same for several."""
        self._do(partial(self._desk.workspace.decisions.name_faces, list(faces), name))

    def not_faces(self, faces: Sequence[int]) -> None:
        """Say that they are no faces."""
        self._do(partial(self._desk.workspace.decisions.not_faces, list(faces)))

    def refuse(self, faces: Sequence[int], person: int) -> None:
        """Say that they are not this person's."""
        self._do(partial(self._desk.workspace.decisions.refuse, list(faces), person))

    def refuse_name(self, face: int, name: str) -> None:
        """Say that a face is not of the person of this name."""
        self._do(partial(_refused, self._desk.workspace, face, name))

    def confirm(self, faces: Sequence[int], person: int) -> None:
        """Say that they are."""
        self._do(partial(self._desk.workspace.people_decisions.confirm, list(faces), person))

    def split(self, faces: Sequence[int], name: str) -> None:
        """Make them a person of their own, perhaps with a name."""
        self._do(partial(self._desk.workspace.people_decisions.split, list(faces), name))

    def erase(self, face: int) -> None:
        """Delete a drawn box."""
        self._do(partial(self._desk.workspace.decisions.erase, face))

    def draw(self, photo: int, box: FaceBox) -> None:
        """Keep a box that was drawn around a face."""
        work = partial(_drawn, self._desk.workspace, photo, box)
        self._desk.ask(work, self._on_drawn, self._on_draw_failed)

    def separate(self, photo: int, sha256: str) -> None:
        """Say that a copy is another photo."""
        self._do(partial(self._desk.workspace.copies.separate, photo, sha256))

    # -- about people

    def name_who(self, who: Who, name: str) -> None:
        """Give a person or group a name."""
        self._naming[" ".join(name.split())] = who
        work = partial(self._desk.workspace.people_decisions.name, who, name)
        self._desk.ask(work, self._on_decided, self._on_naming_failed)

    def merge(self, whos: Sequence[Who], into: Who | None = None) -> None:
        """Make them one."""
        self._do(partial(self._desk.workspace.people_decisions.merge, list(whos), into))

    def join(self, who: Who, name: str) -> None:
        """Make them one with the person of this name."""
        self._do(partial(_joined, self._desk.workspace, who, name))

    def hide(self, whos: Sequence[Who], *, hidden: bool = True) -> None:
        """Show them no more, or again."""
        decisions = self._desk.workspace.people_decisions
        self._do(partial(decisions.hide, list(whos), hidden=hidden))

    def choose_cover(self, person: int, face: int) -> None:
        """Show a person by this face."""
        self._do(partial(self._desk.workspace.people_decisions.choose_cover, person, face))

    def choose_cover_of(self, face: int, name: str) -> None:
        """Show the person of this name by a face."""
        self._do(partial(_covered, self._desk.workspace, face, name))

    def describe(self, person: int, caption: str, description: str) -> None:
        """Tell something of a person."""
        decisions = self._desk.workspace.people_decisions
        self._do(partial(decisions.describe, person, caption, description))

    def apply_grouping(self, plan: GroupingPlan) -> None:
        """Make the groups of a plan those there are."""
        self._do(partial(self._desk.workspace.grouping.apply, plan))

    # -- back and forth

    def undo(self) -> None:
        """Take the last decision back."""
        self._desk.ask(self._desk.workspace.decisions.undo, self._on_undone)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._desk.ask(self._desk.workspace.decisions.redo, self._on_redone)

    def undo_to(self, entry: int) -> None:
        """Take back this decision of the journal and all later ones."""
        work = partial(self._desk.workspace.decisions.undo_to, entry)
        self._desk.ask(work, self._on_several_undone)

    def _do(self, work: Callable[[], Decision | None]) -> None:
        self._desk.ask(work, self._on_decided)

    def _on_decided(self, decision: Decision | None) -> None:
        if decision is not None:
            self._desk.announce(_ALL)
            self._say(self._words.say(decision), label=self.tr("Undo"), action=self.undo)
            self.decided.emit(decision)

    def _on_naming_failed(self, error: FaceAppError) -> None:
        name = str(error.details.get("name", ""))
        who = self._naming.pop(name, None)
        if error.code is Code.NAME_TAKEN and who is not None:
            self.name_taken.emit(who, name)
        else:
            self._desk.tell_failure(error)

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
        text = self.tr("Undone: %1").replace("%1", self._words.say(decision))
        self._say(text, label=self.tr("Redo"), action=self.redo)

    def _on_redone(self, decision: Decision | None) -> None:
        if decision is None:
            self._say(self.tr("There is nothing to do again."))
        else:
            self._on_decided(decision)

    def _on_several_undone(self, count: int) -> None:
        self._desk.announce(_ALL)
        self._say(self.tr("%n decision(s) undone", "", count))

    def _say(self, text: str, label: str = "", action: Callable[[], None] | None = None) -> None:
        """Only the last message may undo: it means the last decision."""
        self._desk.say(text, label=label, action=action, topic="decision")


def _drawn(workspace: Workspace, photo: int, box: FaceBox) -> Decision:
    face, engine = workspace.details.face_at(photo, box)
    return workspace.decisions.draw(photo, face, engine)


def _joined(workspace: Workspace, who: Who, name: str) -> Decision:
    other = workspace.people.find(name)
    return workspace.people_decisions.merge([who], other)


def _refused(workspace: Workspace, face: int, name: str) -> Decision:
    return workspace.decisions.refuse([face], workspace.people.find(name).id)


def _covered(workspace: Workspace, face: int, name: str) -> Decision:
    return workspace.people_decisions.choose_cover(workspace.people.find(name).id, face)

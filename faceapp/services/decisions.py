"""What people decide about faces: names, no face, a face drawn by hand; all can be undone.

Each decision is written with its journal entry in one transaction, so an undo works after a restart
as well as before it.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime

from faceapp.core.boxes import iou
from faceapp.core.errors import Code, UserError
from faceapp.core.people import Who
from faceapp.core.ports import Engine
from faceapp.core.types import Face, FaceBox
from faceapp.services.drafting import ACTIVE, Decision, Draft, Named, told
from faceapp.stores.database import Database
from faceapp.stores.rows import DecidedFace, JournalRow
from faceapp.stores.unit_of_work import UnitOfWork

# A box drawn over a known face means that face.
_SAME_PLACE_IOU = 0.5


@dataclass(frozen=True)
class Entry:
    """A line of the journal."""

    id: int
    at: datetime
    decision: Decision
    is_undone: bool


@dataclass(frozen=True)
class DecisionService:
    """Writes decisions under the lock of the library, which `writing` takes for a moment."""

    reading: Database
    writing: Callable[[], AbstractContextManager[Database]]

    def known_names(self) -> list[str]:
        """The names of all people who are not hidden, each once, by alphabet."""
        with self.reading.read() as unit:
            names = {person.name for person in unit.people.list() if not person.hidden}
        return sorted(names - {""}, key=str.casefold)

    def name(self, face_id: int, name: str) -> Decision | None:
        """Say whose face it is: the person of exactly this name, made if there is none.

        An empty name takes the face's name away. None if nothing changes. Raises UserError.
        """
        return self.name_faces([face_id], name)

    def name_faces(self, faces: Sequence[int], name: str) -> Decision | None:
        """The same for several faces."""
        name = " ".join(name.split())
        with self.writing() as database, database.write() as unit:
            known = _known(unit, faces)
            if _says_so_already(unit, known, name):
                return None
            draft = Draft(unit)
            person = draft.person(name) if name else None
            draft.claim([face.id for face in known], person)
            subject = Named(name, None if person is None else Who.person(person))
            decision = _about(known, "name" if name else "unname")
            return draft.commit(replace(decision, subject=subject))

    def refuse(self, faces: Sequence[int], person: int) -> Decision:
        """Say that faces are not this person's: never propose it again. Raises UserError."""
        with self.writing() as database, database.write() as unit:
            known, row = _known(unit, faces), unit.people.get(person)
            if row is None:
                raise UserError(Code.DECISION_OUTDATED)
            draft = Draft(unit)
            draft.assign([face.id for face in known], person, "rejected")
            subject = Named(row.name, Who.person(person))
            return draft.commit(replace(_about(known, "reject"), subject=subject))

    def not_a_face(self, face_id: int) -> Decision:
        """Never show or find it again, whatever a scan finds there; its name goes.

        Raises UserError.
        """
        return self.not_faces([face_id])

    def not_faces(self, faces: Sequence[int]) -> Decision:
        """The same for several."""
        with self.writing() as database, database.write() as unit:
            known, draft = _known(unit, faces), Draft(unit)
            draft.hide([face.id for face in known])
            return draft.commit(_about(known, "not_a_face"))

    def draw(self, photo_id: int, face: Face, engine: Engine) -> Decision:
        """Keep a face that a person drew, as the engine sees it.

        A box over a face that is there adds none; over one that was called no face it shows that
        one again. Raises UserError.
        """
        with self.writing() as database, database.write() as unit:
            if unit.photos.get(photo_id) is None:
                raise UserError(Code.UNKNOWN_PHOTO, photo=photo_id)
            draft, known = Draft(unit), _at(unit, photo_id, face.detection.box)
            if known is not None:
                decision = _about([known], "draw")
                if known.hidden:
                    draft.show([known.id])
                    draft.commit(decision)
                return decision
            engine_id = unit.engines.find_or_add(
                engine.identity, engine.name, engine.embedder.dimension
            )
            number = unit.decisions.add_drawn(photo_id, face, engine_id)
            draft.add_face(number)
            return draft.commit(Decision("draw", (number,), photo_id))

    def erase(self, face_id: int) -> Decision:
        """Delete a face that was drawn by hand. Raises UserError; for others, too."""
        with self.writing() as database, database.write() as unit:
            known = _known(unit, [face_id])
            if known[0].origin != "drawn":
                raise UserError(Code.DECISION_OUTDATED)
            draft = Draft(unit)
            draft.remove_face(face_id)
            return draft.commit(_about(known, "erase"))

    def undo(self) -> Decision | None:
        """Take the last decision back; None if there is none.

        One that cannot be taken back, because all it was about is gone, is forgotten.
        """
        with self.writing() as database, database.write() as unit:
            while (entry := unit.journal.last_done()) is not None:
                if _applied(unit, entry, undone=True):
                    return told(entry)
            return None

    def redo(self) -> Decision | None:
        """Do again what was taken back last; None if there is none."""
        with self.writing() as database, database.write() as unit:
            while (entry := unit.journal.last_undone()) is not None:
                if _applied(unit, entry, undone=False):
                    return told(entry)
            return None

    def undo_to(self, entry_id: int) -> int:
        """Take back this decision and all later ones, together or not at all; how many.

        Raises UserError if there is no such, or it is taken back already.
        """
        with self.writing() as database, database.write() as unit:
            wanted = unit.journal.get(entry_id)
            if wanted is None or wanted.undone:
                raise UserError(Code.DECISION_OUTDATED)
            taken_back = 0
            while (entry := unit.journal.last_done()) is not None and entry.id >= entry_id:
                taken_back += _applied(unit, entry, undone=True)
            return taken_back

    def journal(self, limit: int) -> list[Entry]:
        """The newest decisions, newest first; those taken back can be done again."""
        with self.reading.read() as unit:
            rows = unit.journal.list(limit)
        return [Entry(row.id, row.at, told(row), row.undone) for row in rows]


def _applied(unit: UnitOfWork, entry: JournalRow, *, undone: bool) -> bool:
    written = entry.inverse if undone else entry.payload
    try:
        with unit.undone_if_it_fails():
            unit.decisions.apply(written["steps"])
    except UserError:
        unit.journal.forget([entry.id])
        return False
    unit.journal.mark(entry.id, undone=undone)
    return True


def _known(unit: UnitOfWork, faces: Sequence[int]) -> list[DecidedFace]:
    """Those that are still there, and faces. Raises UserError if none is."""
    known = [face for face in unit.decisions.faces(faces) if not face.hidden]
    if not known:
        raise UserError(Code.DECISION_OUTDATED)
    return known


def _about(faces: Sequence[DecidedFace], action: str) -> Decision:
    photos = {face.photo for face in faces}
    photo = photos.pop() if len(photos) == 1 else 0
    return Decision(action, tuple(face.id for face in faces), photo)


def _says_so_already(unit: UnitOfWork, faces: Sequence[DecidedFace], name: str) -> bool:
    before = unit.decisions.assigned([face.id for face in faces], *ACTIVE)
    if not name:
        return not before
    person = unit.people.find(name)
    confirmed = {face for old in before if old["state"] == "confirmed" for face in old["faces"]}
    others = any(old["person"] != person or old["state"] != "confirmed" for old in before)
    return person is not None and not others and len(confirmed) == len(faces)


def _at(unit: UnitOfWork, photo_id: int, box: FaceBox) -> DecidedFace | None:
    """The face that lies where a box was drawn, hidden or not."""
    faces = unit.details.boxes(photo_id)
    best = max(faces, key=lambda face: iou(faces[face], box), default=None)
    if best is None or iou(faces[best], box) < _SAME_PLACE_IOU:
        return None
    return unit.decisions.faces([best])[0]

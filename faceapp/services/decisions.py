"""What people decide about faces: names, no face, a face drawn by hand; all can be undone.

Each decision is written with its journal entry in one transaction, so an undo works after a restart
as well as before it.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from faceapp.core.boxes import iou
from faceapp.core.errors import Code, UserError
from faceapp.core.ports import Engine
from faceapp.core.types import Face, FaceBox
from faceapp.stores.columns import now
from faceapp.stores.database import Database
from faceapp.stores.decisions import Step, assign
from faceapp.stores.rows import DecidedFace, JournalRow
from faceapp.stores.unit_of_work import UnitOfWork

# A box drawn over a known face means that face.
_SAME_PLACE_IOU = 0.5


@dataclass(frozen=True)
class Decision:
    """What was decided, taken back or done again.

    `action` is name, unname, not_a_face, draw or erase; `name` is the person's, if one is meant.
    """

    action: str
    face: int
    photo: int
    name: str = ""


@dataclass(frozen=True)
class DecisionService:
    """Writes decisions under the lock of the library, which `writing` takes for a moment."""

    reading: Database
    writing: Callable[[], AbstractContextManager[Database]]

    def known_names(self) -> list[str]:
        """The names of all people who are not hidden, each once, by alphabet."""
        with self.reading.read() as unit:
            names = {person.name for person in unit.people.list() if not person.hidden}
        return sorted(names, key=str.casefold)

    def name(self, face_id: int, name: str) -> Decision | None:
        """Say whose face it is: the person of exactly this name, made if there is none.

        An empty name takes the face's name away. None if nothing changes. Raises UserError.
        """
        name = " ".join(name.split())
        with self.writing() as database, database.write() as unit:
            face = _known(unit, face_id)
            before = unit.decisions.assigned(face_id, "confirmed", "automatic")
            person = unit.people.find(name) if name else None
            if _says_so_already(before, person, name):
                return None
            decision = Decision("name" if name else "unname", face_id, face.photo, name)
            return _decide(unit, decision, *_naming(unit, face_id, name, person, before))

    def not_a_face(self, face_id: int) -> Decision:
        """Never show or find it again, whatever a scan finds there; its name goes.

        Raises UserError.
        """
        with self.writing() as database, database.write() as unit:
            face = _known(unit, face_id)
            named = unit.decisions.assigned(face_id, "confirmed", "automatic", "rejected")
            steps = [*map(_without, named), {"do": "hide", "face": face_id}]
            inverse = [{"do": "show", "face": face_id}, *named]
            return _decide(unit, Decision("not_a_face", face_id, face.photo), steps, inverse)

    def draw(self, photo_id: int, face: Face, engine: Engine) -> Decision:
        """Keep a face that a person drew, as the engine sees it.

        A box over a face that is there adds none; over one that was called no face it shows that
        one again. Raises UserError.
        """
        with self.writing() as database, database.write() as unit:
            if unit.photos.get(photo_id) is None:
                raise UserError(Code.UNKNOWN_PHOTO, photo=photo_id)
            known = _at(unit, photo_id, face.detection.box)
            if known is not None:
                return _drawn_over(unit, known)
            engine_id = unit.engines.find_or_add(
                engine.identity, engine.name, engine.embedder.dimension
            )
            number = unit.decisions.add_drawn(photo_id, face, engine_id)
            steps = [unit.decisions.whole(number)]
            inverse = [{"do": "remove_face", "face": number}]
            decision = Decision("draw", number, photo_id)
            _write(unit, decision, steps, inverse)
            return decision

    def erase(self, face_id: int) -> Decision:
        """Delete a face that was drawn by hand. Raises UserError; for others, too."""
        with self.writing() as database, database.write() as unit:
            face = _known(unit, face_id)
            if face.origin != "drawn":
                raise UserError(Code.DECISION_OUTDATED)
            named = unit.decisions.assigned(face_id, "confirmed", "automatic", "rejected")
            inverse = [unit.decisions.whole(face_id), *named]
            steps = [{"do": "remove_face", "face": face_id}]
            return _decide(unit, Decision("erase", face_id, face.photo), steps, inverse)

    def undo(self) -> Decision | None:
        """Take the last decision back; None if there is none. Raises UserError if it cannot be."""
        with self.writing() as database, database.write() as unit:
            entry = unit.journal.last_done()
            if entry is None:
                return None
            unit.decisions.apply(entry.inverse["steps"])
            unit.journal.mark(entry.id, undone=True)
            return _told(entry)

    def redo(self) -> Decision | None:
        """Do again what was taken back last; None if there is none. Raises UserError."""
        with self.writing() as database, database.write() as unit:
            entry = unit.journal.last_undone()
            if entry is None:
                return None
            unit.decisions.apply(entry.payload["steps"])
            unit.journal.mark(entry.id, undone=False)
            return _told(entry)


def _known(unit: UnitOfWork, face_id: int) -> DecidedFace:
    face = unit.decisions.face(face_id)
    if face is None:
        raise UserError(Code.DECISION_OUTDATED)
    return face


def _says_so_already(before: Sequence[Step], person: int | None, name: str) -> bool:
    if not name:
        return not before
    return [(step["person"], step["state"]) for step in before] == [(person, "confirmed")]


def _naming(
    unit: UnitOfWork, face_id: int, name: str, person: int | None, before: Sequence[Step]
) -> tuple[list[Step], list[Step]]:
    """Steps and their inverse; what a program guessed is refused by a name that contradicts it."""
    steps: list[Step] = []
    inverse: list[Step] = []
    for old in before:
        guessed = old["state"] == "automatic" and old["person"] != person
        steps.append(assign(face_id, old["person"], "rejected") if guessed else _without(old))
        inverse.append(old)
    if name and person is None:
        person = unit.people.add(name)
        added = {"do": "add_person", "person": person, "name": name, "at": now().isoformat()}
        steps.append(added)
        inverse.append({"do": "remove_person", "person": person})
    if name and person is not None:
        refused = [
            old for old in unit.decisions.assigned(face_id, "rejected") if old["person"] == person
        ]
        named = assign(face_id, person, "confirmed")
        steps.append(named)
        inverse[:0] = [_without(named), *refused]
    return steps, inverse


def _without(assigned: Step) -> Step:
    return {"do": "unassign", "face": assigned["face"], "person": assigned["person"]}


def _at(unit: UnitOfWork, photo_id: int, box: FaceBox) -> DecidedFace | None:
    """The face that lies where a box was drawn, hidden or not."""
    faces = unit.details.boxes(photo_id)
    best = max(faces, key=lambda face: iou(faces[face], box), default=None)
    if best is None or iou(faces[best], box) < _SAME_PLACE_IOU:
        return None
    return unit.decisions.face(best)


def _drawn_over(unit: UnitOfWork, known: DecidedFace) -> Decision:
    decision = Decision("draw", known.id, known.photo)
    if not known.hidden:
        return decision
    shown: Step = {"do": "show", "face": known.id}
    return _decide(unit, decision, [shown], [{"do": "hide", "face": known.id}])


def _decide(
    unit: UnitOfWork, decision: Decision, steps: Sequence[Step], inverse: Sequence[Step]
) -> Decision:
    unit.decisions.apply(steps)
    _write(unit, decision, steps, inverse)
    return decision


def _write(
    unit: UnitOfWork, decision: Decision, steps: Sequence[Step], inverse: Sequence[Step]
) -> None:
    payload: dict[str, Any] = {
        "face": decision.face,
        "photo": decision.photo,
        "name": decision.name,
        "steps": list(steps),
    }
    unit.journal.add(decision.action, payload, {"steps": list(inverse)})


def _told(entry: JournalRow) -> Decision:
    told = entry.payload
    return Decision(entry.action, told["face"], told["photo"], told["name"])

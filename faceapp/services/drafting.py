"""A decision on its way: steps are put together, what undoes them is found, both are written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from faceapp.core.errors import Code, UserError
from faceapp.core.people import Kind, Who
from faceapp.stores.decisions import Step, assign, differ
from faceapp.stores.references import KnownFaces, add_references
from faceapp.stores.rows import JournalRow
from faceapp.stores.unit_of_work import UnitOfWork

# What can be decided; `texts` and the window have words for each.
ACTIONS = (
    "name",
    "unname",
    "reject",
    "not_a_face",
    "draw",
    "erase",
    "rename",
    "name_group",
    "merge",
    "split",
    "confirm",
    "differ",
    "hide",
    "unhide",
    "cover",
    "describe",
    "group",
    "import",
    "separate",
)
STATES = ("confirmed", "automatic", "rejected")
ACTIVE = STATES[:2]


@dataclass(frozen=True)
class Named:
    """Whom a decision is about, by the name of that moment; without one `who` must do."""

    name: str = ""
    who: Who | None = None


@dataclass(frozen=True)
class Decision:
    """What was decided, taken back or done again: about `faces`, about `subject` and `others`.

    `photo` is the number of the photo if it is about one.
    """

    action: str
    faces: tuple[int, ...] = ()
    photo: int = 0
    subject: Named = Named()
    others: tuple[Named, ...] = ()

    @property
    def face(self) -> int:
        """The only face, or the first."""
        return self.faces[0]

    @property
    def name(self) -> str:
        """The name of the person it is about."""
        return self.subject.name


@dataclass
class Draft:
    """The steps of one decision; nothing but new people is written before `commit`."""

    unit: UnitOfWork
    steps: list[Step] = field(default_factory=list)
    _before: list[Step] = field(default_factory=list)
    _after: list[Step] = field(default_factory=list)

    def assign(self, faces: Iterable[int], person: int, state: str = "confirmed") -> None:
        """Say of faces whose they are, or are not."""
        if faces := sorted(faces):
            self.steps.append(assign(faces, person, state))

    def unassign(self, faces: Iterable[int], person: int) -> None:
        """Say nothing about faces and a person any more."""
        if faces := sorted(faces):
            self.steps.append({"do": "unassign", "faces": faces, "person": person})

    def claim(self, faces: Sequence[int], person: int | None) -> None:
        """Confirm faces for a person, or for nobody: whose they were, they are no longer.

        What the program guessed otherwise is refused for ever.
        """
        for old in self.unit.decisions.assigned(faces, *ACTIVE):
            if old["person"] == person:
                continue
            if old["state"] == "automatic":
                self.assign(old["faces"], old["person"], "rejected")
            else:
                self.unassign(old["faces"], old["person"])
        if person is not None:
            self.assign(faces, person)

    def person(self, name: str) -> int:
        """The person of exactly this name, made if there is none."""
        return self.unit.people.find(name) or self.add_person(name)

    def add_person(self, name: str = "", *, hidden: bool = False) -> int:
        """A new person's number."""
        number = self.unit.people.add(name, hidden=hidden)
        self.steps.append(self.unit.decisions.person(number))
        self._after.append({"do": "remove_person", "person": number})
        return number

    def change_person(self, number: int, **values: str | bool | int | None) -> None:
        """Set what is told of a person."""
        known = self.unit.decisions.person(number)
        old = {name: known[name] for name in values}
        self.steps.append({"do": "change_person", "person": number, **values})
        self._after.append({"do": "change_person", "person": number, **old})

    def remove_person(self, number: int) -> None:
        """Let a person go with all that was said about who it is."""
        for step in self.unit.decisions.assigned_to(number):
            self.unassign(step["faces"], number)
        self._before.append(self.unit.decisions.person(number))
        self._after += [*self.unit.decisions.unlike(number), *self.unit.references.steps(number)]
        self.steps.append({"do": "remove_person", "person": number})

    def add_references(self, person: int, faces: KnownFaces) -> None:
        """Let a person be recognised by what another library knew."""
        step = add_references(person, faces)
        self.steps.append(step)
        self._before.append({"do": "remove_references", "batch": step["batch"]})

    def differ(self, first: int, second: int) -> None:
        """Say that two people only look alike."""
        if tuple(sorted((first, second))) not in self.unit.people.unlike():
            self.steps.append(differ(first, second))
            self._after.append({"do": "resemble", "people": [first, second]})

    def hide(self, faces: Sequence[int]) -> None:
        """Say of faces that they are none; they are nobody's then."""
        for step in self.unit.decisions.assigned(faces, *STATES):
            self.unassign(step["faces"], step["person"])
        self.steps.append({"do": "hide", "faces": list(faces)})
        self._before.append({"do": "show", "faces": list(faces)})

    def show(self, faces: Sequence[int]) -> None:
        """Say of faces that they are some."""
        self.steps.append({"do": "show", "faces": list(faces)})
        self._before.append({"do": "hide", "faces": list(faces)})

    def add_face(self, number: int) -> None:
        """Note a face that was added a moment ago."""
        self.steps.append(self.unit.decisions.whole(number))
        self._after.append({"do": "remove_face", "face": number})

    def remove_face(self, number: int) -> None:
        """Delete a face that a person drew."""
        self._before.append(self.unit.decisions.whole(number))
        for step in self.unit.decisions.assigned([number], *STATES):
            self.unassign([number], step["person"])
        self.steps.append({"do": "remove_face", "face": number})

    def separate(self, photo: int, sha256: str) -> int:
        """Say that bytes are no copy of a photo but another one; its number. Raises UserError."""
        steps = self.unit.copies.separation(photo, sha256)
        if steps is None:
            raise UserError(Code.DECISION_OUTDATED)
        self.steps.append(steps[0])
        self._after.append(steps[1])
        return int(steps[0]["as"])

    def regroup(self, step: Step, before: Step) -> None:
        """Put other groups in the place of those there are."""
        self.steps.append(step)
        self._after.append(before)

    def commit(self, decision: Decision) -> Decision:
        """Take the steps, and write down how they are undone."""
        inverse = [*self._before, *self._reassigned(), *self._after]
        self.unit.decisions.apply(self.steps)
        payload = {**_payload(decision), "steps": self.steps}
        self.unit.journal.add(decision.action, payload, {"steps": inverse})
        return decision

    def _reassigned(self) -> list[Step]:
        """What brings the assignments of all faces that are touched back to what they are now."""
        touched: dict[int, set[int]] = {}
        for step in self.steps:
            if step["do"] in ("assign", "unassign"):
                touched.setdefault(step["person"], set()).update(step["faces"])
        undone: list[Step] = [
            {"do": "unassign", "faces": sorted(faces), "person": person}
            for person, faces in touched.items()
        ]
        every = sorted(set().union(*touched.values())) if touched else []
        for old in self.unit.decisions.assigned(every, *STATES):
            faces = [face for face in old["faces"] if face in touched.get(old["person"], ())]
            if faces:
                undone.append({**old, "faces": faces})
        return undone


def told(entry: JournalRow) -> Decision:
    """What an entry of the journal tells."""
    payload = entry.payload
    subject, *others = map(_named, payload["people"])
    return Decision(entry.action, tuple(payload["faces"]), payload["photo"], subject, tuple(others))


def _payload(decision: Decision) -> dict[str, Any]:
    people = [
        [each.name, *((each.who.kind, each.who.id) if each.who else (None, 0))]
        for each in (decision.subject, *decision.others)
    ]
    return {"faces": list(decision.faces), "photo": decision.photo, "people": people}


def _named(written: Sequence[Any]) -> Named:
    name, kind, number = written
    return Named(name, Who(Kind(kind), number) if kind else None)

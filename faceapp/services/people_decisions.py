"""What people decide about people and groups: who they are, who is the same, who is hidden."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from faceapp.core.errors import Code, UserError
from faceapp.core.people import Kind, Who
from faceapp.services.drafting import ACTIVE, Decision, Draft, Named
from faceapp.stores.database import Database
from faceapp.stores.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class PeopleDecisions:
    """Each writes one entry of the journal; a group somebody decided about becomes a person."""

    writing: Callable[[], AbstractContextManager[Database]]

    def name(self, who: Who, name: str) -> Decision:
        """Give a name. A group joins the person of that name, who is made if there is none.

        Raises UserError; `Code.NAME_TAKEN` if a person would get the name of another.
        """
        name = " ".join(name.split())
        with self._drafting() as draft:
            same = draft.unit.people.find(name) if name else None
            if who.kind is Kind.PERSON:
                if same not in (None, who.id):
                    raise UserError(Code.NAME_TAKEN, name=name)
                faces, old = _faces(draft.unit, who), _named(draft.unit, who)
                draft.change_person(who.id, name=name)
                return draft.commit(Decision("rename", tuple(faces), 0, Named(name, who), (old,)))
            faces = _faces(draft.unit, who)
            person = draft.person(name) if name else draft.add_person()
            draft.claim(faces, person)
            subject = Named(name, Who.person(person))
            return draft.commit(Decision("name_group", tuple(faces), 0, subject, (Named("", who),)))

    def merge(self, whos: Sequence[Who], into: Who | None = None) -> Decision:
        """Make all of these one: `into`, else the first who has a name, else the first.

        Raises UserError.
        """
        with self._drafting() as draft:
            into = into or _survivor(draft.unit, whos)
            others = [who for who in whos if who != into]
            if not others:
                raise UserError(Code.DECISION_OUTDATED)
            told = tuple(_named(draft.unit, who) for who in others)
            faces = [face for who in (into, *others) for face in _faces(draft.unit, who)]
            person = _as_person(draft, into)
            for other in others:
                _absorb(draft, person, other)
            subject = _named(draft.unit, Who.person(person))
            return draft.commit(Decision("merge", tuple(sorted(faces)), 0, subject, told))

    def split(self, faces: Sequence[int], name: str = "") -> Decision:
        """Make faces a person of their own; they are never proposed for the former one again.

        They join the person of that name if there is one. What is left of a group becomes a person
        too: somebody has looked at it. Raises UserError; `Code.NAME_TAKEN` if it is the former one.
        """
        name = " ".join(name.split())
        with self._drafting() as draft:
            known = _there(draft.unit, faces)
            owners = _owners(draft.unit, known)
            person = draft.person(name) if name else draft.add_person()
            if Who.person(person) in owners:
                raise UserError(Code.NAME_TAKEN, name=name)
            for old in owners:
                rest = [face for face in _faces(draft.unit, old) if face not in set(known)]
                moved = [face for face in known if face in set(_faces(draft.unit, old))]
                if rest or old.kind is Kind.PERSON:
                    former = _as_person(draft, old, rest)
                    draft.assign(moved, former, "rejected")
            draft.assign(known, person)
            subject = Named(name, Who.person(person))
            return draft.commit(Decision("split", tuple(known), 0, subject))

    def confirm(self, faces: Sequence[int], person: int) -> Decision:
        """Say that faces are a person's. Raises UserError."""
        with self._drafting() as draft:
            known, subject = _there(draft.unit, faces), _named(draft.unit, Who.person(person))
            draft.claim(known, person)
            return draft.commit(Decision("confirm", tuple(known), 0, subject))

    def tell_apart(self, first: int, second: int) -> Decision:
        """Say that two people only look alike; they are never taken for one. Raises UserError."""
        with self._drafting() as draft:
            one, other = (_named(draft.unit, Who.person(each)) for each in (first, second))
            draft.differ(first, second)
            return draft.commit(Decision("differ", (), 0, one, (other,)))

    def hide(self, whos: Sequence[Who], *, hidden: bool = True) -> Decision:
        """Show people no more, or again. Raises UserError."""
        with self._drafting() as draft:
            told = [_named(draft.unit, who) for who in whos]
            faces = [face for who in whos for face in _faces(draft.unit, who)]
            for who in whos:
                if who.kind is Kind.PERSON:
                    draft.change_person(who.id, hidden=hidden)
                else:
                    person = draft.add_person(hidden=hidden)
                    draft.claim(_faces(draft.unit, who), person)
            action = "hide" if hidden else "unhide"
            return draft.commit(Decision(action, tuple(sorted(faces)), 0, told[0], tuple(told[1:])))

    def choose_cover(self, person: int, face: int) -> Decision:
        """Show a person by this face. Raises UserError."""
        with self._drafting() as draft:
            known, subject = _there(draft.unit, [face]), _named(draft.unit, Who.person(person))
            draft.change_person(person, cover_face_id=face)
            return draft.commit(Decision("cover", tuple(known), 0, subject))

    def describe(self, person: int, caption: str, description: str) -> Decision:
        """Tell something of a person. Raises UserError."""
        with self._drafting() as draft:
            subject = _named(draft.unit, Who.person(person))
            draft.change_person(person, caption=caption, description=description)
            return draft.commit(Decision("describe", (), 0, subject))

    @contextmanager
    def _drafting(self) -> Iterator[Draft]:
        with self.writing() as database, database.write() as unit:
            yield Draft(unit)


def _survivor(unit: UnitOfWork, whos: Sequence[Who]) -> Who:
    people = [who for who in whos if who.kind is Kind.PERSON]
    named = [who for who in people if _named(unit, who).name]
    return next(iter([*named, *people, *whos]))


def _as_person(draft: Draft, who: Who, faces: Sequence[int] | None = None) -> int:
    """The number of a person; a group, or some `faces` of it, becomes one without a name."""
    if who.kind is Kind.PERSON:
        return who.id
    person = draft.add_person()
    draft.claim(_faces(draft.unit, who) if faces is None else faces, person)
    return person


def _absorb(draft: Draft, person: int, other: Who) -> None:
    """Everything that was said of `other` is said of `person` now; being somebody wins."""
    if other.kind is Kind.GROUP:
        draft.claim(_faces(draft.unit, other), person)
        return
    own = {
        face
        for step in draft.unit.decisions.assigned_to(person)
        if step["state"] in ACTIVE
        for face in step["faces"]
    }
    steps = draft.unit.decisions.assigned_to(other.id)
    look_alikes = draft.unit.decisions.unlike(other.id)
    for faces in draft.unit.references.of_person(other.id):
        draft.add_references(person, faces)
    draft.remove_person(other.id)
    for step in sorted(steps, key=lambda step: step["state"] != "rejected"):
        is_refusal = step["state"] == "rejected"
        draft.assign(
            [face for face in step["faces"] if not (is_refusal and face in own)],
            person,
            step["state"],
        )
    for step in look_alikes:
        (stranger,) = set(step["people"]) - {other.id}
        if stranger != person:
            draft.differ(person, stranger)


def _faces(unit: UnitOfWork, who: Who) -> list[int]:
    if who.kind is Kind.GROUP:
        return unit.groups.faces(who.id)
    return sorted(row.face for row in unit.people.faces(who))


def _owners(unit: UnitOfWork, faces: Sequence[int]) -> list[Who]:
    """The people and groups that faces belong to."""
    people = {Who.person(step["person"]) for step in unit.decisions.assigned(faces, *ACTIVE)}
    groups = {Who.group(number) for number in unit.groups.of(faces)}
    return sorted(people | groups)


def _there(unit: UnitOfWork, faces: Sequence[int]) -> list[int]:
    known = [face.id for face in unit.decisions.faces(faces) if not face.hidden]
    if not known:
        raise UserError(Code.DECISION_OUTDATED)
    return known


def _named(unit: UnitOfWork, who: Who) -> Named:
    if who.kind is Kind.GROUP:
        return Named("", who)
    row = unit.people.get(who.id)
    if row is None:
        raise UserError(Code.DECISION_OUTDATED)
    return Named(row.name, who)

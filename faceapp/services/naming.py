"""Names that come from elsewhere: said of faces in one decision, never against one made here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from faceapp.core.errors import Code
from faceapp.core.exchange import Imported
from faceapp.core.people import Who
from faceapp.services.drafting import STATES, Decision, Draft, Named
from faceapp.stores.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Wish:
    """Whose a face should be, and the file that says so."""

    face: int
    name: str
    path: str


def confirm(draft: Draft, wishes: Iterable[Wish], summary: Imported) -> list[int]:
    """Confirm faces for people of these names, who are made if need be; which faces.

    A face confirmed for somebody else stays so, and one that was refused for ever stays refused.
    """
    first = {wish.face: wish for wish in reversed(list(wishes))}
    said = _said(draft.unit, list(first))
    names = {row.id: row.name for row in draft.unit.people.list()}
    granted: dict[str, list[int]] = {}
    for face, wish in sorted(first.items()):
        states = {names[person]: state for person, state in said.get(face, ())}
        others = {name for name, state in states.items() if state == "confirmed"} - {"", wish.name}
        if others:
            summary.named_otherwise += 1
            summary.note(wish.path, Code.FACE_NAMED_OTHERWISE, name=wish.name, known=min(others))
        elif states.get(wish.name) == "rejected":
            summary.refused += 1
            summary.note(wish.path, Code.FACE_REFUSED, name=wish.name)
        elif states.get(wish.name) == "confirmed":
            summary.already += 1
        else:
            granted.setdefault(wish.name, []).append(face)
    for name, faces in granted.items():
        draft.claim(faces, person(draft, name, summary))
        summary.named += len(faces)
    return sorted(face for faces in granted.values() for face in faces)


def person(draft: Draft, name: str, summary: Imported) -> int:
    """The person of this name, counted as known or new."""
    known = draft.unit.people.find(name)
    if known is None:
        summary.new_people += 1
        return draft.add_person(name)
    summary.known_people += 1
    return known


def fill(draft: Draft, number: int, path: object, summary: Imported, **texts: str) -> None:
    """Tell of a person what nobody has told yet; what was told here stays, and is noted."""
    known = draft.unit.decisions.person(number)
    fresh = {key: text for key, text in texts.items() if text and not known[key]}
    for key, text in texts.items():
        if text and known[key] and known[key] != text and key in ("caption", "description"):
            summary.note(path, Code.TEXT_KEPT, name=known["name"], text=text)
    if fresh:
        draft.change_person(number, **fresh)


def commit(draft: Draft, faces: Sequence[int]) -> bool:
    """Write all of it as one decision; whether there was anything."""
    if not draft.steps:
        return False
    touched = sorted({step["person"] for step in draft.steps if "person" in step})
    rows = [draft.unit.people.get(number) for number in touched]
    named = [Named(row.name, Who.person(row.id)) for row in rows if row is not None]
    subject, *others = named or [Named()]
    draft.commit(Decision("import", tuple(faces), 0, subject, tuple(others)))
    return True


def _said(unit: UnitOfWork, faces: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """By face: people and what was said of it and them."""
    said: dict[int, list[tuple[int, str]]] = {}
    for step in unit.decisions.assigned(faces, *STATES):
        for face in step["faces"]:
            said.setdefault(face, []).append((step["person"], step["state"]))
    return said

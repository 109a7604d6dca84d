"""Forget a person: faces, vectors, names, decisions, entries of the journal, down to the bytes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from faceapp.core.errors import Code, UserError
from faceapp.core.people import Kind, Who
from faceapp.paths import Folders, unwritable
from faceapp.services.export_log import ExportLog
from faceapp.stores.database import Database
from faceapp.stores.rows import JournalRow

_ALL = 1 << 40


@dataclass(frozen=True)
class Receipt:
    """What was deleted, and where copies of the person may still be, which nobody touched.

    `originals` is the folder of photos of the network that are kept here, if there are any.
    """

    faces: int
    entries: int
    backups: tuple[str, ...]
    logs: tuple[str, ...]
    exports: tuple[str, ...]
    originals: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The same as plain JSON."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
        }


def forget(database: Database, person: int, folders: Folders) -> Receipt:
    """Delete all that is known of a person but the row, so that it can be done again.

    The boxes stay, as no faces: so no scan finds the person again. Raises UserError, FatalError.
    """
    with database.write() as unit:
        row = unit.people.get(person)
        if row is None:
            raise UserError(Code.DECISION_OUTDATED)
        faces = {known.face for known in unit.people.faces(Who.person(person))}
        entries = [entry.id for entry in unit.journal.list(_ALL) if _tells(entry, person, faces)]
        unit.journal.forget(entries)
        unit.people.forget(person, sorted(faces))
        is_needed = not row.greeting or unit.people.is_shared(row.greeting)
    _delete(folders.grouping)
    if not is_needed:
        _delete(folders.greetings / Path(row.greeting).name)
    return Receipt(
        len(faces),
        len(entries),
        _below(folders.backups),
        _below(folders.logs),
        ExportLog(folders.exports).places(),
        (str(folders.originals),) if any(folders.originals.glob("*/*")) else (),
    )


def _tells(entry: JournalRow, person: int, faces: set[int]) -> bool:
    """Whether an entry of the journal is about the person in any way."""
    people = {each[2] for each in entry.payload["people"] if each[1] == Kind.PERSON}
    if person in people or not faces.isdisjoint(entry.payload["faces"]):
        return True
    steps = [*entry.payload["steps"], *entry.inverse["steps"]]
    return any(_is_about(step, person, faces) for step in steps)


def _is_about(step: Mapping[str, Any], person: int, faces: set[int]) -> bool:
    if step["do"] == "regroup":
        return False  # numbers without a name
    named = {step.get("person"), *step.get("people", ())}
    return person in named or not faces.isdisjoint([*step.get("faces", ()), step.get("face", 0)])


def _below(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(str(path) for path in folder.glob("*") if path.is_file()))


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error

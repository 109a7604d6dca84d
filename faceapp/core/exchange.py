"""What comes of an exchange of names with other programs and libraries."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum


class Format(StrEnum):
    """A JSON file of this program, one folder per person, or regions in XMP beside photos."""

    PACK = "pack"
    FOLDERS = "folders"
    XMP = "xmp"


class SameName(StrEnum):
    """Whether somebody who comes with a known name is that person, or another one."""

    MERGE = "merge"
    KEEP_BOTH = "keep-both"


@dataclass(frozen=True)
class Note:
    """Something that was left out or decided for a person: where, and a code that says why."""

    path: str
    code: str
    details: dict[str, object] = field(default_factory=dict)


@dataclass
class Summary:
    """Counts by name, in the order they are told, and notes."""

    notes: list[Note] = field(default_factory=list)

    def counts(self) -> Iterator[tuple[str, int]]:
        """Every count with its name."""
        for column in fields(self):
            value = getattr(self, column.name)
            if type(value) is int:
                yield column.name, value

    def note(self, path: object, code: str, **details: object) -> None:
        """Tell something."""
        self.notes.append(Note(str(path), code, details))


@dataclass
class Imported(Summary):
    """What an import did.

    `named` faces got a name, `already` had it. Left as they were: `named_otherwise` faces that
    somebody else's name stands on here, `refused` ones that are not this person as was decided
    here, `unmatched` regions where there is no face. `references` are faces of other libraries.
    Whatever `changed` is one entry of the journal.
    """

    named: int = 0
    already: int = 0
    new_people: int = 0
    known_people: int = 0
    named_otherwise: int = 0
    refused: int = 0
    unmatched: int = 0
    references: int = 0
    changed: bool = False


@dataclass
class Exported(Summary):
    """What an export wrote; `unchanged` sidecars said it all before, `no_place` photos have none.

    A photo in an archive, or one that is missing, has no place for a sidecar.
    """

    people: int = 0
    faces: int = 0
    files: int = 0
    unchanged: int = 0
    no_place: int = 0

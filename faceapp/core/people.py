"""People and groups as screens and commands show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """A person somebody decided about, or a group that the program made."""

    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True, order=True)
class Who:
    """A person or a group by number."""

    kind: Kind
    id: int

    @classmethod
    def person(cls, number: int) -> "Who":
        """The person with this number."""
        return cls(Kind.PERSON, number)

    @classmethod
    def group(cls, number: int) -> "Who":
        """The group with this number."""
        return cls(Kind.GROUP, number)


@dataclass(frozen=True)
class PersonTile:
    """A person or group in a list; without a `name` if nobody gave one, `cover` is a face.

    `guessed` of the `faces` were found by the program, not confirmed.
    """

    who: Who
    name: str
    faces: int
    photos: int
    cover: int | None
    guessed: int = 0
    hidden: bool = False


@dataclass(frozen=True)
class People:
    """Everybody: those with a name by alphabet, then by size those without, and the rest.

    `groups` holds nameless people too; `singles` counts faces that are in none of all these.
    """

    named: Sequence[PersonTile]
    groups: Sequence[PersonTile]
    hidden: Sequence[PersonTile]
    singles: int


@dataclass(frozen=True)
class PersonFace:
    """A face with what orders it: its photo, and when that was taken."""

    face: int
    photo: int
    state: str
    taken_at: datetime | None


@dataclass(frozen=True)
class PersonPage:
    """A person or group in full; faces by number, the newest photos first, undated ones last.

    `faces` has all of them in that order with their photos.

    `years` has how many faces are from which year, `together` who is on the same photos and on
    how many.
    """

    tile: PersonTile
    caption: str
    description: str
    confirmed: Sequence[int]
    guessed: Sequence[int]
    years: Sequence[tuple[int, int]]
    together: Sequence[tuple[PersonTile, int]]
    photos: Sequence[int]
    faces: Sequence[PersonFace] = ()

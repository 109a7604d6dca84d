"""What a review asks, and what an answer settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from faceapp.core.people import PersonTile


class Asks(StrEnum):
    """Who is this? Is it this person? Are these two people one?"""

    WHO = "who"
    IS = "is"
    SAME = "same"


@dataclass(frozen=True)
class Candidate:
    """A person that faces may belong to, with `percent` on the engine's scale; `faces` to compare.

    `cosine` is the raw figure behind it.
    """

    tile: PersonTile
    percent: float
    cosine: float
    faces: Sequence[int]


@dataclass(frozen=True)
class Question:
    """One question: about `faces`, the best first, that seem to be one person.

    `candidate` is whom IS asks about, and for SAME the one of two people, of whom `other` is the
    second; `runner_up` is the next best person. Whatever is answered settles about `settles`
    faces. `left` is how many questions there are now, this one included.
    """

    asks: Asks
    faces: Sequence[int]
    settles: int
    left: int
    candidate: Candidate | None = None
    runner_up: Candidate | None = None
    other: PersonTile | None = None


@dataclass(frozen=True)
class Settled:
    """What an answer did: `confirmed` faces by itself, `guessed` ones that follow for certain.

    `name` is whose they are; empty if the answer refused somebody. `answers` counts since the
    start.
    """

    confirmed: int
    guessed: int
    refused: int
    name: str
    answers: int

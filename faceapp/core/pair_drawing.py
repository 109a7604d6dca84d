"""Pairs of labelled photos, drawn so that anybody can draw the same ones in any language."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from faceapp.core.errors import Code, UserError


@dataclass(frozen=True)
class NamedPhoto:
    """A photo by its path below the folder, parts divided by "/", and whose it is."""

    person: str
    file: str


@dataclass(frozen=True)
class Pair:
    """Two photos; `fold` counts from 1, or is None where the list has no folds."""

    one: NamedPhoto
    other: NamedPhoto
    fold: int | None = None


@dataclass
class Draws:
    """Numbers from SHA-256 of "SEED:COUNTER"; the counter begins at 0 and grows with each draw."""

    seed: int
    counter: int = field(default=0, init=False)

    def below(self, limit: int) -> int:
        """A number in 0..limit-1: the first eight bytes, most significant first, modulo `limit`."""
        digest = hashlib.sha256(f"{self.seed}:{self.counter}".encode("ascii")).digest()
        self.counter += 1
        return int.from_bytes(digest[:8], "big") % limit

    def two_below(self, limit: int) -> tuple[int, int]:
        """Two different numbers in 0..limit-1."""
        one, other = self.below(limit), self.below(limit - 1)
        return one, other + (other >= one)


_Group = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Drawing:
    """The pairs, and whether no person is in two folds."""

    pairs: tuple[Pair, ...]
    is_disjoint: bool


def draw_pairs(
    people: Mapping[str, Sequence[str]], *, seed: int, pairs: int, folds: int
) -> Drawing:
    """Draw `pairs` different pairs, in each fold as many of one person as of different people.

    `pairs` is a multiple of 2 · `folds`. People with one photo are left out. People are shuffled
    and dealt to the folds in turn; where a fold has too few pairs then, every fold draws from all
    people. Raises UserError if there are too few pairs then too.
    """
    draws = Draws(seed)
    shuffled = _shuffled(people, draws)
    half = pairs // (2 * folds)
    groups = [shuffled[number::folds] for number in range(folds)]
    is_disjoint = all(min(_possible(group)) >= half for group in groups)
    if not is_disjoint:
        groups = [shuffled] * folds
        possible = min(_possible(shuffled)) // folds * folds * 2
        if possible < pairs:
            raise UserError(Code.TOO_FEW_PAIRS, wanted=pairs, possible=possible)
    seen: set[frozenset[NamedPhoto]] = set()
    drawn = [
        Pair(*photos, fold)
        for fold, group in enumerate(groups, 1)
        for draw in (_one_person, _two_people)
        for photos in _fresh(draw, group, draws, half, seen)
    ]
    return Drawing(tuple(drawn), is_disjoint)


def _shuffled(people: Mapping[str, Sequence[str]], draws: Draws) -> _Group:
    """People with two photos or more in the order of their UTF-8 bytes, then Fisher and Yates."""
    group = [
        (person, sorted(set(files), key=_bytes))
        for person, files in sorted(people.items(), key=lambda item: _bytes(item[0]))
        if len(set(files)) > 1
    ]
    for last in range(len(group) - 1, 0, -1):
        chosen = draws.below(last + 1)
        group[last], group[chosen] = group[chosen], group[last]
    return group


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _possible(group: _Group) -> tuple[int, int]:
    """How many pairs of one person, and of different people, there are."""
    sizes = [len(files) for _, files in group]
    same = sum(size * (size - 1) // 2 for size in sizes)
    return same, (sum(sizes) ** 2 - sum(size**2 for size in sizes)) // 2


def _one_person(group: _Group, draws: Draws) -> tuple[NamedPhoto, NamedPhoto]:
    person, files = group[draws.below(len(group))]
    one, other = draws.two_below(len(files))
    return NamedPhoto(person, files[one]), NamedPhoto(person, files[other])


def _two_people(group: _Group, draws: Draws) -> tuple[NamedPhoto, NamedPhoto]:
    (one, files), (other, others) = (group[index] for index in draws.two_below(len(group)))
    return (
        NamedPhoto(one, files[draws.below(len(files))]),
        NamedPhoto(other, others[draws.below(len(others))]),
    )


def _fresh(
    draw: Callable[[_Group, Draws], tuple[NamedPhoto, NamedPhoto]],
    group: _Group,
    draws: Draws,
    count: int,
    seen: set[frozenset[NamedPhoto]],
) -> Iterator[tuple[NamedPhoto, NamedPhoto]]:
    """Draw `count` pairs that were not drawn before, in either order."""
    wanted = len(seen) + count
    while len(seen) < wanted:
        pair = draw(group, draws)
        if frozenset(pair) not in seen:
            seen.add(frozenset(pair))
            yield pair

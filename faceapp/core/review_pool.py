"""What a review chooses from: faces nobody decided about, in units that are asked about at once.

A unit is a group, or a face that stands alone. How near a unit is to a person is the mean cosine
of its faces to a centre of that person's confirmed ones.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceapp.core.face_groups import NONE, FacesToGroup
from faceapp.core.prototypes import centres, margin, nearness, sure_cosine
from faceapp.core.review import Asks
from faceapp.core.similarity import Calibration
from faceapp.core.types import Floats, Halves, Ids

Mask = NDArray[np.bool_]

# Below this per cent a person is not worth asking about; from the other on two may be one.
_WORTH_ASKING, _ALIKE = 35.0, 85.0
_FAR, _NOWHERE = np.float32(-2), np.float32(-1.5)
# Most single faces are bystanders: they come last. Two people that may be one come before.
_SINGLE_WORTH, _SAME_WORTH = 0.01, 1.5
# So many faces of others tell how near strangers come to somebody.
_MOST_OTHERS = 5_000
_REMEMBERED, _MORE_PEOPLE = 100, 64
_NEVER = 1 << 40


@dataclass(frozen=True)
class Choice:
    """What to ask about `unit`, or, for SAME, about two people alone; -1 is nobody."""

    asks: Asks
    unit: int = NONE
    person: int = NONE
    cosine: float = 0.0
    second: int = NONE
    second_cosine: float = 0.0


class Pool:
    """Chooses questions, and follows the answers. People are the caller's numbers."""

    def __init__(
        self,
        faces: FacesToGroup,
        asked: Mask,
        people: Iterable[int],
        unlike: Iterable[tuple[int, int]],
        scale: Calibration,
        known: Mapping[int, Floats | Halves],
    ) -> None:
        """Take faces with all decisions so far, and (N,) which are `asked` about.

        `faces.before` has the groups; `unlike` pairs of people, the smaller number first; `known`
        (M, D) vectors of people from elsewhere.
        """
        self._known = known
        self._faces = faces
        self._scale = scale
        self._unlike = set(unlike)
        self._units = _units(faces, asked)
        self.sizes = np.array([len(rows) for rows in self._units], np.int64)
        self._means = _means(faces, self._units)
        self._quality = np.array([faces.quality[rows].max() for rows in self._units], np.float32)
        self.is_open = np.ones(len(self._units), bool)
        self._skips = np.zeros(len(self._units), np.int64)
        self._people: list[int] = []
        self._columns: dict[int, int] = {}
        self._members: list[list[int]] = []
        self._centres: list[Floats] = []
        self._near = np.full((len(self._units), _MORE_PEOPLE), _FAR)
        self._best = np.full((2, len(self._units)), NONE, np.int64)
        self._history: list[list[Callable[[], None]]] = []
        self._pairs: dict[tuple[int, int], float] = {}
        for person in people:
            self._learn(self._add(person), np.flatnonzero(faces.person == person).tolist())
        self._refuse_all(faces.rejected)
        self._rank()

    def rows(self, unit: int) -> Ids:
        """The faces of a unit, the best first."""
        rows = self._units[unit]
        return rows[np.argsort(-self._faces.quality[rows], kind="stable")]

    def examples(self, person: int, count: int) -> Ids:
        """Confirmed faces of a person, the best first."""
        rows = np.array(self._members[self._columns[person]], np.int64)
        return rows[np.argsort(-self._faces.quality[rows], kind="stable")][:count]

    def count(self, person: int) -> int:
        """How many faces are confirmed for a person."""
        return len(self._members[self._columns[person]])

    def choose(self) -> tuple[Choice, int] | None:
        """The question whose answer settles most, and how many there are; None if there is none."""
        pairs = {pair: near for pair, near in self._pairs.items() if pair not in self._unlike}
        left = int(self.is_open.sum()) + len(pairs)
        if not left:
            return None
        worth, is_named = self._worth()
        least = self._skips[self.is_open].min(initial=_NEVER)
        first = np.where(self.is_open & (self._skips == least), worth, -1)
        unit = int(first.argmax()) if len(first) else NONE
        if pairs and (not self.is_open.any() or first[unit] < _SAME_WORTH):
            (one, other), cosine = max(pairs.items(), key=lambda item: item[1])
            return Choice(Asks.SAME, NONE, one, cosine, other), left
        found = [
            (self._people[column], float(self._near[unit, column]))
            for column in self._best[:, unit].tolist()
            if column != NONE and self._near[unit, column] > -1  # refused, or without a face
        ]
        (best, cosine), (second, second_cosine), *_ = [*found, (NONE, 0.0), (NONE, 0.0)]
        asks = Asks.IS if is_named[unit] else Asks.WHO
        return Choice(asks, unit, best, cosine, second, second_cosine), left

    def confirm(self, unit: int, person: int) -> list[int]:
        """A unit is a person's; the other units that therefore are, too, for certain."""
        undo: list[Callable[[], None]] = []
        column = self._columns[person] if person in self._columns else self._add(person)
        members = self._members[column]

        def learn(now: list[int]) -> None:
            before = self._near[:, column].copy()
            self._learn(column, now)
            after = self._near[:, column]
            moved = (self._best == column).any(axis=0) & (before != after)
            self._rank(np.flatnonzero(moved | (after > self._value(1))))

        self._close([unit], undo)
        learn([*members, *self._units[unit].tolist()])
        sure = self._sure(column)
        self._close(sure, undo)
        undo.append(lambda: learn(members))
        self._remember(undo)
        return sure

    def refuse(self, unit: int, person: int) -> None:
        """A unit is not a person's."""
        column = self._columns[person]
        before = self._near[unit, column]

        def mark(value: np.float32) -> None:
            self._near[unit, column] = value
            self._rank(np.array([unit]))

        mark(_FAR)
        self._remember([lambda: mark(before)])

    def drop(self, unit: int) -> None:
        """Ask no more about a unit."""
        undo: list[Callable[[], None]] = []
        self._close([unit], undo)
        self._remember(undo)

    def tell_apart(self, first: int, second: int) -> None:
        """Two people are two."""
        pair = (min(first, second), max(first, second))
        self._unlike.add(pair)
        self._remember([lambda: self._unlike.discard(pair)])

    def skip(self, choice: Choice) -> None:
        """Ask after all others; about two people not again in this review."""
        if choice.unit == NONE:
            self._unlike.add((min(choice.person, choice.second), max(choice.person, choice.second)))
        else:
            self._skips[choice.unit] += 1

    def undo(self) -> bool:
        """Take the last answer back; whether it is remembered."""
        if not self._history:
            return False
        for step in reversed(self._history.pop()):
            step()
        return True

    def _remember(self, undo: list[Callable[[], None]]) -> None:
        self._history = [*self._history[-_REMEMBERED:], undo]

    def _close(self, units: list[int], undo: list[Callable[[], None]]) -> None:
        def let(is_open: bool) -> None:
            self.is_open[units] = is_open

        let(False)
        undo.append(lambda: let(True))

    def _add(self, person: int) -> int:
        """The column of a new person."""
        column = self._columns[person] = len(self._people)
        self._people.append(person)
        self._members.append([])
        self._centres.append(np.empty((0, self._means.shape[1]), np.float32))
        if column == self._near.shape[1]:
            self._near = np.concatenate([self._near, np.full_like(self._near, _FAR)], axis=1)
        self._near[:, column] = _NOWHERE
        return column

    def _learn(self, column: int, members: list[int]) -> None:
        """A person has these faces now."""
        self._members[column] = members
        seen, known = self._faces.vectors[members], self._known.get(self._people[column])
        looks = seen if known is None else np.concatenate([seen, known])
        own = self._centres[column] = centres(looks)
        near = self._near[:, column]
        near[near > _FAR] = nearness(self._means, own)[near > _FAR]
        self._find_alike(column)

    def _find_alike(self, column: int) -> None:
        """Which people may be the same as this one."""
        person, own = self._people[column], self._centres[column]
        pairs = {pair: near for pair, near in self._pairs.items() if person not in pair}
        least = self._scale.cosine(_ALIKE)
        for other, theirs in zip(self._people, self._centres, strict=True):
            if other != person and len(own) and len(theirs):
                near = float((own @ theirs.T).max())
                if near >= least:
                    pairs[min(person, other), max(person, other)] = near
        self._pairs = pairs

    def _refuse_all(self, rejected: Ids) -> None:
        unit_of = np.full(len(self._faces), NONE, np.int64)
        for unit, rows in enumerate(self._units):
            unit_of[rows] = unit
        for row, person in rejected.tolist():
            if unit_of[row] != NONE and person in self._columns:
                self._near[unit_of[row], self._columns[person]] = _FAR

    def _rank(self, units: Ids | None = None) -> None:
        """Find the two nearest people of units, or of all, anew."""
        units = np.arange(len(self._units)) if units is None else units
        near = self._near[units][:, : len(self._people)]
        for place in range(min(2, len(self._people))):
            self._best[place, units] = near.argmax(axis=1)
            near[np.arange(len(units)), self._best[place, units]] = _FAR

    def _value(self, place: int) -> Floats:
        """(U,) how near the nearest person of each unit is, or the second (`place` 1)."""
        known = self._best[place] != NONE
        values = np.full(len(self._units), _FAR, np.float32)
        values[known] = self._near[known, self._best[place, known]]
        return values

    def _worth(self) -> tuple[Floats, Mask]:
        """(U,) how many faces an answer is likely to settle, and whether there is a candidate."""
        nearest = self._value(0)
        percent = _percent(nearest, self._scale)
        is_named = percent >= _WORTH_ASKING
        single = self.sizes < 2
        who = np.where(single, _SINGLE_WORTH * self._quality, self.sizes)
        return np.where(is_named, self.sizes * percent / 100, who).astype(np.float32), is_named

    def _sure(self, column: int) -> list[int]:
        """Units that are a person's without a question."""
        others = [
            row for place, rows in enumerate(self._members) if place != column for row in rows
        ]
        sample = np.array(others[:: max(1, len(others) // _MOST_OTHERS)], np.int64)
        least = sure_cosine(self._centres[column], self._faces.vectors[sample], self._scale)
        ahead = margin(self._scale)
        second = self._best[1]
        behind = self._value(1)
        gap = np.full(len(self._units), ahead)
        for other in {
            place for pair in self._unlike for place in pair if self._is_pair(column, place)
        }:
            gap[second == self._columns[other]] = 2 * ahead
        near = self._near[:, column]
        fits = self.is_open & (self._best[0] == column) & (near >= least) & (near - behind >= gap)
        return np.flatnonzero(fits).tolist()

    def _is_pair(self, column: int, other: int) -> bool:
        person = self._people[column]
        return other in self._columns and (min(person, other), max(person, other)) in self._unlike


def _units(faces: FacesToGroup, asked: Mask) -> list[Ids]:
    """Rows of faces that nobody owns, group by group and one by one."""
    assert faces.before is not None
    open_rows = np.flatnonzero(asked & (faces.person == NONE))
    groups = faces.before[open_rows]
    units = [open_rows[[place]] for place in np.flatnonzero(groups == NONE)]
    grouped = open_rows[groups != NONE]
    order = np.argsort(faces.before[grouped], kind="stable")
    starts = np.flatnonzero(np.diff(faces.before[grouped[order]])) + 1
    return units + [part for part in np.split(grouped[order], starts) if len(part)]


def _means(faces: FacesToGroup, units: list[Ids]) -> Floats:
    """(U, D) float32: not of unit length, so that products are means of cosines."""
    if not units:
        return np.empty((0, faces.vectors.shape[1]), np.float32)
    rows = np.concatenate(units)
    starts = np.cumsum([0, *(len(unit) for unit in units[:-1])])
    sums = np.add.reduceat(faces.vectors[rows].astype(np.float32), starts, axis=0)
    sizes = np.array([[len(unit)] for unit in units])
    means: Floats = (sums / sizes).astype(np.float32)
    return means


def _percent(cosines: Floats, scale: Calibration) -> Floats:
    exponents = np.clip(-scale.slope * (cosines - scale.midpoint), -80, 80)
    percent: Floats = (100 / (1 + np.exp(exponents))).astype(np.float32)
    return percent

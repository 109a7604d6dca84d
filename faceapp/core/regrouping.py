"""How two groupings of the same faces differ, and numbers that outlive a new grouping."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from faceapp.core.face_groups import NONE, GroupSize, Join, Preview, Split
from faceapp.core.types import Ids


@dataclass(frozen=True, eq=False)
class _Overlaps:
    """(O,) pairs of a group before and a group after that share faces, and how many."""

    before: Ids
    after: Ids
    faces: Ids

    def parts(self, groups: Ids, others: Ids) -> dict[int, list[GroupSize]]:
        """For each of one column what it shares with those of the other, most faces first."""
        found: dict[int, list[GroupSize]] = defaultdict(list)
        order = np.lexsort((others, -self.faces, groups))
        columns = (column[order].tolist() for column in (groups, others, self.faces))
        for group, other, faces in zip(*columns, strict=True):
            found[group].append(GroupSize(other, faces))
        return found


def stable_numbers(labels: Ids, before: Ids) -> Ids:
    """`labels` (N,) with the numbers of `before` (N,) where groups overlap most.

    The pair of groups that shares most faces is matched first, each group once; a group without a
    partner gets a number above all of `before`. -1 stays -1.
    """
    overlaps = _overlaps(before, labels)
    order = np.lexsort((overlaps.after, overlaps.before, -overlaps.faces))
    numbers: dict[int, int] = {}
    taken: set[int] = set()
    pairs = zip(overlaps.before[order].tolist(), overlaps.after[order].tolist(), strict=True)
    for old, new in pairs:
        if new not in numbers and old not in taken:
            numbers[new] = old
            taken.add(old)
    groups, inverse = np.unique(labels, return_inverse=True)
    free = int(before.max(initial=0)) + 1  # people count from 1
    stable = np.empty_like(groups)
    for place, group in enumerate(groups.tolist()):
        if group != NONE and group not in numbers:
            numbers[group], free = free, free + 1
        stable[place] = numbers.get(group, NONE)
    return stable[inverse]


def preview(before: Ids, after: Ids) -> Preview:
    """What would change from the groups `before` (N,) to those `after` (N,), already stable.

    A group that only grows or shrinks by faces that stand alone is counted in `moved`.
    """
    overlaps = _overlaps(before, after)
    old, new = _sizes(before), _sizes(after)
    came, went = (
        overlaps.parts(overlaps.after, overlaps.before),
        overlaps.parts(overlaps.before, overlaps.after),
    )
    return Preview(
        [Join(GroupSize(group, new[group]), parts) for group, parts in came.items() if parts[1:]],
        [
            Split(
                GroupSize(group, old[group]),
                parts,
                old[group] - sum(part.faces for part in parts),
            )
            for group, parts in went.items()
            if parts[1:]
        ],
        [GroupSize(group, faces) for group, faces in new.items() if group not in came],
        [GroupSize(group, faces) for group, faces in old.items() if group not in went],
        int(np.count_nonzero(before != after)),
    )


def _overlaps(before: Ids, after: Ids) -> _Overlaps:
    both = (before != NONE) & (after != NONE)
    pairs, faces = np.unique(
        np.stack([before[both], after[both]], axis=1), axis=0, return_counts=True
    )
    return _Overlaps(pairs[:, 0], pairs[:, 1], faces)


def _sizes(labels: Ids) -> dict[int, int]:
    groups, counts = np.unique(labels[labels != NONE], return_counts=True)
    return dict(zip(groups.tolist(), counts.tolist(), strict=True))

"""How well groups of faces agree with the people they are of.

Faces that stand alone (-1) count as groups of one. BCubed (Amigó et al. 2009) asks of each face
how much of its group is its person, and how much of its person is in its group.
"""

from dataclasses import dataclass

import numpy as np

from faceapp.core.face_groups import NONE
from faceapp.core.types import Ids


@dataclass(frozen=True)
class Agreement:
    """Shares of 1: of what was put together how much belongs together, and the reverse."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        """The harmonic mean of both."""
        together = self.precision + self.recall
        return 2 * self.precision * self.recall / together if together else 0.0


@dataclass(frozen=True)
class GroupingQuality:
    """The figures of one grouping of `faces` of `people`.

    `merges` and `moves` make it perfect: each group is given to the person with most faces in it,
    every other face is moved out, one by one, and the groups of one person are joined.
    """

    faces: int
    people: int
    groups: int
    bcubed: Agreement
    pairwise: Agreement
    merges: int
    moves: int

    @property
    def corrections(self) -> int:
        """What is left for a human to do."""
        return self.merges + self.moves


def grouping_quality(labels: Ids, people: Ids) -> GroupingQuality:
    """Judge `labels` (N,), -1 for faces alone, by the true `people` (N,) of one face or more."""
    groups, group_sizes = _numbered(_apart(labels))
    persons, person_sizes = _numbered(people)
    cells, counts = np.unique(groups * len(person_sizes) + persons, return_counts=True)
    group_of, person_of = np.divmod(cells, len(person_sizes))
    largest = np.lexsort((-counts, group_of))
    owner_cells = largest[np.unique(group_of[largest], return_index=True)[1]]
    return GroupingQuality(
        faces=len(labels),
        people=len(person_sizes),
        groups=len(group_sizes),
        bcubed=Agreement(
            float((counts**2 / group_sizes[group_of]).sum() / len(labels)),
            float((counts**2 / person_sizes[person_of]).sum() / len(labels)),
        ),
        pairwise=_pairwise(counts, group_sizes, person_sizes),
        merges=len(group_sizes) - len(np.unique(person_of[owner_cells])),
        moves=len(labels) - int(counts[owner_cells].sum()),
    )


def _pairwise(counts: Ids, group_sizes: Ids, person_sizes: Ids) -> Agreement:
    right, together, belonging = (
        int((sizes * (sizes - 1) // 2).sum()) for sizes in (counts, group_sizes, person_sizes)
    )
    # Where nothing was put together nothing is wrong, and where nothing belongs nothing is missed.
    return Agreement(right / together if together else 1.0, right / belonging if belonging else 1.0)


def _apart(labels: Ids) -> Ids:
    """`labels` with a group of its own for each face that stands alone."""
    alone = labels == NONE
    numbered = labels.copy()
    numbered[alone] = labels.max(initial=0) + 1 + np.arange(int(alone.sum()))
    return numbered


def _numbered(labels: Ids) -> tuple[Ids, Ids]:
    """The same as 0..G-1, and the size of each."""
    _, numbers, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    return numbers, sizes

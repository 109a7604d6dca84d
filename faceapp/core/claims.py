"""What must not be put together, as claims: a group may hold one value of each domain only.

Domains are photos (two faces of one photo are two people), "who is it" (faces confirmed for
different people) and "is it this person" (faces confirmed for and rejected from one person).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceapp.core.boxes import iou_matrix
from faceapp.core.components import connected
from faceapp.core.face_groups import NONE, FacesToGroup
from faceapp.core.types import Ids

Bools = NDArray[np.bool_]

# Two boxes that share more than this are one face, found twice.
_SAME_BOX = 0.5
# Pairs of faces of the same photo looked at together.
_MOST_PAIRS = 1_000_000
_IS, _IS_NOT = 0, 1


@dataclass(frozen=True, eq=False)
class Claims:
    """(C,) rows of faces with the domain and the value of what each claims."""

    rows: Ids
    domains: Ids
    values: Ids

    def of(self, wanted: Bools) -> "Claims":
        """The claims of the faces that are `wanted` (N,)."""
        kept = wanted[self.rows]
        return Claims(self.rows[kept], self.domains[kept], self.values[kept])

    def broken(self, labels: Ids) -> Ids:
        """The groups of `labels` (N,) that hold two values of one domain; -1 is no group."""
        groups = labels[self.rows]
        inside = groups != NONE
        groups, domains, values = groups[inside], self.domains[inside], self.values[inside]
        order = np.lexsort((values, domains, groups))
        groups, domains, values = groups[order], domains[order], values[order]
        same = (groups[1:] == groups[:-1]) & (domains[1:] == domains[:-1])
        return np.unique(groups[1:][same & (values[1:] != values[:-1])])


def claims_of(faces: FacesToGroup, good: Bools, same_face: float) -> Claims:
    """Everything that photos and people's decisions say.

    Two `good` (N,) faces of one photo with a cosine of `same_face` or more may be one person: a
    collage, a mirror, a picture on the wall. Blurred faces of a crowd are as alike, and are not.
    Those that a human confirmed for one person may be, of course.
    """
    count = len(faces)
    rows, photos, places = _places(faces, good, same_face)
    seeds = np.flatnonzero(faces.person != NONE)
    domain_of_who = int(faces.photos.max(initial=0)) + 1
    first_person = domain_of_who + 1
    refused, persons = faces.rejected.T
    asked = np.isin(faces.person[seeds], persons)
    confirmed = faces.person[refused] == persons  # a later decision; stores keep only one
    refused, persons = refused[~confirmed], persons[~confirmed]
    parts = [
        (rows, photos, places + count),
        (seeds, np.full(len(seeds), domain_of_who), faces.person[seeds]),
        (seeds[asked], first_person + faces.person[seeds[asked]], np.full(asked.sum(), _IS)),
        (refused, first_person + persons, np.full(len(refused), _IS_NOT)),
    ]
    columns = (np.concatenate(column).astype(np.int64) for column in zip(*parts, strict=True))
    return Claims(*columns)


def _places(faces: FacesToGroup, good: Bools, same_face: float) -> tuple[Ids, Ids, Ids]:
    """Rows on photos with several faces, their photos, and the same number for one person."""
    order = np.argsort(faces.photos, kind="stable")
    _, starts, counts = np.unique(faces.photos[order], return_index=True, return_counts=True)
    rows = order[np.repeat(counts, counts) > 1]
    pairs = [np.empty((0, 2), np.int64)]
    for count in np.unique(counts[counts > 1]):
        firsts = starts[counts == count]
        for some in np.array_split(firsts, -(-len(firsts) * int(count) ** 2 // _MOST_PAIRS)):
            together = order[some[:, None] + np.arange(count)]
            pairs.append(_one_person(faces, together, good[together], same_face))
    one, other = np.concatenate(pairs).T
    places = connected(len(faces), one, other)
    return rows, faces.photos[rows], places[rows]


def _one_person(faces: FacesToGroup, together: Ids, good: Bools, same_face: float) -> Ids:
    """Pairs (Q, 2) among `together` (P, m), the faces of P photos, that may be one person."""
    vectors = faces.vectors[together].astype(np.float32, copy=False)
    boxes, person = faces.boxes[together], faces.person[together]
    alike = vectors @ vectors.transpose(0, 2, 1) >= same_face
    alike &= good[:, :, None] & good[:, None, :]
    alike |= iou_matrix(boxes, boxes) > _SAME_BOX
    alike |= (person[:, :, None] == person[:, None, :]) & (person != NONE)[:, :, None]
    photo, one, other = np.nonzero(np.triu(alike, 1))
    return np.stack([together[photo, one], together[photo, other]], axis=1)

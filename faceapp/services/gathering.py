"""The faces of one engine with all that was decided about them, as grouping wants them."""

from dataclasses import dataclass

import numpy as np

from faceapp.core.face_groups import NONE, FacesToGroup
from faceapp.core.types import Halves, Ids
from faceapp.stores.unit_of_work import UnitOfWork


@dataclass(frozen=True, eq=False)
class Gathered:
    """`ids` (N,), sorted, are the numbers of the `faces`."""

    ids: Ids
    faces: FacesToGroup


def gather(unit: UnitOfWork, engine_id: int) -> Gathered:
    """Read them: 100,000 take about a second."""
    seen = unit.faces.seen(engine_id)
    refused, people = _known(seen.ids, unit.people.assignments("rejected"))
    faces = FacesToGroup(
        _vectors(unit, engine_id),
        seen.photos,
        seen.boxes,
        seen.quality,
        seen.scores,
        person=_column(seen.ids, unit.people.assignments("confirmed")),
        rejected=np.stack([refused, people], axis=1),
        before=_column(seen.ids, np.stack(unit.groups.all())),
    )
    return Gathered(seen.ids, faces)


def rows_of(faces: Ids, ids: Ids) -> Ids:
    """The rows of `faces` in the sorted `ids`; -1 for those that are not there."""
    if not len(ids):
        return np.full(len(faces), NONE, np.int64)
    rows = np.minimum(np.searchsorted(ids, faces), len(ids) - 1)
    return np.where(ids[rows] == faces, rows, NONE)


def _known(ids: Ids, pairs: Ids) -> tuple[Ids, Ids]:
    """Of (2, M) faces and numbers, those in `ids` as rows."""
    rows = rows_of(pairs[0], ids)
    return rows[rows != NONE], pairs[1][rows != NONE]


def _column(ids: Ids, pairs: Ids) -> Ids:
    """(N,) the number that (2, M) `pairs` give to each of `ids`."""
    column = np.full(len(ids), NONE, np.int64)
    rows, numbers = _known(ids, pairs)
    column[rows] = numbers
    return column


def _vectors(unit: UnitOfWork, engine_id: int) -> Halves:
    """(N, D), in the order of numbers."""
    parts = list(unit.faces.vectors(engine_id))
    if not parts:
        return np.empty((0, 1), np.float16)
    ids = np.concatenate([part[0] for part in parts])
    vectors = np.concatenate([part[1] for part in parts])
    return vectors if (np.diff(ids) > 0).all() else vectors[np.argsort(ids)]

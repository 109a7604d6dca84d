"""The plain product over all vectors, the measure of every index, and checks of what enters one."""

import numpy as np

from faceapp.core.ports import VectorIndex
from faceapp.core.types import Floats, Halves, Ids

# Rows worked on at once: they stay in the processor's cache.
CHUNK_ROWS = 2_048
# Rounding a unit vector to float16 changes its length by less than this.
_LENGTH_TOLERANCE = 1e-3


def exact_search(
    index: VectorIndex, query: Floats, limit: int, allowed: Ids | None = None
) -> tuple[Ids, Floats]:
    """What `index.search` should answer, by multiplying `query` (D,) with every vector it holds."""
    ids = index.ids() if allowed is None else np.intersect1d(index.ids(), allowed)
    cosines = np.empty(len(ids), np.float32)
    for start in range(0, len(ids), CHUNK_ROWS):
        part = slice(start, start + CHUNK_ROWS)
        cosines[part] = cosines_of(index.vectors(ids[part]), query)
    return best(ids, cosines, limit)


def cosines_of(vectors: Floats, query: Floats) -> Floats:
    """(N,) cosines of (N, D) unit vectors; equal vectors get equal bits wherever they stand."""
    cosines: Floats = np.vecdot(vectors, query.astype(np.float32, copy=False))
    return cosines  # a matrix product would not


def best(ids: Ids, cosines: Floats, limit: int) -> tuple[Ids, Floats]:
    """The `limit` highest cosines with their ids, ties by id."""
    order = np.lexsort((ids, -cosines))[: max(0, limit)]
    return ids[order], cosines[order]


def check_query(query: Floats, dimension: int) -> Floats:
    """`query` as float32. Raises ValueError unless it is a finite (dimension,) unit vector."""
    check_vectors(query[None], 1, dimension)
    return np.ascontiguousarray(query, np.float32)


def check_vectors(vectors: Floats | Halves, count: int, dimension: int) -> None:
    """Raise ValueError unless `vectors` are finite (count, dimension) unit vectors."""
    if vectors.shape != (count, dimension):
        raise ValueError(f"vectors must be {(count, dimension)}, got {vectors.shape}")
    for start in range(0, count, CHUNK_ROWS):
        rows = vectors[start : start + CHUNK_ROWS].astype(np.float32, copy=False)
        if not (np.abs(np.vecdot(rows, rows) - 1) < 2 * _LENGTH_TOLERANCE).all():
            raise ValueError("vectors must be finite and of unit length")

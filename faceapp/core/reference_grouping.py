"""Two widespread ways to group faces, to measure ours against; neither keeps anybody's decisions.

Both take (N, D) float32 unit vectors and return (N,) groups, -1 for faces that stand alone.
"""

from collections.abc import Callable

import numpy as np

from faceapp.core.face_groups import NONE
from faceapp.core.types import Floats, Ids

_BLOCK_ROWS = 1_024


def dense_dbscan(vectors: Floats, cosine: float, *, core: int = 2) -> Ids:
    """DBSCAN over all pairs: a face with `core` within `cosine`, itself among them, is a core."""
    from sklearn.cluster import DBSCAN  # noqa: PLC0415  takes a second

    if not len(vectors):
        return np.empty(0, np.int64)
    labels: Ids = DBSCAN(eps=1 - cosine, min_samples=core, metric="cosine").fit_predict(vectors)
    return labels.astype(np.int64)


def one_by_one(vectors: Floats, cosine: float, check: Callable[[], None], *, core: int = 3) -> Ids:
    """Every face in turn takes the group of its nearest faces, or founds one if it is a core.

    Only the `core` nearest within `cosine`, itself among them, are looked at; a core has so many.
    Others wait until all have had their turn, then take the group of the nearest that has one.
    """
    labels = np.full(len(vectors), NONE)
    later: list[tuple[int, Ids]] = []
    groups = 0
    for start in range(0, len(vectors), _BLOCK_ROWS):
        check()
        cosines = vectors[start : start + _BLOCK_ROWS] @ vectors.T
        for row, values in enumerate(cosines, start):
            near = np.flatnonzero(values >= cosine)
            near = near[np.argsort(-values[near], kind="stable")]
            if len(near) < core:
                later.append((row, near))
                continue
            known = labels[near]
            known = known[known != NONE]
            labels[row] = known[0] if len(known) else groups
            groups += not len(known)
    for row, near in later:
        known = labels[near]
        labels[row] = next(iter(known[known != NONE].tolist()), NONE)
    return labels

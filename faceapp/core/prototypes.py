"""What a person looks like: a few centres of confirmed faces, and how sure is sure enough."""

import numpy as np

from faceapp.core.similarity import Calibration
from faceapp.core.types import Floats, Halves

# Another age or pose is worth a centre of its own if so many faces show it.
MOST_CENTRES, _LEAST_FACES = 3, 5
_ROUNDS = 10
# Of another person's faces one in a thousand may come this near to the centres of this one.
_QUANTILE, _CLEARANCE = 0.999, 0.02
# Faces are given to people without a question from this per cent on; the next best is as far
# behind as these two are apart.
SURE_PERCENT, _MARGIN_PERCENT = 90.0, 80.0


def centres(vectors: Floats | Halves) -> Floats:
    """(K, D) float32 unit centres, 1 to 3, of (N, D) unit vectors of one person; N may be 0."""
    faces = np.asarray(vectors, np.float32)
    best = _unit(faces.mean(axis=0, keepdims=True)) if len(faces) else faces
    for count in range(2, MOST_CENTRES + 1):
        if len(faces) < count * _LEAST_FACES:
            break
        parts = _parts(faces, count)
        sizes = np.bincount((faces @ parts.T).argmax(axis=1), minlength=count)
        if sizes.min() < _LEAST_FACES:
            break
        best = parts
    return best


def nearness(vectors: Floats | Halves, person: Floats) -> Floats:
    """(N,) float32: the cosine of each of (N, D) vectors to the nearest of (K, D) centres."""
    if not len(person):
        return np.full(len(vectors), -1, np.float32)
    # A product of BLAS would wait for threads that other work has taken: 12 ms instead of 0.9.
    cosines: Floats = np.einsum("nd,kd->nk", np.asarray(vectors, np.float32), person).max(axis=1)
    return cosines


def sure_cosine(person: Floats, others: Floats | Halves, scale: Calibration) -> float:
    """From this cosine on a face is a person's without a question; (N, D) `others` surely are not.

    It is raised for somebody whom strangers resemble.
    """
    usual = scale.cosine(SURE_PERCENT)
    if not len(others) or not len(person):
        return usual
    nearest = float(np.quantile(nearness(others, person), _QUANTILE))
    return max(usual, nearest + _CLEARANCE)


def margin(scale: Calibration) -> float:
    """By so much cosine the nearest person must be ahead of the next one."""
    return scale.cosine(SURE_PERCENT) - scale.cosine(_MARGIN_PERCENT)


def _parts(faces: Floats, count: int) -> Floats:
    """Spherical k-means from the farthest points: the same for the same faces in any order."""
    chosen = [int((faces @ faces.mean(axis=0)).argmin())]
    while len(chosen) < count:
        chosen.append(int((faces @ faces[chosen].T).max(axis=1).argmin()))
    parts = faces[chosen]
    for _ in range(_ROUNDS):
        nearest = (faces @ parts.T).argmax(axis=1)
        if len(np.unique(nearest)) < count:
            break
        parts = _unit(np.stack([faces[nearest == part].mean(axis=0) for part in range(count)]))
    return parts


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return unit

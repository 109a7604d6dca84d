"""What a person looks like: a few centres of confirmed faces, and how sure is sure enough."""

from collections.abc import Callable

import numpy as np

from faceapp.core.partitions import k_means, nearest, unit
from faceapp.core.similarity import Calibration
from faceapp.core.types import Floats, Halves, Ids

# A person has up to three looks (age, glasses, profile), each of five confirmed faces or more.
_MOST_LOOKS, _FACES_PER_LOOK = 3, 5
# Of another person's faces one in a thousand may come this near to the centres of this one.
_QUANTILE, _CLEARANCE = 0.999, 0.02
# Faces are given to people without a question from this per cent on; the next best is as far
# behind as these two are apart.
SURE_PERCENT, _MARGIN_PERCENT = 90.0, 80.0


def looks(vectors: Floats, check: Callable[[], None]) -> Ids:
    """(N,) which of one to three looks each of (N, D) unit vectors of one person shows.

    The same for the same faces in any order.
    """
    most = min(_MOST_LOOKS, len(vectors) // _FACES_PER_LOOK)
    if most > 1:
        order = np.argsort(vectors @ vectors.mean(axis=0), kind="stable")
        first = order[np.linspace(0, len(order) - 1, most).astype(int)]
        found = nearest(vectors, k_means(vectors, vectors[first], check), check)
        if np.bincount(found, minlength=most).min() >= _FACES_PER_LOOK:
            return found
    return np.zeros(len(vectors), np.int64)


def means_of_looks(vectors: Floats | Halves, check: Callable[[], None]) -> Floats:
    """(L, D) float32 means of each look, not of unit length: products are means of cosines."""
    faces = np.asarray(vectors, np.float32)
    found = looks(faces, check)
    return np.stack([faces[found == look].mean(axis=0) for look in np.unique(found)])


def centres(vectors: Floats | Halves) -> Floats:
    """(L, D) float32 unit centres of the looks of (N, D) unit vectors of one person; N may be 0."""
    if not len(vectors):
        return np.asarray(vectors, np.float32)
    return unit(means_of_looks(vectors, lambda: None))


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
    strangers = float(np.quantile(nearness(others, person), _QUANTILE))
    return max(usual, strangers + _CLEARANCE)


def margin(scale: Calibration) -> float:
    """By so much cosine the nearest person must be ahead of the next one."""
    return scale.cosine(SURE_PERCENT) - scale.cosine(_MARGIN_PERCENT)

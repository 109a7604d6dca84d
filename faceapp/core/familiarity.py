"""Some faces look like everybody: blurred, dark, children's. What they share is no sign of kinship.

How alike a face is to its nearest strangers is subtracted from its cosines, as far as it is more
than usual (cross-domain similarity local scaling, Conneau et al. 2018, with strangers instead of
neighbours, which in an album are mostly oneself). On 4,602 faces of LFW the error of average
linkage falls from 0.070 to 0.058 with dlib's network, from 0.0116 to 0.0106 with MobileFaceNet.
"""

from collections.abc import Callable

import numpy as np

from faceapp.core.types import Floats, Halves, Ids

_MOST_STRANGERS = 1024
# The nearest strangers, less a few that may be the same person in a group of its own.
_NEAREST_SHARE, _FEWEST, _SKIPPED = 0.012, 3, 2
# What is believed of it, half as much with so many strangers.
_BELIEVED, _STRANGERS_TO_TRUST = 0.7, 100
_BLOCK_ROWS = 4_096


def familiarity(
    vectors: Floats | Halves, labels: Ids, means: Floats, heads: Ids, check: Callable[[], None]
) -> Floats:
    """(N,) by how much the cosines of each face are too high, 0 on average.

    `labels` (N,) are groups that are surely one person each, `means` (G, D) the mean vectors of
    those `heads` (G,) that strangers are taken from. `check` may raise `Cancelled`.
    """
    heads, strangers = _sample(heads, means)
    nearest = _SKIPPED + max(_FEWEST, round(_NEAREST_SHARE * len(heads)))
    if len(heads) <= nearest + 1:
        return np.zeros(len(vectors), np.float32)
    nearness = np.empty(len(vectors), np.float32)
    for start in range(0, len(vectors), _BLOCK_ROWS):
        check()
        rows = slice(start, start + _BLOCK_ROWS)
        cosines = vectors[rows].astype(np.float32, copy=False) @ strangers.T
        cosines[labels[rows, None] == heads] = -1
        top = -np.partition(-cosines, nearest, axis=1)[:, :nearest]
        nearness[rows] = np.sort(top, axis=1)[:, :-_SKIPPED].mean(axis=1)
    trust = _BELIEVED * len(heads) / (len(heads) + _STRANGERS_TO_TRUST)
    excess: Floats = (nearness - nearness.mean()) * np.float32(trust / 2)
    return excess


def _sample(heads: Ids, means: Floats) -> tuple[Ids, Floats]:
    """Some groups and their directions; the same whatever the order of the faces is."""
    order = np.argsort(means[:, 0], kind="stable")
    chosen = order[np.linspace(0, len(order) - 1, min(len(order), _MOST_STRANGERS)).astype(int)]
    directions = means[chosen]
    return heads[chosen], directions / np.linalg.norm(directions, axis=1, keepdims=True)

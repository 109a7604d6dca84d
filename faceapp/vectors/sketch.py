"""Two bits a component, for a first look at very many rows: a quarter of the bytes of the codes.

faiss compares them in registers, 32 rows at once: 17 ms for a million of 512-D, where the codes
take 60. Its own layout is written here in place, which no method of its index can do.
"""

import faiss
import numpy as np
from numpy.typing import NDArray

from faceapp.core.types import Floats, Ids

Bytes = NDArray[np.uint8]

# The best 4 levels for a normal distribution (Max 1960), and where one ends. Longer by 1 / 0.8825,
# their share of the variance: so the expected score is the cosine, however high.
_LEVELS = np.array([-1.510, -0.4528, 0.4528, 1.510]) / 0.8825
_ENDS = np.array([-0.9816, 0.0, 0.9816])
# Rows lie together in groups, in the order of `pq4_pack_codes` of faiss: low halves of bytes are
# one half of a group, high halves the other.
_GROUP = 32
_ORDER = np.arange(16).reshape(2, 8).T.ravel()


class Sketch:
    """The sketch of a block of `rows` 8-bit codes; both are whole numbers of groups."""

    def __init__(self, rows: int, dimension: int, code_scale: float) -> None:
        """Start without rows in use; `dimension` is a multiple of 4."""
        pairs, unit = dimension // 2, dimension**-0.5
        self.index = faiss.IndexPQFastScan(dimension, pairs, 4, faiss.METRIC_INNER_PRODUCT)
        numbers = np.arange(16)
        levels = np.stack([_LEVELS[numbers & 3], _LEVELS[numbers >> 2]], axis=1) * unit
        centroids = np.broadcast_to(levels, (pairs, 16, 2)).astype(np.float32)
        faiss.copy_array_to_vector(centroids.ravel(), self.index.pq.centroids)
        self.index.is_trained = True
        self.index.codes.resize(rows * pairs // 2)
        memory = faiss.rev_swig_ptr(self.index.codes.get(), rows * pairs // 2)
        self._packed: Bytes = memory.reshape(rows // _GROUP, pairs, _GROUP // 2)
        self._numbers = _numbers_of_pairs(_ENDS * unit * code_scale)

    def use(self, rows: int) -> None:
        """Say how many rows are in use."""
        self.index.ntotal = rows
        whole = -(-rows // _GROUP) * _GROUP
        # the stubs forget it
        self.index.ntotal2 = whole  # type: ignore[attr-defined]

    def write(self, codes: Bytes, offsets: Ids) -> None:
        """Follow the codes of the whole block, which changed at `offsets`."""
        groups = np.unique(offsets // _GROUP)
        pairs = codes.view("<u2").reshape(len(self._packed), _GROUP, -1)[groups]
        numbers = np.take(self._numbers, pairs)
        halves = numbers[:, _ORDER] | numbers[:, _ORDER + 16] << 4
        self._packed[groups] = halves.transpose(0, 2, 1)

    def scan(self, query: Floats, limit: int) -> tuple[Ids, Floats]:
        """Offsets and scores, about cosines and falling, of the best rows for a (D,) query."""
        scores, offsets = self.index.search(query[None], limit)
        found = offsets[0] >= 0
        return offsets[0][found], scores[0][found]


def _numbers_of_pairs(ends: NDArray[np.float64]) -> Bytes:
    """(65536,) number, below 16, of two codes that follow each other, read as one."""
    levels = np.searchsorted(ends, np.arange(256) - 128.0)
    return (levels[None, :] | levels[:, None] << 2).ravel().astype(np.uint8)

"""Which things are connected, by way of others or directly."""

import numpy as np

from faceapp.core.types import Ids


def connected(count: int, one: Ids, other: Ids) -> Ids:
    """(count,) numbers of what the pairs `one` (E,), `other` (E,) among so many things connect."""
    # Every command imports this module; scipy takes 0.2 s to import.
    from scipy.sparse import coo_array  # noqa: PLC0415
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    links = coo_array((np.ones(len(one), np.bool_), (one, other)), shape=(count, count))
    _, numbers = connected_components(links, directed=False)
    components: Ids = numbers.astype(np.int64)
    return components

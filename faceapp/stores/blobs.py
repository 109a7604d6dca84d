"""How arrays lie in SQL: little-endian, whatever the machine."""

from dataclasses import astuple

import numpy as np

from faceapp.core.types import Floats, Quality

LANDMARKS, EMBEDDING = np.dtype("<f4"), np.dtype("<f2")
_FACTS = np.dtype("<f2")


def pack_landmarks(points: Floats) -> bytes:
    """(5, 2) pixels as 40 bytes."""
    return points.astype(LANDMARKS).tobytes()


def unpack_landmarks(blob: bytes) -> Floats:
    """(5, 2) float32 pixels."""
    return np.frombuffer(blob, LANDMARKS).reshape(5, 2).astype(np.float32)


def pack_embedding(vector: Floats) -> bytes:
    """A unit vector in half precision: its cosines move by less than 0.001."""
    return vector.astype(EMBEDDING).tobytes()


def unpack_embedding(blob: bytes) -> Floats:
    """A (D,) float32 unit vector."""
    return np.frombuffer(blob, EMBEDDING).astype(np.float32)


def pack_quality(quality: Quality) -> bytes:
    """Five shares in the order of `Quality`, as 10 bytes."""
    return np.array(astuple(quality), _FACTS).tobytes()


def unpack_quality(blob: bytes | None) -> Quality | None:
    """The shares; None for a face that was graded before they were kept."""
    return None if blob is None else Quality(*np.frombuffer(blob, _FACTS).tolist())

"""Is it the same picture, made smaller or compressed again?

Perceptual hashes propose. The sketch, a few grey pixels, and the faces confirm: shots a second
apart share the hash and the people, but not every part of the sketch.
"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from faceapp.core.boxes import iou_matrix
from faceapp.core.types import Floats, Ids

# A sketch has so many pixels on each side, whatever the shape of the picture.
SKETCH_SIDE = 32
# Of 64 bits: 690 recompressed and reduced copies of 133 photos differed in at most 4.
MOST_BITS = 8
# Copies keep the shape but for the rounding of a side.
_SAME_SHAPE = 0.02
# What rounding alone may change, in shades of grey; what weighs as much as a flat neighbourhood.
_ROUNDING, _FLAT = 1.0, 4.0
# `difference` of those copies of 320 pixels and more: at most 0.0050; of other photos of one
# series 0.11; of frames of a fixed camera, 1 to 2 s apart and with faces, at least 0.0051.
_MOST_DIFFERENT = 0.005
_SAME_PLACE_IOU = 0.5
# Smaller faces come and go as a picture is compressed again.
_LARGE_FACE_PX = 32
_FIRST_ROOM = 1_024

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class PictureLook:
    """What is compared of a picture; sizes are those of the upright photo, None is no date.

    `boxes` is (N, 4) x1, y1, x2, y2 in its pixels, `vectors` (N, D) unit vectors of one engine.
    """

    width: int
    height: int
    taken_at: datetime | None
    sketch: bytes
    boxes: Floats
    vectors: Floats


@dataclass(frozen=True)
class FaceLevels:
    """Cosines of an engine: from `same` on faces agree, from `sure` on there is no doubt."""

    same: float
    sure: float


class Lookalikes:
    """The perceptual hashes of all pictures: a look at 100,000 takes 0.3 ms."""

    def __init__(self, ids: Ids, hashes: Hashes) -> None:
        """Take the (N,) numbers and hashes of the pictures there are."""
        self._count = len(ids)
        room = max(_FIRST_ROOM, 2 * self._count)
        self._ids, self._hashes = np.empty(room, np.int64), np.empty(room, np.uint64)
        self._ids[: self._count], self._hashes[: self._count] = ids, hashes

    def add(self, picture: int, perceptual_hash: str) -> None:
        """Take in a picture, or another hash of a known one."""
        if self._count == len(self._ids):
            self._ids = np.resize(self._ids, 2 * self._count)
            self._hashes = np.resize(self._hashes, 2 * self._count)
        self._ids[self._count] = picture
        self._hashes[self._count] = int(perceptual_hash, 16)
        self._count += 1

    def near(self, perceptual_hash: str) -> list[int]:
        """The pictures that may be the same, each once."""
        wanted = np.uint64(int(perceptual_hash, 16))
        bits = np.bitwise_count(self._hashes[: self._count] ^ wanted)
        return sorted(set(self._ids[: self._count][bits <= MOST_BITS].tolist()))


def may_be_near(one: str, other: str) -> bool:
    """Whether two perceptual hashes differ in few bits."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= MOST_BITS


def difference(one: bytes, other: bytes) -> float | None:
    """How much two sketches differ, as a share of the contrast they have.

    None if one is missing, or so flat that there is nothing to compare. A picture that is a little
    brighter as a whole does not differ.
    """
    if not one or not other:
        return None
    a, b = (_pixels(sketch) for sketch in (one, other))
    if min(np.ptp(a), np.ptp(b)) < _FLAT:
        return None
    change = np.maximum(np.abs((a - a.mean()) - (b - b.mean())) - _ROUNDING, 0)
    around = sliding_window_view(np.pad((a + b) / 2, 1, mode="edge"), (3, 3))
    contrast = np.ptp(around, axis=(2, 3))
    return float(np.sqrt(np.sum(change**2) / np.sum(contrast**2 + _FLAT**2)))


def is_copy(one: PictureLook, other: PictureLook, levels: FaceLevels) -> bool:
    """Whether they are one picture: shape, date if both have one, sketch and faces agree."""
    shapes = one.width * other.height / (one.height * other.width)
    if abs(shapes - 1) > _SAME_SHAPE:
        return False
    if one.taken_at and other.taken_at and one.taken_at != other.taken_at:
        return False
    differ = difference(one.sketch, other.sketch)
    return differ is not None and differ <= _MOST_DIFFERENT and _have_same_faces(one, other, levels)


def _have_same_faces(one: PictureLook, other: PictureLook, levels: FaceLevels) -> bool:
    """One face is the same beyond doubt, and of the large ones at least every other."""
    if not len(one.boxes) or not len(other.boxes):
        return False
    a, b = _shares(one), _shares(other)
    at_one_place = iou_matrix(a, b) >= _SAME_PLACE_IOU
    alike = np.where(at_one_place, one.vectors @ other.vectors.T, -1)
    if alike.max() < levels.sure:
        return False
    height = min(one.height, other.height)
    agreed = np.asarray(alike >= levels.same)
    large = [(box[:, 3] - box[:, 1]) * height >= _LARGE_FACE_PX for box in (a, b)]
    return all(
        np.count_nonzero(agreed.any(axis=axis) & size) * 2 >= np.count_nonzero(size)
        for axis, size in zip((1, 0), large, strict=True)
    )


def _shares(look: PictureLook) -> Floats:
    sides = np.array([look.width, look.height] * 2, np.float32)
    shares: Floats = look.boxes / sides
    return shares


def _pixels(sketch: bytes) -> Floats:
    return np.frombuffer(sketch, np.uint8).reshape(SKETCH_SIDE, SKETCH_SIDE).astype(np.float32)

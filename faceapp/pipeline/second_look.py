"""Look again where a detector may have missed faces: in tiles, and at photos lying on their side.

A detector may well find a face that lies on its side, but not its eyes: SCRFD-500M finds nine in
ten that way with landmarks that are useless (cosine to the upright face 0.6 or below 0). So a photo
is turned not only where nothing was found, but where no face convinces (`Detector.sure_score`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from faceapp.core.boxes import corners, non_maximum_suppression
from faceapp.core.jobs import CancelToken
from faceapp.core.ports import BatchDetector, Detector, Engine
from faceapp.core.types import Detection, FaceBox, Floats, Image
from faceapp.imaging.reduce import reduced

# A tile is as large as the canvas of most detectors; what two neighbours share holds a whole face.
TILE_PX, SHARED_PX = 640, 160
# Larger photos are reduced first: 54 tiles are the most that one photo may cost.
LONGEST_PX = 4096
# Tiles find more where many faces are small: 8 under a 25th of the longer edge, which are
# 26 pixels on a canvas of 640. A photo hardly larger than a tile gains nothing.
MANY, SMALL = 8, 1 / 25
WORTH_TILES_PX = 800
# Two boxes of one face share more than this of their union.
MAX_OVERLAP = 0.4
# A box that ends this near the inner edge of a tile was probably cut by it.
EDGE_PX = 2.0
# Enough for the faces that make a photo; the best direction is then looked at in full.
TURNED_PX = 640
QUARTERS = (1, 3, 2)
MIN_AREA = 0.5
# Tiles or views asked about before a cancel is noticed: at most half a second of work.
TOGETHER = 4


class Look(StrEnum):
    """How hard to look: once, again where it may pay, or in tiles whatever was found."""

    ONCE = "once"
    AGAIN = "again"
    TILES = "tiles"


@dataclass(frozen=True)
class SecondLook:
    """A `Detector` that asks another one more than once.

    It is shared by threads as that one is; `token` ends it between two questions.
    """

    detector: Detector
    look: Look = Look.AGAIN
    token: CancelToken | None = None

    @property
    def name(self) -> str:
        """The name of the detector."""
        return self.detector.name

    @property
    def family(self) -> str:
        """The kind of the detector."""
        return self.detector.family

    @property
    def identity(self) -> str:
        """That of the detector: looking again finds more faces and changes none."""
        return self.detector.identity

    @property
    def sure_score(self) -> float:
        """That of the detector."""
        return self.detector.sure_score

    def detect(self, image: Image) -> list[Detection]:
        """Faces of one upright RGB photo of any size, strongest first. Thread-safe.

        Raises ItemError, and Cancelled between two looks.
        """
        faces = self._ask(image)
        if self.look is Look.ONCE:
            return faces
        if self.look is Look.TILES or has_crowd(faces, image):
            faces = strongest([*faces, *self._in_tiles(image)])
        if _best_score(faces) >= self.sure_score:
            return faces
        return self._turned(image, faces) or faces

    def _ask(self, image: Image) -> list[Detection]:
        return next(self._ask_all([image]))

    def _ask_all(self, images: Sequence[Image]) -> Iterator[list[Detection]]:
        """Together where the detector can, a few at a time."""
        for start in range(0, len(images), TOGETHER):
            if self.token is not None:
                self.token.raise_if_cancelled()
            some = images[start : start + TOGETHER]
            if len(some) > 1 and isinstance(self.detector, BatchDetector):
                yield from self.detector.detect_all(some)
            else:
                yield from map(self.detector.detect, some)

    def _in_tiles(self, image: Image) -> Iterator[Detection]:
        whole = reduced(image, LONGEST_PX)
        growth = image.shape[1] / whole.shape[1]
        places = tile_corners(whole)
        tiles = [
            np.ascontiguousarray(whole[top : top + TILE_PX, left : left + TILE_PX])
            for left, top in places
        ]
        for (left, top), faces in zip(places, self._ask_all(tiles), strict=True):
            for face in faces:
                if not is_cut(face.box, left, top, whole):
                    yield moved(face, growth, (left, top))

    def _turned(self, image: Image, upright: list[Detection]) -> list[Detection]:
        """The faces of the turned photo in the direction that convinces most, if one does."""
        small = reduced(image, TURNED_PX)
        views = self._ask_all([np.rot90(small, turns).copy() for turns in QUARTERS])
        found = dict(zip(QUARTERS, views, strict=True))
        best = max(QUARTERS, key=lambda turns: _best_score(found[turns]))
        if _best_score(found[best]) < max(_best_score(upright), self.sure_score):
            return []
        shrinking = small.shape[0] / image.shape[0]
        if _area(found[best]) < MIN_AREA * _area(upright) * shrinking**2:
            return []  # beside a doubtful face a small chance hit is no reason to turn the photo
        faces = self._ask(np.rot90(image, best).copy()) if small is not image else found[best]
        return [turned_back(face, best, image) for face in faces]


def looking(engine: Engine, look: Look | None = None, token: CancelToken | None = None) -> Engine:
    """The same engine with another way of looking, if one is given; vectors stay comparable."""
    known = engine.detector
    if not isinstance(known, SecondLook):
        known = SecondLook(known)
    return replace(engine, detector=replace(known, look=look or known.look, token=token))


def has_crowd(faces: list[Detection], image: Image) -> bool:
    """Whether many of the faces are so small that more of them may have been missed."""
    longest = max(image.shape[:2])
    small = [face for face in faces if max(face.box.width, face.box.height) < SMALL * longest]
    return longest >= WORTH_TILES_PX and len(small) >= MANY


def _best_score(faces: list[Detection]) -> float:
    return max((face.score for face in faces), default=0.0)


def _area(faces: list[Detection]) -> float:
    """That of the surest."""
    return max(faces, key=lambda face: face.score).box.area if faces else 0.0


def tile_corners(image: Image) -> list[tuple[int, int]]:
    """(left, top) of tiles that cover the photo, each sharing `SHARED_PX` or more with the next."""
    columns, rows = (_starts(side) for side in image.shape[1::-1])
    return [(left, top) for top in rows for left in columns]


def _starts(side: int) -> list[int]:
    count = max(1, -(-(side - SHARED_PX) // (TILE_PX - SHARED_PX)))
    return [round(start) for start in np.linspace(0, max(0, side - TILE_PX), count)]


def is_cut(box: FaceBox, left: int, top: int, image: Image) -> bool:
    """Whether a box, in pixels of its tile, ends where its tile does and the photo does not."""
    height, width = image.shape[:2]
    right, bottom = min(TILE_PX, width - left), min(TILE_PX, height - top)
    return (
        (left > 0 and box.x < EDGE_PX)
        or (top > 0 and box.y < EDGE_PX)
        or (left + right < width and box.x + box.width > right - EDGE_PX)
        or (top + bottom < height and box.y + box.height > bottom - EDGE_PX)
    )


def moved(face: Detection, growth: float, corner: tuple[int, int]) -> Detection:
    """The face of a tile at `corner` in pixels of the photo, which is `growth` times as large."""
    box, (left, top) = face.box, corner
    moved_box = FaceBox(
        (box.x + left) * growth, (box.y + top) * growth, box.width * growth, box.height * growth
    )
    landmarks = (face.landmarks + np.array(corner, np.float32)) * np.float32(growth)
    return Detection(moved_box, landmarks, face.score)


def turned_back(face: Detection, quarters: int, image: Image) -> Detection:
    """A face found after `np.rot90(image, quarters)`, in pixels of the photo as it lies."""
    for turns_left in range(quarters, 0, -1):
        # What a turn to the left took from the right edge came to lie at the top.
        width = image.shape[1] if turns_left % 2 else image.shape[0]
        box, points = face.box, face.landmarks
        face = replace(
            face,
            box=FaceBox(width - box.y - box.height, box.x, box.height, box.width),
            landmarks=np.stack([width - points[:, 1], points[:, 0]], axis=1),
        )
    return face


def strongest(faces: list[Detection]) -> list[Detection]:
    """One of each group of overlapping faces, strongest first."""
    boxes = corners(face.box for face in faces)
    scores: Floats = np.array([face.score for face in faces], np.float32)
    return [faces[index] for index in non_maximum_suppression(boxes, scores, MAX_OVERLAP)]

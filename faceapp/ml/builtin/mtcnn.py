"""MTCNN (Zhang 2016): three small networks that propose, refine and confirm faces.

The arithmetic of windows and boxes is that of the mtcnn package, whose weights these are. On
purpose different: photos are reduced first, the levels of the pyramid are made from one another,
and overlapping proposals of different levels go on (removing 2 % of them cost more than they do).
"""

from collections.abc import Iterator

import cv2
import numpy as np
from onnxruntime import InferenceSession

from faceapp.core.boxes import non_maximum_suppression
from faceapp.core.types import Detection, FaceBox, Floats, Image
from faceapp.imaging.reduce import reduced
from faceapp.ml.providers import inference

# Part of an engine's identity: raise it when the code here changes what comes out.
VERSION = 1

_PYRAMID_STEP = 0.709
_WINDOW_PX = 12
_SAME_FACE_OVERLAP = 0.7
_OUTSIDE = (128, 128, 128)
# As much of a photo as P-Net can take without leaving the caches (measured).
_STRIP_PX = 49_152
# Patch side, and how many at once: larger batches fall out of the caches (measured).
_REFINEMENT_PX, _REFINEMENT_BATCH = 24, 32
_OUTPUT_PX, _OUTPUT_BATCH = 48, 16


class MtcnnDetector:
    """A `Detector`; keeps no state between photos and is therefore thread-safe."""

    name = family = "mtcnn"
    sure_score = 0.99

    def __init__(
        self,
        sessions: tuple[InferenceSession, InferenceSession, InferenceSession],
        *,
        identity: str,
        longest_side_px: int = 1280,
        min_face_px: int = 20,
        thresholds: tuple[float, float, float] = (0.6, 0.7, 0.9),
    ) -> None:
        """Take sessions over the graphs of `mtcnn_graph`: proposal, refinement, output.

        Photos are reduced to `longest_side_px` and searched for faces of `min_face_px` there;
        `thresholds` say how sure each network must be, 0..1.
        """
        self._proposal, self._refinement, self._output = sessions
        self._longest_side_px, self._min_face_px = longest_side_px, min_face_px
        self._thresholds = thresholds
        self.identity = identity

    def detect(self, image: Image) -> list[Detection]:
        """Faces of one upright RGB photo of any size, strongest first. Raises ItemError."""
        small = reduced(image, self._longest_side_px)
        with inference():
            boxes = self._proposed(small)
            boxes = self._refined(small, boxes) if len(boxes) else boxes
            if not len(boxes):
                return []
            boxes, landmarks, scores = self._confirmed(small, boxes)
        growth = np.array(image.shape[1::-1]) / small.shape[1::-1]
        corners = (boxes.reshape(-1, 2, 2) + 0.5) * growth - 0.5
        landmarks = ((landmarks + 0.5) * growth - 0.5).astype(np.float32)
        return [
            Detection(FaceBox(*low.tolist(), *(high - low).tolist()), points, float(score))
            for (low, high), points, score in zip(corners, landmarks, scores, strict=True)
            if (high > low).all()
        ]

    def _proposed(self, image: Image) -> Floats:
        """Square boxes of all windows that might hold a face, of all sizes."""
        threshold = np.array(self._thresholds[0], np.float32)
        found = [np.empty((0, 4), np.float32)]
        for level, scale in _pyramid(image, _WINDOW_PX / self._min_face_px):
            for top, strip in _strips(level):
                boxes = self._proposal.run(None, {"pixels": strip[None], "threshold": threshold})[0]
                boxes[:, 1::2] += top
                found.append(boxes / np.float32(scale))
        return _square(np.concatenate(found))

    def _refined(self, image: Image, boxes: Floats) -> Floats:
        """The boxes that R-Net believes in, moved and square again."""
        scores, offsets = _judged(self._refinement, image, boxes, _REFINEMENT_PX, _REFINEMENT_BATCH)
        strong = scores > self._thresholds[1]
        boxes = _moved(boxes[strong], offsets[strong])
        return _square(boxes[non_maximum_suppression(boxes, scores[strong], _SAME_FACE_OVERLAP)])

    def _confirmed(self, image: Image, boxes: Floats) -> tuple[Floats, Floats, Floats]:
        """Boxes, landmarks (N, 5, 2) and scores of what O-Net believes in, strongest first."""
        scores, offsets, landmarks = _judged(self._output, image, boxes, _OUTPUT_PX, _OUTPUT_BATCH)
        strong = scores > self._thresholds[2]
        boxes, scores = boxes[strong], scores[strong]
        points = (
            landmarks[strong].reshape(-1, 5, 2) * _sides(boxes)[:, None] + boxes[:, None, :2] - 1
        )
        boxes = _moved(boxes, offsets[strong])
        kept = non_maximum_suppression(boxes, scores, _SAME_FACE_OVERLAP, "minimum")
        return boxes[kept], points[kept], scores[kept]


def _pyramid(image: Image, scale: float) -> Iterator[tuple[Image, float]]:
    """The photo at `scale` and ever smaller, until a window no longer fits; with the scales.

    Each level is made from the one two above it: P-Net wants pixels averaged, not picked, and
    averaging the whole photo for each level takes a quarter of all time.
    """
    height, width = image.shape[:2]
    above, last = image, image
    while min(height, width) * scale >= _WINDOW_PX:
        size = int(width * scale), int(height * scale)
        above, last = last, _resized(above, size, cv2.INTER_AREA)
        yield last, scale
        scale *= _PYRAMID_STEP


def _resized(image: Image, size: tuple[int, int], method: int) -> Image:
    return cv2.resize(image, size, interpolation=method).astype(np.uint8, copy=False)


def _strips(level: Image) -> Iterator[tuple[int, Image]]:
    """The level in strips that share no window, with their first rows: 30 % faster than whole."""
    height, width = level.shape[:2]
    rows = max(2, _STRIP_PX // width // 2 * 2)
    for top in range(0, height - _WINDOW_PX + 2, rows):
        yield top, level[top : top + rows + _WINDOW_PX - 2]


def _judged(
    session: InferenceSession, image: Image, boxes: Floats, side: int, batch: int
) -> list[Floats]:
    """What a network says of each box: scores (N,), offsets (N, 4), and landmarks if it can."""
    results = [
        session.run(None, {"pixels": _patches(image, boxes[start : start + batch], side)})
        for start in range(0, len(boxes), batch)
    ]
    scores, *others = (np.concatenate(parts) for parts in zip(*results, strict=True))
    return [scores[:, 0], *others]


def _patches(image: Image, boxes: Floats, side: int) -> Image:
    """(N, side, side, 3) samples of each box from its first to its last pixel, grey outside.

    Up to a pixel too far left and up, as mtcnn does it (TensorFlow's crop_and_resize wants shares
    of size - 1 and gets shares of the size): landmarks agree better with its own that way.
    """
    count, size = len(boxes), np.array([image.shape[1], image.shape[0]], np.float32)
    corners = boxes.reshape(count, 2, 2) * ((size - 1) / size)
    low, high = corners[:, 0, :, None], corners[:, 1, :, None]
    positions = low + (high - low) * np.linspace(0, 1, side, dtype=np.float32)
    columns = np.broadcast_to(positions[:, 0, None, :], (count, side, side))
    rows = np.broadcast_to(positions[:, 1, :, None], (count, side, side))
    patches = cv2.remap(
        image,
        columns.reshape(-1, side),
        rows.reshape(-1, side),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=_OUTSIDE,
    )
    return patches.reshape(count, side, side, 3).astype(np.uint8, copy=False)


def _sides(boxes: Floats) -> Floats:
    return boxes[:, 2:] - boxes[:, :2] + 1


def _moved(boxes: Floats, offsets: Floats) -> Floats:
    return boxes + offsets * np.tile(_sides(boxes), 2)


def _square(boxes: Floats) -> Floats:
    """Each box grown about its centre until its sides are equal."""
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    half = (boxes[:, 2:] - boxes[:, :2]).max(axis=1, keepdims=True) / 2
    return np.concatenate([centres - half, centres + half], axis=1)

"""YuNet (Wu 2023) as OpenCV Zoo publishes it: a detector of 230 KB, run by onnxruntime."""

from collections.abc import Sequence

import numpy as np

from faceapp.core.types import Detection, Floats, Image
from faceapp.ml.canvas import detections, on_canvas
from faceapp.ml.model_files import ModelFile
from faceapp.ml.providers import NewSession, inference

# Part of an engine's identity: raise it when the code here changes what comes out.
VERSION = 1
CANVAS = 640
STRIDES = (8, 16, 32)
# The defaults of OpenCV Zoo (models/face_detection_yunet/yunet.py).
MIN_SCORE = 0.6
MAX_OVERLAP = 0.3


class YunetDetector:
    """A `Detector`; keeps no state between photos and is therefore thread-safe."""

    family = "yunet"
    sure_score = 0.9

    def __init__(self, file: ModelFile, new_session: NewSession) -> None:
        """Open the graph. Raises UserError."""
        self.name = file.path.stem
        self.identity = self.identity_of(file)
        self._session = new_session(file.read())
        self._input = self._session.get_inputs()[0].name

    @classmethod
    def identity_of(cls, file: ModelFile) -> str:
        """What the detector of this file will call itself."""
        return f"{cls.family}-{VERSION}-{file.sha256}"

    def detect(self, image: Image) -> list[Detection]:
        """Faces of one upright RGB photo of any size, strongest first. Raises ItemError."""
        canvas, scale = on_canvas(image, CANVAS)
        pixels = canvas[None, :, :, ::-1].transpose(0, 3, 1, 2).astype(np.float32)
        with inference():
            outputs = self._session.run(output_names(), {self._input: pixels})
        return detections(decode(outputs), scale, MAX_OVERLAP)


def output_names() -> list[str]:
    """The twelve outputs in the order that `decode` takes them."""
    return [f"{kind}_{stride}" for kind in ("cls", "obj", "bbox", "kps") for stride in STRIDES]


def decode(outputs: Sequence[Floats], min_score: float = MIN_SCORE) -> Floats:
    """Candidates (N, 15) in pixels of the canvas: box corners, five landmarks, score.

    The score is the geometric mean of class and objectness; a box is its centre's offset from the
    cell and the logarithm of its sides, all in strides; landmarks are offsets from the cell
    (OpenCV, modules/objdetect/src/face_detect.cpp).
    """
    classes, objectness, boxes, points = (
        np.concatenate([part[0] for part in outputs[start : start + 3]]) for start in (0, 3, 6, 9)
    )
    scores = np.sqrt(np.clip(classes, 0, 1) * np.clip(objectness, 0, 1))
    strong = scores[:, 0] >= min_score
    cells, strides = (part[strong] for part in grid())
    centres = (cells + boxes[strong, :2]) * strides
    halves = np.exp(boxes[strong, 2:]) * strides / 2
    landmarks = points[strong] * strides + np.tile(cells * strides, 5)
    return np.hstack([centres - halves, centres + halves, landmarks, scores[strong]])


def grid() -> tuple[Floats, Floats]:
    """Column and row (N, 2) of every cell of the canvas by strides, and their strides (N, 1)."""
    sides = [CANVAS // stride for stride in STRIDES]
    cells = [np.indices((side, side))[::-1].reshape(2, -1).T for side in sides]
    strides = np.repeat(STRIDES, [side * side for side in sides])
    return np.concatenate(cells).astype(np.float32), strides[:, None].astype(np.float32)

"""Classic RetinaFace (Deng 2019) with MobileNet or ResNet behind it: priors, offsets, landmarks."""

from collections.abc import Sequence
from itertools import product

import numpy as np

from faceapp.core.types import Detection, Floats, Image
from faceapp.ml.canvas import detections, on_canvas
from faceapp.ml.model_files import ModelFile
from faceapp.ml.providers import NewSession, inference

# Part of an engine's identity: raise it when the code here changes what comes out.
VERSION = 1
CANVAS = 640
# Blue, green and red that training took away from every pixel.
_MEAN_BGR = np.array([104, 117, 123], np.float32)
# Step of the feature maps and sides of their priors in pixels, and how offsets are scaled
# (the settings `cfg_mnet` and `cfg_re50` of biubug6/Pytorch_Retinaface).
PRIORS = ((8, (16, 32)), (16, (64, 128)), (32, (256, 512)))
VARIANCES = (0.1, 0.2)
MIN_SCORE = 0.5
MAX_OVERLAP = 0.4
# Canvases of one run, where the graph takes more than one.
BATCH = 8


class RetinafaceDetector:
    """A `Detector`; keeps no state between photos and is therefore thread-safe."""

    family = "retinaface"
    sure_score = 0.95  # a guess: its published weights were not at hand

    def __init__(self, file: ModelFile, new_session: NewSession) -> None:
        """Open the graph. Raises UserError."""
        self.name = file.path.stem
        self.identity = self.identity_of(file)
        self._session = new_session(file.read())
        self._input = self._session.get_inputs()[0]
        batch, _, side, _ = self._input.shape
        self._batch = 1 if batch == 1 else BATCH
        self._side = side if isinstance(side, int) else CANVAS
        self._priors = priors(self._side)

    @classmethod
    def identity_of(cls, file: ModelFile) -> str:
        """What the detector of this file will call itself."""
        return f"{cls.family}-{VERSION}-{file.sha256}"

    def detect(self, image: Image) -> list[Detection]:
        """Faces of one upright RGB photo of any size, strongest first. Raises ItemError."""
        return self.detect_all([image])[0]

    def detect_all(self, images: Sequence[Image]) -> list[list[Detection]]:
        """The same for several photos, together where the graph takes them. Raises ItemError."""
        return [
            faces
            for start in range(0, len(images), self._batch)
            for faces in self._detect_batch(images[start : start + self._batch])
        ]

    def _detect_batch(self, images: Sequence[Image]) -> list[list[Detection]]:
        fitted = [on_canvas(image, self._side) for image in images]
        pixels = np.stack([(canvas[:, :, ::-1] - _MEAN_BGR) for canvas, _ in fitted])
        with inference():
            outputs = self._session.run(None, {self._input.name: pixels.transpose(0, 3, 1, 2)})
        parts = {part.shape[-1]: part for part in outputs}
        return [
            self._found(offsets, classes, landmarks, scale)
            for offsets, classes, landmarks, (_, scale) in zip(
                parts[4], parts[2], parts[10], fitted, strict=True
            )
        ]

    def _found(
        self, offsets: Floats, classes: Floats, landmarks: Floats, scale: Floats
    ) -> list[Detection]:
        faces = decode(offsets, classes, landmarks, self._priors)
        faces[:, :14] *= self._side
        return detections(faces, scale, MAX_OVERLAP)


def priors(side: int) -> Floats:
    """(N, 4) centre x, y, width and height of all priors, as shares of a canvas of `side` pixels.

    By feature map, row, column and size, in this order.
    """
    boxes = [
        ((column + 0.5) * step, (row + 0.5) * step, size, size)
        for step, sizes in PRIORS
        for row, column, size in product(range(-(-side // step)), range(-(-side // step)), sizes)
    ]
    return np.array(boxes, np.float32) / np.float32(side)


def decode(
    offsets: Floats,
    classes: Floats,
    landmarks: Floats,
    priors: Floats,
    min_score: float = MIN_SCORE,
) -> Floats:
    """Candidates (M, 15) as shares of the canvas: box corners, five landmarks, score.

    `offsets` (N, 4), `classes` (N, 2) background and face as probabilities, `landmarks` (N, 10)
    and `priors` (N, 4). Centres and landmarks move by the priors' sides, sides grow exponentially.
    """
    strong = classes[:, 1] >= min_score
    offsets, priors = offsets[strong], priors[strong]
    centres, sides = priors[:, :2], priors[:, 2:]
    points = np.tile(centres, 5) + landmarks[strong] * VARIANCES[0] * np.tile(sides, 5)
    centres = centres + offsets[:, :2] * VARIANCES[0] * sides
    halves = sides * np.exp(offsets[:, 2:] * VARIANCES[1]) / 2
    return np.hstack([centres - halves, centres + halves, points, classes[strong, 1:]])

"""The detector (SCRFD) and the embedder (ArcFace) of any InsightFace pack.

Its other models are never opened: age and 3D landmarks are not needed, and loading the latter
would unpickle a file. The package itself is imported when a model is opened: it brings scipy,
scikit-image and requests with it, 0.4 s that the embedded engine does without.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from faceapp.core.alignment import ARCFACE
from faceapp.core.boxes import non_maximum_suppression
from faceapp.core.types import Detection, FaceBox, Floats, Image
from faceapp.imaging.chips import VERSION as CHIPS_VERSION
from faceapp.imaging.reduce import reduced
from faceapp.ml.model_files import ModelFile
from faceapp.ml.providers import NewSession, inference

# Parts of an engine's identity: raise one when the code here changes what comes out.
DETECTOR_VERSION, EMBEDDER_VERSION = 2, 1
MIN_SCORE = 0.5
MAX_OVERLAP = 0.4
CANVAS = 640
# On a canvas of 640 pixels SCRFD finds every face of up to 400, and from 490 on none; on one of 256
# it finds them all, with landmarks a quarter closer than at 128 (500M, 47 portraits cropped).
LARGEST_FACE = 400
SMALL_CANVAS = 256
# Keeps the memory of a crowd in bounds.
BATCH = 64


class ScrfdDetector:
    """InsightFace's SCRFD with keypoints."""

    family = "scrfd"
    sure_score = 0.75

    def __init__(self, file: ModelFile, new_session: NewSession) -> None:
        """Open the graph. Raises UserError."""
        from insightface.model_zoo import SCRFD  # noqa: PLC0415  see above

        self.name = file.path.stem
        self.identity = self.identity_of(file)
        self._model = SCRFD(
            str(file.path), session=new_session(file.read()), static_shape_sessions=False
        )
        self._static = self._model.static_input_size is not None
        self._canvas = self._model.static_input_size[0] if self._static else CANVAS

    @classmethod
    def identity_of(cls, file: ModelFile) -> str:
        """What the detector of this file will call itself."""
        return f"{cls.family}-{DETECTOR_VERSION}-{file.sha256}"

    def detect(self, image: Image) -> list[Detection]:
        """Faces of one upright RGB photo of any size, strongest first.

        A second look at a smaller picture finds faces that fill the frame; it is taken where the
        faces of the first leave room for one. Thread-safe: all that insightface's model remembers
        are anchor centres. Raises ItemError.
        """
        faces = _suppress(self._look(image, self._canvas))
        scale = self._canvas / max(image.shape[:2])
        if _longest_gap(faces, image) * scale >= LARGEST_FACE:
            again = self._look(image, SMALL_CANVAS)
            # What both looks find is placed better by the first.
            is_large = _edges(again).max(axis=1) * scale >= LARGEST_FACE / 2
            faces = _suppress(np.concatenate([faces, again[is_large]]))
        return [_detection(face) for face in faces]

    def _look(self, image: Image, side: int) -> Floats:
        """Candidates in pixels of the photo, which is fitted into a square of `side` pixels.

        (N, 15): box corners and landmarks as seven x, y, then the score. A graph of fixed size gets
        the square in the corner of a canvas of its own size.
        """
        edge = self._canvas if self._static else side
        canvas = np.zeros((edge, edge, 3), np.uint8)
        fitted = _fit(image, side)
        height, width = fitted.shape[:2]
        cv2.cvtColor(fitted, cv2.COLOR_RGB2BGR, canvas[:height, :width])
        with inference():
            scores, boxes, landmarks = map(np.concatenate, self._model.forward(canvas, MIN_SCORE))
        scale = np.array([image.shape[1] / width, image.shape[0] / height], np.float32)
        points = np.concatenate([boxes.reshape(-1, 2, 2), landmarks], axis=1) * scale
        return np.hstack([points.reshape(-1, 14), scores])


class ArcFaceEmbedder:
    """A network trained with the ArcFace loss on 112-pixel chips."""

    template = ARCFACE

    def __init__(self, file: ModelFile, dimension: int, new_session: NewSession) -> None:
        """Open the graph. Raises UserError."""
        from insightface.model_zoo import ArcFaceONNX  # noqa: PLC0415  see above

        self.name = file.path.stem
        self.sha256 = file.sha256
        self.identity = self.identity_of(file)
        self.dimension = dimension
        self._model = ArcFaceONNX(str(file.path), session=new_session(file.read()))
        self._batch = 1 if self._model.input_shape[0] == 1 else BATCH

    @staticmethod
    def identity_of(file: ModelFile) -> str:
        """What the embedder of this file will call itself."""
        return f"arcface-{EMBEDDER_VERSION}-{CHIPS_VERSION}-{file.sha256}"

    def embed(self, chips: Sequence[Image]) -> Floats:
        """(N, dimension) float32 unit vectors of N RGB chips of the template. Raises ItemError."""
        vectors = np.zeros((len(chips), self.dimension), np.float32)
        for start in range(0, len(chips), self._batch):
            batch = chips[start : start + self._batch]
            with inference():
                vectors[start : start + len(batch)] = self._model.get_feat(
                    [cv2.cvtColor(chip, cv2.COLOR_RGB2BGR) for chip in batch]
                )
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors


def _fit(image: Image, side: int) -> Image:
    """Resize so that the longer edge has `side` pixels.

    In steps when it shrinks: SCRFD-500M finds 467 faces in 133 photos that way, 457 when each pixel
    is an average, 451 with bilinear samples at once.
    """
    scale = side / max(image.shape[:2])
    if scale <= 1:
        return reduced(image, side)
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def _longest_gap(faces: Floats, image: Image) -> float:
    """The longest stretch, in pixels along either edge, without a face's centre."""
    centres = (faces[:, 0:2] + faces[:, 2:4]) / 2
    return max(
        float(np.diff(np.sort([0, *centres[:, axis], image.shape[1 - axis]])).max())
        for axis in (0, 1)
    )


def _suppress(faces: Floats) -> Floats:
    """The strongest of overlapping candidates, strongest first; empty boxes go too."""
    faces = faces[_edges(faces).min(axis=1) > 0]
    return faces[non_maximum_suppression(faces[:, :4], faces[:, 14], MAX_OVERLAP)]


def _edges(faces: Floats) -> Floats:
    """(N, 2) width and height."""
    return faces[:, 2:4] - faces[:, 0:2]


def _detection(face: Floats) -> Detection:
    left, top, right, bottom = face[:4].tolist()
    box = FaceBox(left, top, right - left, bottom - top)
    return Detection(box, face[4:14].reshape(5, 2), float(face[14]))

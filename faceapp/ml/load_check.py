"""A trial of an engine before it is used: does it tell seven people apart and recognise them again?

A pack can be broken in ways that only show here: a graph whose normalisation has unexpected names
is normalised twice by insightface, and then every face resembles every other.
"""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from faceapp.core.boxes import corners, iou_matrix
from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.ports import Detector, Embedder
from faceapp.core.types import Floats, Image
from faceapp.imaging.chips import cut_chip

# Six people on one photo, the seventh fills the frame.
_PHOTOS = ("t1.jpg", "Tom_Hanks_54745.png")
_MIN_FACES = 5
_COPY_SCALE, _COPY_JPEG_QUALITY = 0.75, 80
_SAME_PLACE = 0.5
# Least cosine of one person minus greatest of two people: 0.49 with MobileFaceNet, 0.25 with the
# embedded engine, under 0.1 with dlib's descriptors as they are.
_MIN_MARGIN = 0.1


def check_engine(detector: Detector, embedder: Embedder) -> None:
    """Refuse an engine that fails on the stored photos; takes less than a second.

    Raises UserError with the reason as a code: does_not_run, finds_no_faces, broken_vectors,
    people_not_told_apart.
    """
    try:
        chips = list(_paired_chips(detector, embedder))
        vectors = embedder.embed([chip for pair in chips for chip in pair])
    except (ItemError, ValueError, IndexError) as error:
        raise _refused(embedder, "does_not_run") from error
    if len(chips) < _MIN_FACES:
        raise _refused(embedder, "finds_no_faces")
    if not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3):
        raise _refused(embedder, "broken_vectors")
    if _margin(vectors[::2], vectors[1::2]) < _MIN_MARGIN:
        raise _refused(embedder, "people_not_told_apart")


def sample_photos() -> list[Image]:
    """The two photos, RGB, from the files of the insightface package. Raises UserError."""
    package = importlib.util.find_spec("insightface")
    folder = Path((package and package.origin) or "").parent / "data" / "images"
    try:
        return [_decode((folder / name).read_bytes()) for name in _PHOTOS]
    except OSError as error:
        raise UserError(Code.WEIGHTS_MISSING, package="insightface") from error


def _paired_chips(detector: Detector, embedder: Embedder) -> Iterator[tuple[Image, Image]]:
    """Each face found on a photo and again at the same place of its altered copy."""
    for photo in sample_photos():
        copy = _mirrored_and_compressed(photo)
        faces, again = detector.detect(photo), detector.detect(copy)
        if not faces or not again:
            continue
        boxes, mirrored = (corners(face.box for face in found) for found in (faces, again))
        overlaps = iou_matrix(boxes, _mirrored_back(mirrored, copy))
        for face, overlap in zip(faces, overlaps, strict=True):
            if overlap.max() >= _SAME_PLACE:
                twin = again[int(overlap.argmax())]
                yield (
                    cut_chip(photo, face.landmarks, embedder.template),
                    cut_chip(copy, twin.landmarks, embedder.template),
                )


def _margin(originals: Floats, copies: Floats) -> float:
    """By how much the least cosine of one person exceeds the greatest of two people."""
    other = ~np.eye(len(originals), dtype=bool)
    crosswise = originals @ copies.T
    different = max(crosswise[other].max(), (originals @ originals.T)[other].max())
    return float(np.diag(crosswise).min() - different)


def _mirrored_and_compressed(photo: Image) -> Image:
    small = cv2.resize(
        photo[:, ::-1], None, fx=_COPY_SCALE, fy=_COPY_SCALE, interpolation=cv2.INTER_AREA
    )
    bgr = cv2.cvtColor(small, cv2.COLOR_RGB2BGR)
    _, jpeg = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _COPY_JPEG_QUALITY])
    return _decode(jpeg.tobytes())


def _decode(data: bytes) -> Image:
    return np.asarray(
        cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB), dtype=np.uint8
    )


def _mirrored_back(boxes: Floats, copy: Image) -> Floats:
    left, top, right, bottom = boxes.T
    width = copy.shape[1]
    back = np.stack([width - right, top, width - left, bottom], axis=1) / _COPY_SCALE
    return back.astype(np.float32, copy=False)


def _refused(embedder: Embedder, reason: str) -> UserError:
    return UserError(Code.ENGINE_REFUSED, engine=embedder.name, reason=reason)

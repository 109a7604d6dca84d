"""Does a smaller or faster form of a model give the same answers? Tried on the stored photos."""

import time
from collections.abc import Iterator
from itertools import product

import cv2
import numpy as np

from faceapp.core.boxes import iou
from faceapp.core.ports import Detector, Embedder, Template
from faceapp.core.types import Image
from faceapp.imaging.chips import cut_chip
from faceapp.ml.load_check import sample_photos

# The limits of ente's parity suite (infra/ml/test) between two runtimes of one model.
MAX_COSINE_DISTANCE = 0.015
MIN_IOU = 0.8
# A detector must be this much faster to be worth boxes that differ a little.
MIN_SPEEDUP = 1.1
_ROUNDS = 5
# What int8 scales are measured on, and what they are tried on: sizes, light, mirrored or not.
_MEASURED = ((1.0, 0.5), (0.6, 1.0, 1.4), (False, True))
_TRIED = ((0.75,), (0.8, 1.2), (False, True))


def measured_photos() -> Iterator[Image]:
    """The photos, RGB, in all ways that int8 scales shall be fit for. Raises UserError."""
    return _varied(*_MEASURED)


def tried_photos() -> Iterator[Image]:
    """The photos in other sizes and light. Raises UserError."""
    return _varied(*_TRIED)


def _varied(
    scales: tuple[float, ...], lights: tuple[float, ...], mirrored: tuple[bool, ...]
) -> Iterator[Image]:
    for photo, scale, light, is_mirrored in product(sample_photos(), scales, lights, mirrored):
        small = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        lit = cv2.convertScaleAbs(small, alpha=light)
        yield np.asarray(cv2.flip(lit, 1) if is_mirrored else lit, np.uint8)


def chips_of(photos: Iterator[Image], detector: Detector, template: Template) -> list[Image]:
    """The chips of all faces on `photos`. Raises ItemError."""
    return [
        cut_chip(photo, face.landmarks, template)
        for photo in photos
        for face in detector.detect(photo)
    ]


def greatest_distance(embedder: Embedder, other: Embedder, chips: list[Image]) -> float:
    """1 - cosine, at worst, between what both make of the same chips. Raises ItemError."""
    cosines = np.einsum("ij,ij->i", embedder.embed(chips), other.embed(chips))
    return float(1 - cosines.min())


def finds_the_same(detector: Detector, other: Detector) -> bool:
    """Whether both find as many faces on each photo, at the same places. Raises ItemError."""
    for photo in tried_photos():
        faces, again = detector.detect(photo), other.detect(photo)
        matched = [max((iou(face.box, twin.box) for twin in again), default=0.0) for face in faces]
        if len(faces) != len(again) or min(matched, default=1.0) < MIN_IOU:
            return False
    return True


def is_faster(detector: Detector, other: Detector) -> bool:
    """Whether `other` is worth its differences on this machine. Raises ItemError.

    Both take turns: whatever else the machine does meanwhile slows both down.
    """
    photos = sample_photos()
    ratios = [_seconds(detector, photos) / _seconds(other, photos) for _ in range(_ROUNDS)]
    return float(np.median(ratios)) >= MIN_SPEEDUP


def _seconds(detector: Detector, photos: list[Image]) -> float:
    started = time.perf_counter()
    for photo in photos:
        detector.detect(photo)
    return time.perf_counter() - started

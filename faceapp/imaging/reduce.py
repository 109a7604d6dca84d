"""Make a picture smaller: for detectors, thumbnails and second looks."""

import threading
import weakref

import cv2
import numpy as np

from faceapp.core.types import Image

# What is smaller, such as a thumbnail on its way to a smaller one, is halved in no time.
_WORTH_KEEPING_PX = 2048
_SAME_SHAPE = 0.02


def reduced(image: Image, longest_px: int) -> Image:
    """The picture with its longer side at most `longest_px`; itself where it is no larger.

    Bilinear by steps of at most two, which use every pixel as averaging does: 12 megapixels to 640
    take 7 ms, with INTER_AREA at once 30 ms. The half of a large photo, 5 ms of these, is kept for
    the thread's next call: do not change pixels in between.
    """
    longest = max(image.shape[:2])
    if longest >= 2 * longest_px and longest >= _WORTH_KEEPING_PX:
        image = _kept.half_of(image)
    while (longest := max(image.shape[:2])) > longest_px:
        image = _shrunk(image, max(0.5, longest_px / longest))
    return image


def fitted(image: Image, width: int, height: int) -> Image:
    """A near copy of a picture with these sides, which is less sharp, as large as the picture.

    What is shaped otherwise is another picture, and comes back as it is.
    """
    if image.shape[:2] == (height, width) or not width * height:
        return image
    shapes = image.shape[1] * height / (image.shape[0] * width)
    if abs(shapes - 1) > _SAME_SHAPE:
        return image
    return np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def _shrunk(image: Image, factor: float) -> Image:
    height, width = (max(1, round(side * factor)) for side in image.shape[:2])
    return np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


class _LastHalf(threading.local):
    """Thumbnails, detector and second look of a photo, on one thread, all begin with its half.

    It stays until the next one is made. Freed before, its memory would go back to the system and
    be fetched again page by page, 4 ms of processor time a photo.
    """

    whole: weakref.ref[Image] | None = None
    half: Image

    def half_of(self, image: Image) -> Image:
        if self.whole is None or self.whole() is not image:
            self.half = _shrunk(image, 0.5)
            self.whole = weakref.ref(image)
        return self.half


_kept = _LastHalf()

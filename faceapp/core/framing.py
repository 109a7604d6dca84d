"""Which part of a photo to show so that a face can be recognised on it."""

from faceapp.core.types import FaceBox


def frame_around(box: FaceBox, width: int, height: int, *, share: float, least: float) -> FaceBox:
    """A square around a face that takes `share` of its side, at least `least` pixels wide.

    It is moved, not cut, where it reaches over the edge of the `width` by `height` photo; it is
    cut only where the photo itself is smaller.
    """
    side = max(box.width, box.height) / share
    side = max(1.0, min(max(side, least), max(width, height)))
    x, across = _placed(box.x + box.width / 2, side, width)
    y, down = _placed(box.y + box.height / 2, side, height)
    return FaceBox(x, y, across, down)


def _placed(middle: float, side: float, length: int) -> tuple[float, float]:
    side = min(side, length)
    return min(max(0.0, middle - side / 2), length - side), side

"""Faces of the library as small pictures, from thumbnails or, where that pays, from photos."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from faceapp.core.errors import FaceAppError
from faceapp.core.framing import frame_around
from faceapp.core.records import FaceInfo
from faceapp.core.types import FaceBox, Image
from faceapp.imaging.decode import decode
from faceapp.imaging.reduce import reduced
from faceapp.imaging.thumbnails import ThumbnailCache

# Of the side of a picture, the face takes this much: what is around it tells where it was.
TILE_SHARE, PORTRAIT_SHARE = 0.5, 0.62
# Thumbnails are 1024 pixels long; a face that fills fewer than these is cut from the photo.
_ENOUGH_PX = 110
_SHOWN_PX = 400
_SIZES = (256, 1024)


@dataclass(frozen=True, eq=False)
class FacePicture:
    """`pixels` (H, W, 3) RGB, and where the face is on them, in their pixels."""

    pixels: Image
    box: FaceBox


@dataclass(frozen=True, eq=False)
class FoundFace:
    """A face with what is needed to show it; `width` and `height` are of its upright photo."""

    info: FaceInfo
    sha256: str
    width: int
    height: int


class FacePictures:
    """Cuts faces out; any thread may ask."""

    def __init__(
        self, thumbnails: ThumbnailCache, read: Callable[[Path], bytes], max_megapixels: int
    ) -> None:
        """Take the cache, how to read a file (raises FaceAppError), and a limit."""
        self._thumbnails = thumbnails
        self._read = read
        self._max_megapixels = max_megapixels

    def tile(self, face: FoundFace) -> FacePicture | None:
        """The face and what is around it; None if neither a thumbnail nor the photo is there."""
        side = max(face.info.box.width, face.info.box.height) / TILE_SHARE
        for size in _SIZES:
            if side * _scale(face, size) >= 2 * _ENOUGH_PX:
                break
        is_small = side * _scale(face, 1024) < _ENOUGH_PX
        image = self._photo(face) if is_small else None
        if image is None:
            image = self._thumbnail(face, size)
        if image is None:
            image = self._photo(face)
        return None if image is None else cut(image, face, TILE_SHARE)

    def portrait(self, face: FoundFace) -> FacePicture | None:
        """The face as large and sharp as can be; None if there is no picture of it any more."""
        image = self._photo(face)
        if image is None:
            image = self._thumbnail(face, 1024)
        return None if image is None else cut(image, face, PORTRAIT_SHARE)

    def photo(self, face: FoundFace, longest_px: int) -> Image | None:
        """The whole photo, at most so large."""
        image = self._thumbnail(face, 1024)
        if image is None:
            image = self._photo(face)
        return None if image is None else reduced(image, longest_px)

    def _thumbnail(self, face: FoundFace, size: int) -> Image | None:
        path = self._thumbnails.path(face.sha256, size) if face.sha256 else None
        return None if path is None else self._decoded(path)

    def _photo(self, face: FoundFace) -> Image | None:
        image = self._decoded(Path(face.info.path))
        # another file may lie there by now
        is_same = image is not None and image.shape[:2] == (face.height, face.width)
        return image if is_same else None

    def _decoded(self, path: Path) -> Image | None:
        with suppress(FaceAppError):
            data = self._read(path)
            return decode(data, name=path.name, max_megapixels=self._max_megapixels).pixels
        return None


def cut(image: Image, face: FoundFace, share: float) -> FacePicture:
    """The part of a photo, or of a smaller version of it, around a face."""
    scale = image.shape[1] / max(1, face.width)
    return cut_box(image, scaled(face.info.box, scale), share)


def cut_box(image: Image, box: FaceBox, share: float) -> FacePicture:
    """The part of `image` around `box`, given in its pixels; the face takes `share` of its side."""
    height, width = image.shape[:2]
    frame = frame_around(box, width, height, share=share, least=48)
    left, top = round(frame.x), round(frame.y)
    part = image[top : top + max(1, round(frame.height)), left : left + max(1, round(frame.width))]
    shown = reduced(part, _SHOWN_PX)
    moved = FaceBox(box.x - left, box.y - top, box.width, box.height)
    return FacePicture(shown.copy(), scaled(moved, shown.shape[1] / part.shape[1]))


def scaled(box: FaceBox, scale: float) -> FaceBox:
    """The box on a picture `scale` times as large."""
    return FaceBox(box.x * scale, box.y * scale, box.width * scale, box.height * scale)


def _scale(face: FoundFace, size: int) -> float:
    return min(1.0, size / max(1, face.width, face.height))

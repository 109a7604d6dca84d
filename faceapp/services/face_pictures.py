"""Faces of the library as small pictures, from thumbnails or, where that pays, from photos."""

from contextlib import suppress
from dataclasses import dataclass, replace

from faceapp.core.errors import FaceAppError
from faceapp.core.framing import frame_around
from faceapp.core.gallery import PhotoTile
from faceapp.core.records import FaceInfo
from faceapp.core.types import FaceBox, Image
from faceapp.imaging.decode import decode
from faceapp.imaging.reduce import reduced
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.services.originals import Originals

# Of the side of a picture, the face takes this much: what is around it tells where it was.
# Several faces are around each other.
TILE_SHARE, PORTRAIT_SHARE, _SHARE_OF_SEVERAL = 0.5, 0.62, 0.8
# Thumbnails are 1024 pixels long; a face that fills fewer than these is cut from the photo.
_ENOUGH_PX = 110
_SHOWN_PX = 400
_SIZES = (256, 1024)
_THUMBNAIL_MP = 2


@dataclass(frozen=True, eq=False)
class FacePicture:
    """`pixels` (H, W, 3) RGB, and where the face is on them, in their pixels.

    With `others` faces of the same photo it is around all of them, and so is `box`; `inside` is
    where each of them is.
    """

    pixels: Image
    box: FaceBox
    inside: tuple[FaceBox, ...] = ()


@dataclass(frozen=True, eq=False)
class FoundFace:
    """A face and the photo it is on, which is what there is to show it.

    `others` are faces of the same photo that are shown with it.
    """

    info: FaceInfo
    photo: PhotoTile
    others: tuple[FaceInfo, ...] = ()

    @property
    def box(self) -> FaceBox:
        """Around it and the others, in pixels of the upright photo."""
        boxes = [info.box for info in (self.info, *self.others)]
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        right = max(box.x + box.width for box in boxes)
        return FaceBox(left, top, right - left, max(box.y + box.height for box in boxes) - top)

    @property
    def width(self) -> int:
        """Of its upright photo."""
        return self.photo.width

    @property
    def height(self) -> int:
        """Of its upright photo."""
        return self.photo.height


class FacePictures:
    """Cuts faces out; any thread may ask."""

    def __init__(self, thumbnails: ThumbnailCache, originals: Originals) -> None:
        """Take the cache, and who reads photos wherever they lie."""
        self._thumbnails = thumbnails
        self._originals = originals

    def tile(self, face: FoundFace, share: float = TILE_SHARE) -> FacePicture | None:
        """The face and what is around it; None if neither a thumbnail nor the photo is at hand.

        The face takes `share` of the side; several leave less room around them. Nothing is fetched
        from the network for it: a page has hundreds of these.
        """
        share = _SHARE_OF_SEVERAL if face.others else share
        side = max(face.box.width, face.box.height) / share
        for size in _SIZES:
            if side * _scale(face, size) >= 2 * _ENOUGH_PX:
                break
        is_small = side * _scale(face, 1024) < _ENOUGH_PX
        image = self._photo(face, fetches=False) if is_small else None
        if image is None:
            image = self._thumbnail(face, size)
        if image is None:
            image = self._photo(face, fetches=False)
        return None if image is None else _tile(image, face, share)

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
        sha256 = face.photo.sha256
        path = self._thumbnails.path(sha256, size) if sha256 else None
        if path is None:
            return None
        with suppress(OSError, FaceAppError):  # trimmed, or torn
            return decode(path.read_bytes(), name=path.name, max_megapixels=_THUMBNAIL_MP).pixels
        return None

    def _photo(self, face: FoundFace, *, fetches: bool = True) -> Image | None:
        with suppress(FaceAppError):
            image = self._originals.decode(face.photo, fetches=fetches)
            # another file may lie there by now
            return image if image.shape[:2] == (face.height, face.width) else None
        return None


def cut(image: Image, face: FoundFace, share: float) -> FacePicture:
    """The part of a photo, or of a smaller version of it, around a face."""
    scale = image.shape[1] / max(1, face.width)
    return cut_box(image, scaled(face.info.box, scale), share)


def _tile(image: Image, face: FoundFace, share: float) -> FacePicture:
    scale = image.shape[1] / max(1, face.width)
    made = cut_box(image, scaled(face.box, scale), share)
    shrunk = made.box.width / face.box.width
    inside = (
        FaceBox(
            made.box.x + (info.box.x - face.box.x) * shrunk,
            made.box.y + (info.box.y - face.box.y) * shrunk,
            info.box.width * shrunk,
            info.box.height * shrunk,
        )
        for info in (face.info, *face.others)
    )
    return replace(made, inside=tuple(inside))


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

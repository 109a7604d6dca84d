"""Faces for tiles, cut out of their photos beside the window."""

from collections.abc import Hashable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from faceapp.services.face_pictures import PORTRAIT_SHARE
from faceapp.ui.picture_cache import PictureCache, rounded
from faceapp.ui.pictures import qimage

RADIUS = 14


class FaceCovers(PictureCache[int]):
    """Faces by number, square."""

    limit_bytes = 64_000_000

    def make_all(self, sides: Mapping[int | None, int]) -> dict[int, QImage]:
        """In a worker: these faces, each for so many pixels; without those nobody can show."""
        made = {face: self._make(face, side) for face, side in sides.items() if face is not None}
        return {face: image for face, image in made.items() if not image.isNull()}

    def _key(self, item: int) -> Hashable:
        return item

    def _make(self, item: int, side: int) -> QImage:
        service = self._desk.workspace.sample_search
        face = service.rows([item]).get(item)
        picture = service.pictures.tile(face, PORTRAIT_SHARE) if face else None
        if picture is None:
            return QImage()
        return rounded(_square(qimage(picture.pixels), side), side, RADIUS)


def _square(image: QImage, side: int) -> QImage:
    """The middle of a picture, `side` pixels wide and high."""
    filled = image.scaled(
        side,
        side,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    return filled.copy((filled.width() - side) // 2, (filled.height() - side) // 2, side, side)

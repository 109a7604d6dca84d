"""Pictures of faces, cut beside the window: what was wished for last comes first."""

from collections import OrderedDict
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPixmap

from faceapp.services.face_pictures import FoundFace
from faceapp.ui.desk import Desk
from faceapp.ui.jobs.questions import Question
from faceapp.ui.pictures import qimage, relative

# The window's threads are three: one stays free for questions.
_AT_ONCE, _OF_A_QUESTION = 2, 4
_KEPT = 600
_FORGOTTEN_WISHES = 200
Key = tuple[int, ...]  # of the face and of those shown with it


class FaceTile:
    """A picture and where faces are on it, in shares of its sides; None where there is none."""

    def __init__(self, image: QImage | None, boxes: Mapping[int, QRectF] | None = None) -> None:
        """Take an image made in a worker; the pixmap is made when it is first painted."""
        self._image = image
        self._pixmap: QPixmap | None = None
        self.boxes = boxes or {}

    @property
    def box(self) -> QRectF | None:
        """Where the first face is, or the only one."""
        return next(iter(self.boxes.values()), None)

    @property
    def pixmap(self) -> QPixmap | None:
        """To be painted, by the window's thread."""
        if self._image is not None:
            self._pixmap, self._image = QPixmap.fromImage(self._image), None
        return self._pixmap


class FaceTiles(QObject):
    """Keeps some hundred tiles; `loaded` names the faces that can be painted now."""

    loaded = Signal(list)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Ask through the desk."""
        super().__init__(parent)
        self._desk = desk
        self._tiles: OrderedDict[Key, FaceTile] = OrderedDict()
        self._wishes: OrderedDict[Key, FoundFace] = OrderedDict()
        self._asked: dict[Key, Question] = {}

    def get(self, face: FoundFace) -> FaceTile | None:
        """The tile if it is there; else it is wished for."""
        key = _key(face)
        tile = self._tiles.get(key)
        if tile is not None:
            self._tiles.move_to_end(key)
        elif key not in self._asked:
            self._wishes[key] = face
            self._wishes.move_to_end(key)
            while len(self._wishes) > _FORGOTTEN_WISHES:  # scrolled past long ago
                self._wishes.popitem(last=False)
            self._ask()
        return tile

    def forget_wishes(self) -> None:
        """What was wished for is no longer shown."""
        self._wishes.clear()

    def _ask(self) -> None:
        while self._wishes and len(set(map(id, self._asked.values()))) < _AT_ONCE:
            count = min(_OF_A_QUESTION, len(self._wishes))
            faces = [self._wishes.popitem()[1] for _ in range(count)]
            work = partial(_cut, self._desk, faces)
            question = self._desk.ask(work, self._on_tiles_cut)
            self._asked |= {_key(face): question for face in faces}

    def _on_tiles_cut(self, tiles: dict[Key, FaceTile]) -> None:
        for key, tile in tiles.items():
            self._asked.pop(key, None)
            self._tiles[key] = tile
        while len(self._tiles) > _KEPT:
            self._tiles.popitem(last=False)
        self._ask()
        self.loaded.emit([first for first, *_ in tiles])


def _key(face: FoundFace) -> Key:
    return (face.info.id, *(info.id for info in face.others))


def _cut(desk: Desk, faces: list[FoundFace]) -> dict[Key, FaceTile]:
    return {_key(face): _tile(desk, face) for face in faces}


def _tile(desk: Desk, face: FoundFace) -> FaceTile:
    picture = desk.workspace.sample_search.pictures.tile(face)
    if picture is None:
        return FaceTile(None)
    height, width = picture.pixels.shape[:2]
    boxes = (relative(box, width, height) for box in picture.inside)
    return FaceTile(qimage(picture.pixels), dict(zip(_key(face), boxes, strict=True)))

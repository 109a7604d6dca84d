"""Pictures of faces, cut beside the window: what was wished for last comes first."""

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from faceapp.services.face_pictures import FoundFace
from faceapp.ui.desk import Desk
from faceapp.ui.jobs.questions import Question
from faceapp.ui.pictures import qimage, relative

# The window's threads are three: one stays free for questions.
_AT_ONCE, _OF_A_QUESTION = 2, 4
_KEPT = 600
_FORGOTTEN_WISHES = 200


class FaceTile:
    """A picture and where the face is on it, in shares of its sides; None where there is none."""

    def __init__(self, image: QImage | None, box: object = None) -> None:
        """Take an image made in a worker; the pixmap is made when it is first painted."""
        self._image = image
        self._pixmap: QPixmap | None = None
        self.box = box

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
        self._tiles: OrderedDict[int, FaceTile] = OrderedDict()
        self._wishes: OrderedDict[int, FoundFace] = OrderedDict()
        self._asked: dict[int, Question] = {}

    def get(self, face: FoundFace) -> FaceTile | None:
        """The tile if it is there; else it is wished for."""
        number = face.info.id
        tile = self._tiles.get(number)
        if tile is not None:
            self._tiles.move_to_end(number)
        elif number not in self._asked:
            self._wishes[number] = face
            self._wishes.move_to_end(number)
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
            self._asked |= {face.info.id: question for face in faces}

    def _on_tiles_cut(self, tiles: dict[int, FaceTile]) -> None:
        for number, tile in tiles.items():
            self._asked.pop(number, None)
            self._tiles[number] = tile
        while len(self._tiles) > _KEPT:
            self._tiles.popitem(last=False)
        self._ask()
        self.loaded.emit(list(tiles))


def _cut(desk: Desk, faces: list[FoundFace]) -> dict[int, FaceTile]:
    return {face.info.id: _tile(desk, face) for face in faces}


def _tile(desk: Desk, face: FoundFace) -> FaceTile:
    picture = desk.workspace.sample_search.pictures.tile(face)
    if picture is None:
        return FaceTile(None)
    height, width = picture.pixels.shape[:2]
    return FaceTile(qimage(picture.pixels), relative(picture.box, width, height))

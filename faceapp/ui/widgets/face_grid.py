"""Grids of faces: the people of the library, and the faces of one of them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from faceapp.ui.face_covers import FaceCovers
from faceapp.ui.letters import command_of, typed
from faceapp.ui.models.faces import FacesModel
from faceapp.ui.models.sectioned import SectionedModel
from faceapp.ui.widgets.face_painter import FacePainter
from faceapp.ui.widgets.tile_grid import TileGrid


class FaceGrid(TileGrid):
    """Loads and paints the face of each row; a subclass says which that is.

    `command` brings one of the letters of `commands`, "0" also for Del; `name_begun` what was
    typed otherwise: the beginning of a name, nothing for F2.
    """

    command = Signal(str)
    name_begun = Signal(str)
    commands = ""

    def __init__(
        self, model: SectionedModel, covers: FaceCovers, title: Callable[[int], str]
    ) -> None:
        """Take rows, pictures, and what stands above a section."""
        self._covers, self._say_title = covers, title
        super().__init__(model)
        self._painter = FacePainter(self)
        covers.loaded.connect(self._on_covers_loaded)

    def face_of(self, row: int) -> int | None:
        """The face that a row shows."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """A command, the beginning of a name, or what any grid does."""
        letter = "0" if event.key() == Qt.Key.Key_Delete else command_of(event)
        if letter and letter in self.commands:
            self.command.emit(letter)
        elif event.key() == Qt.Key.Key_F2:
            self.name_begun.emit("")
        elif text := typed(event):
            self.name_begun.emit(text)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Draw signs anew in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._painter = FacePainter(self)

    def _title(self, key: int) -> str:
        return self._say_title(key)

    def _load(self, first: int, end: int) -> None:
        """Ask for what is in sight, then for what lies a screen below and above."""
        seen = end - first
        below = range(end, min(self._layout.count, end + seen))
        above = range(max(0, first - seen // 2), first)
        faces = [self.face_of(row) for row in (*range(first, end), *below, *above)]
        side = self._pixels
        self._covers.wish(
            [
                (face, side)
                for face in faces
                if face is not None and not self._covers.known(face, side)[1]
            ]
        )

    @property
    def _pixels(self) -> int:
        return round(self.side * self.devicePixelRatioF())

    def square_of(self, cell: QRect) -> QRect:
        """The part of a tile that its picture fills."""
        return QRect(cell.left(), cell.top(), self.side, self.side)

    def _on_covers_loaded(self, faces: list[int]) -> None:
        loaded = set(faces)
        for row in range(*self._rows_in_sight()):
            if self.face_of(row) in loaded:
                self.viewport().update(self._around(row))

    def _paint_tile(self, painter: QPainter, cell: QRect, row: int, *, is_chosen: bool) -> None:
        face, square = self.face_of(row), self.square_of(cell)
        picture, is_final = (None, True) if face is None else self._covers.known(face, self._pixels)
        self._painter.paint_face(painter, square, picture, is_final=is_final)
        if is_chosen:
            self._painter.paint_selection(painter, square)
        if row == self._hovered:
            self._painter.paint_hover(painter, square, chosen=is_chosen)

    def _paint_focus(self, painter: QPainter, cell: QRect) -> None:
        self._painter.paint_focus(painter, self.square_of(cell))


class PersonGrid(FaceGrid):
    """The faces of one person, a group, or nobody."""

    commands = "xyn0cs"

    def __init__(self, model: FacesModel, covers: FaceCovers, title: Callable[[int], str]) -> None:
        """Take rows, pictures, and what stands above a section."""
        self._faces = model
        super().__init__(model, covers, title)

    def face_of(self, row: int) -> int | None:
        """The face of a row."""
        return self._faces.faces[row].face

    def _tip(self, row: int) -> str:
        return str(self._faces.index(row).data())

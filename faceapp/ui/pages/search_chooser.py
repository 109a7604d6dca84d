"""A face of the library to search for: photos found by words, and the faces on them."""

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from faceapp.core.gallery import GalleryFilter, Sort
from faceapp.services.face_pictures import FoundFace
from faceapp.ui.desk import Desk, SearchWish
from faceapp.ui.face_tiles import FaceTiles
from faceapp.ui.jobs.questions import Question
from faceapp.ui.models.matches import day_of, names_of
from faceapp.ui.pictures import rounded
from faceapp.ui.theme import GAP, PAGE, WIDE
from faceapp.ui.widgets.labels import button, label

_PHOTOS, _FACES = 300, 120
_SIDE = QSize(104, 104)
_TYPED_MS = 200
_NUMBER = Qt.ItemDataRole.UserRole


class FaceChooser(QDialog):
    """Closes with `taken`."""

    taken = Signal(SearchWish)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Begin with the newest photos."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("A face of the library"))
        self.resize(760, 560)
        self._desk = desk
        self._question: Question | None = None
        self._faces: dict[int, FoundFace] = {}
        self._tiles = FaceTiles(desk, self)
        self._tiles.loaded.connect(self._on_tiles_loaded)
        self._timer = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._timer.timeout.connect(self._look)
        hint = self.tr("File name, folder, date or person")
        self.field = QLineEdit(placeholderText=hint, clearButtonEnabled=True)
        self.field.setAccessibleName(hint)
        self.field.textChanged.connect(self._on_text_changed)
        self.faces = self._face_list()
        self.said = label(kind="muted", wraps=True)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.said, 1)
        row.addWidget(button(self.tr("Cancel"), self.reject))
        self._choose = button(self.tr("Choose"), self._take, "primary")
        row.addWidget(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        column.setSpacing(WIDE)
        column.addWidget(self.field)
        column.addWidget(self.faces, 1)
        column.addLayout(row)
        self.field.setFocus()
        self._look()

    def _face_list(self) -> QListWidget:
        made = QListWidget()
        made.setProperty("kind", "entries")
        made.setAccessibleName(self.tr("Faces"))
        made.setViewMode(QListView.ViewMode.IconMode)
        made.setMovement(QListView.Movement.Static)
        made.setResizeMode(QListView.ResizeMode.Adjust)
        made.setIconSize(_SIDE)
        made.setGridSize(_SIDE + QSize(24, 52))
        made.setUniformItemSizes(True)
        made.itemActivated.connect(self._take)
        made.currentItemChanged.connect(self._enable)
        return made

    def _on_text_changed(self, _text: str) -> None:
        self._timer.start()

    def _look(self) -> None:
        if self._question:
            self._question.drop()
        work = partial(_found, self._desk, self.field.text())
        self._question = self._desk.ask(work, self._on_faces_found)

    def _on_faces_found(self, faces: list[FoundFace]) -> None:
        self._tiles.forget_wishes()
        self._faces = {face.info.id: face for face in faces}
        self.faces.clear()
        for face in faces:
            text = f"{names_of(face)}\n{day_of(face)}"
            item = QListWidgetItem(self._icon(face), text)
            item.setData(_NUMBER, face.info.id)
            item.setToolTip(face.info.path)
            self.faces.addItem(item)
        self.faces.setCurrentRow(0 if faces else -1)
        none = self.tr("No photo with a face fits.")
        more = self.tr("Only the first faces are shown: type more to find others.")
        self.said.setText(none if not faces else more if len(faces) == _FACES else "")
        self._enable()

    def _icon(self, face: FoundFace) -> QIcon:
        tile = self._tiles.get(face)
        picture = tile.pixmap if tile else None
        if picture is None:
            picture = QPixmap(_SIDE)
            picture.fill(Qt.GlobalColor.transparent)
        return QIcon(rounded(picture, _SIDE, 10, self.devicePixelRatioF()))

    def _on_tiles_loaded(self, numbers: list[int]) -> None:
        loaded = set(numbers)
        for row in range(self.faces.count()):
            item = self.faces.item(row)
            if item.data(_NUMBER) in loaded:
                item.setIcon(self._icon(self._faces[item.data(_NUMBER)]))

    def _enable(self, *_items: object) -> None:
        self._choose.setEnabled(self.faces.currentItem() is not None)

    def _take(self, _item: object = None) -> None:
        item = self.faces.currentItem()
        if item is not None:
            self.accept()
            self.taken.emit(SearchWish(face=item.data(_NUMBER)))


def _found(desk: Desk, text: str) -> list[FoundFace]:
    """In a worker: the faces on the newest photos that fit these words."""
    workspace = desk.workspace
    gallery = workspace.photos.gallery
    photos = gallery.order(GalleryFilter(text=text), Sort.NEWEST).ids[:_PHOTOS].tolist()
    places = {photo: place for place, photo in enumerate(photos)}
    infos = gallery.faces(workspace.answering.engine, photos)
    infos.sort(key=lambda info: (places[info.photo_id], info.box.x))
    rows = workspace.sample_search.rows([info.id for info in infos[:_FACES]])
    return [rows[info.id] for info in infos[:_FACES] if info.id in rows]

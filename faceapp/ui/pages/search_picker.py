"""The sample, large: to pick one of many small faces."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from faceapp.services.sample_search import SearchSample
from faceapp.ui.pictures import pixmap_of
from faceapp.ui.theme import GAP, WIDE
from faceapp.ui.widgets.labels import button, label
from faceapp.ui.widgets.sample_view import SampleView, boxes_of

_SHARE_OF_SCREEN = 0.8


class FacePicker(QDialog):
    """Closes with `face_chosen`."""

    face_chosen = Signal(int)

    def __init__(self, sample: SearchSample, chosen: int, parent: QWidget) -> None:
        """Show the sample as large as the screen allows."""
        super().__init__(parent)
        self.setWindowTitle(sample.name)
        room = QGuiApplication.primaryScreen().availableSize() * _SHARE_OF_SCREEN
        height, width = sample.picture.shape[:2]
        scale = min(room.width() / width, (room.height() - 100) / height)
        self.view = SampleView(tallest_px=round(height * scale))
        self.view.setAccessibleName(self.tr("Faces on the sample"))
        self.view.setFixedWidth(round(width * scale))
        self.view.show_sample(pixmap_of(sample.picture), boxes_of(sample), chosen)
        self.view.face_chosen.connect(self._on_face_chosen)
        row = QHBoxLayout()
        row.addWidget(
            label(
                self.tr("Click the face to search for, or use the arrow keys and Enter."), "muted"
            )
        )
        row.addStretch(1)
        row.addWidget(button(self.tr("Cancel"), self.reject))
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.setSpacing(GAP)
        column.addWidget(self.view, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addLayout(row)
        self.view.setFocus()

    def _on_face_chosen(self, face: int) -> None:
        self.accept()
        self.face_chosen.emit(face)

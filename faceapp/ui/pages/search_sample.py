"""The sample beside its results: the photo, its faces to pick from, and how to take another."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from faceapp.services.face_pictures import FacePicture
from faceapp.services.sample_search import SearchSample
from faceapp.ui.pages.search_picker import FacePicker
from faceapp.ui.pictures import pixmap_of, relative
from faceapp.ui.theme import GAP, WIDE
from faceapp.ui.widgets.labels import card, label, symbol_button
from faceapp.ui.widgets.sample_view import SampleView, boxes_of

_NAME_PX = 200


class SamplePanel(QWidget):
    """`face_chosen` brings the position of another face of the sample."""

    face_chosen = Signal(int)
    another_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing before `show_sample`."""
        super().__init__(parent)
        self.view = SampleView()
        self.view.setAccessibleName(self.tr("Faces on the sample"))
        self.view.face_chosen.connect(self._on_face_chosen)
        self._name = label(kind="heading")
        self._faces = label(kind="muted", wraps=True)
        self._sample: SearchSample | None = None
        frame: QFrame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        inside.setSpacing(GAP)
        for part in (self.view, self._name, self._faces):
            inside.addWidget(part)
        another = symbol_button(
            self.tr("Another sample…"), self.another_wanted.emit, symbol="image-plus"
        )
        self._enlarge = symbol_button(
            self.tr("Enlarge…"), self._on_enlarge_pressed, symbol="maximize"
        )
        inside.addSpacing(GAP)
        inside.addWidget(self._enlarge)
        inside.addWidget(another)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        column.addStretch(1)

    def show_sample(self, sample: SearchSample, chosen: int) -> None:
        """Show a sample with the face that is searched for."""
        self._sample = sample
        self.view.show_sample(pixmap_of(sample.picture), boxes_of(sample), chosen)
        self._enlarge.setVisible(len(sample.faces) > 1)
        self.view.show()
        self._say_name(sample.name)
        self._say_faces()

    def show_person(self, name: str, portrait: FacePicture | None) -> None:
        """Show somebody whom people named."""
        self._sample = None
        self.view.setVisible(portrait is not None)
        if portrait:
            height, width = portrait.pixels.shape[:2]
            box = relative(portrait.box, width, height)
            self.view.show_sample(pixmap_of(portrait.pixels), [box], 0)
        self._enlarge.setVisible(False)
        self._say_name(name)
        self._faces.setText(self.tr("All photos on which this person has the name."))

    def _say_name(self, name: str) -> None:
        metrics = QFontMetrics(self._name.font())
        self._name.setText(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, _NAME_PX))
        self._name.setToolTip(name)

    def _say_faces(self) -> None:
        count = len(self._sample.faces) if self._sample else 0
        if count > 1:
            text = self.tr("%n faces. Click the one to search for.", "", count)
        elif count == 1:
            text = self.tr("One face, which is searched for.")
        else:
            text = self.tr("No face was found here.")
        self._faces.setText(text)

    def _on_enlarge_pressed(self) -> None:
        if self._sample:
            picker = FacePicker(self._sample, self.view.chosen, self)
            picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            picker.face_chosen.connect(self._on_face_chosen)
            picker.open()

    def _on_face_chosen(self, face: int) -> None:
        self._say_faces()
        self.face_chosen.emit(face)

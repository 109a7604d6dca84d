"""Who is on a photo that several terms found: each face beside whom it is like, and how much."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from faceapp.core.combining import Rule
from faceapp.services.face_pictures import FacePicture
from faceapp.services.found import FoundPhotos
from faceapp.services.sample_search import Portrait
from faceapp.ui.language import number
from faceapp.ui.pictures import pixmap_of, rounded
from faceapp.ui.search_terms import SearchTerm
from faceapp.ui.theme import GAP, TIGHT, WIDE, colours
from faceapp.ui.widgets.labels import label
from faceapp.ui.widgets.why_card import resemblance

_SHARE, _NAME_PX = 0.56, 100
_MOST = 12


class TogetherCard(QFrame):
    """Filled anew for each photo."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._side = 72
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(WIDE)

    def set_portrait_size(self, size_px: int) -> None:
        """Follow the size of the portraits of a single face; these are smaller."""
        self._side = round(size_px * _SHARE)

    def show_faces(
        self, terms: Sequence[SearchTerm], found: FoundPhotos, portraits: Sequence[Portrait]
    ) -> None:
        """Show the faces that fit, the best first."""
        while (item := self._column.takeAt(0)) is not None:
            if item.widget():
                item.widget().hide()
                item.widget().deleteLater()
        for portrait in portraits[:_MOST]:
            fits = [(terms[place], alike) for place, alike in found.fits(portrait.face.info.id)]
            wanted = [pair for pair in fits if pair[0].rule is not Rule.NONE]
            if wanted:
                best = max(wanted, key=lambda pair: 101.0 if pair[1] is None else pair[1])
                self._column.addWidget(self._row(*best, portrait))
        if len(portraits) > _MOST:
            more = self.tr("and %n more", "", len(portraits) - _MOST)
            self._column.addWidget(label(more, "muted"))
        self._column.addStretch(1)

    def _row(self, term: SearchTerm, alike: float | None, portrait: Portrait) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._picture(term.portrait, term.name), alignment=top)
        found = self.tr("Found face")
        row.addWidget(self._picture(portrait.picture, found), alignment=top)
        words = QVBoxLayout()
        words.setSpacing(TIGHT)
        words.addWidget(self._name(term.name))
        if alike is None:
            words.addWidget(label(self.tr("by name"), "muted", wraps=True))
        else:
            percent = self.tr("%1 %").replace("%1", number(alike, 1))
            words.addWidget(label(percent, "heading"))
            words.addWidget(label(resemblance(alike), "muted", wraps=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        return made

    def _name(self, name: str) -> QLabel:
        made = label(kind="strong")
        metrics = QFontMetrics(made.font())
        made.setText(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, _NAME_PX))
        made.setToolTip(name)
        made.setMinimumWidth(1)  # a long name must not push the faces aside
        return made

    def _picture(self, face: FacePicture | None, name: str) -> QLabel:
        made, size = label(), QSize(self._side, self._side)
        made.setFixedSize(size)
        made.setAccessibleName(name)
        if face is None:
            picture = QPixmap(size)
            picture.fill(QColor(colours().photo_ground))
        else:
            picture = pixmap_of(face.pixels)
        made.setPixmap(rounded(picture, size, 8, self.devicePixelRatioF()))
        return made

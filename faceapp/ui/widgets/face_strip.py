"""Faces of one person to look at closely: one large, others small, and how many more there are."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from faceapp.ui.face_covers import RADIUS
from faceapp.ui.language import number
from faceapp.ui.theme import GAP, colours
from faceapp.ui.widgets.labels import label

_SMALL_SHOWN = 4
# The small ones and the gaps between them are as wide as the large one.
_SMALL_SHARE = 0.2


class Picture(QWidget):
    """A picture in a room of fixed size; `box`, in shares of its sides, is drawn on it."""

    pressed = Signal()

    def __init__(self, name: str = "") -> None:
        """Quiet ground until a picture comes; `name` is what a screen reader says."""
        super().__init__()
        self.setAccessibleName(name)
        self._picture: QPixmap | None = None
        self._box: QRectF | None = None

    def show_image(self, image: QImage | None, box: QRectF | None = None) -> None:
        """Take another picture."""
        self._picture = QPixmap.fromImage(image) if image is not None else None
        self._box = box
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002  Qt's name
        """Tell it."""
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002  Qt's name
        """As large as fits, in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().photo_ground))
            painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)
            return
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        place = QRectF(left, top, size.width(), size.height())
        painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        if self._box is not None:
            _paint_box(painter, self._box, place)


def _paint_box(painter: QPainter, box: QRectF, place: QRectF) -> None:
    drawn = QRectF(
        place.left() + box.left() * place.width(),
        place.top() + box.top() * place.height(),
        box.width() * place.width(),
        box.height() * place.height(),
    ).adjusted(-3, -3, 3, 3)
    for colour, width in ((QColor(0, 0, 0, 110), 4.5), (QColor("white"), 2)):
        painter.setPen(QPen(colour, width))
        painter.drawRoundedRect(drawn, 4, 4)


class FaceStrip(QWidget):
    """`title` stands below the large face, what is known of it below that."""

    def __init__(self) -> None:
        """Show nobody yet."""
        super().__init__()
        self.faces: Sequence[int] = ()
        self._title = ""
        self._side = 0
        self.large = Picture()
        self._small = [Picture() for _ in range(_SMALL_SHOWN)]
        self._more = label(kind="muted")
        self.title = label(kind="title")
        self.facts = label(kind="muted")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for part in (*self._small, self._more):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.large)
        column.addLayout(row)
        for text in (self.title, self.facts):
            column.addWidget(text)
        column.addStretch(1)
        self.set_side(240)

    def set_side(self, side: int) -> None:
        """Make the large face so large, and the others with it."""
        self._side = side
        self.large.setFixedSize(side, side)
        for small in self._small:
            small.setFixedSize(self._small_side, self._small_side)
        for text in (self.title, self.facts):
            text.setFixedWidth(side)
        self._show_title()

    @property
    def _small_side(self) -> int:
        return round(self._side * _SMALL_SHARE) - 2

    def _show_title(self) -> None:
        metrics = self.title.fontMetrics()
        cut = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, self._side)
        self.title.setText(cut)
        self.title.setToolTip(self._title)

    def show_faces(self, faces: Sequence[int], title: str, facts: str, count: int) -> None:
        """Take other faces, of `count` in all; their pictures come later."""
        self.faces = faces
        self._title = title
        self._show_title()
        self.title.setVisible(bool(title))
        self.facts.setText(facts)
        self.large.setAccessibleName(title)
        self.large.show_image(None)
        for place, small in enumerate(self._small, 1):
            small.show_image(None)
            small.setVisible(place < len(faces))
        more = count - 1 - min(len(faces) - 1, len(self._small))
        self._more.setText(f"+{number(more)}" if more > 0 else "")

    def large_side(self, ratio: float) -> dict[int, int]:
        """How many device pixels the picture of the large face should have."""
        return {face: round(self._side * ratio) for face in self.faces[:1]}

    def small_sides(self, ratio: float) -> dict[int, int]:
        """How many those of the small ones should have."""
        side = round(self._small_side * ratio)
        return dict.fromkeys(self.faces[1 : _SMALL_SHOWN + 1], side)

    def show_pictures(self, pictures: Mapping[int, QImage]) -> None:
        """Show those that have come."""
        for place, picture in zip(self.faces, (self.large, *self._small), strict=False):
            if place in pictures:
                picture.show_image(pictures[place])

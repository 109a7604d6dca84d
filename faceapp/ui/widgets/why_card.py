"""Why a face was found: both faces side by side, the figures, and what they mean in words."""

from dataclasses import astuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from faceapp.core.types import Quality
from faceapp.services.face_pictures import FacePicture
from faceapp.services.found import Found
from faceapp.services.sample_search import Reason, SampleFace
from faceapp.ui.language import number, translate
from faceapp.ui.models.matches import file_name
from faceapp.ui.pictures import pixmap_of, rounded
from faceapp.ui.theme import GAP, TIGHT, WIDE, colours
from faceapp.ui.widgets.labels import button, label

_BAR_PX = 6


class WhyCard(QFrame):
    """Shows one match; `runner_up_wanted` when the next best face is pressed."""

    runner_up_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with the hint to choose a face."""
        super().__init__(parent)
        self._runner_up: int | None = None
        self._portraits = (_Portrait(self.tr("Sample")), _Portrait(self.tr("Found")))
        pair = QHBoxLayout()
        pair.setSpacing(GAP)
        for portrait in self._portraits:
            pair.addWidget(portrait)
        pair.addStretch(1)
        self.percent = label(kind="big")
        self.word = label(kind="heading", wraps=True)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.percent)
        head.addWidget(self.word, 1)
        self.meaning = label(kind="muted", wraps=True)
        self._facts = _Facts()
        self._margin = label(kind="muted", wraps=True)
        self._next = button(self.tr("Show it"), self._on_runner_up_pressed, "link")
        self._quality = _QualityTable()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for part in (pair, head):
            column.addLayout(part)
        column.addWidget(self.meaning)
        column.addSpacing(TIGHT)
        column.addWidget(self._facts)
        runner_up = QHBoxLayout()
        runner_up.addWidget(self._margin, 1)
        runner_up.addWidget(self._next, alignment=Qt.AlignmentFlag.AlignTop)
        column.addLayout(runner_up)
        column.addSpacing(TIGHT)
        column.addWidget(label(self.tr("How well the faces can be seen"), "heading", wraps=True))
        column.addWidget(self._quality)
        bars = self.tr("Upper bar: sample. Lower bar: found face.")
        column.addWidget(label(bars, "small", wraps=True))
        column.addStretch(1)

    def set_portrait_size(self, size_px: int) -> None:
        """How large the two faces are shown."""
        for portrait in self._portraits:
            portrait.set_size(size_px)

    def show_reason(
        self, sample: SampleFace, reason: Reason, found: Found, position: int, total: int
    ) -> None:
        """Explain the face at `position` of the query; `total` are shown."""
        cosine, percent = float(found.cosines[position]), found.percent(position)
        self._portraits[0].show_face(sample.portrait)
        self._portraits[1].show_face(reason.portrait)
        self.percent.setText(self.tr("%1 %").replace("%1", number(percent, 1)))
        self.word.setText(resemblance(percent))
        self.meaning.setText(self._said_meaning(found, cosine))
        distance = max(0.0, 2 - 2 * cosine) ** 0.5
        rank = self.tr("%1 of %2").replace("%1", number(position + 1))
        self._facts.show_facts(
            (
                (self.tr("Rank"), rank.replace("%2", number(max(total, position + 1)))),
                (self.tr("Cosine"), number(cosine, 4)),
                (self.tr("L2 distance"), number(distance, 4)),
                (self.tr("Engine"), found.engine),
                (self.tr("Detector score"), self._said_scores(sample, reason)),
            )
        )
        self._show_runner_up(reason, found, cosine)
        self._quality.show_both(sample.quality, reason.face.info.quality_facts)

    def _said_scores(self, sample: SampleFace, reason: Reason) -> str:
        scores = (number(sample.score, 2), number(reason.face.info.score, 2))
        return self.tr("%1 and %2").replace("%1", scores[0]).replace("%2", scores[1])

    def _said_meaning(self, found: Found, cosine: float) -> str:
        if found.scale.is_provisional:
            return self.tr(
                "The scale of this engine is provisional: nobody has measured yet how often "
                "strangers look this much alike."
            )
        rate = found.scale.false_match_rate(cosine)
        if cosine > found.scale.t95:
            text = self.tr("Fewer than one stranger in %1 looks this much alike.")
        else:
            text = self.tr("About one stranger in %1 looks this much alike.")
        return text.replace("%1", number(_round(1 / rate)))

    def _show_runner_up(self, reason: Reason, found: Found, cosine: float) -> None:
        self._runner_up = reason.runner_up_position
        for part in (self._margin, self._next):
            part.setVisible(reason.runner_up is not None)
        if reason.runner_up is None or self._runner_up is None:
            return
        margin = cosine - float(found.cosines[self._runner_up])
        text = self.tr("The next best photo has %1 %; its cosine is %2 lower.")
        percent = number(found.percent(self._runner_up), 1)
        self._margin.setText(text.replace("%1", percent).replace("%2", number(margin, 3)))
        self._next.setToolTip(file_name(reason.runner_up.info.path))

    def _on_runner_up_pressed(self) -> None:
        if self._runner_up is not None:
            self.runner_up_wanted.emit(self._runner_up)


def resemblance(percent: float) -> str:
    """A similarity in words: never a probability that it is the person."""
    if percent >= 90:
        return translate("WhyCard", "strong resemblance")
    if percent >= 80:
        return translate("WhyCard", "likely the same person")
    return translate("WhyCard", "possibly the same person")


def _round(value: float) -> float:
    """Two digits: more would claim to know more."""
    step = 1
    while value / step >= 100:
        step *= 10
    return round(value / step) * step


class _Portrait(QWidget):
    """A face with a word below it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._face: FacePicture | None = None
        self._is_sized = False
        self._picture = label()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self._picture)
        column.addWidget(label(name, "small"), alignment=Qt.AlignmentFlag.AlignHCenter)

    def set_size(self, size_px: int) -> None:
        if self._picture.width() != size_px or not self._is_sized:
            self._is_sized = True
            self._picture.setFixedSize(size_px, size_px)
            self.show_face(self._face)

    def show_face(self, face: FacePicture | None) -> None:
        self._face, size = face, self._picture.size()
        if face is None:
            empty = QPixmap(size)
            empty.fill(QColor(colours().photo_ground))
            self._picture.setPixmap(rounded(empty, size, 10))
        else:
            scale = self.devicePixelRatioF()
            self._picture.setPixmap(rounded(pixmap_of(face.pixels), size, 10, scale))


class _Facts(QWidget):
    """Names and values in two columns."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(WIDE)
        self._grid.setVerticalSpacing(TIGHT)
        self._grid.setColumnStretch(1, 1)
        self._values: list[QLabel] = []

    def show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        if not self._values:
            for row, (name, _) in enumerate(facts):
                value = label()
                value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._values.append(value)
                self._grid.addWidget(label(name, "muted"), row, 0)
                self._grid.addWidget(value, row, 1)
        for value, (_, text) in zip(self._values, facts, strict=True):
            value.setText(text)


class _QualityTable(QWidget):
    """What each face is worth in each respect, as bars: above the sample, below the found one."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(WIDE)
        grid.setVerticalSpacing(TIGHT)
        grid.setColumnStretch(1, 1)
        names = (
            translate("WhyCard", "Sharpness"),
            translate("WhyCard", "Size"),
            translate("WhyCard", "Pose"),
            translate("WhyCard", "Exposure"),
            translate("WhyCard", "Detector"),
        )
        self._bars = [_PairOfBars(name) for name in names]
        for row, (name, bars) in enumerate(zip(names, self._bars, strict=True)):
            grid.addWidget(label(name, "muted"), row, 0)
            grid.addWidget(bars, row, 1)

    def show_both(self, sample: Quality | None, found: Quality | None) -> None:
        pairs = zip(_shares(sample), _shares(found), strict=True)
        for bars, pair in zip(self._bars, pairs, strict=True):
            bars.show_pair(*pair)


def _shares(quality: Quality | None) -> tuple[float | None, ...]:
    return (None,) * 5 if quality is None else astuple(quality)


class _PairOfBars(QWidget):
    """Two shares of one respect."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._pair: tuple[float | None, float | None] = (None, None)
        self.setFixedHeight(2 * _BAR_PX + TIGHT + 2)

    def show_pair(self, sample: float | None, found: float | None) -> None:
        self._pair = (sample, found)
        unknown = translate("WhyCard", "unknown")
        said = [unknown if part is None else f"{number(100 * part)}\u00a0%" for part in self._pair]
        text = translate("WhyCard", "%1: sample %2, found face %3").replace("%1", self._name)
        text = text.replace("%2", said[0]).replace("%3", said[1])
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shown = colours()
        for row, share in enumerate(self._pair):
            top = row * (_BAR_PX + TIGHT) + 1
            painter.setBrush(QColor(shown.raised))
            painter.drawRoundedRect(QRectF(0, top, self.width(), _BAR_PX), 3, 3)
            if share is not None:
                painter.setBrush(QColor(_colour_of(share)))
                width = max(_BAR_PX, self.width() * share)
                painter.drawRoundedRect(QRectF(0, top, width, _BAR_PX), 3, 3)
        painter.end()


def _colour_of(share: float) -> str:
    shown = colours()
    return shown.good if share >= 0.6 else shown.warning if share >= 0.3 else shown.danger

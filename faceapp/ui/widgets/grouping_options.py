"""How faces are to be grouped: the way, how strictly, into how many people."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from faceapp.core.face_groups import Algorithm
from faceapp.services.grouping import GroupingRequest
from faceapp.ui.language import number
from faceapp.ui.theme import GAP, TIGHT
from faceapp.ui.widgets.labels import label

_LOOSEST, _USUAL, _STRICTEST = 60, 85, 99
_MOST_PEOPLE, _PEOPLE_PX = 100_000, 128


class GroupingOptions(QWidget):
    """`request` is what a person has chosen."""

    def __init__(self) -> None:
        """Begin with what suits most libraries."""
        super().__init__()
        self._ways = QButtonGroup(self)
        self._ways.idToggled.connect(self._on_way_changed)
        self._people = QSpinBox()
        self._people.setRange(1, _MOST_PEOPLE)
        self._people.setValue(20)
        self._people.setGroupSeparatorShown(True)
        self._people.setFixedWidth(_PEOPLE_PX)
        self._people.lineEdit().setTextMargins(GAP, 0, 0, 0)
        self._people.setAccessibleName(self.tr("Number of people"))
        self._usual = QCheckBox(self.tr("Usual strictness"))
        self._usual.setChecked(True)
        self._usual.toggled.connect(self._on_usual_toggled)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(_LOOSEST, _STRICTEST)
        self._slider.setValue(_USUAL)
        self._slider.setMinimumHeight(24)
        self._slider.setAccessibleName(self.tr("Strictness in per cent"))
        self._slider.valueChanged.connect(self._on_slider_moved)
        self._percent = label(kind="heading")
        self._percent.setFixedSize(QSize(48, 24))
        self._build()
        self._on_usual_toggled(True)
        self._on_way_changed(0, True)

    @property
    def request(self) -> GroupingRequest:
        """What is to be done."""
        way = list(Algorithm)[self._ways.checkedId()]
        people = self._people.value() if way is Algorithm.KMEANS else None
        strictness = None if self._usual.isChecked() else float(self._slider.value())
        return GroupingRequest(way, people, strictness)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for place, (title, text) in enumerate(self._said_ways()):
            option = QRadioButton(title)
            option.setChecked(place == 0)
            self._ways.addButton(option, place)
            hint = label(text, "small", wraps=True)
            hint.setContentsMargins(26, 0, 0, TIGHT)
            column.addWidget(option)
            column.addWidget(hint)
            if list(Algorithm)[place] is Algorithm.KMEANS:
                column.addWidget(self._indented(self._people))
        column.addSpacing(GAP)
        column.addWidget(self._usual)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._slider, 1)
        row.addWidget(self._percent)
        column.addLayout(row)
        text = self.tr("Stricter: smaller groups, fewer strangers among them.")
        column.addWidget(label(text, "small", wraps=True))

    def _indented(self, part: QWidget) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(26, 0, 0, TIGHT)
        row.addWidget(part)
        row.addStretch(1)
        return made

    def _said_ways(self) -> list[tuple[str, str]]:
        return [
            ("DBSCAN", self.tr("Puts together what is dense. Suits most libraries.")),
            ("K-Means", self.tr("When you know how many people there are.")),
            (self.tr("Quality"), self.tr("Fewer mistakes, takes a little longer.")),
        ]

    def _on_way_changed(self, place: int, checked: bool) -> None:
        if checked:
            is_counted = list(Algorithm)[place] is Algorithm.KMEANS
            self._people.setEnabled(is_counted)
            for part in (self._usual, self._slider):
                part.setEnabled(not is_counted)
            self._slider.setEnabled(not is_counted and not self._usual.isChecked())

    def _on_usual_toggled(self, usual: bool) -> None:
        self._slider.setEnabled(not usual)
        self._on_slider_moved(self._slider.value())

    def _on_slider_moved(self, percent: int) -> None:
        self._percent.setText("" if self._usual.isChecked() else f"{number(percent)} %")
        self._slider.setAccessibleDescription(f"{percent} %")

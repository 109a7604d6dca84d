"""What the page "Search" shows before there is a sample: where to drop one, or somebody's name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from faceapp.ui.desk import Desk, SearchWish
from faceapp.ui.people_picking import PeoplePicking
from faceapp.ui.recent_samples import RecentSamples
from faceapp.ui.theme import GAP, WIDE
from faceapp.ui.widgets.drop_area import DropArea
from faceapp.ui.widgets.labels import symbol_button


class SearchStart(QWidget):
    """`taken` brings what to search for."""

    taken = Signal(SearchWish)

    def __init__(self, desk: Desk) -> None:
        """Ask nothing before `recent` is refreshed."""
        super().__init__()
        self.area = DropArea(desk.memory)
        self.area.setAcceptDrops(False)  # the page does, whatever it shows
        self.area.taken.connect(self.taken)
        self.area.refused.connect(desk.say)
        self.recent = RecentSamples(desk)
        self.recent.taken.connect(self.taken)
        self.by_name = symbol_button(
            self.tr("Search for somebody by name…"), self._on_name_pressed, symbol="user"
        )
        self._picking = PeoplePicking(desk, self.by_name)
        self._picking.picked.connect(self._on_person_picked)
        row = QHBoxLayout()
        row.addWidget(self.recent, 1)
        row.addWidget(self.by_name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(WIDE)
        column.addWidget(self.area, 1)
        column.addLayout(row)

    def _on_name_pressed(self) -> None:
        self._picking.ask()

    def _on_person_picked(self, person: int) -> None:
        self._picking.close()
        self.taken.emit(SearchWish(person=person))

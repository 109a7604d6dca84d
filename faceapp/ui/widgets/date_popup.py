"""Days to choose: a year at once, or from one day to another."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from faceapp.core.gallery import Choice
from faceapp.ui.icons import icon
from faceapp.ui.language import number
from faceapp.ui.theme import GAP, WIDE, colours
from faceapp.ui.widgets.flow_layout import FlowLayout
from faceapp.ui.widgets.labels import button, label

_FIRST_DAY = QDate(1900, 1, 1)
Picked = Callable[[date | None, date | None, bool], object]


class DatePopup(QFrame):
    """Calls `picked(since, until, undated)` at each choice; closes by a click elsewhere."""

    def __init__(
        self,
        parent: QWidget,
        years: Sequence[Choice],
        undated: int,
        days: tuple[date | None, date | None],
        picked: Picked,
    ) -> None:
        """Offer the years there are, and show the days that are chosen now."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._picked = picked
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.setSpacing(WIDE)
        if years:
            column.addWidget(self._year_chips(years, days))
        column.addLayout(self._fields(years, days))
        column.addLayout(self._buttons(undated))

    def drop_from(self, widget: QWidget) -> None:
        """Show it below a button."""
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
        self.show()

    def _year_chips(
        self, years: Sequence[Choice], days: tuple[date | None, date | None]
    ) -> QWidget:
        chips = QWidget()
        flow = FlowLayout(chips)
        for year in years[:24]:
            first, last = date(year.id, 1, 1), date(year.id, 12, 31)
            chip = button(year.name, lambda a=first, b=last: self._choose(a, b), "chip")
            chip.setToolTip(number(year.photos) if year.photos else "")
            chip.setCheckable(True)
            chip.setChecked(days == (first, last))
            flow.addWidget(chip)
        chips.setFixedWidth(336)
        chips.setFixedHeight(flow.heightForWidth(336))
        return chips

    def _fields(
        self, years: Sequence[Choice], days: tuple[date | None, date | None]
    ) -> QGridLayout:
        oldest = years[-1].id if years else QDate.currentDate().year()
        self._since = _day_field(days[0] or date(oldest, 1, 1))
        self._until = _day_field(days[1] or date.today())
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        for at, (text, field) in enumerate(
            ((self.tr("From"), self._since), (self.tr("To"), self._until))
        ):
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName(text)
            grid.addWidget(name, 0, at)
            grid.addWidget(field, 1, at)
        return grid

    def _buttons(self, undated: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button(self.tr("Any date"), lambda: self._choose(None, None), "link"))
        if undated:
            without = self.tr("Without date (%1)").replace("%1", number(undated))
            row.addWidget(button(without, lambda: self._choose(None, None, True), "link"))
        row.addStretch(1)
        row.addWidget(button(self.tr("Apply"), self._on_apply_pressed, "primary"))
        return row

    def _on_apply_pressed(self) -> None:
        first, last = sorted((_day(self._since), _day(self._until)))
        self._choose(first, last)

    def _choose(self, since: date | None, until: date | None, undated: bool = False) -> None:
        self._picked(since, until, undated)
        self.close()


def _day_field(day: date) -> QDateEdit:
    field = QDateEdit(QDate(day.year, day.month, day.day))
    field.setCalendarPopup(True)
    field.setCalendarWidget(_calendar())
    field.setMinimumDate(_FIRST_DAY)
    field.setMinimumWidth(150)
    return field


def _calendar() -> QCalendarWidget:
    """Qt's, in our colours: its own weekends are red and its arrows black."""
    calendar = QCalendarWidget()
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setMinimumSize(320, 240)
    ink = QTextCharFormat()
    ink.setForeground(QColor(colours().text))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, ink)
    for name, symbol in (("prev", "chevron-left"), ("next", "chevron-right")):
        arrow = calendar.findChild(QToolButton, f"qt_calendar_{name}month")
        if arrow:
            arrow.setIcon(icon(symbol))
    return calendar


def _day(field: QDateEdit) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())

"""Where and when to search: chips that each open a small choice."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from faceapp.services.sample_search import SearchScope
from faceapp.services.search import Filters
from faceapp.ui.icons import icon
from faceapp.ui.models.matches import said_day
from faceapp.ui.theme import GAP, TIGHT, WIDE
from faceapp.ui.widgets.labels import button, symbol_button

_MOST_YEARS = 12


class SearchFilters(QWidget):
    """`changed` brings the filters that are in force now."""

    changed = Signal(Filters)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Admit everything."""
        super().__init__(parent)
        self.filters = Filters()
        self._titles: dict[str, str] = {}
        self._scope: SearchScope | None = None
        self._source = _chip("folder")
        self._sources = QMenu(self._source)
        self._source.setMenu(self._sources)
        self._date = _chip("calendar")
        self._dates = QMenu(self._date)
        self._date.setMenu(self._dates)
        self._since, self._until = _day_field(self.tr("From")), _day_field(self.tr("To"))
        self.reset = symbol_button(
            self.tr("Reset"), self._on_reset_pressed, "chip", symbol="funnel-x"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for chip in (self._source, self._date, self.reset):
            row.addWidget(chip)
        self._fill_dates(())
        self._show()

    def set_scope(self, scope: SearchScope) -> None:
        """Offer the sources and years that there are."""
        if scope == self._scope:  # a menu that is open stays as it is
            return
        self._scope = scope
        self._titles = {str(source.id): source.title for source in scope.sources}
        self._sources.clear()
        self._add_source(self.tr("All sources"), None)
        self._sources.addSeparator()
        for number, title in self._titles.items():
            self._add_source(title, number)
        self._fill_dates(scope.years)
        if self.filters.source not in (None, *self._titles):
            self._set(Filters(None, self.filters.since, self.filters.until))
        self._show()

    def _add_source(self, title: str, number: str | None) -> None:
        action = QAction(title.replace("&", "&&"), self._sources)
        action.setData(number)
        action.setCheckable(True)
        action.setChecked(number == self.filters.source)
        action.triggered.connect(self._on_source_chosen)
        self._sources.addAction(action)

    def _fill_dates(self, years: tuple[int, ...]) -> None:
        self._dates.clear()
        self._add_year(self.tr("Any date"), None)
        for year in years[:_MOST_YEARS]:
            self._add_year(str(year), year)
        self._dates.addSeparator()
        self._since, self._until = _day_field(self.tr("From")), _day_field(self.tr("To"))
        if years:
            self._since.setDate(QDate(years[-1], 1, 1))
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignVCenter)
        form.setSpacing(GAP)
        form.addRow(self.tr("From"), self._since)
        form.addRow(self.tr("To"), self._until)
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(WIDE, GAP, WIDE, TIGHT)
        column.addLayout(form)
        column.addWidget(button(self.tr("Apply"), self._on_days_applied, "primary"))
        action = QWidgetAction(self._dates)
        action.setDefaultWidget(panel)
        self._dates.addAction(action)

    def _add_year(self, title: str, year: int | None) -> None:
        action = QAction(title, self._dates)
        action.setData(year)
        action.triggered.connect(self._on_year_chosen)
        self._dates.addAction(action)

    def _on_source_chosen(self) -> None:
        self._set(Filters(self.sender().data(), self.filters.since, self.filters.until))

    def _on_year_chosen(self) -> None:
        year = self.sender().data()
        days = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
        self._set(Filters(self.filters.source, *days))

    def _on_days_applied(self) -> None:
        days = sorted(_date_of(field.date()) for field in (self._since, self._until))
        self._dates.close()
        self._set(Filters(self.filters.source, *days))

    def _on_reset_pressed(self) -> None:
        self._set(Filters())

    def _set(self, filters: Filters) -> None:
        if filters == self.filters:
            return
        self.filters = filters
        for action in self._sources.actions():
            action.setChecked(action.data() == filters.source)
        self._show()
        self.changed.emit(filters)

    def _show(self) -> None:
        source = self._titles.get(self.filters.source or "", "")
        self._source.setText(" " + (source.replace("&", "&&") or self.tr("All sources")))
        self._source.setChecked(bool(source))
        self._source.setVisible(len(self._titles) > 1)
        self._date.setText(" " + self._said_days())
        self._date.setChecked(self.filters.since is not None)
        self.reset.setVisible(not self.filters.admits_all)

    def _said_days(self) -> str:
        since, until = self.filters.since, self.filters.until
        if since is None or until is None:
            return self.tr("Any date")
        if (since, until) == (date(since.year, 1, 1), date(since.year, 12, 31)):
            return str(since.year)
        return (
            self.tr("%1 – %2")
            .replace("%1", said_day(QDate(since.year, since.month, since.day)))
            .replace("%2", said_day(QDate(until.year, until.month, until.day)))
        )


def _chip(symbol: str) -> QPushButton:
    made = QPushButton()
    made.setProperty("kind", "chip")
    made.setIcon(icon(symbol))
    made.setCheckable(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def _day_field(name: str) -> QDateEdit:
    field = QDateEdit(QDate.currentDate())
    field.setCalendarPopup(True)
    field.setMinimumDate(QDate(1826, 1, 1))
    field.setAccessibleName(name)
    field.setDisplayFormat("dd.MM.yyyy")
    return field


def _date_of(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())

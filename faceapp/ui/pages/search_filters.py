"""Where and when to search: chips that each open a small choice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from faceapp.core.gallery import Choice
from faceapp.services.sample_search import SearchScope
from faceapp.services.search import Filters
from faceapp.ui.models.matches import said_day
from faceapp.ui.theme import GAP
from faceapp.ui.widgets.date_popup import DatePopup
from faceapp.ui.widgets.labels import button, menu_chip
from faceapp.ui.widgets.pick_popup import PickPopup


class SearchFilters(QWidget):
    """`changed` brings the filters that are in force now."""

    changed = Signal(Filters)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Admit everything."""
        super().__init__(parent)
        self.filters = Filters()
        self._titles: dict[str, str] = {}
        self._scope: SearchScope | None = None
        self._source = menu_chip(self._on_source_pressed)
        self._sources = QMenu(self._source)
        self._album = menu_chip(self._on_album_pressed)
        self._popup: PickPopup | None = None
        self._date = menu_chip(self._on_date_pressed)
        self.reset = button(self.tr("Reset"), self._on_reset_pressed, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for chip in (self._source, self._album, self._date, self.reset):
            row.addWidget(chip)
        row.addStretch(1)
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
        if self.filters.source not in (None, *self._titles):
            self._set(replace(self.filters, source=None))
        if self.filters.album not in (None, *(str(album.id) for album in scope.albums)):
            self._set(replace(self.filters, album=None))
        self._show()

    def _add_source(self, title: str, number: str | None) -> None:
        action = QAction(title.replace("&", "&&"), self._sources)
        action.setData(number)
        action.setCheckable(True)
        action.setChecked(number == self.filters.source)
        action.triggered.connect(self._on_source_chosen)
        self._sources.addAction(action)

    def _on_source_chosen(self) -> None:
        self._set(replace(self.filters, source=self.sender().data()))

    def _on_source_pressed(self) -> None:
        self._show()  # a chip that was pressed shows what is, not what is asked for
        self._sources.popup(self._source.mapToGlobal(QPoint(0, self._source.height() + 4)))

    def _on_album_pressed(self) -> None:
        self._show()
        chosen = (int(self.filters.album),) if self.filters.album else ()
        hint = self.tr("Find an album")
        self._popup = PickPopup(self, self._albums, chosen, self._on_album_picked, hint)
        self._popup.drop_from(self._album)

    def _on_album_picked(self, picked: tuple[int, ...]) -> None:
        """One at a time: another one takes its place."""
        new = [str(number) for number in picked if str(number) != self.filters.album]
        if self._popup:
            self._popup.close()
        self._set(replace(self.filters, album=new[0] if new else None))

    @property
    def _albums(self) -> Sequence[Choice]:
        return self._scope.albums if self._scope else ()

    def _on_date_pressed(self) -> None:
        self._show()
        years = [Choice(year, str(year), 0) for year in (self._scope.years if self._scope else ())]
        days = self.filters.since, self.filters.until
        DatePopup(self, years, 0, days, self._on_days_picked).drop_from(self._date)

    def _on_days_picked(self, since: date | None, until: date | None, _undated: bool) -> None:
        self._set(replace(self.filters, since=since, until=until))

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
        self._source.setText(source.replace("&", "&&") or self.tr("All sources"))
        self._source.setChecked(bool(source))
        self._source.setVisible(len(self._titles) > 1)
        names = {str(album.id): album.name for album in self._albums}
        album = names.get(self.filters.album or "", "")
        self._album.setText(album.replace("&", "&&") or self.tr("All albums"))
        self._album.setChecked(bool(album))
        self._album.setVisible(bool(names))
        self._date.setText(self._said_days())
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

"""The chips above the gallery: what to show, how many that are, in which order, how large."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from faceapp.core.gallery import Choice, Facets, GalleryFilter, Sort
from faceapp.ui.icons import icon
from faceapp.ui.language import number
from faceapp.ui.theme import GAP, PAGE, WIDE
from faceapp.ui.widgets.date_popup import DatePopup
from faceapp.ui.widgets.flow_layout import FlowLayout
from faceapp.ui.widgets.labels import button, label, menu_chip
from faceapp.ui.widgets.pick_popup import PickPopup
from faceapp.ui.widgets.sectioned_view import LARGEST, SMALLEST

_NAMES_SHOWN = 2


class FilterBar(QWidget):
    """Knows what can be chosen (`offer`) and what is (`show_filter`); tells what a person wants."""

    wanted = Signal(object)
    reset_wanted = Signal()
    sort_wanted = Signal(str)
    side_wanted = Signal(int)

    def __init__(self) -> None:
        """Begin with nothing to choose from."""
        super().__init__()
        self._facets = Facets()
        self._filter = GalleryFilter()
        self._source = menu_chip(self._on_source_pressed)
        self._album = menu_chip(self._on_album_pressed)
        self._date = menu_chip(self._on_date_pressed)
        self._person = menu_chip(self._on_person_pressed)
        self._faces = menu_chip(self._on_faces_pressed)
        self._toggles = {
            name: self._toggle_chip(name)
            for name in ("none", "unnamed", "duplicates", "failed", "missing")
        }
        self._picked = button("", self._on_picked_pressed, "chip", symbol="x")
        self._reset = button(self.tr("Reset"), self.reset_wanted.emit, "link")
        self._reset.setFixedHeight(self._date.sizeHint().height())
        chips = QWidget()
        flow = FlowLayout(chips)
        choices = (self._source, self._album, self._date, self._person, self._faces)
        for chip in (*choices, *self._toggles.values()):
            flow.addWidget(chip)
        flow.addWidget(self._picked)
        flow.addWidget(self._reset)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        chips.setSizePolicy(policy)
        self.count = label(kind="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE, 0, PAGE, GAP)
        row.setSpacing(WIDE)
        row.addWidget(chips, 1)
        top = Qt.AlignmentFlag.AlignTop
        right = QWidget()
        tools = QHBoxLayout(right)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(WIDE)
        tools.addWidget(self.count)
        tools.addWidget(self._sort_button())
        tools.addLayout(self._size_tools())
        row.addWidget(right, alignment=top)
        self._show()

    # -- from outside

    def offer(self, facets: Facets) -> None:
        """Take what there is to choose from."""
        self._facets = facets
        self._show()

    def show_filter(self, wanted: GalleryFilter) -> None:
        """Show what is chosen."""
        self._filter = wanted
        self._show()

    @property
    def shown(self) -> GalleryFilter:
        """What is chosen."""
        return self._filter

    def show_sort(self, sort: Sort) -> None:
        """Show which order is chosen."""
        self._sorts[sort].setChecked(True)
        self._sort.setToolTip(self.tr("Sort: %1").replace("%1", self._sorts[sort].text()))

    def show_side(self, side: int) -> None:
        """Show how large tiles are."""
        self._slider.blockSignals(True)
        self._slider.setValue(side)
        self._slider.blockSignals(False)

    # -- building

    def _toggle_chip(self, name: str) -> QPushButton:
        chip = QPushButton()
        chip.setProperty("kind", "chip")
        chip.setProperty("toggle", name)
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.setCheckable(True)
        chip.setAutoDefault(True)
        chip.clicked.connect(self._on_toggle_pressed)
        return chip

    def _sort_button(self) -> QToolButton:
        self._sort = QToolButton()
        self._sort.setIcon(icon("arrow-down-wide-narrow"))
        self._sort.setIconSize(QSize(20, 20))
        self._sort.setAccessibleName(self.tr("Sort"))
        self._sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu, group = QMenu(self._sort), QActionGroup(self)
        self._sorts: dict[Sort, QAction] = {}
        for sort, text in (
            (Sort.NEWEST, self.tr("Newest first")),
            (Sort.OLDEST, self.tr("Oldest first")),
            (Sort.NAME, self.tr("By name")),
            (Sort.ADDED, self.tr("Last added first")),
            (Sort.FACES, self.tr("Most faces first")),
            (Sort.SPARE, self.tr("Largest copies first")),
        ):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(str(sort))
            group.addAction(action)
            self._sorts[sort] = action
        menu.triggered.connect(self._on_sort_picked)
        self._sort.setMenu(menu)
        return self._sort

    def _size_tools(self) -> QHBoxLayout:
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(SMALLEST, LARGEST)
        self._slider.setFixedSize(112, 24)
        self._slider.setSingleStep(8)
        self._slider.setPageStep(32)
        self._slider.setToolTip(self.tr("Size of the pictures"))
        self._slider.setAccessibleName(self.tr("Size of the pictures"))
        self._slider.valueChanged.connect(self.side_wanted)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self._slider)
        return row

    # -- showing

    def _show(self) -> None:
        wanted, facets = self._filter, self._facets
        self._set(self._source, self._said_sources(), wanted.sources)
        self._set(self._album, self._said_albums(), wanted.albums)
        self._album.setVisible(bool(facets.albums) or bool(wanted.albums))
        self._set(self._date, self._said_days(), wanted.since or wanted.until or wanted.undated)
        self._set(self._person, self._said_people(), wanted.people)
        self._set(self._faces, self._said_faces(), wanted.faces)
        self._person.setVisible(bool(facets.people) or bool(wanted.people))
        self._source.setVisible(len(facets.sources) > 1 or bool(wanted.sources))
        for name, text, count, is_on in (
            ("none", self.tr("Without faces"), facets.without_faces, wanted.faces == "none"),
            ("unnamed", self.tr("Not named"), facets.unnamed, wanted.unnamed),
            ("duplicates", self.tr("Duplicates"), facets.duplicates, wanted.duplicates),
            ("failed", self.tr("Failed"), facets.failed, wanted.failed),
            ("missing", self.tr("Missing"), facets.missing, wanted.missing),
        ):
            chip = self._toggles[name]
            chip.setText(f"{text}  {number(count)}" if count else text)
            chip.setChecked(is_on)
            chip.setVisible(bool(count) or is_on)
        picked = len(wanted.photos or ())
        self._picked.setVisible(wanted.photos is not None)
        self._picked.setText(self.tr("Picked: %n photo(s)", "", picked))
        self._reset.setVisible(not wanted.admits_all)

    def _set(self, chip: QPushButton, text: str, is_on: object) -> None:
        chip.setText(text)
        chip.setChecked(bool(is_on))

    def _said_sources(self) -> str:
        names = self._names(self._facets.sources, self._filter.sources)
        return names or self.tr("Source")

    def _said_albums(self) -> str:
        return self._names(self._facets.albums, self._filter.albums) or self.tr("Album")

    def _said_people(self) -> str:
        return self._names(self._facets.people, self._filter.people) or self.tr("Person")

    def _names(self, choices: Sequence[Choice], chosen: Sequence[int]) -> str:
        names = [choice.name for choice in choices if choice.id in chosen]
        more = len(names) - _NAMES_SHOWN
        shown = ", ".join(names[:_NAMES_SHOWN])
        return f"{shown} +{more}" if more > 0 else shown

    def _said_days(self) -> str:
        since, until = self._filter.since, self._filter.until
        if self._filter.undated:
            return self.tr("Without date")
        if since and until and (since, until) == (date(since.year, 1, 1), date(since.year, 12, 31)):
            return str(since.year)
        if since and until:
            return f"{_said(since)} – {_said(until)}"
        if since:
            return self.tr("since %1").replace("%1", _said(since))
        return self.tr("until %1").replace("%1", _said(until)) if until else self.tr("Date")

    def _said_faces(self) -> str:
        return self._face_choices().get(self._filter.faces) or self.tr("Faces")

    def _face_choices(self) -> dict[str, str]:
        return {
            "none": self.tr("No faces"),
            "one": self.tr("One face"),
            "many": self.tr("Two faces or more"),
        }

    # -- what a person does

    def _want(self, **changes: object) -> None:
        self._show()  # a chip that was pressed shows what is, not what is asked for
        self.wanted.emit(replace(self._filter, **changes))  # type: ignore[arg-type]

    def _on_source_pressed(self) -> None:
        self._show()
        chosen, hint = self._filter.sources, self.tr("Find a source")
        popup = PickPopup(self, self._facets.sources, chosen, self._on_sources_picked, hint)
        popup.drop_from(self._source)

    def _on_sources_picked(self, chosen: tuple[int, ...]) -> None:
        self._want(sources=chosen)

    def _on_album_pressed(self) -> None:
        self._show()
        chosen, hint = self._filter.albums, self.tr("Find an album")
        popup = PickPopup(self, self._facets.albums, chosen, self._on_albums_picked, hint)
        popup.drop_from(self._album)

    def _on_albums_picked(self, chosen: tuple[int, ...]) -> None:
        self._want(albums=chosen)

    def _on_person_pressed(self) -> None:
        self._show()
        chosen, hint = self._filter.people, self.tr("Find a person")
        popup = PickPopup(self, self._facets.people, chosen, self._on_people_picked, hint)
        popup.drop_from(self._person)

    def _on_people_picked(self, chosen: tuple[int, ...]) -> None:
        self._want(people=chosen)

    def _on_date_pressed(self) -> None:
        self._show()
        days = self._filter.since, self._filter.until
        facets = self._facets
        popup = DatePopup(self, facets.years, facets.undated, days, self._on_days_picked)
        popup.drop_from(self._date)

    def _on_days_picked(self, since: date | None, until: date | None, undated: bool) -> None:
        self._want(since=since, until=until, undated=undated)

    def _on_faces_pressed(self) -> None:
        self._show()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, text in {"": self.tr("Any number of faces"), **self._face_choices()}.items():
            action = menu.addAction(text)
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value == self._filter.faces)
        menu.triggered.connect(self._on_faces_picked)
        menu.popup(self._faces.mapToGlobal(self._faces.rect().bottomLeft()))

    def _on_faces_picked(self, action: QAction) -> None:
        self._want(faces=action.data())

    def _on_toggle_pressed(self) -> None:
        name = self.sender().property("toggle")
        if name == "none":
            self._want(faces="" if self._filter.faces == "none" else "none")
        else:
            self._want(**{name: not getattr(self._filter, name)})

    def _on_picked_pressed(self) -> None:
        self._want(photos=None)

    def _on_sort_picked(self, action: QAction) -> None:
        self.sort_wanted.emit(action.data())


def _said(day: date) -> str:
    return QLocale().toString(day, QLocale.FormatType.ShortFormat)  # type: ignore[call-overload]

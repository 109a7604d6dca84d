"""The upper part of a person's page: who it is, how many faces, from when, with whom."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from faceapp.core.people import Kind, PersonPage, PersonTile
from faceapp.ui.decision_words import title_of
from faceapp.ui.language import number
from faceapp.ui.theme import GAP, TIGHT, WIDE
from faceapp.ui.widgets.labels import button, card, icon_button, label, symbol_button
from faceapp.ui.widgets.name_field import NameField
from faceapp.ui.widgets.timeline import Timeline

COVER_PX, MINI_PX = 112, 28
_SHOWN_TOGETHER = 5
_NAME_PX = 36


class PersonHead(QWidget):
    """Knows one page at a time; `opened` brings another person that was pressed."""

    back_wanted = Signal()
    named = Signal(str)
    naming_left = Signal()
    description_wanted = Signal()
    photos_wanted = Signal()
    menu_wanted = Signal()
    opened = Signal(object)

    def __init__(self) -> None:
        """Show nobody yet."""
        super().__init__()
        self._cover = label()
        self._cover.setFixedSize(COVER_PX, COVER_PX)
        self._name = label(kind="title")
        self.field = NameField(self.tr("Who is it?"))
        self.field.setFixedHeight(_NAME_PX)
        self.field.named.connect(self._on_named)
        self.field.left.connect(self._on_field_left)
        self.caption = label(kind="muted", wraps=True)
        self.counts = label()
        self.timeline = Timeline()
        self._together = QHBoxLayout()
        self._together.setSpacing(GAP)
        self._tile: PersonTile | None = None
        self._build()

    def show_page(self, page: PersonPage, year: int | None) -> None:
        """Take what there is to tell of somebody."""
        self._tile = tile = page.tile
        is_group = tile.who.kind is Kind.GROUP
        self._name.setText(title_of(tile))
        told = "\n".join(filter(None, (page.caption, page.description)))
        self.caption.setText(told)
        self.caption.setVisible(bool(told))
        for part in (self._edit, self._photos, self.more):
            part.show()
        self._describe.setVisible(not is_group)
        self.counts.setText("  ·  ".join(self._facts(page)))
        self._ask.setVisible(not tile.name)
        self.timeline.show_years(page.years, year)
        self._show_together(page.together)
        if not self.field.hasFocus():
            self._names.setCurrentIndex(0)

    def show_singles(self, count: int) -> None:
        """All faces that are in no group stand here instead of a person."""
        self._tile = None
        self._name.setText(self.tr("Single faces"))
        self.caption.setText(
            self.tr(
                "Faces that the program took for nobody else. Select some of "
                "one person and type the name."
            )
        )
        self.caption.show()
        self.counts.setText(self.tr("%n face(s)", "", count))
        self._names.setCurrentIndex(0)
        for part in (self._edit, self._describe, self._ask, self._photos, self.more):
            part.hide()
        self.timeline.show_years((), None)
        self._show_together(())

    def show_cover(self, picture: QPixmap | None) -> None:
        """The face that stands for the person."""
        self._cover.setPixmap(picture or QPixmap())
        self._cover.setVisible(picture is not None)

    def show_faces(self, pictures: dict[int, QPixmap]) -> None:
        """Covers of those who are on the same photos, as they come."""
        for at in range(self._together.count()):
            chip = self._together.itemAt(at).widget()
            cover = chip.property("cover") if isinstance(chip, QPushButton) else None
            if cover in pictures and isinstance(chip, QPushButton):
                chip.setIcon(QIcon(pictures[cover]))

    def begin_naming(self, typed: str = "") -> None:
        """Ask for the name."""
        if self._tile is not None:
            self._names.setCurrentIndex(1)
            self.field.begin(self._tile.name, typed=typed)

    # -- building

    def _build(self) -> None:
        frame = card()
        words = QVBoxLayout()
        words.setSpacing(TIGHT)
        words.addWidget(self._name_row())
        words.addWidget(self.caption)
        words.addWidget(self.counts)
        words.addSpacing(TIGHT)
        words.addLayout(self._buttons())
        words.addStretch(1)
        row = QHBoxLayout(frame)
        row.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        row.setSpacing(WIDE)
        back = icon_button("arrow-left", self.tr("All people (Esc)"), self.back_wanted.emit)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(back, alignment=top)
        row.addWidget(self._cover, alignment=top)
        row.addLayout(words, 3)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.timeline)
        self._with = label(self.tr("On photos with"), "small")
        together = QHBoxLayout()
        together.setSpacing(GAP)
        together.addWidget(self._with)
        together.addLayout(self._together)
        together.addStretch(1)
        right.addLayout(together)
        right.addStretch(1)
        row.addLayout(right, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)

    def _name_row(self) -> QWidget:
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(self._name)
        self._edit = icon_button("pencil", self.tr("Change the name (F2)"), self.begin_naming)
        row.addWidget(self._edit)
        row.addStretch(1)
        self._names = QStackedWidget()
        self._names.addWidget(shown)
        self._names.addWidget(self.field)
        self._names.setFixedHeight(_NAME_PX)
        return self._names

    def _buttons(self) -> QHBoxLayout:
        self._ask = symbol_button(self.tr("Name"), self.begin_naming, "primary", symbol="pencil")
        self._photos = symbol_button(self.tr("Photos"), self.photos_wanted.emit, symbol="images")
        self._describe = button(self.tr("Describe…"), self.description_wanted.emit)
        self.more = icon_button("ellipsis", self.tr("More"), self.menu_wanted.emit)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for part in (self._ask, self._photos, self._describe, self.more):
            row.addWidget(part)
        row.addStretch(1)
        return row

    # -- showing

    def _facts(self, page: PersonPage) -> list[str]:
        tile = page.tile
        facts = [
            self.tr("%n face(s)", "", tile.faces),
            self.tr("%n photo(s)", "", tile.photos),
        ]
        if tile.guessed:
            facts.append(self.tr("%n guessed", "", tile.guessed))
        return facts

    def _show_together(self, together: Sequence[tuple[PersonTile, int]]) -> None:
        while self._together.count():
            old = self._together.takeAt(0).widget()
            if old:
                old.hide()
                old.deleteLater()
        self._with.setVisible(bool(together))
        for tile, count in together[:_SHOWN_TOGETHER]:
            self._together.addWidget(self._chip(tile, count))

    def _chip(self, tile: PersonTile, count: int) -> QPushButton:
        chip = button(
            f"{title_of(tile)}  {number(count)}", lambda: self.opened.emit(tile.who), "chip"
        )
        chip.setIconSize(QSize(MINI_PX, MINI_PX))
        chip.setProperty("cover", tile.cover)
        chip.setToolTip(self.tr("On %n photo(s) together", "", count))
        return chip

    def _on_named(self, name: str) -> None:
        self._names.setCurrentIndex(0)
        self.named.emit(name)

    def _on_field_left(self) -> None:
        had_keyboard = self.field.hasFocus()
        self._names.setCurrentIndex(0)
        if had_keyboard:
            self.naming_left.emit()

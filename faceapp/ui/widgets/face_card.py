"""What opens beside a face: who is it, who is it not, search it, it is none, copy it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from faceapp.core.proposals import Proposal
from faceapp.ui.theme import DARK, GAP, TIGHT, WIDE, style_sheet
from faceapp.ui.widgets.dark import dark_button, dark_icon_button
from faceapp.ui.widgets.face_boxes import FaceMark
from faceapp.ui.widgets.labels import label
from faceapp.ui.widgets.proposed_names import ProposedNames

_WIDTH = 352
_CROP_PX = 56


class FaceCard(QFrame):
    """A small card over its parent; stays inside it."""

    named = Signal(str)
    person_pressed = Signal(str)
    other_pressed = Signal(str)
    cover_pressed = Signal(str)
    search_pressed = Signal()
    refuse_pressed = Signal()
    copy_pressed = Signal()
    erase_pressed = Signal()
    opened = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Hidden until `open`."""
        super().__init__(parent)
        self.setProperty("kind", "popup")
        self.setFixedWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._names = QStringListModel(self)
        self._person = ""
        self._build()
        self.hide()

    def open(
        self,
        mark: FaceMark,
        facts: str,
        crop: QPixmap,
        beside: QRect,
        proposals: Sequence[Proposal] = (),
    ) -> None:
        """Show what is known of a face, next to where it lies in the parent.

        `proposals` are names that services tell, to be taken by a press.
        """
        self._picture.setPixmap(crop)
        self._person = mark.name
        self._name.setText(self.tr("Unnamed"))
        self._name.setVisible(not mark.name)
        self._link.setText(mark.name)
        self._link.setVisible(bool(mark.name))
        refusal = self.tr("Not %1").replace("%1", mark.name)
        self._other.setText(f"\u2002{refusal}")
        self._other.setAccessibleName(refusal)
        for part in (self._other, self._cover):
            part.setVisible(bool(mark.name))
        self._facts.setText(facts)
        self._field.setText(mark.name)
        self._erase.setVisible(mark.is_drawn)
        self._refuse.setVisible(not mark.is_drawn)
        self._proposed.offer(() if mark.name else proposals)
        self.adjustSize()
        self._place(beside)
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._field.selectAll()
        self.opened.emit()

    def set_names(self, names: Sequence[str]) -> None:
        """Names to complete from."""
        self._names.setStringList(list(names))

    def close_card(self) -> None:
        """Go, and say so if it was open."""
        if self.isVisible():
            self.closed.emit()  # takes the focus, before hiding would give it to somebody
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """What was pressed here is not meant for the photo below."""
        event.accept()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, GAP)
        column.setSpacing(GAP)
        column.addLayout(self._head())
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Who is it?"))
        self._field.setAccessibleName(self.tr("Who is it?"))
        self._field.setToolTip(self.tr("Type a name and press Enter; nothing removes the name"))
        self._field.returnPressed.connect(self._on_name_entered)
        self._field.setCompleter(self._completer())
        column.addWidget(self._field)
        self._proposed = ProposedNames()
        self._proposed.chosen.connect(self._on_name_chosen)
        column.addWidget(self._proposed)
        column.addSpacing(TIGHT)
        search = dark_button(
            self.tr("Search this person"), self.search_pressed.emit, "primary", symbol="scan-search"
        )
        column.addWidget(search)
        self._refuse = dark_button(
            self.tr("Not a face"), self.refuse_pressed.emit, "row", symbol="user-x"
        )
        self._erase = dark_button(
            self.tr("Delete this box"), self.erase_pressed.emit, "row", symbol="trash-2"
        )
        self._other = dark_button("", self._on_other_pressed, "row", symbol="x")
        self._cover = dark_button(
            self.tr("Make it the cover"), self._on_cover_pressed, "row", symbol="square-user"
        )
        copy = dark_button(
            self.tr("Copy the face as a picture"), self.copy_pressed.emit, "row", symbol="copy"
        )
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for part in (self._other, self._refuse, self._erase, self._cover, copy):
            rows.addWidget(part)
        column.addLayout(rows)

    def _head(self) -> QHBoxLayout:
        self._picture = label()
        self._picture.setFixedSize(QSize(_CROP_PX, _CROP_PX))
        self._picture.setScaledContents(True)
        self._name = label(kind="heading")
        self._link = dark_button("", self._on_name_pressed, "name")
        self._link.setToolTip(self.tr("Open the page of this person"))
        self._facts = label(kind="small", wraps=True)
        words = QVBoxLayout()
        words.setSpacing(TIGHT)
        words.addWidget(self._name)
        words.addWidget(self._link, alignment=Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self._facts)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GAP + TIGHT)
        row.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        close = dark_icon_button("x", self.tr("Close"), self.close_card)
        row.addWidget(close, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def _completer(self) -> QCompleter:
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated[str].connect(self._on_name_chosen)
        completer.popup().setStyleSheet(style_sheet(DARK))
        return completer

    def _on_name_pressed(self) -> None:
        self.person_pressed.emit(self._person)

    def _on_other_pressed(self) -> None:
        self.other_pressed.emit(self._person)

    def _on_cover_pressed(self) -> None:
        self.cover_pressed.emit(self._person)

    def _on_name_entered(self) -> None:
        self._on_name_chosen(self._field.text())

    def _on_name_chosen(self, name: str) -> None:
        if self.isVisible():  # the key that chooses a completion enters it, too
            self.named.emit(name)

    def _place(self, beside: QRect) -> None:
        """Right of the face, else left of it, else over it; never outside."""
        room = self.parentWidget().rect().adjusted(GAP, GAP, -GAP, -GAP)
        left = beside.right() + GAP
        if left + self.width() > room.right():
            left = beside.left() - GAP - self.width()
        if left < room.left():
            left = min(max(beside.center().x(), room.left()), room.right() - self.width())
        top = min(max(beside.top(), room.top()), room.bottom() - self.height())
        self.move(left, max(top, room.top()))

"""Where new sources are named: one field for any link or folder, a button for each kind."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from faceapp.core.remote import SourceIdentity
from faceapp.ui.icons import SPACED, spaced_icon
from faceapp.ui.source_words import KINDS, SourceWords, symbol_of
from faceapp.ui.theme import GAP, WIDE
from faceapp.ui.widgets.flow_layout import FlowLayout
from faceapp.ui.widgets.labels import button, label, set_kind


class SourceAdder(QFrame):
    """`guess_wanted` brings what is typed; `add_wanted` the same, and the kind if one is chosen.

    The other signals bring a kind: to sign in, to choose from this computer, to read the help.
    """

    guess_wanted = Signal(str, str)
    add_wanted = Signal(str, str)
    choose_wanted = Signal(str)
    sign_in_wanted = Signal(str)
    help_wanted = Signal(str)

    def __init__(self) -> None:
        """Begin with any kind."""
        super().__init__()
        self.setProperty("kind", "card")
        self._words = SourceWords(self)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)  # a second press takes the choice back
        self.kinds: dict[str, QPushButton] = {}
        self.field = QLineEdit(clearButtonEnabled=True)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.returnPressed.connect(self._on_add_pressed)
        self.add = button(self.tr("Add"), self._on_add_pressed, "primary")
        self._explained = label(kind="muted", wraps=True)
        self.told = label(wraps=True)
        self.choose = button("", self._on_choose_pressed, symbol="folder-open")
        self.own = button("", self._on_own_pressed, symbol="cloud")
        self.sign_in = button("", self._on_sign_in_pressed, symbol="log-in")
        self._help = button(self.tr("How it works"), self._on_help_pressed, "link")
        self._lay_out()
        self._show()

    @property
    def kind(self) -> str:
        """The kind that is chosen; empty while any will do."""
        return next((kind for kind, chip in self.kinds.items() if chip.isChecked()), "")

    def choose_kind(self, kind: str) -> None:
        """Explain a kind and take links of it alone."""
        for other, chip in self.kinds.items():
            chip.setChecked(other == kind)
        self._show()

    def tell_guess(self, identity: SourceIdentity) -> None:
        """Say what a link would add."""
        text = f"{self._words.kind(identity.kind)}: {identity.title}"
        self._tell(text, "good")

    def tell_problem(self, text: str) -> None:
        """Say why a link cannot be added."""
        self._tell(text, "error")

    def set_busy(self, is_busy: bool) -> None:
        """Nothing can be added while something is."""
        self.add.setEnabled(not is_busy and bool(self.field.text().strip()))
        self.field.setReadOnly(is_busy)

    def clear(self) -> None:
        """It was added."""
        self.field.clear()
        self._tell("")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Arrows go from kind to kind."""
        chips = list(self.kinds.values())
        focused = next((chip for chip in chips if chip.hasFocus()), None)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if focused and step:
            chips[(chips.index(focused) + step) % len(chips)].setFocus()
            return
        super().keyPressEvent(event)

    # -- building

    def _lay_out(self) -> None:
        chips = QFrame()
        flow = FlowLayout(chips)
        for kind in KINDS:
            flow.addWidget(self._chip(kind))
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self.field, 1)
        line.addWidget(self.add)
        more = QHBoxLayout()
        more.setSpacing(GAP)
        for part in (self.choose, self.own, self.sign_in):
            more.addWidget(part)
        more.addStretch(1)
        more.addWidget(self._help)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.setSpacing(GAP + GAP // 2)
        column.addWidget(label(self.tr("Add a source"), "heading"))
        column.addLayout(line)
        column.addWidget(self.told)
        column.addWidget(chips)
        column.addWidget(self._explained)
        column.addLayout(more)

    def _chip(self, kind: str) -> QPushButton:
        made = QPushButton(spaced_icon(symbol_of(kind)), self._words.kind(kind))
        made.setIconSize(SPACED)
        made.setProperty("kind", "chip")
        made.setProperty("source", kind)
        made.setCheckable(True)
        made.clicked.connect(self._on_kind_pressed)
        self._group.addButton(made)
        self.kinds[kind] = made
        return made

    def _show(self) -> None:
        kind = self.kind
        self._explained.setText(self._explanations()[kind])
        self.field.setPlaceholderText(self._examples()[kind])
        self.field.setAccessibleName(self.tr("Link or folder"))
        self.field.setAccessibleDescription(self._explained.text())
        self.choose.setText(
            self.tr("Choose an archive…") if kind == "takeout" else self.tr("Choose a folder…")
        )
        self.choose.setVisible(kind in ("", "local", "takeout"))
        self.own.setVisible(kind in ("yandex", "dropbox"))
        self.own.setText(self.tr("Everything on my disk"))
        self.sign_in.setVisible(kind in ("vk", "yandex", "dropbox"))
        self.sign_in.setText(self.tr("Sign in…"))
        self._on_text_changed(self.field.text())

    def _explanations(self) -> dict[str, str]:
        return {
            "": self.tr(
                "Paste a link or the path of a folder, or drop folders anywhere on the window. "
                "Photos are only read, wherever they lie."
            ),
            "local": self.tr(
                "A folder of this computer or of a network drive. It can be watched: new, moved "
                "and deleted photos are then taken up by themselves."
            ),
            "vk": self.tr(
                "All albums of a person or a community, or one album, by link or short name. "
                "VKontakte shows albums only to programs with a token: sign in or paste one first."
            ),
            "yandex": self.tr(
                "A public link to a folder or a photo needs no sign-in. Sign in to read your "
                "own disk."
            ),
            "dropbox": self.tr("A shared link, or your own folders. Both need a sign-in."),
            "takeout": self.tr(
                "Photos that Google prepares for download at takeout.google.com: a zip or the "
                "unpacked folder, with dates and names. Other zip archives of photos work too."
            ),
        }

    def _examples(self) -> dict[str, str]:
        return {
            "": "vk.com/albums-1   ·   disk.yandex.ru/d/…   ·   /home/me/Photos",
            "local": "/home/me/Photos",
            "vk": "vk.com/album-123_456   ·   vk.com/club123   ·   id1",
            "yandex": "disk.yandex.ru/d/…",
            "dropbox": "dropbox.com/scl/fo/…",
            "takeout": "takeout-20260101T000000Z-001.zip",
        }

    def _tell(self, text: str, kind: str = "") -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))
        set_kind(self.told, kind)

    # -- what a person does

    def _on_kind_pressed(self) -> None:
        chip = self.sender()
        self.choose_kind(chip.property("source") if chip.isChecked() else "")
        if chip.isChecked():
            self.field.setFocus()

    def _on_text_changed(self, text: str) -> None:
        self.add.setEnabled(bool(text.strip()))
        self._tell("")
        if text.strip():
            self.guess_wanted.emit(self.kind, text.strip())

    def _on_add_pressed(self) -> None:
        if text := self.field.text().strip():
            self.add_wanted.emit(self.kind, text)

    def _on_choose_pressed(self) -> None:
        self.choose_wanted.emit(self.kind)

    def _on_own_pressed(self) -> None:
        self.add_wanted.emit(self.kind, {"yandex": "disk:/", "dropbox": "dropbox:/"}[self.kind])

    def _on_sign_in_pressed(self) -> None:
        self.sign_in_wanted.emit(self.kind)

    def _on_help_pressed(self) -> None:
        self.help_wanted.emit(self.kind)

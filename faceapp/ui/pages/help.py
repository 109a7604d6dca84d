"""The page "Help": topics at the left, a search over all of them, the page at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from faceapp import paths
from faceapp.ui.desk import Desk
from faceapp.ui.help_pages import HelpPageText, help_pages, stems_of
from faceapp.ui.icons import icon
from faceapp.ui.pages.page import Page
from faceapp.ui.theme import GAP, PAGE, WIDE
from faceapp.ui.widgets.labels import icon_button, label
from faceapp.ui.widgets.reader import Reader

_LIST_WIDTH = 260
_READ_WIDTH = 760


class HelpPage(Page):
    """Inside the program, in its language, without a network."""

    name = "help"

    def __init__(self, desk: Desk) -> None:
        """List the topics; the first one is shown with the page."""
        super().__init__(desk)
        self._pages = {page.name: page for page in help_pages(desk.texts.language)}
        self.reader = Reader(paths.resources() / "help" / "pictures" / desk.texts.language)
        self.reader.setAccessibleName(self.tr("Help page"))
        self.reader.topic_wanted.connect(self.open_topic)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE, GAP, PAGE, 0)
        row.setSpacing(PAGE)
        row.addWidget(self._left())
        row.addStretch(1)
        self.reader.setMaximumWidth(_READ_WIDTH)
        row.addWidget(self.reader, 1000)
        row.addStretch(1)
        self._fill(list(self._pages.values()))

    def open_topic(self, topic: str) -> None:
        """Show a page of the help by its name; "" is the first."""
        name = topic if topic in self._pages else next(iter(self._pages))
        if self.field.text():
            self.field.clear()
        self._select(name)
        self.reader.setFocus()

    def _left(self) -> QWidget:
        self.field = QLineEdit(clearButtonEnabled=True)
        self.field.setProperty("kind", "search")
        self.field.setPlaceholderText(self.tr("Search in the help"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.returnPressed.connect(self._on_next_pressed)
        self.topics = QListWidget()
        self.topics.setProperty("kind", "entries")
        self.topics.setAccessibleName(self.tr("Topics"))
        self.topics.currentItemChanged.connect(self._on_topic_changed)
        self.none = label(self.tr("No page has all of these words."), "muted", wraps=True)
        self.none.hide()
        left = QWidget()
        left.setFixedWidth(_LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, WIDE)
        column.setSpacing(WIDE - GAP // 2)
        column.addWidget(self.field)
        column.addWidget(self._hit_bar())
        column.addWidget(self.none)
        column.addWidget(self.topics, 1)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self.field, self.field.clear).setContext(
            Qt.ShortcutContext.WidgetShortcut
        )
        return left

    def _hit_bar(self) -> QWidget:
        self.hits = label(kind="muted")
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(GAP, 0, 0, 0)
        row.addWidget(self.hits, 1)
        row.addWidget(icon_button("chevron-up", self.tr("Previous place"), self._on_back_pressed))
        row.addWidget(icon_button("chevron-down", self.tr("Next place"), self._on_next_pressed))
        self._bar.hide()
        return self._bar

    def _fill(self, pages: list[HelpPageText], *, is_search: bool = False) -> None:
        """List topics; a search shows the best of them, its end leaves what is shown."""
        shown = self.topics.currentItem()
        name = shown.data(Qt.ItemDataRole.UserRole) if shown else ""
        names = [page.name for page in pages]
        self.topics.blockSignals(True)
        self.topics.clear()
        for page in pages:
            item = QListWidgetItem(page.title)
            item.setData(Qt.ItemDataRole.UserRole, page.name)
            self.topics.addItem(item)
        self.topics.blockSignals(False)
        self.none.setVisible(not pages)
        if names:
            self._select(names[0] if is_search or name not in names else name)
        else:
            self._bar.hide()

    def _select(self, name: str) -> None:
        for position in range(self.topics.count()):
            item = self.topics.item(position)
            if item.data(Qt.ItemDataRole.UserRole) == name:
                self.topics.setCurrentItem(item)
                self._show(name)

    def reload(self) -> None:
        """Show what was chosen while nobody looked."""
        item = self.topics.currentItem()
        if item is not None:
            self._show(item.data(Qt.ItemDataRole.UserRole))

    def _show(self, name: str) -> None:
        if not self.isVisible():
            self._is_stale = True
            return
        self.reader.show_markdown(self._pages[name].markdown)
        words = stems_of(self.field.text())
        count = self.reader.mark(words)
        self._bar.setVisible(bool(words))
        self._said_hit(1 if count else 0, count)

    def _said_hit(self, position: int, count: int) -> None:
        self._count = count
        told = self.tr("Place %1 of %2").replace("%1", str(position)).replace("%2", str(count))
        self.hits.setText(told)

    def _on_text_changed(self, text: str) -> None:
        stems = stems_of(text)
        found = [page for page in self._pages.values() if not stems or page.hits(stems)]
        found.sort(key=lambda page: -page.hits(stems))
        self._fill(found, is_search=bool(stems))

    def _on_topic_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._show(item.data(Qt.ItemDataRole.UserRole))

    def _on_next_pressed(self) -> None:
        self._said_hit(self.reader.next_hit(), self._count)

    def _on_back_pressed(self) -> None:
        self._said_hit(self.reader.next_hit(-1), self._count)

"""Shows Markdown as a page that is good to read, in the colours of the theme."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QFont,
    QFontDatabase,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from faceapp.ui.theme import GAP, PAGE, TIGHT, WIDE, colours

_TEXT_PX, _HEADINGS_PX = 15, {1: 26, 2: 19, 3: 16}
_LINE_PER_CENT = 140.0
_NARROWEST_PX = 320
_OBJECT = "\ufffc"


class Reader(QTextBrowser):
    """Links to `name.md` are told by `topic_wanted`; others open in the browser."""

    topic_wanted = Signal(str)

    def __init__(self, pictures: Path) -> None:
        """`pictures` is where relative pictures are looked for."""
        super().__init__()
        self.setOpenLinks(False)
        self._pictures = pictures
        self.document().setDocumentMargin(GAP + TIGHT)
        self.anchorClicked.connect(self._on_anchor_clicked)
        self._hits: list[QTextCursor] = []
        self._current = -1

    def loadResource(self, kind: int, name: QUrl) -> object:  # noqa: N802  Qt's name
        """A picture, made as wide as the text: as it is, Qt would draw it roughly or cut it off."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        ratio = self.devicePixelRatioF()
        picture = QImage(str(self._pictures / name.path()))
        room = self.viewport().width() - 2 * self.document().documentMargin() - GAP
        width = round(min(picture.width(), max(_NARROWEST_PX, room) * ratio))
        picture = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Pictures keep to the width of the text."""
        super().resizeEvent(event)
        document = self.document()
        if event.oldSize().width() != event.size().width():
            for name in self._shown_pictures():
                kind = QTextDocument.ResourceType.ImageResource
                document.addResource(kind.value, name, self.loadResource(kind.value, name))
            document.markContentsDirty(0, document.characterCount())

    def _shown_pictures(self) -> Iterator[QUrl]:
        block = self.document().begin()
        while block.isValid():
            piece = block.begin()
            while not piece.atEnd():
                look = piece.fragment().charFormat()
                if look.isImageFormat():
                    yield QUrl(look.toImageFormat().name())
                piece += 1
            block = block.next()

    def show_markdown(self, text: str) -> None:
        """Show a page from its top."""
        self.setMarkdown(text)
        self._dress()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.mark([])

    def mark(self, words: Sequence[str]) -> int:
        """Mark every word that begins like one of `words`, and go to the first; how many."""
        self._hits = sorted(
            (hit for word in words for hit in self._places(word)),
            key=lambda hit: hit.selectionStart(),
        )
        self._current = -1
        self.next_hit()
        return len(self._hits)

    def next_hit(self, step: int = 1) -> int:
        """Go to the next marked place, after the last to the first; its number from 1, or 0."""
        if self._hits:
            self._current = (self._current + step) % len(self._hits)
            cursor = QTextCursor(self._hits[self._current])
            cursor.clearSelection()
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        self._show_hits()
        return self._current + 1

    # -- how it looks

    def _dress(self) -> None:
        document = self.document()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        block = document.begin()
        while block.isValid():
            self._dress_block(block)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _dress_table(frame)
        cursor.endEditBlock()

    def _dress_block(self, block: QTextBlock) -> None:
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        space = QTextBlockFormat()
        is_cell = cursor.currentTable() is not None
        if not block.text().startswith(_OBJECT):  # a picture would lie below a gap of 40 %
            space.setLineHeight(_LINE_PER_CENT, _PROPORTIONAL)
        space.setTopMargin(0 if level == 1 or is_cell else PAGE if level else 0)
        is_amid = block.textList() and block.next().textList()
        space.setBottomMargin(0 if is_cell else TIGHT if is_amid else WIDE - TIGHT)
        if level:
            space.setBottomMargin(GAP)
        cursor.mergeBlockFormat(space)
        pixels = _HEADINGS_PX.get(level, _TEXT_PX)
        fragment = block.begin()
        while not fragment.atEnd():
            piece = fragment.fragment()
            self._dress_piece(piece.position(), piece.length(), piece.charFormat(), level, pixels)
            fragment += 1

    def _dress_piece(
        self, start: int, length: int, given: QTextCharFormat, level: int, pixels: int
    ) -> None:
        shown = colours()
        if given.isImageFormat():
            return
        look = QTextCharFormat()
        font = QFont(self.font())
        font.setPixelSize(pixels)
        is_strong = level or given.fontWeight() > QFont.Weight.Normal
        font.setWeight(QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal)
        font.setItalic(given.fontItalic())
        if given.fontFixedPitch():
            font.setFamilies(
                [QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()]
            )
            font.setPixelSize(pixels - 1)
            look.setBackground(QColor(shown.raised))
        look.setFont(font)
        look.setForeground(QColor(shown.accent if given.isAnchor() else shown.text))
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)

    # -- what is marked

    def _places(self, word: str) -> Sequence[QTextCursor]:
        found = []
        cursor = self.document().find(word, 0, QTextDocument.FindFlag(0))
        while not cursor.isNull():
            while self.document().characterAt(cursor.position()).isalpha():
                cursor.movePosition(_NEXT, QTextCursor.MoveMode.KeepAnchor)
            found.append(cursor)
            cursor = self.document().find(word, cursor)
        return found

    def _show_hits(self) -> None:
        shown = colours()
        marks = []
        for position, hit in enumerate(self._hits):
            mark = QTextEdit.ExtraSelection()
            is_current = position == self._current
            mark.cursor = hit
            mark.format.setBackground(QColor(shown.accent if is_current else shown.accent_soft))
            mark.format.setForeground(QColor(shown.on_accent if is_current else shown.on_soft))
            marks.append(mark)
        self.setExtraSelections(marks)

    def _on_anchor_clicked(self, url: QUrl) -> None:
        if url.isRelative() and url.path().endswith(".md"):
            self.topic_wanted.emit(Path(url.path()).stem)
        else:
            QDesktopServices.openUrl(url)


_NEXT = QTextCursor.MoveOperation.NextCharacter
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


def _dress_table(table: QTextTable) -> None:
    shown = colours()
    look = table.format()
    look.setBorder(1)
    look.setBorderBrush(QColor(shown.line))
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderCollapse(True)
    look.setCellPadding(GAP)
    look.setCellSpacing(0)
    look.setTopMargin(TIGHT)
    look.setBottomMargin(WIDE)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(look)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.format()
        head.setBackground(QColor(shown.raised))
        cell.setFormat(head)

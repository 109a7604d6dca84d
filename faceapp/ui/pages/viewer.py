"""One photo, large, with its faces: looked at, named, drawn, looked at harder."""

from collections.abc import Callable
from operator import attrgetter

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from faceapp.core.errors import Code, FaceAppError, ItemError
from faceapp.core.jobs import Changes
from faceapp.core.records import PhotoDetails
from faceapp.ui.deciding import Deciding
from faceapp.ui.desk import Desk, SearchWish, View
from faceapp.ui.language import number
from faceapp.ui.pages.viewer_faces import ViewerFaces
from faceapp.ui.pages.viewer_keys import viewer_keys
from faceapp.ui.photo_loader import Glance, Loaded, PhotoLoader
from faceapp.ui.theme import DARK, WIDE, style_sheet
from faceapp.ui.widgets.dark import dark_icon_button
from faceapp.ui.widgets.keys_card import KeysCard
from faceapp.ui.widgets.photo_panel import PhotoPanel
from faceapp.ui.widgets.photo_view import PhotoView
from faceapp.ui.widgets.viewer_bar import ViewerBar
from faceapp.ui.widgets.viewer_pill import PhotoNote

# Why a photo on the network cannot be had now.
_UNFETCHED = ("remote_", "service_", "sign_in_", "secrets_")
_PAN_PX = 120
_OVER_PX = 44
# What keys do, by name: bound methods kept here would keep a window alive that was closed. The
# first are needed by the field of the card while it is open.
_WALKING = {
    "Left": "_on_left_pressed",
    "Right": "_on_right_pressed",
    "Up": "_on_up_pressed",
    "Down": "_on_down_pressed",
    "PgUp": "previous",
    "PgDown": "next",
    "Home": "first",
    "End": "last",
}
_ACTS = {
    "+": "_on_larger_pressed",
    "=": "_on_larger_pressed",
    "-": "_on_smaller_pressed",
    "F": "photo.fit",
    "0": "photo.fit",
    "1": "_on_pixels_wanted",
    "B": "toggle_boxes",
    "D": "faces.toggle_drawing",
    "I": "toggle_info",
    "L": "faces.look_harder",
    "N": "faces.open_card",
    "F11": "toggle_full_screen",
    "?": "keys.toggle",
    "Esc": "_on_escape_pressed",
}


class Viewer(QWidget):
    """Covers the window while photos are looked through. Dark in either theme, for the photos."""

    closed = Signal()

    def __init__(self, desk: Desk, deciding: Deciding) -> None:
        """Take the desk and who takes decisions; nothing is loaded before `open`."""
        super().__init__()
        self.desk = desk
        self.setObjectName("viewer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(style_sheet(DARK))
        self._view = View(())
        self._position = 0
        self._details: PhotoDetails | None = None
        self._was_full_screen = False
        self._loader = PhotoLoader(desk)
        self._build(deciding)
        self._connect()
        self._add_keys()

    def open(self, view: View) -> None:
        """Show the photos of `view`, beginning with the one at its position."""
        self._view = view
        self.setWindowTitle("")
        self.faces.want(view.face)
        self.setFocusProxy(self.photo)
        self.faces.ask_names()
        self._go(min(max(0, view.position), len(view.photos) - 1))

    @property
    def photo_id(self) -> int | None:
        """The number of the photo that is shown."""
        return self._view.photos[self._position] if self._view.photos else None

    # -- building

    def _build(self, deciding: Deciding) -> None:
        self.photo = PhotoView()
        self.photo.setAccessibleName(self.tr("Photo"))
        self.panel = PhotoPanel()
        self.panel.setVisible(self._recall("info", False))
        self.photo.boxes_shown = self._recall("boxes", True)
        self.faces = ViewerFaces(self.desk, deciding, self.photo, self.panel)
        self.note = PhotoNote(self.photo)
        self.keys = KeysCard(self, self.tr("Keys"), self.tr("Close"), viewer_keys())
        self._bar = self._made_bar()
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.photo, 1)
        middle.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(middle, 1)
        self._before = self._over("chevron-left", self.tr("Previous photo"), self.previous)
        self._after = self._over("chevron-right", self.tr("Next photo"), self.next)

    def _made_bar(self) -> ViewerBar:
        bar = ViewerBar()
        bar.add("arrow-left", self.tr("Back (Esc)"), self.close_viewer)
        bar.add_words()
        bar.add("zoom-out", self.tr("Smaller (−)"), self._on_smaller_pressed)
        bar.add_zoom()
        bar.add("zoom-in", self.tr("Larger (+)"), self._on_larger_pressed)
        bar.add_space()
        self._boxes = bar.add(
            "scan-face", self.tr("Boxes around faces (B)"), self.toggle_boxes, checkable=True
        )
        self._draw = bar.add(
            "square-dashed-mouse-pointer",
            self.tr("Draw a box around a missed face (D)"),
            self.faces.toggle_drawing,
            checkable=True,
        )
        self._harder = bar.add(
            "scan-search",
            self.tr("Look harder: search this photo in tiles (L)"),
            self.faces.look_harder,
        )
        bar.add_space()
        self._info = bar.add("info", self.tr("Information (I)"), self.toggle_info, checkable=True)
        bar.add("maximize", self.tr("Full screen (F11)"), self.toggle_full_screen)
        bar.add("keyboard", self.tr("Keys (?)"), self.keys.toggle)
        self._boxes.setChecked(self.photo.boxes_shown)
        self._info.setChecked(not self.panel.isHidden())
        return bar

    def _over(self, symbol: str, name: str, pressed: Callable[[], object]) -> QToolButton:
        button = dark_icon_button(symbol, name, pressed)
        button.setParent(self.photo)
        button.setProperty("kind", "over")
        button.setFixedSize(_OVER_PX, _OVER_PX)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # arrows do the same
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    def _connect(self) -> None:
        self._loader.glanced.connect(self._on_glanced)
        self._loader.loaded.connect(self._on_loaded)
        self._loader.failed.connect(self._on_glance_failed)
        self.faces.search_pressed.connect(self._on_search_pressed)
        self.faces.looking_changed.connect(self._harder.setDisabled)
        self.photo.face_wanted.connect(self.faces.open_card)
        self.photo.next_wanted.connect(self.next)
        self.photo.zoom_changed.connect(self._on_zoom_changed)
        self.photo.drawing_changed.connect(self._draw.setChecked)
        self.photo.resized.connect(self._place_overlays)
        self.desk.changed.connect(self._on_library_changed)

    def _add_keys(self) -> None:
        shortcuts = {keys: self._added_key(keys) for keys in _WALKING | _ACTS}
        self._walking = [shortcuts[keys] for keys in _WALKING]
        self.faces.card.opened.connect(self._on_card_opened)
        self.faces.card.closed.connect(self._on_card_closed)

    def _added_key(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setProperty("keys", keys)
        shortcut.activated.connect(self._on_key_pressed)
        return shortcut

    def _on_key_pressed(self) -> None:
        attrgetter((_WALKING | _ACTS)[self.sender().property("keys")])(self)()

    def _on_card_opened(self) -> None:
        for shortcut in self._walking:
            shortcut.setEnabled(False)

    def _on_card_closed(self) -> None:
        for shortcut in self._walking:
            shortcut.setEnabled(True)

    # -- from photo to photo

    def next(self) -> None:
        """The photo after this one, if there is one."""
        self._go(self._position + 1)

    def previous(self) -> None:
        """The photo before this one, if there is one."""
        self._go(self._position - 1)

    def close_viewer(self) -> None:
        """Back to where one came from."""
        if self._was_full_screen:
            self.toggle_full_screen()
        self.closed.emit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        """Give back the memory of the photos, and the screen if another page was asked for."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._loader.let_go()
            self.faces.begin(None, {})
            self.photo.set_photo(QSizeF(), ())
            if self._was_full_screen and self.window().isVisible():
                self.toggle_full_screen()

    def first(self) -> None:
        """The first photo."""
        self._go(0)

    def last(self) -> None:
        """The last photo."""
        self._go(len(self._view.photos) - 1)

    def _go(self, position: int) -> None:
        photos = self._view.photos
        if not photos:
            self._show_nothing()
            return
        if not 0 <= position < len(photos):
            return
        self._position = position
        self._details = None
        self.faces.begin(photos[position], self._view.similarities)
        self.note.announce("")
        self._before.setVisible(position > 0)
        self._after.setVisible(position + 1 < len(photos))
        around = (position + 1, position - 1)
        neighbours = [photos[index] for index in around if 0 <= index < len(photos)]
        self._loader.want(photos[position], neighbours)

    def _show_nothing(self) -> None:
        self.photo.set_photo(QSizeF(), ())
        self.photo.set_marks(())
        self._before.hide()
        self._after.hide()
        self._bar.set_words(self.tr("No photo"), "")
        self.note.announce(self.tr("There is no photo to show."), is_alone=True)

    def _on_glanced(self, glance: Glance) -> None:
        details = glance.details
        is_first = self._details is None
        self._details = details
        name = details.places[0].locator.replace("\\", "/").rpartition("/")[2]
        counted = self.tr("%1 of %2").replace("%1", number(self._position + 1))
        self._bar.set_words(name, counted.replace("%2", number(len(self._view.photos))))
        self.setWindowTitle(name)
        if is_first:
            size = QSizeF(details.width or 0, details.height or 0)
            if size.isEmpty() and not glance.thumbnail.isNull():
                size = QSizeF(glance.thumbnail.size())
            self.photo.set_photo(size, [glance.thumbnail])
            self._show_state(details)
        self.faces.show(details)

    def _on_glance_failed(self, error: FaceAppError) -> None:
        self.photo.set_photo(QSizeF(), ())
        self.photo.set_marks(())
        self.note.announce(self.desk.explain(error), is_alone=True)

    def _on_loaded(self, loaded: Loaded) -> None:
        if loaded.error:
            self._show_failure(loaded.error)
        else:
            if self.photo.photo_size.isEmpty():
                self.photo.set_photo(QSizeF(loaded.images[0].size()), loaded.images)
            self.photo.set_images(loaded.images)
            self.faces.show_more(loaded.camera)
            if self._details and self._details.state == "missing":
                self.note.announce("")

    def _show_state(self, details: PhotoDetails) -> None:
        if details.state == "failed" and details.error_code:
            error = ItemError(Code(details.error_code), **details.error_details)
            self._show_failure(error)
        elif details.state == "missing":
            self._show_failure(ItemError(Code.VANISHED))

    def _show_failure(self, error: FaceAppError) -> None:
        gone = error.code in (Code.VANISHED, Code.PATH_NOT_FOUND)
        if gone and self.photo.has_picture:
            text = self.tr("The file is not there now. This is the preview that was kept of it.")
        elif gone:
            text = self.tr("The file is not there now, and no preview was kept of it.")
        elif error.code.startswith(_UNFETCHED) and self.photo.has_picture:
            kept = self.tr("This is the preview that was kept of it.")
            text = f"{self.desk.explain(error)} {kept}"
        else:
            text = self.desk.explain(error)
        self.note.announce(text, is_alone=not self.photo.has_picture)

    def _on_library_changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.faces or changes.people):
            self._loader.refresh()
            self.faces.ask_names()

    def _on_search_pressed(self, face: int) -> None:
        self.close_viewer()
        self.desk.search_wanted.emit(SearchWish(face=face))

    # -- how it is shown

    def toggle_boxes(self) -> None:
        """Show the boxes around faces, or hide them."""
        self.photo.set_boxes_shown(not self.photo.boxes_shown)
        self._boxes.setChecked(self.photo.boxes_shown)
        self._remember("boxes", self.photo.boxes_shown)

    def toggle_info(self) -> None:
        """Show what is known of the photo beside it, or the photo alone."""
        self.panel.setVisible(self.panel.isHidden())
        self._info.setChecked(not self.panel.isHidden())
        self._remember("info", not self.panel.isHidden())
        self.faces.show_panel()

    def toggle_full_screen(self) -> None:
        """Nothing but the photo, or back to the window."""
        window = self.window()
        self._was_full_screen = not window.isFullScreen()
        self._bar.setVisible(not self._was_full_screen)
        # The other states stay: a window that was maximised is so again.
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _on_zoom_changed(self) -> None:
        shown = f"{number(self.photo.percent)} %" if self.photo.has_picture else ""
        self._bar.zoom.setText(shown)

    def _on_larger_pressed(self) -> None:
        self.photo.zoom_by(1)

    def _on_smaller_pressed(self) -> None:
        self.photo.zoom_by(-1)

    def _on_left_pressed(self) -> None:
        if self.photo.is_zoomed:
            self.photo.pan(-_PAN_PX, 0)
        else:
            self.previous()

    def _on_right_pressed(self) -> None:
        if self.photo.is_zoomed:
            self.photo.pan(_PAN_PX, 0)
        else:
            self.next()

    def _on_up_pressed(self) -> None:
        self.photo.pan(0, -_PAN_PX)

    def _on_down_pressed(self) -> None:
        self.photo.pan(0, _PAN_PX)

    def _on_pixels_wanted(self) -> None:
        self.photo.zoom_to(100)

    def _on_escape_pressed(self) -> None:
        """Leave what was entered last."""
        if self.keys.isVisible():
            self.keys.hide()
        elif self.faces.card.isVisible():
            self.faces.card.close_card()
        elif self.photo.is_drawing:
            self.photo.set_drawing(False)
        elif self._was_full_screen:
            self.toggle_full_screen()
        else:
            self.close_viewer()

    def _place_overlays(self) -> None:
        middle = (self.photo.height() - _OVER_PX) // 2
        self._before.move(WIDE, middle)
        self._after.move(self.photo.width() - _OVER_PX - WIDE, middle)
        self.faces.pill.place()
        self.note.place()

    def _recall(self, name: str, usual: bool) -> bool:
        return bool(self.desk.memory.value(f"viewer/{name}", usual, bool))

    def _remember(self, name: str, value: bool) -> None:
        self.desk.memory.setValue(f"viewer/{name}", value)

"""What can be done with chosen photos: the context menu of the gallery."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QDesktopServices,
    QGuiApplication,
    QIcon,
    QImage,
    QImageReader,
    QPixmap,
)
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from faceapp.core.gallery import PhotoTile, Removal
from faceapp.core.jobs import Changes
from faceapp.services.scan import ScanOptions, ScanRequest
from faceapp.ui.desk import Desk, SearchWish
from faceapp.ui.icons import icon
from faceapp.ui.opening import open_file, show_in_folder
from faceapp.ui.pages.library_export import LibraryExport

_OPENED_AT_ONCE = 20
_FACES_LISTED = 40
# More single files would each be looked up among all photos of their folder.
_FILES_SCANNED = 20
_CROP = 48
_CROP_MARGIN = 0.25
FaceCrop = tuple[int, str, QImage]


class LibraryMenu(QObject):
    """Acts on the photos it was last shown for."""

    open_wanted = Signal()
    month_wanted = Signal()

    def __init__(self, desk: Desk, export: LibraryExport, page: QWidget) -> None:
        """Take what it needs to act."""
        super().__init__(page)
        self._desk, self._export, self._page = desk, export, page
        self._tiles: list[PhotoTile] = []
        self._photos: list[int] = []
        self._removing: list[int] = []
        self._faces: QMenu | None = None

    def menu(self, *, has_months: bool) -> QMenu:
        """All that can be done with them."""
        menu = QMenu(self._page)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        is_remote = bool(self._tiles) and self._tiles[0].is_remote
        self._add(menu, "maximize", self.tr("Open"), self.open_wanted.emit)
        opened = self._add(menu, "external-link", self.tr("Open with the system"), self._open)
        opened.setEnabled(bool(self._paths()))
        if is_remote:
            shown = self._add(menu, "external-link", self.tr("Open in the browser"), self._visit)
        else:
            shown = self._add(menu, "folder-open", self.tr("Show in folder"), self._show_in_folder)
        shown.setEnabled(len(self._photos) == 1 and (not is_remote or bool(self._tiles[0].link)))
        copy = self.tr("Copy paths") if len(self._photos) > 1 else self.tr("Copy path")
        self._add(menu, "copy", copy, self.copy_paths)
        menu.addSeparator()
        self._add_search(menu)
        export = menu.addMenu(icon("upload"), self.tr("Export"))
        self._export.fill(export)
        menu.addSeparator()
        self._add_retry(menu)
        if has_months:
            self._add(menu, "calendar", self.tr("Select all of this month"), self.month_wanted.emit)
        removed = self.tr("Remove from the library…")
        self._add(menu, "trash-2", removed, self.ask_to_remove)
        return menu

    def set_photos(self, photos: list[int], tiles: list[PhotoTile]) -> None:
        """Act on these from now on."""
        self._photos, self._tiles = photos, tiles

    def _add(self, menu: QMenu, symbol: str, text: str, slot: object) -> QAction:
        return menu.addAction(icon(symbol), text, slot)  # type: ignore[call-overload, no-any-return]

    # -- other programs

    def _open(self) -> None:
        for path in self._paths()[:_OPENED_AT_ONCE]:
            open_file(path)

    def _show_in_folder(self) -> None:
        for tile in self._tiles[:1]:
            show_in_folder(Path(tile.archive or tile.path))

    def _visit(self) -> None:
        for tile in self._tiles[:1]:
            QDesktopServices.openUrl(QUrl(tile.link))

    def copy_paths(self) -> None:
        """Put the paths onto the clipboard, one per line."""
        paths = "\n".join(tile.path for tile in self._tiles)
        # A lone surrogate of an odd file name would end the program.
        QGuiApplication.clipboard().setText(paths.encode("utf-8", "replace").decode())
        self._desk.say(self.tr("%n path(s) copied.", "", len(self._tiles)))

    def _paths(self) -> list[Path]:
        return [
            Path(tile.path)
            for tile in self._tiles
            if not tile.archive and not tile.is_remote and tile.state != "missing"
        ]

    # -- search

    def _add_search(self, menu: QMenu) -> None:
        if len(self._photos) != 1 or not self._tiles or not self._tiles[0].faces:
            return
        tile = self._tiles[0]
        if tile.faces == 1:
            text = self.tr("Search this person")
            self._add(menu, "scan-search", text, partial(self._ask_faces, tile))
            return
        self._faces = menu.addMenu(icon("scan-search"), self.tr("Search a person of this photo"))
        self._faces.addAction(self.tr("Loading…")).setEnabled(False)
        self._faces.aboutToShow.connect(partial(self._ask_faces, tile))

    def _ask_faces(self, tile: PhotoTile) -> None:
        self._desk.ask(partial(self._load_faces, tile), self._on_faces_loaded)

    def _load_faces(self, tile: PhotoTile) -> list[FaceCrop]:
        """In a worker: the faces of a photo, cut out of its thumbnail."""
        workspace = self._desk.workspace
        faces = workspace.photos.gallery.faces(workspace.answering.engine, [tile.id])[
            :_FACES_LISTED
        ]
        path = workspace.photos.pictures.thumbnail(tile, 1024)
        image = QImageReader(str(path)).read() if path and len(faces) > 1 else QImage()
        scale = image.width() / tile.width if tile.width else 0
        crops = []
        for face in sorted(faces, key=lambda face: face.box.x):
            margin = face.box.width * _CROP_MARGIN
            box = QRect(
                round((face.box.x - margin) * scale),
                round((face.box.y - margin) * scale),
                round((face.box.width + 2 * margin) * scale),
                round((face.box.height + 2 * margin) * scale),
            )
            crops.append((face.id, face.person or "", image.copy(box & image.rect())))
        return crops

    def _on_faces_loaded(self, crops: list[FaceCrop]) -> None:
        if len(crops) == 1:
            self._search(crops[0][0])
        elif self._faces is not None:
            self._fill_faces(self._faces, crops)

    def _fill_faces(self, menu: QMenu, crops: Sequence[FaceCrop]) -> None:
        try:
            menu.clear()
        except RuntimeError:  # closed before the faces came
            return
        menu.setProperty("kind", "faces")
        for number, (face, person, image) in enumerate(crops, 1):
            name = person or self.tr("Face %1").replace("%1", str(number))
            picture = QIcon(QPixmap.fromImage(image.scaledToHeight(_CROP)))
            menu.addAction(picture, name, partial(self._search, face))

    def _search(self, face: int) -> None:
        self._desk.search_wanted.emit(SearchWish(face=face))

    # -- scan again

    def _add_retry(self, menu: QMenu) -> None:
        failed = [tile for tile in self._tiles if tile.state == "failed"]
        if failed:
            text = self.tr("Try again")
            self._add(menu, "refresh-cw", text, partial(self.retry, failed))

    def retry(self, tiles: Sequence[PhotoTile]) -> None:
        """Try again what failed."""
        paths = {Path(tile.archive or tile.path) for tile in tiles}
        options = ScanOptions(retry_failed=True)
        if len(paths) > _FILES_SCANNED:
            paths = {Path(tile.root) for tile in tiles}
            options = ScanOptions(retry_failed=True, known_only=True)
        request = ScanRequest(tuple(sorted(paths)), options=options)
        self._desk.scan_wanted.emit(request)

    # -- removal

    def ask_to_remove(self) -> None:
        """Count what would go, then ask."""
        self._removing = list(self._photos)
        if self._removing:
            preview = partial(self._desk.workspace.photos.preview_removal, self._removing)
            self._desk.ask(preview, self._on_removal_counted)

    def _on_removal_counted(self, removal: Removal) -> None:
        if self._may_remove(removal):
            is_scanning = any(job.kind == "scan" for job in self._desk.jobs.running())
            remove = partial(
                self._desk.workspace.photos.remove, self._removing, carry=not is_scanning
            )
            self._desk.ask(remove, self._on_removed)

    def _may_remove(self, removal: Removal) -> bool:
        box = QMessageBox(self._page)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Remove %n photo(s) from the library?", "", removal.photos))
        words = [
            self.tr("The files stay where they are."),
            self.tr("%n face(s) will be forgotten.", "", removal.faces),
        ]
        if removal.named:
            words.append(
                self.tr(
                    "%n of them have a name; these names cannot be restored.", "", removal.named
                )
            )
        words.append(
            self.tr(
                "Later scans of the folder leave these photos out. To get one back, "
                "drop its file onto the window."
            )
        )
        box.setInformativeText("\n".join(words))
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.exec()
        return box.clickedButton() is remove

    def _on_removed(self, removal: Removal) -> None:
        self._desk.announce(Changes(photos=True, faces=True, people=True))
        self._desk.say(self.tr("%n photo(s) removed from the library.", "", removal.photos))

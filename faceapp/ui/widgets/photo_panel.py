"""What is known of a photo, in a column beside it: places, picture, camera, faces, processing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from faceapp.core.proposals import Told
from faceapp.core.records import PhotoDetails, PhotoFace, Place
from faceapp.imaging.camera import Camera
from faceapp.ui import files
from faceapp.ui.language import number
from faceapp.ui.language import size as said_size
from faceapp.ui.source_words import SourceWords
from faceapp.ui.theme import GAP, TIGHT, WIDE
from faceapp.ui.widgets.copy_note import CopyNote
from faceapp.ui.widgets.dark import dark_button, dark_icon_button, dark_symbol
from faceapp.ui.widgets.labels import label

_WIDTH = 328
_CROP_PX = 44
_MOST_FACES = 60
# Lines may break after these in a path.
_BREAKS = "/\\_-"


class PhotoPanel(QScrollArea):
    """Filled anew for each photo."""

    face_pressed = Signal(int)
    copy_denied = Signal(str)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setObjectName("photopanel")
        self.setFixedWidth(_WIDTH)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._faces: dict[int, QPushButton] = {}
        self._camera: QVBoxLayout | None = None
        self._clear()

    def show_details(self, details: PhotoDetails, crops: Mapping[int, QPixmap]) -> None:
        """Everything about a photo; `crops` are pictures of its faces by number."""
        self._clear()
        self._add_places(details)
        self._add_picture(details)
        self._camera = self._group()
        self._add_faces(details, crops)
        self._add_processing(details)
        self._column.addStretch(1)

    def show_camera(self, camera: Camera) -> None:
        """What the camera wrote, as soon as the file was read."""
        lines = self._camera_lines(camera)
        if self._camera is None:
            return
        while (item := self._camera.takeAt(0)) is not None:
            if item.widget():
                item.widget().deleteLater()
        if not lines:
            return
        self._camera.addWidget(label(self.tr("Camera"), "heading"))
        for line in lines:
            self._camera.addWidget(_words(line))
        if camera.place:
            latitude, longitude = camera.place
            where = f"{latitude:.5f}, {longitude:.5f}"
            self._camera.addWidget(_words(self.tr("Place: %1").replace("%1", where)))

    def _camera_lines(self, camera: Camera) -> list[str]:
        aperture, length = camera.aperture, camera.focal_length
        facts = [
            self.tr("%1 s").replace("%1", camera.exposure) if camera.exposure else "",
            f"f/{number(aperture, 1)}" if aperture else "",
            f"ISO {camera.iso}" if camera.iso else "",
            self.tr("%1 mm").replace("%1", number(length)) if length else "",
        ]
        lines = [camera.model, camera.lens, "  ·  ".join(filter(None, facts))]
        return [line for line in lines if line]

    def show_crops(self, crops: Mapping[int, QPixmap]) -> None:
        """Sharper pictures of the faces."""
        for face, crop in crops.items():
            if face in self._faces:
                self._faces[face].setIcon(_with_margin(crop))

    def point_out(self, face: int | None) -> None:
        """Mark one face in the list."""
        for number_, button in self._faces.items():
            button.setChecked(number_ == face)
        if face in self._faces:
            self.ensureWidgetVisible(self._faces[face])

    # -- groups

    def _clear(self) -> None:
        content = QWidget(objectName="photopanel")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self._column.setSpacing(WIDE)
        self._faces = {}
        self.setWidget(content)

    def _group(self, title: str = "") -> QVBoxLayout:
        group = QVBoxLayout()
        group.setSpacing(TIGHT)
        if title:
            group.addWidget(label(title, "heading"))
        self._column.addLayout(group)
        return group

    def _add_places(self, details: PhotoDetails) -> None:
        group = self._group()
        told = {one.locator: one for one in details.told}
        for place in details.places:
            group.addWidget(self._place(place, told.get(place.locator)))
            if place.copy_sha256:
                group.addWidget(CopyNote(place, self.copy_denied.emit))
        self._add_proposals(details)

    def _place(self, place: Place, told: Told | None) -> QWidget:
        row = QFrame()
        outer = QHBoxLayout(row)
        outer.setContentsMargins(0, 0, 0, GAP)
        outer.setSpacing(TIGHT)
        words = QVBoxLayout()
        words.setSpacing(2)
        folder, name = _split(place.locator)
        words.addWidget(_words(_breakable(name), "heading"))
        words.addWidget(_words(_breakable(folder), "small"))
        if not place.present:
            words.addWidget(_words(self.tr("Missing: the file is not there now."), "warning"))
        for line in self._told(place, told):
            words.addWidget(_words(line, "small"))
        outer.addLayout(words, 1)
        for button in self._place_buttons(place):
            outer.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def _place_buttons(self, place: Place) -> list[QToolButton]:
        if place.link:
            return [
                dark_icon_button(
                    "external-link",
                    self.tr("Open in the browser"),
                    lambda: QDesktopServices.openUrl(QUrl(place.link)),
                )
            ]
        if place.is_remote:
            return []
        made = [
            dark_icon_button(
                "external-link", self.tr("Open the file"), lambda: files.open_file(place.locator)
            ),
            dark_icon_button(
                "folder-open",
                self.tr("Show in its folder"),
                lambda: files.show_in_folder(place.locator),
            ),
        ]
        for button in made:
            button.setEnabled(place.present)
        return made

    def _told(self, place: Place, told: Told | None) -> list[str]:
        """Whose photo it is there, in which albums, and what is written below it."""
        source = f"{SourceWords(self).kind(place.source)}: {place.source_title}"
        lines = [source] if place.is_remote else []
        if told:
            albums = self.tr("Album: %1").replace("%1", ", ".join(told.albums))
            author = self.tr("Author: %1").replace("%1", told.author)
            lines += [albums] if told.albums else []
            lines += [author] if told.author else []
            lines += [told.caption] if told.caption else []
        return lines

    def _add_proposals(self, details: PhotoDetails) -> None:
        """Names that services tell, whoever's face is meant."""
        by_kind: dict[str, list[str]] = {}
        for proposal in details.proposals:
            names = by_kind.setdefault(proposal.kind, [])
            if proposal.name not in names:
                names.append(proposal.name)
        if not by_kind:
            return
        group = self._group()
        for kind, names in by_kind.items():
            text = self.tr("%1 says: %2").replace("%1", SourceWords(self).kind(kind))
            group.addLayout(_fact("users", text.replace("%2", ", ".join(names))))

    def _add_picture(self, details: PhotoDetails) -> None:
        group = self._group()
        if details.taken_at:
            group.addLayout(_fact("calendar", _moment(details.taken_at)))
        if details.width:
            megapixels = number(details.width * details.height / 1_000_000, 1)
            size = self.tr("%1 × %2 pixels, %3 megapixels")
            size = size.replace("%1", str(details.width)).replace("%2", str(details.height))
            group.addLayout(_fact("image", size.replace("%3", megapixels)))
        weight = said_size(details.places[0].size) if details.places[0].size else ""
        group.addLayout(_fact("layers", "  ·  ".join(filter(None, (details.format, weight)))))

    def _add_faces(self, details: PhotoDetails, crops: Mapping[int, QPixmap]) -> None:
        group = self._group(self.tr("%n face(s)", "", len(details.faces)))
        if not details.faces:
            group.addWidget(label(self.tr("No face was found on this photo."), "muted", wraps=True))
        for face in self.listed(details.faces):
            button = dark_button("", lambda face=face: self.face_pressed.emit(face.id), "row")
            name = face.person or self.tr("Unnamed")
            button.setText(f"{name}\n{self.facts(face)}")
            button.setIconSize(QSize(_CROP_PX + GAP, _CROP_PX))
            button.setCheckable(True)
            if face.id in crops:
                button.setIcon(_with_margin(crops[face.id]))
            self._faces[face.id] = button
            group.addWidget(button)
        if len(details.faces) > _MOST_FACES:
            more = self.tr("and %n more", "", len(details.faces) - _MOST_FACES)
            group.addWidget(label(more, "muted"))

    def listed(self, faces: Sequence[PhotoFace]) -> list[PhotoFace]:
        """Those that get a row, from the left; in a crowd the largest."""
        largest = sorted(faces, key=lambda face: -face.box.area)[:_MOST_FACES]
        return sorted(largest, key=lambda face: face.box.x)

    def facts(self, face: PhotoFace) -> str:
        """How sure the detector was, what the face is worth for a search, who found it."""
        parts = []
        if face.score:
            parts.append(self.tr("Score %1").replace("%1", number(face.score, 2)))
        if face.quality is not None:
            quality = number(100 * face.quality)
            parts.append(self.tr("Quality %1").replace("%1", f"{quality}\u00a0%"))
        if face.is_drawn:
            parts.append(self.tr("Drawn by hand"))
        if face.score is None:
            parts.append(self.tr("Found by another engine"))
        return "  ·  ".join(part.replace(" ", "\u00a0") for part in parts)

    def _add_processing(self, details: PhotoDetails) -> None:
        group = self._group(self.tr("Processing"))
        if details.engine:
            group.addWidget(_words(self.tr("Engine: %1").replace("%1", details.engine)))
        if details.processed_at:
            moment = _moment(details.processed_at.astimezone().replace(tzinfo=None))
            group.addWidget(_words(self.tr("Processed: %1").replace("%1", moment)))
        if details.sha256:
            sha256 = _words(f"SHA-256: {details.sha256[:12]}…")
            sha256.setToolTip(details.sha256)
            group.addWidget(sha256)


def _with_margin(crop: QPixmap) -> QIcon:
    """Room between the picture and the words."""
    ratio = crop.devicePixelRatio()
    wide = QPixmap(crop.width() + round(GAP * ratio), crop.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, crop)
    painter.end()
    return QIcon(wide)


def _fact(symbol: str, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP)
    row.addWidget(dark_symbol(symbol, 16), alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(_words(text), 1)
    return row


def _words(text: str, kind: str = "") -> QLabel:
    """Text that wraps and can be copied."""
    made = label(text, kind, wraps=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _split(locator: str) -> tuple[str, str]:
    """Folder and name; what lies in an archive lies in the folder of that name."""
    folder, _, name = locator.replace("\\", "/").rpartition("/")
    return folder, name


def _breakable(path: str) -> str:
    return "".join(f"{letter}\u200b" if letter in _BREAKS else letter for letter in path)


def _moment(moment: datetime) -> str:
    return QLocale().toString(QDateTime(moment), QLocale.FormatType.ShortFormat)

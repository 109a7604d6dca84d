"""Icons of the Lucide set (resources/icons/LICENSE), drawn in the colours of the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from faceapp import paths
from faceapp.ui.theme import colours

_SIZE = 24
SPACED = QSize(20, 16)


def icon(name: str, colour: str | None = None) -> QIcon:
    """The icon of that name; in the text colour, accented where it is checked."""
    shown = colours()
    return _icon(name, colour or shown.text, colour or shown.on_soft, shown.muted)


def pixmap(name: str, size: int, colour: str | None = None) -> QPixmap:
    """A picture of the icon, `size` pixels wide on a screen of any scale."""
    screen = QGuiApplication.primaryScreen()
    ratio = max(1.0, screen.devicePixelRatio() if screen else 1.0)
    picture = _drawn(name, colour or colours().text, size * ratio / _SIZE)
    picture.setDevicePixelRatio(ratio)
    return picture


def spaced_icon(name: str, colour: str | None = None, *, is_after: bool = False) -> QIcon:
    """The icon with room to the words beside it, which buttons set too close; size `SPACED`."""
    shown = colours()
    side = 1.0 if is_after else 0.0
    return _icon(name, colour or shown.text, colour or shown.on_soft, shown.muted, side)


@cache
def _icon(name: str, normal: str, checked: str, disabled: str, side: float = -1) -> QIcon:
    drawn = QIcon()
    states = (
        (normal, QIcon.Mode.Normal, QIcon.State.Off),
        (checked, QIcon.Mode.Normal, QIcon.State.On),
        (disabled, QIcon.Mode.Disabled, QIcon.State.Off),
    )
    scales = _scales()
    for colour, mode, state in states:
        renderer = _renderer(name, colour)
        for scale in scales:
            picture = _rendered(renderer, scale)
            drawn.addPixmap(_with_room(picture, side) if side >= 0 else picture, mode, state)
    return drawn


def _scales() -> list[float]:
    """Those of the screens there are, and one to be made smaller on others that come later."""
    screens = QGuiApplication.screens()
    return sorted({1.0, 2.0, *(screen.devicePixelRatio() for screen in screens)})


def _with_room(picture: QPixmap, side: float) -> QPixmap:
    """Room for a quarter of its width after it (`side` 0) or before it (1)."""
    room = picture.width() // 4
    wide = QPixmap(picture.width() + room, picture.height())
    wide.setDevicePixelRatio(picture.devicePixelRatio())
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(QPointF(side * room / picture.devicePixelRatio(), 0), picture)
    painter.end()
    return wide


def _drawn(name: str, colour: str, scale: float) -> QPixmap:
    return _rendered(_renderer(name, colour), scale)


def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.encode())))


@cache
def _source(name: str) -> bytes:
    return (paths.resources() / "icons" / f"{name}.svg").read_bytes()


def _rendered(renderer: QSvgRenderer, scale: float) -> QPixmap:
    picture = QPixmap(round(_SIZE * scale), round(_SIZE * scale))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture

"""Colours, sizes and the style sheet made from them; the only place that knows a colour."""

from dataclasses import asdict, dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from faceapp import paths

# Distances in pixels, multiples of four: within a control, between controls, around groups, pages.
TIGHT, GAP, WIDE, PAGE = 4, 8, 16, 24


@dataclass(frozen=True)
class Colours:
    """One theme. Text on its ground has a contrast of at least 4.5 : 1 (WCAG 2.2, 1.4.3)."""

    ground: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    on_soft: str
    good: str
    warning: str
    danger: str
    photo_ground: str
    shade: str


LIGHT = Colours(
    ground="#f6f6f8",
    surface="#ffffff",
    raised="#eceef2",
    line="#d9dce3",
    text="#15181e",
    muted="#565d6b",
    accent="#2b59d9",
    on_accent="#ffffff",
    accent_soft="#e3eafd",
    on_soft="#1e46b5",
    good="#17703f",
    warning="#8a5200",
    danger="#b3261e",
    photo_ground="#e4e6eb",
    shade="#00000066",
)
DARK = Colours(
    ground="#131519",
    surface="#1b1e24",
    raised="#262a32",
    line="#363b46",
    text="#eceef2",
    muted="#a6adbb",
    accent="#86a8ff",
    on_accent="#0d1531",
    accent_soft="#27345a",
    on_soft="#c6d5ff",
    good="#6fd39b",
    warning="#f0b35a",
    danger="#ff9288",
    photo_ground="#0c0d10",
    shade="#000000a0",
)
THEMES = ("", "light", "dark")


def is_dark(choice: str) -> bool:
    """Whether the theme `choice` ("" follows the system) is the dark one."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return choice == "dark" or (choice == "" and scheme == Qt.ColorScheme.Dark)


def apply_theme(application: QApplication, choice: str) -> None:
    """Give all windows the palette and the style sheet of a theme."""
    colours = DARK if is_dark(choice) else LIGHT
    application.setProperty("dark", colours is DARK)
    application.setStyle("Fusion")
    application.setPalette(_palette(colours))
    application.setStyleSheet(style_sheet(colours))


def colours() -> Colours:
    """The colours of the theme that is shown."""
    application = QApplication.instance()
    return DARK if application and application.property("dark") else LIGHT


def style_sheet(colours: Colours) -> str:
    """`resources/style/window.qss` with `@name` replaced by the colour of that name."""
    sheet = (paths.resources() / "style" / "window.qss").read_text(encoding="utf-8")
    sheet = sheet.replace("@style", (paths.resources() / "style").as_posix())
    sheet = sheet.replace("@mode", "dark" if colours is DARK else "light")
    for name, value in sorted(asdict(colours).items(), reverse=True):  # accent_soft before accent
        sheet = sheet.replace(f"@{name}", _rgba(value))
    return sheet


def _rgba(value: str) -> str:
    """Qt reads #rrggbbaa as #aarrggbb."""
    return f"#{value[7:]}{value[1:7]}" if len(value) == 9 else value


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.ground,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ToolTipBase: colours.raised,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return palette

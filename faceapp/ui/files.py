"""Files handed to other programs: opened, or shown in their folder."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def file_of(locator: str) -> Path:
    """The file on disk behind a place: the photo, or the archive that it lies in."""
    archive, is_entry, _ = locator.partition(".zip!/")
    return Path(f"{archive}.zip" if is_entry else locator)


def open_file(locator: str) -> bool:
    """Open a photo with the program of the system; False if that does not work."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file_of(locator))))


def show_in_folder(locator: str) -> bool:
    """Show where a photo lies, marked where the system can do that; False if it does not work."""
    path = file_of(locator)
    if not path.exists():
        return False
    if sys.platform == "win32":
        subprocess.Popen(["explorer", "/select,", str(path)])
        return True
    if sys.platform == "darwin":
        subprocess.Popen(["open", "-R", str(path)])
        return True
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

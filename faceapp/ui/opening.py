"""Files shown by other programs: opened, or pointed at in their folder."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QDesktopServices

_FILES = "org.freedesktop.FileManager1"


def open_file(path: Path) -> bool:
    """Open it with the program the system has for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> bool:
    """Open its folder and point at it, or just open the folder where nobody can point."""
    if sys.platform == "win32":
        # One argument with its own quotes: Explorer takes no other form.
        return bool(subprocess.Popen(f'explorer /select,"{path}"'))
    if sys.platform == "darwin":
        return QProcess.startDetached("open", ["-R", str(path)])[0]
    return _pointed_at(path) or open_file(path.parent)


def _pointed_at(path: Path) -> bool:
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    call = QDBusMessage.createMethodCall(
        _FILES, "/org/freedesktop/FileManager1", _FILES, "ShowItems"
    )
    call.setArguments([[QUrl.fromLocalFile(str(path)).toString()], ""])
    return bus.call(call, timeout=2000).type() is QDBusMessage.MessageType.ReplyMessage

"""Where dialogs for files begin: in the folder used last for the same purpose, else in Pictures."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

PHOTOS, SAMPLES, EXPORTS = "photos", "samples", "exports"


def last_folder(memory: QSettings, purpose: str) -> str:
    """The folder to begin in, as Qt wants it."""
    kept = memory.value(_key(purpose), "")
    if isinstance(kept, str) and kept and Path(kept).is_dir():
        return kept
    places = QStandardPaths.StandardLocation
    pictures = QStandardPaths.writableLocation(places.PicturesLocation)
    # Qt would offer the name of a folder that is not there, with a button that cannot be pressed.
    return (
        pictures
        if Path(pictures).is_dir()
        else QStandardPaths.writableLocation(places.HomeLocation)
    )


def remember_folder(memory: QSettings, purpose: str, folder: Path) -> None:
    """Begin there the next time."""
    memory.setValue(_key(purpose), str(folder))


def begin_in_last_folder(dialog: QFileDialog, memory: QSettings, purpose: str) -> None:
    """Let a dialog that is opened later begin there, and remember what is chosen."""
    dialog.setDirectory(last_folder(memory, purpose))
    dialog.fileSelected.connect(partial(_remember_parent, memory, purpose))


def ask_for_folder(parent: QWidget, title: str, memory: QSettings) -> Path | None:
    """A folder with photos; None if nobody chose one."""
    chosen = QFileDialog.getExistingDirectory(parent, title, last_folder(memory, PHOTOS))
    if chosen:
        _remember_parent(memory, PHOTOS, chosen)
    return Path(chosen) if chosen else None


def ask_for_files(parent: QWidget, title: str, memory: QSettings) -> list[Path]:
    """Files with photos; none if nobody chose any."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, last_folder(memory, PHOTOS))
    if chosen:
        _remember_parent(memory, PHOTOS, chosen[0])
    return list(map(Path, chosen))


def _remember_parent(memory: QSettings, purpose: str, chosen: str) -> None:
    remember_folder(memory, purpose, Path(chosen).parent)


def _key(purpose: str) -> str:
    return f"folders/{purpose}"

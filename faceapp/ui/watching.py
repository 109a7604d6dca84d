"""Watched folders of the window: what changes in them is scanned by itself."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from faceapp.core.places import SourceInfo, SourceState
from faceapp.core.watching import FolderWatcher, OpenWatcher, Watching


class WatchedFolders(QObject):
    """`changed` brings folders to scan, `told` comes when one is watched otherwise than before."""

    changed = Signal(list)
    told = Signal()
    _said = Signal(object, object)

    def __init__(self, open_watcher: OpenWatcher, parent: QObject | None = None) -> None:
        """Nothing is watched, and no thread runs, before there is something to watch."""
        super().__init__(parent)
        self._open = open_watcher
        self._watcher: FolderWatcher | None = None
        self._wanted: list[Path] = []
        self._how: dict[str, Watching] = {}
        self._said.connect(self._on_said)

    def how(self, source: SourceInfo) -> Watching | None:
        """How it is watched; None while that is not known."""
        return self._how.get(source.root)

    def follow(self, sources: Sequence[SourceInfo]) -> None:
        """Watch what people want watched."""
        self._wanted = [
            Path(source.root)
            for source in sources
            if source.is_watched and source.state is not SourceState.PAUSED
        ]
        self._how = {root: how for root, how in self._how.items() if Path(root) in self._wanted}
        if self._watcher is None and self._wanted:
            self._watcher = self._open(self._tell_changed, self._tell_how)
        if self._watcher:
            self._watcher.watch(self._wanted)

    def close(self) -> None:
        """End the thread."""
        if self._watcher:
            self._watcher.close()
            self._watcher = None

    # In the thread of the watcher: signals bring it to that of the window.

    def _tell_changed(self, folders: Sequence[Path]) -> None:
        self.changed.emit(list(folders))

    def _tell_how(self, folder: Path, how: Watching) -> None:
        self._said.emit(str(folder), how)

    def _on_said(self, folder: str, how: Watching) -> None:
        if Path(folder) in self._wanted:  # what was told meanwhile of others comes too late
            self._how[folder] = how
            self.told.emit()

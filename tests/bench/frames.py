"""Scrolling, frame by frame: how long each takes, and how much of that is in code of ours."""

import time
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import (
    QAbstractEventDispatcher,
    QAbstractListModel,
    QEvent,
    QEventLoop,
    QObject,
    QSize,
    QTimer,
)
from PySide6.QtGui import QIcon, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QListView

from faceapp.ui.models.gallery_model import GalleryModel
from faceapp.ui.thumbnails import Thumbnails
from faceapp.ui.widgets.photo_grid import PhotoGrid

FRAME_S = 1 / 60
PATIENCE_S = 60
STEP_PX = 120
OURS = (
    (PhotoGrid, "paintEvent scrollContentsBy _on_view_settled _on_thumbnails_loaded"),
    (Thumbnails, "_on_made"),
    (GalleryModel, "_on_page_loaded"),
)


class Painted(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget: QAbstractScrollArea) -> None:
        super().__init__()
        self.count = 0
        self._widget = widget.viewport()
        self._widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        self.count += event.type() == QEvent.Type.Paint
        return False

    def stop(self) -> None:
        self._widget.removeEventFilter(self)


class Ours:
    """Processor seconds spent in methods of ours, called within each other counted once.

    To be made before the window is: Qt keeps what it once called.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._depth = 0
        for kind, names in OURS:
            for name in names.split():
                self._watch(kind, name)

    def _watch(self, kind: type, name: str) -> None:
        method = getattr(kind, name)

        def watched(*given: object) -> object:
            if self._depth:
                return method(*given)
            self._depth, started = 1, time.thread_time()
            try:
                return method(*given)
            finally:
                self._depth = 0
                self.seconds += time.thread_time() - started

        setattr(kind, name, watched)


def until(is_so: Callable[[], bool]) -> float:
    """Process events until it is so, without keeping others from the processor; the seconds."""
    started = time.perf_counter()
    dispatcher = QAbstractEventDispatcher.instance()
    tick = QTimer(interval=20)
    tick.start()
    while not is_so():
        dispatcher.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() - started > PATIENCE_S:
            raise TimeoutError
    tick.stop()
    return time.perf_counter() - started


def frames(
    view: QAbstractScrollArea, count: int, step: int = STEP_PX, ours: Ours | None = None
) -> np.ndarray:
    """(3, count) milliseconds of frames, 60 a second.

    From the move to the end of its painting, the same in processor time of this thread, and
    what methods of ours took from then until the next move.
    """
    painted, bar, taken = Painted(view), view.verticalScrollBar(), []
    for _ in range(count):
        before, seen = ours.seconds if ours else 0.0, painted.count
        started, cpu = time.perf_counter(), time.thread_time()
        bar.setValue(bar.value() + step)
        until(lambda seen=seen: painted.count > seen)
        whole, cpu = time.perf_counter() - started, time.thread_time() - cpu
        while time.perf_counter() - started < FRAME_S:
            QApplication.processEvents()
            time.sleep(0.001)
        taken.append((whole, cpu, (ours.seconds if ours else 0.0) - before))
    painted.stop()
    return 1000 * np.array(taken).T


def bare_list(pixmaps: list[QPixmap], count: int, grid: PhotoGrid) -> QListView:
    """Qt's own list of as many icons, as large and as far apart, all of it in C++."""
    view = QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setLayoutMode(QListView.LayoutMode.Batched)
    view.setUniformItemSizes(True)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setIconSize(QSize(grid.side, grid.side))
    view.setGridSize(QSize(grid.side + 12, grid.side + 12))
    view.resize(grid.size())
    icons = [QIcon(pixmap) for pixmap in pixmaps]
    view.setModel(_items(icons, count, view))
    view.show()
    bar, row = view.verticalScrollBar(), count // (grid.width() // (grid.side + 12))
    until(lambda: bar.maximum() > 0.9 * (row * (grid.side + 12) - grid.height()))
    return view


def _items(icons: list[QIcon], count: int, parent: QObject) -> QAbstractListModel:
    model = QStandardItemModel(parent)
    model.appendColumn([QStandardItem(icons[at % len(icons)], "") for at in range(count)])
    return model

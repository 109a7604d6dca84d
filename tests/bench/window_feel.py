"""What a person waits for in the window of a large library; run in a process of its own."""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from faceapp.app import open_workspace
from faceapp.core.gallery import GalleryFilter
from faceapp.ui.application import open_window
from faceapp.ui.desk import SearchWish
from faceapp.ui.main_window import MainWindow
from faceapp.ui.pages.library import LibraryPage
from faceapp.ui.pages.search import SearchPage
from tests.bench.figures import Figure, at_most
from tests.bench.frames import STEP_PX, Ours, Painted, bare_list, frames, until
from tests.bench.measuring import load, resident_mb

FRAMES, SMALL_FRAMES, TURNS = 300, 20, 10
FILTERS = (
    GalleryFilter(sources=(1,)),
    GalleryFilter(sources=(1, 2)),
    GalleryFilter(faces="one"),
    GalleryFilter(unnamed=True),
    GalleryFilter(),
)
ROUNDS = 5


def feel(data: Path, sample: Path, small: bool) -> list[Figure]:
    """Open the window on a library, and do in it what people do."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    ours = Ours()
    workspace = open_workspace(data)
    workspace.stay_open()
    window = open_window(application, workspace)
    window.show_page("library")  # whatever was shown last
    shown_ms = 1000 * _shown(window)
    page = window.page("library")
    assert isinstance(page, LibraryPage)
    until(lambda: _is_all_there(page))
    figures = [
        at_most("first paint after show", shown_ms, "ms", 150, load()),
        *_scrolling(page, SMALL_FRAMES if small else FRAMES, ours),
        _filtering(page),
    ]
    figures += _searching(window, sample, 2 if small else 20)
    window.close()
    return figures


def _shown(window: MainWindow) -> float:
    content = window.centralWidget()
    assert content is not None
    first = _FirstPaint(content)
    started = time.perf_counter()
    window.show()
    until(lambda: first.is_over)
    return time.perf_counter() - started


class _FirstPaint(QObject):
    """Whether a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.is_over = False
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        self.is_over = self.is_over or event.type() == QEvent.Type.Paint
        return False


def _is_all_there(page: LibraryPage) -> bool:
    """Whether every tile in sight has its picture, and nothing is on its way."""
    if not page.is_settled or page.desk.questions.is_busy or not len(page._model.ids):
        return False
    tiles = [page._model.tile(row) for row in range(*page.grid._rows_in_sight())]
    return all(tile and page._thumbnails.known(tile, page.grid.side)[1] for tile in tiles)


def _scrolling(page: LibraryPage, count: int, ours: Ours) -> list[Figure]:
    """Downwards through what was never seen, then the same way among what is there."""
    fresh = frames(page.grid, count, ours=ours)
    _back_to_the_top(page)
    again = frames(page.grid, count, ours=ours)
    for _ in range(4):  # until as many pictures are kept as may be
        frames(page.grid, count, 6 * STEP_PX)
    until(lambda: _is_all_there(page))
    memory, photos = resident_mb(), len(page._model.ids)
    _back_to_the_top(page)
    mine, bare = _beside_a_bare_list(page, count)
    wall, processor = (_p(mine[at], 99) / _p(bare[at], 99) for at in (0, 1))
    said = [f"bare {_of(bare[at])}, ours {_of(mine[at])} ms" for at in (0, 1)]
    said[0] += f", ours while pictures come {_of(fresh[0])}; {load()}"
    return [
        at_most("own time of a frame, p99", _p(again[2], 99), "ms", 5, _of(again[2])),
        at_most("the same while pictures come", _p(fresh[2], 99), "ms", 5, _of(fresh[2])),
        at_most("frame p99 over that of a bare QListView", wall, "times", 1.2, said[0]),
        at_most("the same in processor time", processor, "times", 1.2, said[1]),
        at_most(f"memory with {photos:,} photos shown", memory, "MB", 400, "without Milvus"),
    ]


def _back_to_the_top(page: LibraryPage) -> None:
    until(lambda: _is_all_there(page))
    page.grid.verticalScrollBar().setValue(0)
    until(lambda: _is_all_there(page))


def _beside_a_bare_list(page: LibraryPage, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Frames of both in turns, so that other work of the machine meets both.

    Down and up again, where all pictures are there.
    """
    kept = [pixmap for _, pixmap in list(page._thumbnails._kept.values())[:300]]
    view = bare_list(kept, len(page._model.ids), page.grid)
    for step in (STEP_PX, -STEP_PX):
        for each in (view, page.grid):
            frames(each, count // TURNS, step)
    until(lambda: _is_all_there(page))
    mine, bare = [], []
    for turn in range(TURNS):
        step = -STEP_PX if turn % 2 else STEP_PX
        mine.append(frames(page.grid, count // TURNS, step))
        bare.append(frames(view, count // TURNS, step))
    view.close()
    view.deleteLater()
    return np.hstack(mine), np.hstack(bare)


def _filtering(page: LibraryPage) -> Figure:
    """From a chip to the new photos painted."""
    painted, times = Painted(page.grid), []
    for wanted in FILTERS * ROUNDS:
        started = time.perf_counter()
        page.bar.wanted.emit(wanted)
        until(lambda: page._question is None)
        seen = painted.count
        page.grid.viewport().update()
        until(lambda seen=seen: painted.count > seen)
        times.append(1000 * (time.perf_counter() - started))
        until(lambda: _is_all_there(page))
    painted.stop()
    first, rest = times[: len(FILTERS)], times[len(FILTERS) :]
    beside = f"p50 {_p(rest, 50):.1f}; the first time each {max(first):.1f} at most; {load()}"
    return at_most("filter chip to repaint, p95", _p(rest, 95), "ms", 100, beside)


def _searching(window: MainWindow, sample: Path, rounds: int) -> list[Figure]:
    page = window.page("search")
    assert isinstance(page, SearchPage)
    window.show_page("search")
    until(lambda: window.desk.workspace.sample_search.is_warm)
    until(lambda: not window.desk.questions.is_busy)
    times = [1000 * _found(page, sample) for _ in range(rounds + 1)]
    found = page.results.model.rowCount()
    without = resident_mb()
    page._on_compare_pressed()  # opens the durable index
    until(lambda: not window.desk.questions.is_busy)
    beside = f"p50 {_p(times[1:], 50):.0f}, the first {times[0]:.0f}; {found} found; {load()}"
    return [
        at_most("sample to first results, p95", _p(times[1:], 95), "ms", 300, beside),
        Figure(
            "memory after searches", without, "MB", f"with the durable index {resident_mb():.0f} MB"
        ),
    ]


def _found(page: SearchPage, sample: Path) -> float:
    """From the drop to the first paint of results."""
    page.results.clear()
    painted = Painted(page.results.grid)
    started = time.perf_counter()
    page.search(SearchWish(paths=[sample]))
    until(lambda: page._reading is None and page.results.model.rowCount() > 0)
    seen = painted.count
    until(lambda: painted.count > seen)
    seconds = time.perf_counter() - started
    painted.stop()
    until(lambda: not page.desk.questions.is_busy)
    return seconds


def _of(values: np.ndarray) -> str:
    return f"p50 {_p(values, 50):.1f}, p99 {_p(values, 99):.1f}"


def _p(values: np.ndarray | list[float], percent: float) -> float:
    return float(np.percentile(values, percent))

"""How late the event loop of the window is: a 5 ms timer, idle and while a scan runs."""

import time
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QObject, Qt, QTimer

TICK_MS = 5


class Lateness(QObject):
    """Collects how many milliseconds late each tick comes, while `during` is true."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._last = 0.0
        self._late: list[float] = []

    def during(self, is_so: Callable[[], bool]) -> np.ndarray:
        self._late = []
        self._last = time.perf_counter()
        self._timer.start()
        dispatcher = QAbstractEventDispatcher.instance()
        while is_so():
            dispatcher.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._timer.stop()
        return np.array(self._late)

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self._late.append(max(0.0, 1000 * (now - self._last) - TICK_MS))
        self._last = now

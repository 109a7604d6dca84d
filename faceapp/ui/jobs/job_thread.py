"""The only QThread: runs `job(token, report)` and tells the window how it goes."""

from collections.abc import Callable
from typing import Any

from loguru import logger
from PySide6.QtCore import QObject, QThread, QTimer, Signal

from faceapp.core.errors import Code, FaceAppError, FatalError
from faceapp.core.jobs import Cancelled, CancelToken, Progress, Report

Work = Callable[[CancelToken, Report], Any]
_SHOWN_EVERY_MS = 50


class JobThread(QThread):
    """Keep it until `finished`; `token` cancels and pauses it."""

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, work: Work, parent: QObject) -> None:
        """Nothing runs before `start`."""
        super().__init__(parent)
        self.token = CancelToken()
        self._work = work
        self._latest: Progress | None = None
        self._shown: Progress | None = None
        # The thread only stores the latest value: a signal for each would flood the window.
        self._timer = QTimer(self, interval=_SHOWN_EVERY_MS)
        self._timer.timeout.connect(self._show)
        self.started.connect(self._timer.start)
        self.finished.connect(self._timer.stop)

    def run(self) -> None:
        """The job, in the thread; everything that can go wrong ends in one of the signals."""
        try:
            result = self._work(self.token, self._keep)
        except Cancelled:
            self.stopped.emit()
        except FaceAppError as error:
            self.failed.emit(error)
        except Exception:  # noqa: BLE001  a bug must not end the window
            logger.exception("bug")
            self.failed.emit(FatalError(Code.BUG))
        else:
            self._show()
            self.succeeded.emit(result)

    def _keep(self, progress: Progress) -> None:
        self._latest = progress

    def _show(self) -> None:
        if self._latest is not self._shown:
            self._shown = self._latest
            self.progressed.emit(self._shown)

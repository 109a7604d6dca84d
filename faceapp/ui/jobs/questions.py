"""Short work off the window's thread: a query, a decode; the answer comes back as a signal."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from loguru import logger
from PySide6.QtCore import QObject, Qt, Signal

from faceapp.core.errors import Code, FaceAppError, FatalError


class Question(QObject):
    """One piece of work; `drop` it when its answer is no longer wanted."""

    answered = Signal(object)
    failed = Signal(object)

    def drop(self) -> None:
        """Tell nobody, and do not begin if it has not begun; one that was answered is gone."""
        self._is_dropped = True
        with suppress(RuntimeError):  # Qt has deleted it
            self.blockSignals(True)

    def __init__(self, work: Callable[[], Any], parent: QObject) -> None:
        """Take the work; `run` does it."""
        super().__init__(parent)
        self._work = work
        self._is_dropped = False

    def run(self) -> None:
        """Do the work, in a worker."""
        if self._is_dropped:
            return
        try:
            answer = self._work()
        except FaceAppError as error:
            self.failed.emit(error)
        except Exception:  # noqa: BLE001  a bug must not end the window
            logger.exception("bug")
            self.failed.emit(FatalError(Code.BUG))
        else:
            self.answered.emit(answer)


class Questions(QObject):
    """Answers questions with a few threads; `close` before the window goes."""

    _finished = Signal(object)

    def __init__(self, threads: int, parent: QObject | None = None) -> None:
        """Begin with no thread; they come with the questions."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="question")
        self._finished.connect(self._on_question_finished, Qt.ConnectionType.QueuedConnection)
        self._open = 0

    def ask(
        self,
        work: Callable[[], Any],
        answered: Callable[[Any], None],
        failed: Callable[[FaceAppError], None],
    ) -> Question:
        """Call `answered` or `failed` later, on the window's thread.

        Both must be methods of a QObject that lives there: anything else would be called in the
        worker. When their object is deleted, nobody is called.
        """
        question = Question(work, self)
        self._open += 1
        question.answered.connect(answered, Qt.ConnectionType.QueuedConnection)
        question.failed.connect(failed, Qt.ConnectionType.QueuedConnection)
        self._pool.submit(self._run, question)
        return question

    @property
    def is_busy(self) -> bool:
        """Whether something asked has no answer yet."""
        return self._open > 0

    def close(self) -> None:
        """Begin nothing more and wait for what runs."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, question: Question) -> None:
        question.run()
        self._finished.emit(question)

    def _on_question_finished(self, question: Question) -> None:
        self._open -= 1
        question.deleteLater()

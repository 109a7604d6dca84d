"""Short work off the window's thread: a query, a decode; the answer comes back to a method."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from loguru import logger
from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from faceapp.core.errors import Code, FaceAppError, FatalError

Answered = Callable[[Any], None]
Failed = Callable[[FaceAppError], None]


class Question(QObject):
    """One piece of work; `drop` it when its answer is no longer wanted."""

    over = Signal(QObject)
    _done = Signal(object)

    def __init__(self, work: Callable[[], Any], answered: Answered, failed: Failed) -> None:
        """Take the work and whom to tell; `run` does it, in a worker."""
        super().__init__()
        self.is_dropped = False
        self._work = work
        self._answered, self._failed = answered, failed
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def drop(self) -> None:
        """Tell nobody, and do not begin if it has not begun."""
        self.is_dropped = True

    def run(self) -> None:
        """Do the work; whoever asked hears of it in the thread of the window."""
        try:
            answer = None if self.is_dropped else self._work()
        except FaceAppError as error:
            answer = error
        except Exception:  # noqa: BLE001  a bug must not end the window
            logger.exception("bug")
            answer = FatalError(Code.BUG)
        self._done.emit(answer)

    def _on_done(self, answer: object) -> None:
        tell = self._failed if isinstance(answer, FaceAppError) else self._answered
        listener = getattr(tell, "__self__", None)
        is_gone = isinstance(listener, QObject) and not isValid(listener)
        if not self.is_dropped and not is_gone:
            tell(answer)
        self.over.emit(self)


class Questions(QObject):
    """Answers questions with a few threads; `close` before the window goes."""

    def __init__(self, threads: int, parent: QObject | None = None) -> None:
        """Begin with no thread; they come with the questions."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="question")
        self._open: set[Question] = set()
        self._is_closed = False

    @property
    def is_busy(self) -> bool:
        """Whether something asked has no answer yet."""
        return bool(self._open)

    def ask(self, work: Callable[[], Any], answered: Answered, failed: Failed) -> Question:
        """Call `answered` or `failed` later, in the thread of the window.

        Nobody is called when their QObject was deleted meanwhile, or after `close`.
        """
        question = Question(work, answered, failed)
        if self._is_closed:
            return question
        self._open.add(question)
        question.over.connect(self._on_question_over)
        self._pool.submit(question.run)
        return question

    def _on_question_over(self, question: Question) -> None:
        self._open.discard(question)

    def close(self) -> None:
        """Begin nothing more and wait for what runs."""
        self._is_closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

"""Short work off the window's thread: a query, a decode; the answer comes back to a method."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from loguru import logger
from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from faceapp.core.errors import Code, FaceAppError, FatalError

_SLOW_THREADS = 2

Answered = Callable[[Any], None]
Failed = Callable[[FaceAppError], None]


class Question:
    """One piece of work, and whom to tell; `drop` it when its answer is no longer wanted.

    No QObject: a worker may be the last to let go of it, and Qt's must die in their own thread.
    """

    def __init__(self, work: Callable[[], Any], answered: Answered, failed: Failed) -> None:
        """Take the work and two methods."""
        self._work = work
        self._answered, self._failed = answered, failed
        self._is_dropped = False

    def drop(self) -> None:
        """Tell nobody, and do not begin if it has not begun."""
        self._is_dropped = True

    def find(self) -> object:
        """The answer, or the error that stands for it; called in a worker."""
        try:
            return None if self._is_dropped else self._work()
        except FaceAppError as error:
            return error
        except Exception:  # noqa: BLE001  a bug must not end the window
            logger.exception("bug")
            return FatalError(Code.BUG)

    def tell(self, answer: object) -> None:
        """Hand the answer over, in the thread of the window, if somebody still listens."""
        tell = self._failed if isinstance(answer, FaceAppError) else self._answered
        listener = getattr(tell, "__self__", None)
        is_gone = isinstance(listener, QObject) and not isValid(listener)
        if not self._is_dropped and not is_gone:
            tell(answer)


class Questions(QObject):
    """Answers questions with a few threads; `close` before the window goes."""

    _found = Signal(object, object)

    def __init__(self, threads: int, parent: QObject | None = None) -> None:
        """Begin with no thread; they come with the questions."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="question")
        self._slow_pool = ThreadPoolExecutor(_SLOW_THREADS, thread_name_prefix="slow-question")
        self._open = 0
        self._is_closed = False
        self._found.connect(self._on_answer_found, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether something asked has no answer yet."""
        return self._open > 0

    def ask(
        self, work: Callable[[], Any], answered: Answered, failed: Failed, *, is_slow: bool = False
    ) -> Question:
        """Call `answered` or `failed` later, in the thread of the window.

        Nobody is called when their QObject was deleted meanwhile, nor after `close`. What may wait
        for the network `is_slow`: other questions do not wait for it.
        """
        question = Question(work, answered, failed)
        if self._is_closed:  # a page that is about to go may still ask
            return question
        self._open += 1
        (self._slow_pool if is_slow else self._pool).submit(self._answer, question)
        return question

    def close(self) -> None:
        """Begin nothing more and wait for what runs."""
        self._is_closed = True
        for pool in (self._pool, self._slow_pool):
            pool.shutdown(wait=True, cancel_futures=True)

    def _answer(self, question: Question) -> None:
        self._found.emit(question, question.find())

    def _on_answer_found(self, question: Question, answer: object) -> None:
        self._open -= 1
        question.tell(answer)

"""Review: one question at a time about who somebody is, answered by single keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from faceapp.core.errors import FaceAppError
from faceapp.core.jobs import Changes
from faceapp.core.review import Asks, Question, Settled
from faceapp.services.review import Review
from faceapp.ui.desk import Desk, View
from faceapp.ui.face_covers import FaceCovers
from faceapp.ui.jobs import questions
from faceapp.ui.letters import command_of, typed
from faceapp.ui.pages.review_board import ReviewBoard
from faceapp.ui.pictures import qimage, relative

_ALL = Changes(photos=True, faces=True, people=True)
_CONTEXT_PX = 640
_UNDO = QKeySequence.StandardKey.Undo
_KEYS = {"y": "yes", "n": "no", "d": "not_faces", "h": "hide"}


@dataclass(frozen=True)
class Step:
    """What an answer did, and what is asked next; `undone` says that one was taken back."""

    question: Question | None
    choices: Sequence[str]
    settled: Settled | None = None
    undone: bool | None = None


@dataclass(frozen=True)
class Context:
    """Where a face is: its photo, small, and the box as shares of it."""

    face: int
    photo: int
    image: QImage
    box: QRectF


class ReviewView(QWidget):
    """Holds a review while it is looked at; all of it works in the threads of questions."""

    left = Signal()

    def __init__(self, desk: Desk, covers: FaceCovers) -> None:
        """Ask nothing before `begin`."""
        super().__init__()
        self._desk, self._covers = desk, covers
        self._is_open = False
        self._review: Review | None = None
        self.question: Question | None = None
        self._context: Context | None = None
        self._asked: questions.Question | None = None
        self._pictures: Sequence[questions.Question] = ()
        self._undo_waits = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Review"))
        self.board = ReviewBoard(self)
        self._connect()

    def begin(self) -> None:
        """Read everything, then ask the first question."""
        self._drop()
        self._is_open = True
        self._review = self.question = None
        self._undo_waits = False
        self.board.tell_preparing()
        self._ask(partial(_begun, self._desk), self._on_begun)

    def leave(self) -> None:
        """Let go of what was read; an answer that is under way is still told to the others."""
        self._undo_waits = False
        self._is_open = False
        self._review = self.question = None
        self.left.emit()

    @property
    def is_busy(self) -> bool:
        """Whether an answer is under way."""
        return self._asked is not None

    # -- keys

    def event(self, event: QEvent) -> bool:
        """Keys of the window that mean something else here."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.matches(_UNDO):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Answer; a key that is held down answers once."""
        letter = command_of(event)
        if event.isAutoRepeat():
            event.accept()
        elif event.matches(_UNDO):
            self.undo()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() == Qt.Key.Key_Space:
            self.skip()
        elif letter in _KEYS and self._means(letter):
            self.answer(_KEYS[letter])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin_naming("")
        elif text := typed(event):
            self.begin_naming(text)
        else:
            super().keyPressEvent(event)

    def _means(self, letter: str) -> bool:
        """Whether a letter is an answer to what is asked, not the beginning of a name."""
        asks = self.question.asks if self.question else Asks.IS
        if asks is Asks.WHO:
            return letter in "dh"
        return asks is Asks.IS or letter in "yn"

    # -- answers

    def answer(self, name: str) -> None:
        """Answer by one of the methods of a review: yes, no, not_faces, hide."""
        self._act(partial(_answered, name=name))

    def skip(self) -> None:
        """Ask this later."""
        self._act(_skipped)

    def undo(self) -> None:
        """Take the last answer back, also one that is under way."""
        self._undo_waits = self.is_busy
        self._act(_undone)

    def name(self, name: str) -> None:
        """They are called so."""
        self.setFocus()
        if name:
            self._act(partial(_named, name=name))

    def begin_naming(self, text: str) -> None:
        """Type a name, where the question is about faces."""
        if self.question and self.question.asks is not Asks.SAME:
            self.board.field.begin("", typed=text)

    def _on_field_left(self) -> None:
        if self.board.field.hasFocus():  # else Tab went on from there
            self.setFocus()

    def _act(self, step: Callable[[Review], Step]) -> None:
        """Nothing while an answer is under way: nobody has seen what is asked next."""
        if self._review is not None and not self.is_busy:
            self._ask(partial(step, self._review), self._on_step)

    # -- inside

    def _connect(self) -> None:
        board = self.board
        board.back_wanted.connect(self.leave)
        board.answered.connect(self.answer)
        board.skip_wanted.connect(self.skip)
        board.undo_wanted.connect(self.undo)
        board.field.named.connect(self.name)
        board.field.left.connect(self._on_field_left)
        board.context.pressed.connect(self._on_context_pressed)

    def _ask(
        self,
        work: Callable[[], object],
        answered: Callable[..., None],
        failed: Callable[[FaceAppError], None] | None = None,
    ) -> None:
        self._asked = self._desk.ask(work, answered, failed or self._on_failed)

    def _drop(self) -> None:
        if self._asked:
            self._asked.drop()
            self._asked = None

    def _on_begun(self, begun: tuple[Review, Step]) -> None:
        self._asked = None
        if self._is_open:
            self._review = begun[0]
            self._on_step(begun[1])

    def _on_step(self, step: Step) -> None:
        self._asked = None
        if step.settled or step.undone:
            self._desk.announce(_ALL)
        if not self._is_open:
            return
        self.question = step.question
        self.board.tell_settled(step.settled, step.undone)
        self.board.field.set_names(step.choices)
        self._show()
        if self._undo_waits:
            self.undo()

    def _on_failed(self, error: FaceAppError) -> None:
        self._asked = None
        self._undo_waits = False
        if not self._is_open:
            return
        if self._review is None:
            self.board.tell_failure(
                self.tr("The review could not begin"), self._desk.explain(error)
            )
        else:
            self._desk.tell_failure(error)
            self._ask(partial(_asked, self._review), self._on_step, self._on_stuck)

    def _on_stuck(self, error: FaceAppError) -> None:
        """Not even the question can be asked again."""
        self._asked = self._review = self.question = None
        if self._is_open:
            self.board.tell_failure(
                self.tr("The review could not go on"), self._desk.explain(error)
            )

    def _show(self) -> None:
        question = self.question
        self._context = None
        if question is None:
            self.board.tell_done()
            return
        self.board.show_question(question)
        self._want_pictures(question)

    def _want_pictures(self, question: Question) -> None:
        """Two threads at most: one stays free for the next answer, which makes these outdated."""
        for old in self._pictures:
            old.drop()
        large, small = self.board.sides()
        first = partial(self._covers.make_all, large)
        rest = partial(_rest, self._desk, self._covers, small, question.faces[0])
        self._pictures = (
            self._desk.ask(first, self._on_pictures_made),
            self._desk.ask(rest, self._on_rest_made),
        )

    def _on_pictures_made(self, pictures: dict[int, QImage]) -> None:
        self.board.show_pictures(pictures)

    def _on_rest_made(self, made: tuple[dict[int, QImage], Context | None]) -> None:
        pictures, context = made
        self.board.show_pictures(pictures)
        if context and self.question and context.face == self.question.faces[0]:
            self._context = context
            self.board.context.show_image(context.image, context.box)

    def _on_context_pressed(self) -> None:
        if self._context:
            self._desk.view_wanted.emit(View([self._context.photo], 0, self._context.face))


def _begun(desk: Desk) -> tuple[Review, Step]:
    review = desk.workspace.review()
    return review, _asked(review)


def _asked(review: Review) -> Step:
    question = review.question()
    return Step(question, review.choices())


def _answered(review: Review, name: str) -> Step:
    settled = getattr(review, name)()
    return Step(review.question(), review.choices(), settled)


def _named(review: Review, name: str) -> Step:
    settled = review.name(name)
    return Step(review.question(), review.choices(), settled)


def _skipped(review: Review) -> Step:
    review.skip()
    return _asked(review)


def _undone(review: Review) -> Step:
    undone = review.undo()
    return Step(review.question(), review.choices(), undone=undone)


def _rest(
    desk: Desk, covers: FaceCovers, small: dict[int, int], number: int
) -> tuple[dict[int, QImage], Context | None]:
    context = _context(desk, number)
    return covers.make_all(small), context


def _context(desk: Desk, number: int) -> Context | None:
    service = desk.workspace.sample_search
    face = service.rows([number]).get(number)
    pixels = service.pictures.photo(face, _CONTEXT_PX) if face else None
    if face is None or pixels is None:
        return None
    box = relative(face.info.box, face.width, face.height)
    return Context(number, face.info.photo_id, qimage(pixels), box)

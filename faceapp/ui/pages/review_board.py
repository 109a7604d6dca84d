"""What a review shows: the faces in question, the question, who it may be, the answers."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from faceapp.core.people import PersonTile
from faceapp.core.review import Asks, Candidate, Question, Settled
from faceapp.services.drafting import Named
from faceapp.ui.decision_words import quoted, title_of
from faceapp.ui.language import number
from faceapp.ui.theme import GAP, PAGE, WIDE
from faceapp.ui.widgets.blank import Blank
from faceapp.ui.widgets.face_strip import FaceStrip, Picture
from faceapp.ui.widgets.labels import button, card, icon_button, label, set_kind, symbol_button
from faceapp.ui.widgets.name_field import NameField

# In pixels: the least and the most a large face takes; what is above and below, and beside two.
_LEAST, _MOST = 176, 560
_AROUND, _BESIDE = 292, 224
_ASKED_SHARE, _ASKED_LEAST = 1.1, 216
# Below this per cent, whom a face is most like helps nobody.
_WORTH_TELLING = 35.0


class ReviewBoard(QWidget):
    """Knows no review: it shows what it is given and tells what was pressed."""

    back_wanted = Signal()
    answered = Signal(str)
    skip_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Fill `parent`."""
        super().__init__(parent)
        self._answers = 0
        self.others = FaceStrip()
        self.candidate = FaceStrip()
        self.context = Picture(self.tr("The photo"))
        self.context.setToolTip(self.tr("Open the photo"))
        self.context.setCursor(Qt.CursorShape.PointingHandCursor)
        self._somebody_else = self.tr("Somebody else: type the name")
        self.field = NameField(self._somebody_else)
        self.asked = label(kind="big", wraps=True)
        self.facts = label(kind="muted", wraps=True)
        self.told = label()
        self.left = label(kind="muted")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(self.tr("Answered"))
        self._blank = Blank()
        self._build(parent)

    # -- building

    def _build(self, parent: QWidget) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self._made_card())
        self._stack.addWidget(self._blank)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, 0, PAGE, PAGE)
        column.setSpacing(WIDE)
        column.addLayout(self._made_head())
        column.addWidget(self._stack, 1)
        outer = QVBoxLayout(parent)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self)

    def _made_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(WIDE)
        back = icon_button("arrow-left", self.tr("All people (Esc)"), self.back_wanted.emit)
        back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(back)
        row.addWidget(self.left)
        row.addWidget(self._bar, 1)
        undo = self.tr("Undo")
        self._undo = _focused_by_tab(
            symbol_button(f"{undo}  ·  Ctrl+Z", self.undo_wanted.emit, "link", symbol="undo-2")
        )
        row.addWidget(self.told)
        row.addWidget(self._undo)
        return row

    def _made_card(self) -> QWidget:
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(GAP, PAGE, GAP, PAGE)
        inside.setSpacing(WIDE)
        row = QHBoxLayout()
        row.setSpacing(PAGE)
        row.addStretch(1)
        row.addWidget(self.others)
        row.addWidget(self._made_middle())
        row.addWidget(self.candidate)
        row.addStretch(1)
        inside.addStretch(1)
        inside.addLayout(row)
        inside.addLayout(self._made_answers())
        inside.addStretch(1)
        return frame

    def _made_middle(self) -> QWidget:
        self._middle = middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.asked.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.asked)
        column.addWidget(self.facts)
        column.addStretch(1)
        column.addWidget(self.context, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.field)
        return middle

    def _made_answers(self) -> QHBoxLayout:
        self._yes = self._answer("check", self.tr("Yes"), "Y", "yes", "primary")
        self._no = self._answer("x", self.tr("No"), "N", "no")
        skip, space = self.tr("Skip"), self.tr("Space")
        self._skip = _focused_by_tab(button(f"{skip}  ·  {space}", self.skip_wanted.emit))
        self._none = self._answer("user-x", self.tr("Not a face"), "D", "not_faces")
        self._hide = self._answer("eye-off", self.tr("Hide"), "H", "hide")
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addStretch(1)
        for part in (self._yes, self._no, self._skip, self._none, self._hide):
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _answer(self, symbol: str, text: str, key: str, name: str, kind: str = "") -> QPushButton:
        said = f"{text}  ·  {key}"
        made = symbol_button(said, lambda: self.answered.emit(name), kind, symbol=symbol)
        return _focused_by_tab(made)

    # -- showing

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Make the faces as large as the window allows."""
        super().resizeEvent(event)
        wide = (self.width() - _BESIDE) / (2 + _ASKED_SHARE)
        side = round(max(_LEAST, min(_MOST, self.height() - _AROUND, wide)))
        for strip in (self.others, self.candidate):
            strip.set_side(side)
        asked = max(_ASKED_LEAST, round(side * _ASKED_SHARE))
        self._middle.setFixedWidth(asked)
        self.context.setFixedSize(asked, round(side * 0.66))

    def show_question(self, question: Question) -> None:
        """Ask; pictures come later."""
        is_same = question.asks is Asks.SAME
        candidate = question.candidate if question.asks is not Asks.WHO else None
        self._stack.setCurrentIndex(0)
        self.asked.setText(self._said(question))
        self.facts.setText("\n".join(self._said_facts(question)))
        other = question.other
        self.others.show_faces(
            question.faces,
            title_of(other) if other else "",
            self.tr("%n face(s)", "", other.faces if other else len(question.faces)),
            other.faces if other else len(question.faces),
        )
        self.candidate.setVisible(candidate is not None)
        if candidate:
            self._show_candidate(candidate)
        self.context.show_image(None)
        self.context.setVisible(not is_same)
        self.field.setVisible(not is_same)
        self.field.clear()
        self.field.setPlaceholderText(
            self.tr("Type the name") if question.asks is Asks.WHO else self._somebody_else
        )
        self._yes.setVisible(question.asks is not Asks.WHO)
        self._no.setVisible(question.asks is not Asks.WHO)
        self._none.setVisible(not is_same)
        self._hide.setVisible(not is_same)
        self._show_left(question.left)

    def sides(self) -> tuple[dict[int, int], dict[int, int]]:
        """How many device pixels the pictures of large faces, and of small ones, should have."""
        ratio = self.devicePixelRatioF()
        strips = [strip for strip in (self.others, self.candidate) if not strip.isHidden()]
        large, small = {}, {}
        for strip in strips:
            large |= strip.large_side(ratio)
            small |= strip.small_sides(ratio)
        return large, {face: side for face, side in small.items() if face not in large}

    def show_pictures(self, pictures: Mapping[int, QImage]) -> None:
        """Show those that have come."""
        self.others.show_pictures(pictures)
        self.candidate.show_pictures(pictures)

    def tell_settled(self, settled: Settled | None, undone: bool | None) -> None:
        """What the last answer did."""
        if settled:
            self._answers = settled.answers
            set_kind(self.told, "good" if settled.confirmed else "muted")
            self.told.setText(self._said_settled(settled))
        elif undone:
            self._answers = max(0, self._answers - 1)
            set_kind(self.told, "muted")
            self.told.setText(self.tr("The last answer was taken back."))
        elif undone is not None:
            set_kind(self.told, "muted")
            self.told.setText(self.tr("There is no answer to take back."))
        else:
            self.told.setText("")

    def tell_preparing(self) -> None:
        """Everything is being read."""
        self._answers = 0
        self.told.setText("")
        self.left.setText("")
        self._bar.setRange(0, 0)
        text = self.tr("The questions that settle most come first.")
        self._tell("hourglass", self.tr("Preparing the questions…"), text)

    def tell_done(self) -> None:
        """There is nothing to ask."""
        self._show_left(0)
        answered = self.tr("%n answer(s) given.", "", self._answers) if self._answers else ""
        back = button(self.tr("All people"), self.back_wanted.emit, "primary")
        self._tell("circle-check", self.tr("There are no more questions"), answered, back)

    def tell_failure(self, heading: str, text: str) -> None:
        """It could not begin, or go on."""
        self._bar.setRange(0, 1)
        back = button(self.tr("All people"), self.back_wanted.emit, "primary")
        self._tell("triangle-alert", heading, text, back)

    def _tell(self, symbol: str, heading: str, text: str, *buttons: QPushButton) -> None:
        self._blank.tell(symbol, heading, text, *buttons)
        self._stack.setCurrentWidget(self._blank)

    def _show_candidate(self, candidate: Candidate) -> None:
        tile = candidate.tile
        self.candidate.show_faces(
            candidate.faces,
            title_of(tile),
            self.tr("%n face(s) confirmed", "", tile.faces),
            tile.faces,
        )

    def _show_left(self, left: int) -> None:
        self.left.setText(self.tr("%n question(s) left", "", left))
        self._bar.setRange(0, max(1, self._answers + left))
        self._bar.setValue(self._answers)

    # -- words

    def _said(self, question: Question) -> str:
        tile = question.candidate.tile if question.candidate else None
        if question.asks is Asks.IS and tile:
            return self.tr("Is this %1?").replace("%1", _called(tile))
        if question.asks is Asks.SAME and tile and question.other:
            text = self.tr("Are %1 and %2 one person?").replace("%1", _called(question.other))
            return text.replace("%2", _called(tile))
        return self.tr("Who is this?")

    def _said_facts(self, question: Question) -> list[str]:
        facts = []
        if question.candidate and question.asks is not Asks.WHO:
            facts.append(self.tr("%1 % alike").replace("%1", _percent(question.candidate)))
        is_who = question.asks is Asks.WHO
        likely = question.candidate if is_who else question.runner_up
        if likely and likely.percent >= _WORTH_TELLING:
            text = self.tr("Most like %1, %2 %") if is_who else self.tr("Next: %1, %2 %")
            facts.append(text.replace("%1", title_of(likely.tile)).replace("%2", _percent(likely)))
        if question.settles > 1:
            facts.append(self.tr("The answer settles %n face(s)", "", question.settles))
        return facts

    def _said_settled(self, settled: Settled) -> str:
        parts = []
        if settled.confirmed:
            parts.append(self.tr("+%n face(s)", "", settled.confirmed))
        if settled.guessed:
            parts.append(self.tr("%n more guessed", "", settled.guessed))
        if settled.name:
            parts.insert(0, settled.name)
        if settled.refused:
            parts.append(self.tr("%n face(s) refused", "", settled.refused))
        return "  ·  ".join(parts)


def _focused_by_tab(made: QPushButton) -> QPushButton:
    """A click leaves the keyboard where the answers are typed."""
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def _called(tile: PersonTile) -> str:
    return quoted(Named(tile.name, tile.who))


def _percent(candidate: Candidate) -> str:
    return number(candidate.percent, 0)

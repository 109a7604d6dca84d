"""A review by keys on a library of painted people: what is asked, answered, taken back."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from faceapp.core.errors import Code, FatalError
from faceapp.core.review import Asks, Candidate, Question
from faceapp.services.library import PhotoFilter
from faceapp.ui.main_window import MainWindow
from faceapp.ui.models.faces import State
from faceapp.ui.pages.people import PeoplePage

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def named(painted: MainWindow) -> dict[str, int]:
    """Faces by the file they are on, the first of each; Anna has a name on two of them."""
    workspace = painted.desk.workspace
    photos = {photo.path.rsplit("/", 1)[1]: photo.id for photo in _photos(painted)}
    engine = workspace.answering.engine
    faces = {file: workspace.details.get(number, engine).faces for file, number in photos.items()}
    first = {
        file: min(found, key=lambda face: face.box.x).id for file, found in faces.items() if found
    }
    workspace.decisions.name_faces([first["a.png"], first["e.png"]], "Anna")
    return first


def _photos(window: MainWindow) -> list:
    return window.desk.workspace.library.photos(PhotoFilter(), None)[0]


@pytest.fixture
def page(painted: MainWindow, named: dict[str, int], qtbot) -> PeoplePage:
    """The page, with the first question."""
    painted.resize(1280, 800)
    painted.show_page("people")
    shown = painted.page("people")
    qtbot.waitUntil(lambda: not painted.desk.questions.is_busy)
    painted.activateWindow()
    shown._on_review_wanted()
    settle(qtbot, shown)
    return shown


def settle(qtbot, page: PeoplePage) -> None:
    def is_quiet() -> bool:
        return not page.review.is_busy and not page.desk.questions.is_busy

    qtbot.waitUntil(is_quiet)


def press(qtbot, page: PeoplePage, key, modifiers=NONE) -> None:
    qtbot.keyClick(page.review, key, modifiers)
    settle(qtbot, page)


def asked(page: PeoplePage) -> tuple[Asks, tuple[int, ...]]:
    question = page.review.question
    return (question.asks, tuple(question.faces)) if question else (None, ())


def owner(page: PeoplePage, face: int) -> str | None:
    return page.desk.workspace.sample_search.rows([face])[face].info.person


def test_the_likeliest_question_comes_first_with_both_faces(page, named):
    assert page.review.question.asks is Asks.IS
    assert page.review.board.asked.text() == "Is this Anna?"
    assert page.review.board.candidate.isVisible()
    assert page.review.board.context._picture is not None
    assert page.review.board.others.large._picture is not None
    assert page.review.hasFocus()


def test_y_confirms_and_tells_what_it_settled(page, qtbot):
    (face,) = page.review.question.faces
    left = page.review.question.left
    press(qtbot, page, "y")
    assert owner(page, face) == "Anna"
    assert page.review.board.told.text().startswith("Anna  ·  +1 face")
    assert page.review.question is None or page.review.question.left < left


def test_n_refuses_and_the_same_is_never_asked_again(page, qtbot):
    first = asked(page)
    press(qtbot, page, "n")
    assert owner(page, first[1][0]) is None
    for _ in range(6):
        if page.review.question is None:
            break
        assert asked(page) != first
        press(qtbot, page, Qt.Key.Key_Space)


def test_space_asks_later(page, qtbot):
    first = asked(page)
    left = page.review.question.left
    press(qtbot, page, Qt.Key.Key_Space)
    assert asked(page) != first
    assert page.review.question.left == left


def test_ctrl_z_takes_the_last_answer_back_and_asks_again(page, qtbot):
    first = asked(page)
    press(qtbot, page, "y")
    assert asked(page) != first
    press(qtbot, page, Qt.Key.Key_Z, CTRL)
    assert asked(page) == first
    assert owner(page, first[1][0]) is None
    press(qtbot, page, Qt.Key.Key_Z, CTRL)
    assert page.review.board.told.text() == "There is no answer to take back."


def test_letters_begin_another_name(page, qtbot):
    (face,) = page.review.question.faces
    qtbot.keyClick(page.review, "B", Qt.KeyboardModifier.ShiftModifier)
    field = page.review.board.field
    assert (field.text(), field.hasFocus()) == ("B", True)
    qtbot.keyClicks(field, "oris")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert owner(page, face) == "Boris"
    assert page.review.hasFocus()


def test_d_is_no_face_and_h_hides(page, qtbot):
    first = asked(page)[1][0]
    press(qtbot, page, "d")
    assert first not in page.desk.workspace.people.singles()
    second = asked(page)[1][0]
    press(qtbot, page, "h")
    assert second not in page.desk.workspace.people.singles()
    assert len(page.desk.workspace.people.everybody().hidden) == 1


@pytest.mark.parametrize(("letter", "answer"), [("н", "Anna"), ("т", None)])
def test_the_keys_are_the_same_in_the_russian_layout(page, qtbot, letter, answer):
    face = asked(page)[1][0]
    QTest.sendKeyEvent(QTest.KeyAction.Press, page.review, Qt.Key.Key_unknown, letter, NONE)
    settle(qtbot, page)
    assert owner(page, face) == answer
    assert asked(page)[1][:1] != (face,)


def test_who_is_it_takes_letters_for_a_name(page, qtbot):
    while page.review.question.asks is not Asks.WHO:
        press(qtbot, page, Qt.Key.Key_Space)
    assert page.review.board.asked.text() == "Who is this?"
    assert not page.review.board._yes.isVisible()
    qtbot.keyClick(page.review, "y")
    assert page.review.board.field.text() == "y"


def test_two_people_are_shown_side_by_side(page, named):
    people = page.desk.workspace.people
    anna = people.everybody().named[0]
    candidate = Candidate(anna, 88.0, 0.6, [named["a.png"], named["e.png"]])
    page.review.question = Question(Asks.SAME, [named["b.png"]], 2, 1, candidate, None, anna)
    page.review._show()
    board = page.review.board
    assert board.asked.text() == "Are Anna and Anna one person?"
    assert board.others.isVisible() and board.candidate.isVisible()
    assert not board.field.isVisible()
    assert page.review._means("y")
    assert not page.review._means("d")


def test_a_key_pressed_too_early_answers_nothing_that_nobody_has_seen(page, qtbot):
    decided = len(page.desk.workspace.decisions.journal(10))
    for key in "yyy":
        qtbot.keyClick(page.review, key)
    settle(qtbot, page)
    assert len(page.desk.workspace.decisions.journal(10)) == decided + 1


def test_taking_back_waits_for_the_answer_that_is_meant(page, qtbot):
    before = asked(page)
    qtbot.keyClick(page.review, "y")
    qtbot.keyClick(page.review, Qt.Key.Key_Z, CTRL)
    settle(qtbot, page)
    assert asked(page) == before


def test_a_key_held_down_answers_once(page, qtbot):
    decided = len(page.desk.workspace.decisions.journal(10))
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Y, NONE, "y", autorep=True)
    page.review.keyPressEvent(held)
    settle(qtbot, page)
    assert len(page.desk.workspace.decisions.journal(10)) == decided


def test_a_review_that_cannot_go_on_ends(page, qtbot, monkeypatch):
    def broken(*_):
        raise FatalError(Code.DISK_FULL, path="/x")

    monkeypatch.setattr(page.review._review, "question", broken)
    told = []
    page.desk.said.connect(told.append)
    qtbot.keyClick(page.review, Qt.Key.Key_Space)
    settle(qtbot, page)
    assert page.review.board._blank.heading.text() == "The review could not go on"
    assert len(told) == 1


def test_it_ends_when_all_is_answered_and_leads_back(page, qtbot):
    for _ in range(12):
        if page.review.question is None:
            break
        press(qtbot, page, "d")
    board = page.review.board
    assert board._blank.heading.text() == "There are no more questions"
    press(qtbot, page, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.overview.isVisible)


def test_everybody_is_read_anew_after_a_review(page, qtbot):
    press(qtbot, page, "y")
    qtbot.keyClick(page.review, Qt.Key.Key_Escape)
    settle(qtbot, page)
    qtbot.waitUntil(lambda: page.is_settled)
    assert page.overview._people.named[0].faces >= 3


def test_an_answer_that_is_under_way_counts_when_one_leaves(page, qtbot):
    qtbot.keyClick(page.review, "y")
    qtbot.keyClick(page.review, Qt.Key.Key_Escape)
    assert page.overview.isVisible()
    qtbot.waitUntil(lambda: page.overview._people.named[0].faces >= 3)


def test_faces_that_may_be_the_same_are_suggested_on_the_page_of_a_person(page, named, qtbot):
    page.review.leave()
    anna = page.desk.workspace.people.find("Anna")
    page.open(anna)
    view = page.person

    def suggested() -> list[int]:
        pairs = zip(view.model.faces, view.model.sections.tolist(), strict=True)
        return [face.face for face, state in pairs if state == State.SUGGESTED]

    qtbot.waitUntil(lambda: named["b.png"] in suggested())
    first = suggested()
    said = view.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Suggested face, ")
    view.grid.choose_rows(view.model.rows_of(first[:1]))
    qtbot.keyClick(view.grid, "y")
    qtbot.waitUntil(lambda: owner(page, first[0]) == "Anna")
    view.grid.clearSelection()
    qtbot.waitUntil(lambda: first[0] not in suggested())


def test_the_mouse_answers_too_and_keeps_the_keyboard(page, qtbot):
    face = asked(page)[1][0]
    qtbot.mouseClick(page.review.board._yes, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert owner(page, face) == "Anna"
    assert page.review.hasFocus()


def test_the_photo_opens_in_the_viewer(page, painted, qtbot):
    with qtbot.waitSignal(painted.desk.view_wanted) as wanted:
        page.review.board.context.pressed.emit()
    assert wanted.args[0].face == asked(page)[1][0]

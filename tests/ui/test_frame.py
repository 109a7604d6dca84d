"""The frame: pages, jobs and their strip, messages, drops, closing, one instance."""

import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QToolButton

from faceapp.app import open_workspace
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Cancelled, Progress
from faceapp.ui.desk import View
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.single_instance import Doorbell, _name, hand_over
from tests.conftest import ROOT


@pytest.fixture
def desk(window):
    return window.desk


def _endless(token, report):
    report(Progress(3, 10))
    while True:
        token.wait(0.01)


def test_qt_takes_no_references_away(qapp):
    """PySide6 6.12 on Python 3.11 lost one reference to None with each such call."""
    before = sys.getrefcount(None)
    for _ in range(1000):
        qapp.processEvents()
    assert abs(sys.getrefcount(None) - before) < 500


def test_rail_and_keys_bring_pages_to_the_front(window, qtbot):
    assert window._title.text() == "Photos"
    qtbot.mouseClick(window._buttons["settings"], Qt.MouseButton.LeftButton)
    assert window._content.currentWidget() is window.page("settings")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window._content.currentWidget() is window.page("help")
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window._content.currentWidget() is window.page("library")


def test_a_job_shows_in_the_strip_and_is_cancelled_there(window, desk, qtbot):
    job = desk.start(Job("scan", "Counting", _endless, can_pause=True))
    strip = window.findChild(type(window._strip), "strip")
    qtbot.waitUntil(lambda: strip.isVisible() and job.progress.done == 3)
    assert strip._title.text() == "Counting"
    qtbot.mouseClick(strip._pause, Qt.MouseButton.LeftButton)
    assert job.is_paused
    assert "Paused" in strip._facts.text()
    with qtbot.waitSignal(desk.jobs.ended):
        qtbot.mouseClick(strip._cancel, Qt.MouseButton.LeftButton)
    assert job.state == "cancelled"
    assert not strip.isVisible()


def test_jobs_of_one_lane_run_one_after_the_other_and_lanes_beside_one_another(desk, qtbot):
    gate, order = threading.Event(), []

    def wait(token, report):
        gate.wait(10)
        order.append("first")

    first = desk.start(Job("scan", "first", wait))
    second = desk.start(Job("scan", "second", lambda token, report: order.append("second")))
    other = desk.start(Job("export", "other", lambda token, report: "kept", lane="export"))
    qtbot.waitUntil(lambda: other.is_over)
    assert (first.state, second.state, other.result) == ("running", "queued", "kept")
    gate.set()
    qtbot.waitUntil(lambda: second.is_over)
    assert order == ["first", "second"]


def test_how_a_job_ends(desk, qtbot, error_log):
    def fail(token, report):
        raise UserError(Code.PATH_NOT_FOUND, path="/nowhere")

    def blunder(token, report):
        raise ZeroDivisionError

    def stop(token, report):
        raise Cancelled

    jobs = [desk.start(Job("x", "x", work, lane=str(work))) for work in (fail, blunder, stop)]
    qtbot.waitUntil(lambda: all(job.is_over for job in jobs))
    assert [job.state for job in jobs] == ["failed", "failed", "cancelled"]
    assert [job.error.code for job in jobs[:2]] == [Code.PATH_NOT_FOUND, Code.BUG]
    assert error_log == ["bug"]
    error_log.clear()


def test_a_question_is_answered_on_the_thread_of_the_window(desk, qtbot):
    heard = []

    class Listener(QObject):
        def on_answer(self, answer):
            heard.append((answer, threading.current_thread() is threading.main_thread()))

    listener = Listener()
    desk.ask(lambda: 42, listener.on_answer)
    dropped = desk.ask(lambda: 43, listener.on_answer)
    dropped.drop()
    qtbot.waitUntil(lambda: not desk.questions.is_busy)
    assert heard == [(42, True)]


def test_a_message_has_a_button_that_acts_once_and_goes(window, desk, qtbot):
    pressed = []
    desk.say("Named: Anna", label="Undo", action=lambda: pressed.append(1))
    toasts = window._toasts
    button = next(b for b in toasts.findChildren(QPushButton) if b.text() == "Undo")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [1]
    assert not toasts.isVisible()


def test_only_the_newest_messages_stay_and_each_can_be_closed(window, desk, qtbot):
    for number in range(9):
        desk.tell_failure(UserError(Code.PATH_NOT_FOUND, path=f"/photo-{number}"))
    assert len(window._toasts._shown) == 4
    close = window._toasts._shown[-1].findChild(QToolButton)
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert len(window._toasts._shown) == 3


def _drop(window, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(
        QPoint(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window._overlay.isVisible()
    drop = QDropEvent(
        QPointF(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(window, drop)


def test_a_dropped_folder_is_scanned_and_what_came_is_told(window, desk, qtbot, assets, tmp_path):
    folder = tmp_path / "свадьба"
    folder.mkdir()
    photo = next((assets / "data" / "photos").rglob("*.jpg"))
    (folder / photo.name).write_bytes(photo.read_bytes())
    (folder / "broken.jpg").write_bytes(b"no photo")
    said = []
    desk.said.connect(lambda message: said.append(message.text))
    with qtbot.waitSignal(desk.jobs.ended, timeout=60_000) as ended:
        _drop(window, [folder])
    (job,) = ended.args
    assert (job.state, job.title) == ("done", "Scanning свадьба")
    assert job.result.counts.as_dict()["photos"] == 1
    assert any("1 new photo" in text and "1 failed" in text for text in said)
    assert not window._overlay.isVisible()


def test_what_cannot_be_scanned_is_said(desk, window, qtbot, tmp_path):
    said = []
    desk.said.connect(lambda message: said.append((message.kind, message.text)))
    with qtbot.waitSignal(desk.jobs.ended, timeout=60_000):
        window.scanning.add([tmp_path / "nowhere"])
    assert [kind for kind, _ in said] == ["error"]
    assert "nowhere" in said[0][1]


@pytest.mark.parametrize("answer", ["Stop and close", "Go on working"])
def test_closing_during_a_job_asks(window, desk, qtbot, monkeypatch, answer):
    def choose(box):
        next(b for b in box.buttons() if b.text() == answer).click()

    monkeypatch.setattr(QMessageBox, "exec", choose)
    job = desk.start(Job("x", "x", _endless))
    qtbot.waitUntil(lambda: job.progress.done > 0)
    assert window.close() == (answer == "Stop and close")
    assert (job.thread is None) or answer == "Go on working" or job.thread.isFinished()


def test_a_language_named_for_this_run_outlives_a_change_of_theme(window, desk):
    desk.change_settings(theme="dark")
    assert (desk.texts.language, window._title.text()) == ("en", "Photos")
    desk.change_settings(language="ru")
    assert (desk.texts.language, window._title.text()) == ("ru", "Фото")
    desk.change_settings(theme="light")
    assert desk.texts.language == "ru"


def test_scans_that_closing_stopped_go_on_in_their_order(window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.buttons()[0].click())
    folders = [tmp_path / name for name in ("first", "second", "cancelled")]
    for folder in folders:
        folder.mkdir()
        window.scanning.add([folder])
    workspace = window.desk.workspace
    window.desk.jobs.cancel(window.desk.jobs.jobs[0])
    assert window.close()
    with closing(open_workspace(workspace.folders.data)) as reopened:
        asked = [request.paths for request in reopened.take_unfinished_scans()]
        assert asked == [(folders[0],), (folders[1],)]
        assert reopened.take_unfinished_scans() == []


def test_language_and_theme_change_at_once(window, desk, qapp):
    desk.change_settings(language="en", theme="dark")
    assert qapp.property("dark")
    assert window._title.text() == "Photos"
    desk.change_settings(theme="light")
    assert not qapp.property("dark")


HAND_OVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from faceapp.ui.single_instance import hand_over
application = QCoreApplication([])
print(hand_over(Path(sys.argv[1]), [Path("/photos/a.jpg"), Path("/photos/б.jpg")]))
"""


def test_a_second_start_hands_its_paths_to_the_first(qtbot, tmp_path):
    assert not hand_over(tmp_path, [Path("a.jpg")])
    bell = Doorbell(tmp_path)
    with qtbot.waitSignal(bell.rung) as rung:
        second = subprocess.Popen(
            [sys.executable, "-c", HAND_OVER, tmp_path], stdout=subprocess.PIPE, cwd=ROOT
        )
    qtbot.waitUntil(lambda: second.poll() is not None)
    assert rung.args == [[Path("/photos/a.jpg"), Path("/photos/б.jpg")]]
    assert second.communicate()[0] == b"True\n"
    assert not hand_over(tmp_path / "other", [])
    bell.close()


def test_a_stranger_who_knocks_is_not_listened_to(qtbot, tmp_path):
    bell = Doorbell(tmp_path)
    heard = []
    bell.rung.connect(heard.append)
    for noise in (b"{}\n", b"\xff\xfe\n", b"[1]\n", b"x" * 2_000_000):
        socket = QLocalSocket()
        socket.connectToServer(_name(tmp_path))
        socket.write(noise)
        state = QLocalSocket.LocalSocketState.UnconnectedState
        qtbot.waitUntil(lambda socket=socket, state=state: socket.state() == state)
    assert heard == []
    bell.close()


def test_pages_and_the_viewer_are_built_when_they_are_first_shown(window, qtbot):
    pages = window._content
    assert [pages.widget(at).name for at in range(pages.count())] == ["library"]
    assert window._frame.count() == 1
    for built, name in enumerate(("search", "jobs", "settings", "help", "search"), 2):
        window.show_page(name)
        assert pages.currentWidget() is window.page(name)
        assert pages.count() == min(built, 5)
        shown = [other for other, actions in window._actions.items() if actions.isVisible()]
        assert shown == [name]
    window.desk.look_changed.emit()
    assert [pages.name for pages in window._content.children() if pages.inherits("QWidget")] == [
        "search"
    ]


def test_messages_stay_in_sight_when_the_viewer_opens_and_closes(window, desk):
    desk.say("Look at this")
    for act in (lambda: desk.view_wanted.emit(View([])), window.viewer.close_viewer):
        act()
        seen = window._frame.childAt(window._toasts.geometry().center())
        assert window._toasts.isAncestorOf(seen)

"""A person is forgotten after a word was typed; the receipt says where copies may be."""

# ruff: noqa: F811  the fixtures `page` and `scene`

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from faceapp.core.people import Kind
from faceapp.ui.jobs.job_center import Job
from tests.ui.people_page import choose, name, page, said, scene, titles, wait  # noqa: F401


def entries(page) -> list[str]:
    tiles = page.overview.chosen()
    menu = page.overview._actions.menu(tiles, lambda: None)
    return [action.text() for action in menu.actions()]


def test_only_one_person_at_a_time_can_be_forgotten(page, qtbot):
    name(page, qtbot, 1, "Анна")
    choose(page, "Анна")
    assert "Forget for good…" in entries(page)
    choose(page, "Group 2")
    assert "Forget for good…" not in entries(page)


def test_a_forgotten_person_leaves_a_receipt(page, qtbot):
    name(page, qtbot, 1, "Анна")
    folders = page.desk.workspace.folders
    backup = folders.backups / "faceapp-0001-1.sqlite"
    backup.write_bytes(b"an old copy")
    choose(page, "Анна")
    forgetting = page.overview._actions.forgetting
    forgetting.ask(page.overview.chosen()[0])
    asked = forgetting.dialog
    assert not asked.yes.isEnabled()
    qtbot.keyClicks(asked.field, "FORGET")
    qtbot.mouseClick(asked.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: forgetting.dialog is not asked, timeout=60_000)
    listed = forgetting.dialog.findChild(QPlainTextEdit)
    assert str(backup) in listed.toPlainText()
    forgetting.dialog.accept()
    wait(qtbot, page)
    assert "Анна" not in titles(page)
    tiles = page.desk.workspace.people.everybody()
    assert [tile.who.kind for tile in (*tiles.named, *tiles.groups)] == [Kind.GROUP] * 2


def test_nobody_is_forgotten_beside_a_scan(page, qtbot):
    name(page, qtbot, 1, "Анна")
    choose(page, "Анна")
    told = said(page)
    page.desk.start(Job("scan", "Scan", lambda token, _: token.wait(60)))
    forgetting = page.overview._actions.forgetting
    forgetting.ask(page.overview.chosen()[0])
    assert told == ["A job is still running. Cancel it first, or wait for its end."]
    page.desk.jobs.stop_all()
    qtbot.waitUntil(lambda: not page.desk.jobs.running())

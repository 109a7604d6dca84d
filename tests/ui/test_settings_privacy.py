"""Deleting all face data from the settings."""

# ruff: noqa: F811  the fixture `page`

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from faceapp.stores.blobs import EMBEDDING
from faceapp.ui.jobs.job_center import Job
from tests.ui.settings_page import page, settle  # noqa: F401  a fixture
from tests.unit.stores.library import face


def test_face_data_is_deleted_only_after_the_word_was_typed(qtbot, page, filled):
    privacy = page.sections["privacy"]
    vector = np.asarray(face("anna").embedding, EMBEDDING).tobytes()
    data = filled.workspace.folders.data

    def is_stored() -> bool:
        files = [path for path in data.rglob("*") if path.is_file()]
        return any(vector in path.read_bytes() for path in files)

    assert is_stored()
    qtbot.mouseClick(privacy.erase, Qt.MouseButton.LeftButton)
    dialog = privacy.dialog
    assert not dialog.yes.isEnabled()
    qtbot.keyClicks(dialog.field, "delet")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not dialog.yes.isEnabled()
    qtbot.keyClicks(dialog.field, "e")
    with qtbot.waitSignal(filled.changed) as changed:
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert changed.args[0].people
    assert not is_stored()
    settle(qtbot, filled)


def test_nothing_is_deleted_beside_a_scan(qtbot, page, desk):
    def work(token, report):
        while not token.is_cancelled:
            token.wait(0.01)

    job = desk.start(Job("scan", "scan", work))
    with qtbot.waitSignal(desk.said) as said:
        qtbot.mouseClick(page.sections["privacy"].erase, Qt.MouseButton.LeftButton)
    assert said.args[0].kind == "error"
    assert QApplication.activeModalWidget() is None
    desk.jobs.cancel(job)
    qtbot.waitUntil(lambda: job.is_over)

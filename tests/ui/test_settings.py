"""Settings: kept at once, refused with a reason, tried before they are kept."""

# ruff: noqa: F811  the fixture `page`

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QWheelEvent
from PySide6.QtWidgets import QApplication

from faceapp.app import open_workspace
from faceapp.core.errors import Code, UserError
from faceapp.core.records import DeviceReport, EngineInfo
from faceapp.core.settings import CHOICES
from faceapp.services.about import bundled_works
from faceapp.services.library import Answering
from faceapp.services.name_check import NameCheck
from faceapp.services.scan import ScanRequest
from faceapp.services.settings import load_settings
from faceapp.ui.pages.settings import SettingsPage
from tests.ui.settings_page import page, settle  # noqa: F401  a fixture


def pick(control, value) -> None:
    """Choose as a person does, with the keyboard."""
    position = control.findData(value)
    control.setCurrentIndex(position)
    control.activated.emit(position)


def stored(desk):
    return load_settings(desk.workspace.folders.settings)


# -- the page


def test_the_list_at_the_left_brings_sections_to_the_top_and_follows(qtbot, page):
    for name in ("limits", "general"):
        qtbot.mouseClick(page.entries[name], Qt.MouseButton.LeftButton)
        top = page.sections[name].mapTo(page.view.viewport(), QPoint(0, 0)).y()
        assert abs(top) < 20
        assert page.entries[name].isChecked()
    page.open_section("about")  # too short to come to the top
    assert page.entries["about"].isChecked()
    bar = page.view.verticalScrollBar()
    bar.setValue(0)
    assert page.entries["general"].isChecked()
    bar.setValue(bar.maximum())
    assert page.entries["about"].isChecked()


def test_a_section_comes_to_the_top_before_all_of_them_are_built(qtbot, desk):
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    assert not page.sections["privacy"].is_built
    qtbot.mouseClick(page.entries["privacy"], Qt.MouseButton.LeftButton)
    settle(qtbot, desk)
    top = lambda: page.sections["privacy"].mapTo(page.view.viewport(), QPoint(0, 0)).y()  # noqa: E731
    qtbot.waitUntil(lambda: abs(top()) < 20)
    assert page.entries["privacy"].isChecked()


def test_the_wheel_scrolls_the_page_and_changes_no_setting(qtbot, page, desk):
    page.open_section("limits")
    limits = page.sections["limits"]
    for control in (limits.fields["max_file_mb"], page.sections["general"].theme):
        centre = QPointF(control.rect().center())
        spot = QPointF(control.mapToGlobal(control.rect().center()))
        turn = QWheelEvent(
            centre,
            spot,
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(control, turn)
        assert not turn.isAccepted()
    assert limits.fields["max_file_mb"].value() == 1024
    assert not desk.workspace.folders.settings.exists()


# -- general


@pytest.mark.parametrize(("name", "value"), [("language", "ru"), ("theme", "dark")])
def test_language_and_theme_change_at_once(qtbot, page, desk, name, value):
    with qtbot.waitSignal(desk.look_changed):
        pick(getattr(page.sections["general"], name), value)
    assert getattr(stored(desk), name) == value
    again = SettingsPage(desk)  # as the window builds it anew
    qtbot.addWidget(again)
    again.show()
    again.activateWindow()
    assert getattr(again.sections["general"], name).currentData() == value
    qtbot.waitUntil(lambda: again.focusWidget() is getattr(again.sections["general"], name))
    qtbot.waitUntil(lambda: again.sections["about"].is_built)
    settle(qtbot, desk)


def test_sizes_and_the_folder_are_shown(qtbot, page, desk, monkeypatch):
    general = page.sections["general"]
    assert "B" in general._sizes["database"].text()
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    button = general.findChildren(type(page.sections["limits"].clear))[0]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened == [QUrl.fromLocalFile(str(desk.workspace.folders.data))]


def test_a_locked_library_is_told_and_the_control_goes_back(qtbot, page, desk):
    code = (
        "import sys; from faceapp.app import open_workspace; from pathlib import Path\n"
        "w = open_workspace(Path(sys.argv[1]))\n"
        "with w.locked('scan'): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(desk.workspace.folders.data)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ)
    ) as other:
        assert other.stdout.readline() == b"held\n"
        limits = page.sections["limits"]
        limits.fields["max_megapixels"].setValue(200)
        row = limits.rows["max_megapixels"]
        assert "Another process writes to this library: scan" in row.error.text()
        assert row.error.isVisible()
        assert limits.fields["max_megapixels"].value() == 100
        other.stdin.close()
        other.wait()
    limits.fields["max_megapixels"].setValue(200)
    assert not row.error.isVisible()
    assert stored(desk).max_megapixels == 200


# -- engine and device


def test_engines_are_listed_and_the_chosen_one_is_marked(page):
    engine = page.sections["engine"]
    assert list(engine.radios) == ["builtin"]
    assert engine.radios["builtin"].isChecked()
    assert engine._device_row.detail.text().startswith("Running on the ")


def test_an_engine_that_is_refused_leaves_the_old_one(qtbot, page, desk, monkeypatch):
    engine = page.sections["engine"]

    def refuse(name):
        raise UserError(Code.ENGINE_REFUSED, engine=name, reason="no_int8")

    monkeypatch.setattr(desk.workspace, "use_engine", refuse)
    qtbot.mouseClick(engine.variants["int8"], Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert not engine._engines.isEnabled()
    settle(qtbot, desk)
    assert "builtin:int8 was not used" in engine._variant_row.error.text()
    assert engine._engines.isEnabled()
    assert not engine.variants["int8"].isChecked()


def test_a_variant_is_an_engine_and_the_old_one_answers_meanwhile(qtbot, page, filled):
    engine = page.sections["engine"]
    qtbot.mouseClick(engine.variants["flip"], Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    qtbot.waitUntil(lambda: filled.workspace.settings.engine == "builtin:flip", timeout=60_000)
    settle(qtbot, filled)
    assert stored(filled).engine == "builtin:flip"
    assert engine.variants["flip"].isChecked()
    assert engine._answering.isVisible()
    told = engine._answering.detail.text()
    assert told.startswith("The engine builtin answers until builtin:flip has looked")
    assert "0 of 3" in told
    with qtbot.waitSignal(filled.scan_wanted) as asked:
        qtbot.mouseClick(engine.scan, Qt.MouseButton.LeftButton)
    assert asked.args == [ScanRequest()]


def test_what_becomes_of_names_is_told_before_anything_is_changed(qtbot, page, filled, monkeypatch):
    engine = page.sections["engine"]
    engine._on_answering(Answering("builtin", 0, 5))
    check = NameCheck(1204, (1, 2, 3, 4, 5, 6), ())
    monkeypatch.setattr(filled.workspace, "check_names", lambda *_: check)
    qtbot.mouseClick(engine.check, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(engine.check.isEnabled)
    told = engine._answering.detail.text()
    assert told.startswith("1,204 name")
    assert "6 are uncertain" in told
    assert "None is lost" in told and "cannot be read" not in told


def test_combinations_and_imported_engines_have_names_of_their_own(page):
    engine = page.sections["engine"]
    engine._on_engines(
        [
            EngineInfo("buffalo_l", "scrfd", "arcface", 512),
            EngineInfo("yunet+sface:flip", "yunet", "sface", 128),
        ]
    )
    assert list(engine.radios) == ["builtin", "buffalo_l", "yunet+sface"]
    engine._on_answering(Answering("builtin", 5, 5))
    assert not engine._answering.isVisible()


def test_a_device_that_does_not_run_is_refused_with_its_remedy(qtbot, page, desk, monkeypatch):
    def refuse(wanted):
        assert wanted == "cuda"
        raise UserError(Code.DEVICE_UNAVAILABLE, reason="cpu_build", remedy="pip install gpu")

    monkeypatch.setattr(desk.workspace, "try_device", refuse)
    engine = page.sections["engine"]
    pick(engine.device, "cuda")
    settle(qtbot, desk)
    assert "the CPU build of onnxruntime is installed" in engine._device_row.error.text()
    assert engine.device.currentData() == "auto"
    assert engine._remedy.title.text() == "pip install gpu"
    engine._on_copy_pressed()
    assert QApplication.clipboard().text() == "pip install gpu"
    assert not desk.workspace.folders.settings.exists()


def test_a_device_that_runs_is_kept_and_told(qtbot, page, desk):
    engine = page.sections["engine"]
    pick(engine.device, "cpu")
    settle(qtbot, desk)
    assert stored(desk).device == "cpu"
    assert engine._device_row.detail.text() == "Running on the processor."
    engine._on_device(DeviceReport("cuda", "", "", ()))
    assert engine.half.isEnabled()
    qtbot.mouseClick(engine.half, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert stored(desk).half_precision


def test_speed_and_second_look(qtbot, page, desk):
    engine = page.sections["engine"]
    pick(engine.speed, "full")
    qtbot.mouseClick(engine.second_look, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert (stored(desk).speed, stored(desk).second_look) == ("full", False)


def test_grouping_after_a_scan_can_be_switched_off(qtbot, page, desk):
    grouping = page.sections["engine"].grouping
    assert grouping.isChecked()
    qtbot.mouseClick(grouping, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert not stored(desk).group_after_scan


# -- index


@pytest.mark.parametrize("kind", CHOICES["index_type"])
def test_every_index_type_can_be_chosen_and_shows_its_parameters(page, desk, kind):
    index = page.sections["index"]
    pick(index.kind, kind)
    assert desk.workspace.settings.index_type == kind
    wanted = desk.workspace.index_parameters(desk.workspace.settings)
    assert {name: field.value() for name, field in index.parameters.items()} == wanted


def test_a_wrong_parameter_is_told_beside_its_field(page, desk):
    index = page.sections["index"]
    pick(index.kind, "HNSW")
    index.parameters["M"].setValue(24)
    assert stored(desk).index_parameters == {"M": 24}
    index.parameters["M"].setValue(1)
    assert "HNSW M = 1" in index.rows["M"].error.text()
    assert index.parameters["M"].value() == 24
    assert stored(desk).index_parameters == {"M": 24}


def test_the_index_is_made_anew_and_compared_in_a_process_of_its_own(qtbot, page, filled):
    index = page.sections["index"]
    said = []
    filled.said.connect(said.append)
    for button, sentence in (
        (index.rebuild, "The index was made anew with 3 vectors."),
        (index.check, "The index agrees with the database: 3 vectors."),
    ):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert not button.isEnabled()
        qtbot.waitUntil(lambda: not filled.jobs.running(), timeout=60_000)
        assert (said[-1].text, said[-1].kind) == (sentence, "good")
        assert filled.jobs.jobs[0].outcome == sentence
        assert button.isEnabled()


# -- limits


def test_limits_are_kept(page, desk):
    limits = page.sections["limits"]
    for name, field in limits.fields.items():
        field.setValue(field.value() + 1)
        assert getattr(stored(desk), name) == field.value()
    limits.bom.click()
    assert stored(desk).csv_bom


def test_small_pictures_are_deleted_on_demand(qtbot, page, desk):
    shelf = desk.workspace.folders.thumbnails / "ab"
    shelf.mkdir()
    (shelf / "abc-256.jpg").write_bytes(b"x" * 3_000_000)
    limits = page.sections["limits"]
    limits.reload()
    settle(qtbot, desk)
    assert limits._size_row.detail.text() == "3.0 MB"
    qtbot.mouseClick(limits.clear, Qt.MouseButton.LeftButton)
    settle(qtbot, desk)
    assert not shelf.exists()
    assert not limits.clear.isEnabled()


# -- sources


def test_how_photos_are_fetched_and_as_whom_is_kept(qtbot, page, desk):
    section = page.sections["sources"]
    section.fields["downloads"].setValue(8)
    section.fields["original_cache_mb"].setValue(2048)
    section.applications["vk_application"].setText(" 12345 ")
    section.applications["vk_application"].editingFinished.emit()
    kept = stored(desk)
    assert (kept.downloads, kept.original_cache_mb, kept.vk_application) == (8, 2048, "12345")
    assert section.rows["yandex_application"].error.isHidden()


# -- about


def test_every_bundled_package_is_named_with_its_licence(qtbot, page, desk):
    works = {work.name.lower(): work for work in bundled_works()}
    assert {"lucide", "numpy", "pyside6_essentials", "insightface", "milvus-lite"} <= set(works)
    assert "pytest" not in works
    assert "BSD" in works["numpy"].licence
    assert "Redistribution" in works["numpy"].texts
    about = page.sections["about"]
    qtbot.mouseClick(about.licences, Qt.MouseButton.LeftButton)
    settle(qtbot, desk)
    dialog = about.dialog
    assert dialog.list.count() == len(works)
    dialog.list.setCurrentRow(0)
    assert "ISC License" in dialog.text.toPlainText()
    dialog.close()


def test_another_start_finds_what_was_kept(page, desk):
    pick(page.sections["index"].kind, "FLAT")
    again = open_workspace(desk.workspace.folders.data)
    assert again.settings == desk.workspace.settings
    again.close()

"""The page of sources: what is listed, what is said of it, what can be done about it."""

# ruff: noqa: F811  fixtures

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from faceapp.core.errors import Code
from faceapp.core.jobs import Progress
from faceapp.core.places import Keep, SourceState
from faceapp.services.scan import ScanRequest
from faceapp.services.scan_results import ScanCounts, ScanFailure, ScanSummary
from faceapp.ui.jobs.job_center import Job
from tests.fakes.painted import paint
from tests.ui.painted_library import ANNA
from tests.ui.sources_page import (  # noqa: F401
    accounts,
    add,
    card_of,
    choose,
    page,
    said,
    settle,
    started,
    visited,
    window,
)

# -- the list


def test_the_rail_leads_to_a_page_that_lists_what_was_scanned(window, qtbot):
    qtbot.mouseClick(window._buttons["sources"], Qt.MouseButton.LeftButton)
    page = window.page("sources")
    settle(qtbot, page)
    assert [card.source.title for card in page.cards.values()] == ["one", "two"]
    card = card_of(page, "one")
    assert "4 photo" in card._facts.text()
    assert card.state.text() == "Up to date"
    assert card.accessibleName().startswith("Folder: one. Up to date. 4 photo")
    assert page.adder.field.hasFocus()


def test_a_title_leads_to_its_photos(page, window, qtbot):
    qtbot.mouseClick(card_of(page, "two")._title, Qt.MouseButton.LeftButton)
    library = window.page("library")
    qtbot.waitUntil(lambda: library.is_settled and len(library._model.ids) == 2)


def test_an_update_shows_on_the_card_and_ends_there(page, qtbot, started):
    card = card_of(page, "one")
    qtbot.mouseClick(card.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Updating: 1 of 3" in card.state.text())
    assert started == [ScanRequest(sources=(card.source.id,))]
    assert card._bar.isVisible()
    qtbot.mouseClick(card.act, Qt.MouseButton.LeftButton)
    assert card.state.text() == "Paused"
    qtbot.mouseClick(card.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Updating" in card.state.text())
    qtbot.mouseClick(card._stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.state.text() == "Up to date")
    assert not card._bar.isVisible()


def test_update_all_asks_for_each_source_but_those_that_rest(page, qtbot, started):
    choose(card_of(page, "two"), "pause")
    settle(qtbot, page)
    assert "Paused" in card_of(page, "two").state.text()
    qtbot.mouseClick(page._all, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    asked = [job.request.sources for job in page.desk.jobs.running()]
    assert asked == [(card_of(page, "one").source.id,)]


def test_what_a_job_waits_for_is_said_on_card_and_strip(page, qtbot, window):
    source = card_of(page, "one").source

    def work(token, report):
        report(Progress(1204, 3000, "offline"))
        token.wait(60)

    page.desk.start(Job("scan", "Updating one", work, request=ScanRequest(sources=(source.id,))))
    card = page.cards[source.id]
    qtbot.waitUntil(lambda: card.state.text() == "Waiting: no connection")
    assert window._strip._facts.text() == "Waiting: no connection"


def test_strip_and_card_tell_the_bandwidth(page, qtbot, window):
    source = card_of(page, "one").source

    def work(token, report):
        report(Progress(1204, 3000, bytes_per_s=2_300_000))
        token.wait(60)

    page.desk.start(Job("scan", "Updating one", work, request=ScanRequest(sources=(source.id,))))
    card = page.cards[source.id]
    qtbot.waitUntil(lambda: "1,204 of 3,000" in card.state.text())
    assert card.state.text().endswith("2.3 MB/s")
    assert "2.3 MB/s" in window._strip._facts.text()


@pytest.mark.parametrize(
    ("code", "offered"),
    [
        (Code.SIGN_IN_NEEDED, "Sign in…"),
        (Code.CAPTCHA_NEEDED, "Type the code…"),
        (Code.BROWSER_NEEDED, "Open the browser"),
        (Code.SECRETS_LOCKED, "Unlock…"),
        (Code.SERVICE_UNREACHABLE, "Update"),
    ],
)
def test_a_stopped_source_says_why_and_offers_what_helps(page, code, offered):
    source = replace(
        card_of(page, "one").source,
        kind="vk",
        state=SourceState.STOPPED,
        error_code=code,
        error_details={"service": "VKontakte", "address": "https://vk.com/x", "reason": "timeout"},
    )
    page._on_listed([source])
    card = page.cards[source.id]
    assert "VKontakte" in card.state.text() or code == Code.SECRETS_LOCKED
    assert "{" not in card.state.text()
    assert card.act.text() == offered


def test_a_source_that_stopped_is_told_after_the_update(page, window, qtbot):
    details = {"service": "vk", "source": "one", "kind": "vk"}
    counts = ScanCounts(stopped=[ScanFailure("one", Code.SIGN_IN_NEEDED, details)])
    summary = ScanSummary(counts, 1.0, "builtin", None, False, False)
    work = lambda _token, _report: summary  # noqa: E731
    window.show_page("library")
    page.desk.start(Job("scan", "Updating one", work, request=ScanRequest(sources=(1,))))
    qtbot.waitUntil(lambda: any("VKontakte" in toast for toast in shown(page)))
    toasts = window._toasts._shown
    (toast,) = [one for one in toasts if "VKontakte" in one.accessibleName()]
    qtbot.mouseClick(toast.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert window._content.front is page


def shown(page) -> list[str]:
    return [toast.accessibleName() for toast in page.window()._toasts._shown]


def test_an_update_of_an_earlier_run_is_listed_by_the_name_of_its_source(page, window, qtbot):
    source = card_of(page, "two").source
    request = ScanRequest(sources=(source.id,))
    with page.desk.workspace._kept.write() as unit:
        unit.jobs.finish(unit.jobs.start("scan", request.as_arguments()), "cancelled", {})
    window.show_page("jobs")
    jobs = window.page("jobs")
    qtbot.waitUntil(lambda: any(card._title.text() == "Update: two" for card in jobs._cards))
    (card,) = [card for card in jobs._cards if card._title.text() == "Update: two"]
    with qtbot.waitSignal(page.desk.scan_wanted) as wanted:
        qtbot.mouseClick(card._repeat, Qt.MouseButton.LeftButton)
    assert wanted.args == [request]


# -- adding


def test_what_a_link_means_is_shown_before_it_is_added(page, qtbot):
    page.adder.field.setText("https://vk.com/albums-1")
    settle(qtbot, page)
    assert page.adder.told.text() == "VKontakte: albums-1"
    page.adder.field.setText("https://vk.com/albums-1?")
    settle(qtbot, page)
    assert not page.adder.told.isVisible()


def test_a_link_is_added_and_updated_at_once(page, qtbot, started):
    add(qtbot, page, "https://vk.com/albums-1")
    card = card_of(page, "albums-1")
    qtbot.waitUntil(lambda: started == [ScanRequest(sources=(card.source.id,))])
    assert page.adder.field.text() == ""
    assert "Not updated yet" not in card.state.text()


def test_a_folder_is_added_by_its_path(page, qtbot, tmp_path, started):
    folder = tmp_path / "album"
    paint(folder / "a.png", (40, 40, 80, ANNA, 0))
    add(qtbot, page, str(folder))
    assert card_of(page, "album").source.root == str(folder)


def test_what_cannot_be_added_says_why_beside_the_field(page, qtbot, photos):
    add(qtbot, page, "https://example.org/")
    assert "https://example.org/" in page.adder.told.text()
    assert page.adder.field.text() == "https://example.org/"
    add(qtbot, page, str(photos / "one"))
    assert "“one”" in page.adder.told.text()
    assert len(page.cards) == 2


def test_kinds_explain_themselves_and_offer_what_they_need(page, qtbot):
    adder = page.adder
    qtbot.mouseClick(adder.kinds["yandex"], Qt.MouseButton.LeftButton)
    assert "public link" in adder._explained.text()
    assert (adder.own.isVisible(), adder.sign_in.isVisible()) == (True, True)
    assert not adder.choose.isVisible()
    qtbot.mouseClick(adder.kinds["yandex"], Qt.MouseButton.LeftButton)
    assert adder.kind == ""
    assert adder.choose.isVisible()


def test_arrows_go_from_kind_to_kind(page, qtbot):
    chips = page.adder.kinds
    chips["local"].setFocus()
    qtbot.keyClick(chips["local"], Qt.Key.Key_Right)
    assert chips["vk"].hasFocus()
    qtbot.keyClick(chips["vk"], Qt.Key.Key_Space)
    assert page.adder.kind == "vk"


def test_ones_own_disk_needs_no_link(page, qtbot):
    page.adder.choose_kind("yandex")
    qtbot.mouseClick(page.adder.own, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert card_of(page, "My disk").source.root == "disk:/"


# -- changes


def test_a_source_is_renamed(page, qtbot):
    choose(card_of(page, "one"), "rename")
    field = QApplication.activeModalWidget().field
    assert field.text() == "one"
    field.setText("Family")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert card_of(page, "Family").source.photos == 4


def test_originals_are_kept_or_not(page, qtbot):
    add(qtbot, page, "https://vk.com/albums-1")
    assert card_of(page, "albums-1").source.keep is Keep.ORIGINALS
    choose(card_of(page, "albums-1"), "keep")
    settle(qtbot, page)
    assert card_of(page, "albums-1").source.keep is Keep.THUMBNAILS


def test_a_paused_source_goes_on(page, qtbot, started):
    choose(card_of(page, "one"), "pause")
    settle(qtbot, page)
    card = card_of(page, "one")
    assert card.act.text() == "Go on"
    qtbot.mouseClick(card.act, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    qtbot.waitUntil(lambda: started == [ScanRequest(sources=(card.source.id,))])
    assert card_of(page, "one").source.state is SourceState.OK


def test_removing_keeps_the_photos_and_can_be_undone(page, qtbot, window):
    choose(card_of(page, "one"), "remove")
    dialog = QApplication.activeModalWidget()
    assert dialog.keep.isChecked()
    dialog.accept()
    settle(qtbot, page)
    assert [card.source.title for card in page.cards.values()] == ["two"]
    assert "Its photos stay" in said(page)
    window.show_page("library")
    library = window.page("library")
    qtbot.waitUntil(lambda: library.is_settled and len(library._model.ids) == 6)
    window.show_page("sources")
    page._list.setFocus()
    window._toasts._shown[-1].findChildren(type(page._all))[0].click()
    settle(qtbot, page)
    assert card_of(page, "one").source.photos == 4


def test_removing_drops_the_photos_if_a_person_wants_that(page, qtbot, window):
    choose(card_of(page, "one"), "remove")
    dialog = QApplication.activeModalWidget()
    dialog.drop.setChecked(True)
    dialog.accept()
    settle(qtbot, page)
    window.show_page("library")
    library = window.page("library")
    qtbot.waitUntil(lambda: library.is_settled and len(library._model.ids) == 2)

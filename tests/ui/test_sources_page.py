"""The page of sources: what is listed, what is said of it, what can be done about it."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLineEdit

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Progress
from faceapp.core.places import Keep, SourceInfo, SourceState
from faceapp.core.remote import Keeping, SourceIdentity
from faceapp.core.watching import Watching
from faceapp.net.secrets import Secrets
from faceapp.services.scan import ScanRequest
from faceapp.sources.watching import Pace, Watcher
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.pages.sign_in import SecretsDialog, SignInDialog
from faceapp.ui.pages.sources import SourcesPage
from tests.fakes.accounts import PlayedAccounts
from tests.fakes.painted import paint
from tests.ui.painted_library import ANNA

LINKS = {"https://vk.com/albums-1": ("vk", "albums-1"), "disk:/": ("yandex", "My disk")}
PACE = Pace(quiet_s=0.1, at_most_s=1.0, poll_s=0.1, look_s=0.05)


def identify(kind: str, link: str) -> SourceIdentity:
    if link not in LINKS:
        raise UserError(Code.LINK_NOT_UNDERSTOOD, service="", link=link, examples="vk.com/id1")
    return SourceIdentity(LINKS[link][0], link, LINKS[link][1])


@pytest.fixture
def accounts(tmp_path: Path) -> PlayedAccounts:
    made = PlayedAccounts(tmp_path / "secrets")
    (tmp_path / "secrets").mkdir()
    return made


@pytest.fixture
def started() -> list[ScanRequest]:
    return []


@pytest.fixture
def window(painted, accounts, started):
    """Its scans are noted and wait for a cancel; nothing of it reaches a network."""

    def scan_apart(request, token, report):
        started.append(request)
        report(Progress(1, 3))
        token.wait(60)

    workspace = painted.desk.workspace
    workspace._adapters = replace(
        workspace._adapters,
        identify_source=identify,
        accounts=lambda: accounts,
        scan_apart=scan_apart,
        open_watcher=partial(Watcher, pace=PACE),
    )
    return painted


@pytest.fixture
def page(window, qtbot) -> SourcesPage:
    window.show_page("sources")
    made = window.page("sources")
    settle(qtbot, made)
    return made


def settle(qtbot, page) -> None:
    qtbot.waitUntil(lambda: not page.desk.questions.is_busy, timeout=20_000)


def card_of(page, title: str):
    return next(card for card in page.cards.values() if card.source.title == title)


def choose(card, name: str) -> None:
    """Take an entry of its menu."""
    menu = card.menu()
    next(action for action in menu.actions() if action.objectName() == name).trigger()
    menu.close()


def add(qtbot, page, text: str) -> None:
    page.adder.field.setText(text)
    qtbot.keyClick(page.adder.field, Qt.Key.Key_Return)
    settle(qtbot, page)


def said(page) -> str:
    return page.window()._toasts._shown[-1].accessibleName()


def dialog_of(page, kind: type):
    return next(found for found in page.window().findChildren(kind) if found.isVisible())


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


# -- accounts


def signing_in(page, qtbot, kind: str = "vk") -> SignInDialog:
    page.adder.choose_kind(kind)
    qtbot.mouseClick(page.adder.sign_in, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    return page.actions_of.dialog


def test_where_to_keep_a_sign_in_is_asked_first(page, qtbot, accounts):
    dialog = signing_in(page, qtbot)
    assert not hasattr(dialog, "browser")
    assert dialog.panel.for_run.isChecked()
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert accounts.keeping is Keeping.RUN
    assert dialog.browser.go.isVisible()
    dialog.reject()


def test_a_passphrase_is_typed_twice(page, qtbot, accounts, tmp_path):
    dialog = signing_in(page, qtbot)
    dialog.panel.in_file.setChecked(True)
    dialog.panel.first.setText("correct horse battery")
    dialog.panel.second.setText("correct horse")
    assert not dialog.go_on.isEnabled()
    assert dialog.panel.problem.text() == "The two are not the same."
    dialog.panel.second.setText("correct horse battery")
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert accounts.keeping is Keeping.FILE
    assert list((tmp_path / "secrets").iterdir())
    dialog.reject()


@pytest.fixture
def visited(monkeypatch) -> list[str]:
    """Addresses that the browser was sent to."""
    found: list[str] = []

    def visit(url: QUrl) -> bool:
        found.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", visit)
    return found


def test_a_person_signs_in_in_the_browser(page, qtbot, accounts, visited):
    accounts.keep_for_this_run()
    dialog = signing_in(page, qtbot)
    qtbot.mouseClick(dialog.browser.go, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert visited == ["https://example.org/device"]
    assert dialog.browser.code.text() == "ABCD-12"
    qtbot.mouseClick(dialog.browser.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "ABCD-12"
    with qtbot.waitSignal(dialog.accepted, timeout=5_000):
        accounts.begun[0].agree.set()
    assert accounts.secret("vk", "Anna") == "secret-of-anna"
    assert "Signed in" in said(page)


def test_closing_the_dialog_ends_the_wait(page, qtbot, accounts, visited):
    accounts.keep_for_this_run()
    dialog = signing_in(page, qtbot)
    qtbot.mouseClick(dialog.browser.go, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    dialog.reject()
    qtbot.waitUntil(lambda: not page.desk.jobs.running(), timeout=2_000)
    assert accounts.names("vk") == []


def test_a_refusal_is_said_and_can_be_tried_again(page, qtbot, accounts, visited):
    accounts.keep_for_this_run()
    dialog = signing_in(page, qtbot)
    qtbot.mouseClick(dialog.browser.go, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    accounts.begun[0].refuse.set()
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.browser.go.isVisible()
    dialog.reject()


def test_a_missing_application_is_explained(page, qtbot, accounts):
    accounts.keep_for_this_run()
    dialog = signing_in(page, qtbot, "dropbox")
    qtbot.mouseClick(dialog.browser.go, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert "Settings → Sources" in dialog.problem.text()
    dialog.reject()


def test_a_token_is_pasted(page, qtbot, accounts):
    accounts.keep_for_this_run()
    dialog = signing_in(page, qtbot)
    assert dialog.field.echoMode() is QLineEdit.EchoMode.Password
    dialog.field.setText("bad-token")
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert dialog.problem.isVisible()
    dialog.field.setText(" good-token\n")
    with qtbot.waitSignal(dialog.accepted, timeout=5_000):
        qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    assert accounts.names("vk") == ["Boris"]
    assert said(page) == "Signed in as Boris."


def test_signing_out_revokes_and_the_photos_stay(page, qtbot, accounts):
    accounts.keep_for_this_run()
    page.desk.workspace.sources.use_token("vk", "good-token")
    add(qtbot, page, "https://vk.com/albums-1")
    assert "as Boris" in card_of(page, "albums-1")._facts.text()
    choose(card_of(page, "albums-1"), "sign_out")
    settle(qtbot, page)
    assert accounts.revoked == [("vk", "Boris")]
    assert card_of(page, "albums-1")


def test_the_passphrase_is_asked_for_before_the_first_update(
    page, qtbot, accounts, started, tmp_path
):
    accounts.keep_in_file("correct horse battery")
    page.desk.workspace.sources.use_token("vk", "good-token")
    add(qtbot, page, "https://vk.com/albums-1")
    qtbot.waitUntil(lambda: len(started) == 1)
    page.desk.jobs.stop_all()
    qtbot.waitUntil(lambda: not page.desk.jobs.running())
    accounts.secrets = Secrets(tmp_path / "secrets", find_keyring=lambda: None)  # the next start
    card = card_of(page, "albums-1")
    page.actions_of.update(card.source)
    settle(qtbot, page)
    dialog = page.actions_of.dialog
    assert type(dialog) is SecretsDialog
    assert len(started) == 1
    dialog.panel.first.setText("wrong horse battery")
    qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert dialog.panel.problem.isVisible()
    dialog.panel.first.setText("correct horse battery")
    with qtbot.waitSignal(dialog.accepted, timeout=5_000):
        qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(started) == 2)


def test_the_code_of_a_picture_goes_to_the_source(page, qtbot, started, visited):
    add(qtbot, page, "https://vk.com/albums-1")
    page.desk.jobs.stop_all()
    qtbot.waitUntil(lambda: not page.desk.jobs.running())
    source = replace(
        card_of(page, "albums-1").source,
        state=SourceState.STOPPED,
        error_code=Code.CAPTCHA_NEEDED,
        error_details={"address": "https://api.vk.ru/captcha.php?sid=7"},
    )
    page._on_listed([source])
    qtbot.mouseClick(page.cards[source.id].act, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    qtbot.mouseClick(dialog.open_picture, Qt.MouseButton.LeftButton)
    assert visited == ["https://api.vk.ru/captcha.php?sid=7"]
    dialog.field.setText("z4hq")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    settle(qtbot, page)
    qtbot.waitUntil(lambda: len(started) == 2)


# -- watched folders


@pytest.fixture
def growing(window, photos: Path, tmp_path: Path) -> tuple[Callable[[], int], Path]:
    """How many photos the library of the window has, and a folder of it that is scanned really."""
    workspace = window.desk.workspace

    def scan(request, token, report):
        found = workspace.wanted_sources(request)
        card = workspace.engine_card()
        return workspace.scan(found, card, token, report, paths=request.paths)

    workspace._adapters = replace(workspace._adapters, scan_apart=scan)
    folder = tmp_path / "growing"
    shutil.copy(photos / "one/a.png", paint(folder / "x/b.png", (40, 40, 80, ANNA, 10)).parent)

    def count() -> int:
        with workspace._reading.read() as unit:
            return len(unit.gallery.listed()[0])

    return count, folder


def test_a_watched_folder_takes_up_new_and_deleted_photos_by_itself(page, qtbot, growing):
    count, folder = growing
    before = count()
    add(qtbot, page, str(folder))
    qtbot.waitUntil(lambda: count() == before + 1 and not page.desk.jobs.running(), timeout=20_000)
    settle(qtbot, page)
    choose(card_of(page, "growing"), "watch")
    card = card_of(page, "growing")
    qtbot.waitUntil(lambda: "taken up at once" in card._watched.text(), timeout=10_000)
    paint(folder / "new.png", (40, 40, 80, ANNA, 25))
    qtbot.waitUntil(lambda: count() == before + 2, timeout=20_000)
    (folder / "new.png").unlink()
    qtbot.waitUntil(lambda: card_of(page, "growing").source.missing == 1, timeout=20_000)
    qtbot.waitUntil(lambda: not page.desk.jobs.running(), timeout=20_000)


def test_a_disk_that_goes_away_makes_nothing_missing(page, qtbot, growing):
    _count, folder = growing
    add(qtbot, page, str(folder))
    qtbot.waitUntil(lambda: not page.desk.jobs.running(), timeout=20_000)
    settle(qtbot, page)
    choose(card_of(page, "growing"), "watch")
    card = card_of(page, "growing")
    qtbot.waitUntil(lambda: "taken up at once" in card._watched.text(), timeout=10_000)
    qtbot.waitUntil(lambda: not page.desk.jobs.running(), timeout=20_000)
    kept = folder.rename(folder.with_name("unplugged"))
    folder.mkdir()
    qtbot.waitUntil(lambda: "nothing is taken for missing" in card._watched.text(), timeout=10_000)
    page.reload()
    settle(qtbot, page)
    assert card.source.missing == 0
    folder.rmdir()
    kept.rename(folder)
    qtbot.waitUntil(lambda: "taken up at once" in card._watched.text(), timeout=10_000)
    qtbot.waitUntil(lambda: not page.desk.jobs.running(), timeout=20_000)


def test_watching_ends_with_the_choice(page, qtbot, growing):
    _count, folder = growing
    add(qtbot, page, str(folder))
    qtbot.waitUntil(lambda: not page.desk.jobs.running(), timeout=20_000)
    settle(qtbot, page)
    choose(card_of(page, "growing"), "watch")
    settle(qtbot, page)
    assert card_of(page, "growing").source.is_watched
    choose(card_of(page, "growing"), "watch")
    settle(qtbot, page)
    assert not card_of(page, "growing")._watched.isVisible()
    assert page.desk.watching.how(card_of(page, "growing").source) is None


def test_how_a_folder_is_watched_is_said(page):
    source = SourceInfo(7, "local", "nas", "/mnt/nas", is_watched=True)
    page.desk.watching.follow = lambda _sources: None
    for how, words in (
        (Watching.POLLED, "network drive"),
        (Watching.LIMITED, "fs.inotify.max_user_watches"),
    ):
        page.desk.watching._how[source.root] = how
        page._on_listed([source])
        assert words in page.cards[7]._watched.text()

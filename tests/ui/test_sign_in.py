"""Signing in to services: where tokens are kept, the browser, a token, codes of pictures."""

# ruff: noqa: F811  fixtures

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from faceapp.core.errors import Code
from faceapp.core.places import SourceState
from faceapp.core.remote import Keeping
from faceapp.net.secrets import Secrets
from faceapp.ui.pages.sign_in import SecretsDialog, SignInDialog
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
    assert said(page) == "Signed out. What was found stays."
    assert card_of(page, "albums-1")


def test_a_service_that_does_not_answer_is_signed_out_of_here_all_the_same(page, qtbot, accounts):
    accounts.keep_for_this_run()
    page.desk.workspace.sources.use_token("vk", "good-token")
    add(qtbot, page, "https://vk.com/albums-1")
    accounts.answers = False
    choose(card_of(page, "albums-1"), "sign_out")
    settle(qtbot, page)
    assert accounts.names("vk") == []
    assert "did not answer" in said(page)


def test_who_forgot_the_passphrase_begins_anew(page, qtbot, accounts, tmp_path):
    accounts.keep_in_file("correct horse battery")
    accounts.secrets = Secrets(tmp_path / "secrets", find_keyring=lambda: None)
    dialog = signing_in(page, qtbot)
    qtbot.mouseClick(dialog.panel.forgot, Qt.MouseButton.LeftButton)
    QApplication.activeModalWidget().accept()
    settle(qtbot, page)
    assert accounts.keeping is Keeping.NOWHERE
    assert dialog.panel.for_run.isVisible()
    dialog.reject()


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

"""Hands on the page of sources, for its tests."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Progress
from faceapp.core.remote import SourceIdentity
from faceapp.services.scan import ScanRequest
from faceapp.sources.watching import Pace, Watcher
from faceapp.ui.pages.sources import SourcesPage
from tests.fakes.accounts import PlayedAccounts

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


@pytest.fixture
def visited(monkeypatch) -> list[str]:
    """Addresses that the browser was sent to."""
    found: list[str] = []

    def visit(url: QUrl) -> bool:
        found.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", visit)
    return found

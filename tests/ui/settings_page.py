"""The settings as tests meet them: every section built, nothing left to ask."""

import pytest

from faceapp.ui.pages.settings import SettingsPage


@pytest.fixture
def page(qtbot, desk) -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitUntil(lambda: made.sections["about"].is_built)
    settle(qtbot, desk)
    return made


def settle(qtbot, desk) -> None:
    qtbot.waitUntil(lambda: not desk.questions.is_busy, timeout=60_000)

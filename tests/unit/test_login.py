"""Signing in and out on the command line, with secrets typed unseen."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import typer
from loguru import logger

from faceapp.app import open_workspace
from faceapp.cli import accounts, passphrases
from faceapp.cli.main import run
from tests.fakes.services import played
from tests.fakes.sign_ins import APPLICATION, PASSWORD, YandexSignInFake

PHRASE = "correct horse battery"


class Terminal:
    """Commands of somebody who types `answers`, one for each question."""

    def __init__(self, data: Path, policy: object, monkeypatch: pytest.MonkeyPatch) -> None:
        self.data, self.policy, self.monkeypatch = data, policy, monkeypatch

    def __call__(self, *command: str, answers: tuple[str, ...] = ()) -> int:
        left = list(answers)
        for module in (accounts, passphrases):
            self.monkeypatch.setattr(module, "may_ask", lambda _: True)
        self.monkeypatch.setattr(typer, "prompt", lambda *_, **__: left.pop(0))
        done = run(
            ["--lang", "en", "--data", str(self.data), *command],
            partial(open_workspace, net=self.policy),
            lambda *_: 0,
        )
        assert left == []
        logger.remove()
        return done


@pytest.fixture
def fake() -> YandexSignInFake:
    return YandexSignInFake(is_agreed=True)


@pytest.fixture
def terminal(
    fake: YandexSignInFake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Terminal]:
    data = tmp_path / "library"
    data.mkdir()
    (data / "settings.toml").write_text(f'yandex_application = "{APPLICATION}"\n')
    with played(fake.hosts, tmp_path) as policy:
        yield Terminal(data, policy, monkeypatch)


def test_a_code_signs_in_where_there_is_no_browser(
    terminal: Terminal, fake: YandexSignInFake, capfd: pytest.CaptureFixture
):
    assert terminal("sources", "login", "yandex", "--code", answers=(PHRASE, PASSWORD)) == 0
    told = "".join(capfd.readouterr())
    assert "https://ya.ru/device" in told
    assert "kzn4yh8q" in told
    assert "Анна К." in told
    assert len(fake.live) == 1
    assert terminal("sources", "logout", "yandex", answers=(PHRASE,)) == 0
    assert fake.live == set()
    told += "".join(capfd.readouterr())
    assert not any(secret in told for secret in [*fake.issued, PASSWORD, PHRASE])


def test_a_token_may_be_typed_instead(terminal: Terminal, fake: YandexSignInFake):
    answers = (PHRASE, fake.access())
    assert terminal("sources", "login", "yandex", "--token", answers=answers) == 0


def test_a_code_is_for_yandex_alone(terminal: Terminal, capfd: pytest.CaptureFixture):
    assert terminal("sources", "login", "vk", "--code") == 2
    assert "--code: yandex" in "".join(capfd.readouterr())

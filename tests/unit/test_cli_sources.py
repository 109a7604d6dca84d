"""`faceapp sources` in one process, with VKontakte played over HTTPS."""

import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
import typer

from faceapp.app import open_window, open_workspace
from faceapp.cli.main import run
from faceapp.net.policy import NetPolicy
from tests.fakes.services import played
from tests.fakes.vk import USER, VkFake

LINK = "https://vk.com/albums-1"


@dataclass
class Terminal:
    """Somebody at the keyboard: what is typed unseen, and what was asked for it."""

    typed: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def prompt(self, question: str, *, hide_input: bool, **_: object) -> str:
        assert hide_input
        self.asked.append(question)
        return self.typed.pop(0)


class Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


@dataclass
class Program:
    policy: NetPolicy
    capture: pytest.CaptureFixture[str]

    def __call__(self, *words: str, code: int = 0) -> dict:
        """The answer of a command as JSON."""
        assert run([*words, "--json"], self._open, open_window) == code
        return json.loads(self.capture.readouterr().out)

    def said(self, *words: str, code: int = 0) -> str:
        """What a person reads, on both ways out."""
        assert run([*words, "--lang", "en"], self._open, open_window) == code
        out, err = self.capture.readouterr()
        return out + err

    @property
    def _open(self):
        return partial(open_workspace, net=self.policy)


@pytest.fixture
def program(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Iterator[Program]:
    fake = VkFake(names={-1: "Club"})
    with played(fake.hosts, tmp_path) as policy:
        yield Program(policy, capfd)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    made = Terminal()
    monkeypatch.setattr(typer, "prompt", made.prompt)
    monkeypatch.setattr(sys, "stdin", Keyboard())
    return made


def test_a_source_is_added_listed_renamed_paused_and_removed(program: Program):
    added = program("sources", "add", LINK, "--no-update", "--keep", "thumbnails")
    assert (added["kind"], added["link"], added["keep"]) == ("vk", LINK, "thumbnails")
    number = str(added["id"])
    assert program("sources", "rename", number, "Club")["title"] == "Club"
    assert program("sources", "pause", "Club")["state"] == "paused"
    assert program("sources", "resume", LINK)["state"] == "ok"
    assert [each["title"] for each in program("sources")["sources"]] == ["Club"]
    assert program("sources", "remove", "Club") == {"removed": added["id"], "photos_kept": True}
    assert program("sources", "list")["sources"] == []


def test_what_is_wrong_is_said_and_ends_with_3(program: Program):
    assert program("sources", "add", "https://example.org/x", code=3)["error"]["code"] == (
        "link_not_understood"
    )
    program("sources", "add", LINK, "--no-update")
    assert program("sources", "add", LINK, code=3)["error"]["code"] == "source_exists"
    assert program("sources", "pause", "nobody", code=3)["error"]["code"] == "unknown_source"
    assert program("sources", "login", "myspace", code=2)["error"]["code"] == "usage"


def test_list_is_readable(program: Program):
    assert "No sources yet" in program.said("sources")
    program.said("sources", "add", LINK, "--no-update", "--title", "Club")
    assert "Club  (vk): up to date; photos 0, missing 0, albums 0; updated never" in program.said(
        "sources"
    )


def test_dropping_asks_first(program: Program, terminal: Terminal, monkeypatch):
    program.said("sources", "add", LINK, "--no-update", "--title", "Club")
    answers = [False, True]
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: answers.pop(0))
    program.said("sources", "remove", "Club", "--drop", code=130)
    assert "is removed, with the photos" in program.said("sources", "remove", "Club", "--drop")


def test_token_is_typed_unseen_and_kept_under_a_passphrase(program: Program, terminal: Terminal):
    terminal.typed = ["a long passphrase", USER]
    assert "Signed in to" in program.said("sources", "login", "vk", "--token")
    assert terminal.asked == ["New passphrase", "Token"]
    assert program("sources", "add", LINK, "--no-update")["account"] is None  # locked

    terminal.typed = ["not the passphrase"]
    assert "This is not the passphrase" in program.said("sources", "logout", "vk", code=3)
    terminal.typed = ["a long passphrase"]
    assert "Signed out" in program.said("sources", "logout", "vk")
    terminal.typed = ["a long passphrase"]
    assert "Nobody is signed in" in program.said("sources", "logout", "vk", code=2)


def test_where_nobody_can_be_asked_the_reason_is_said(program: Program):
    assert program("sources", "login", "vk", "--token", code=3)["error"]["code"] == (
        "secrets_nowhere"
    )


def test_refused_token_is_not_kept_and_not_repeated(program: Program, terminal: Terminal):
    terminal.typed = ["a long passphrase", "vk1.a.some-secret-token"]
    said = program.said("sources", "login", "vk", "--token", code=3)
    assert "some-secret-token" not in said

"""Commands about people, run in this process on a library of painted faces."""

import io
import json
import signal
from dataclasses import replace

import pytest

from faceapp.cli.main import run
from tests.fakes import painted
from tests.unit.services.test_sample_search import photos, scan, workspace  # noqa: F401


@pytest.fixture
def library(workspace, photos):  # noqa: F811
    """Two groups of three faces, and one alone."""
    for name, person in (("a", 1), ("b", 3)):
        for number in range(3):
            place = (40, 40, 100, person, 4 * number)
            painted.paint(photos / f"{name}{number}.png", place, is_sharp=True)
    painted.paint(photos / "c.png", (40, 40, 100, 5, 0), is_sharp=True)
    scan(workspace, photos)
    return workspace


def command(library, *words: str) -> int:
    return run(words, lambda _: library, lambda *_: 1)


def interrupted(search):
    def searching(*given, **named):
        signal.raise_signal(signal.SIGINT)
        return search(*given, **named)

    return searching


@pytest.mark.parametrize("words", [["group"], ["group", "--preview"]])
def test_a_grouping_that_is_stopped_says_so_and_changes_nothing(library, words, capfd):
    before = library.people.everybody()
    search = interrupted(library.grouping.neighbours())
    library.__dict__["grouping"] = replace(library.grouping, neighbours=lambda: search)
    assert command(library, *words, "--strictness", "99.9", "--lang", "en") == 130
    assert capfd.readouterr() == ("", "Stopped.\n")
    assert library.people.everybody() == before


@pytest.mark.parametrize("keys", ["y n u n x u h q", "да нет г н ч г р й", "Y NO U т х Г Р Q"])
def test_a_review_takes_the_keys_of_both_keyboards(library, keys, monkeypatch, capfd):
    faces = {face.path[-6:]: face.id for face in library.library.faces("builtin", None, None)[0]}
    library.decisions.name(faces["a0.png"], "Анна")
    library.decisions.name(faces["b0.png"], "Боб")
    monkeypatch.setattr("sys.stdin", io.StringIO(keys.replace(" ", "\n") + "\n"))
    assert command(library, "people", "review", "--json") == 0
    assert json.loads(capfd.readouterr().out) == {"answers": 3, "left": 1}
    library.stay_open()
    actions = [entry.decision.action for entry in library.decisions.journal(3)]
    assert actions == ["hide", "reject", "confirm"]

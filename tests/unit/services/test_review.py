"""A review on real SQLite: what it asks, what answers do, and that each can be taken back."""

from contextlib import contextmanager
from types import SimpleNamespace

import numpy as np
import pytest

from faceapp.core.people import Who
from faceapp.core.review import Asks
from faceapp.core.similarity import Calibration
from faceapp.core.types import Detection, Face, FaceBox, Quality
from faceapp.services.decisions import DecisionService
from faceapp.services.people_decisions import PeopleDecisions
from faceapp.services.review import Review
from tests.unit.stores.library import DIMENSION, Library, analysed

ENGINE = SimpleNamespace(
    identity="identity", name="builtin", calibration=Calibration("test", t70=0.5, t95=0.8)
)
ANNA, BOB, EVA = np.eye(DIMENSION, dtype=np.float32)[:3]


def seen(look: np.ndarray, x: float, away: float = 0.0, quality: float = 0.8) -> Face:
    """A face whose cosine to `look` is cos(`away`)."""
    side = np.zeros(DIMENSION, np.float32)
    side[5 + int(x) % 9] = 1
    vector = np.cos(away) * look + np.sin(away) * side
    landmarks = np.arange(10, dtype=np.float32).reshape(5, 2) + x
    return Face(Detection(FaceBox(x, 100, 50, 50), landmarks, 0.9), Quality(*[quality] * 5), vector)


class Scene:
    """Anna six times, of which faces 1, 3, 5 are group 1; Bob 2, 4 are group 2; Eva alone is 8."""

    def __init__(self, library: Library) -> None:
        @contextmanager
        def writing():
            yield library.database

        self.library, self.writing = library, writing
        self.faces = DecisionService(library.database, writing)
        self.people = PeopleDecisions(writing)
        for number in range(3):
            faces = seen(ANNA, 100, 0.1), seen(BOB, 301, 0.1)
            library.record(analysed(f"/photos/{number}.jpg", str(number), *faces))
        library.record(analysed("/photos/7.jpg", "7", seen(ANNA, 102, 0.3), seen(EVA, 304)))
        library.record(analysed("/photos/9.jpg", "9", seen(ANNA, 103, 0.9)))
        with library.database.write() as unit:
            unit.groups.replace(np.array([1, 3, 5, 2, 4, 6]), np.array([1, 1, 1, 2, 2, 2]))

    def review(self, photos=None) -> Review:
        return Review(self.library.database, self.writing, ENGINE, photos)

    def owners(self) -> dict[int, tuple[str, str]]:
        with self.library.database.read() as unit:
            rows = unit.session.connection().exec_driver_sql(
                "SELECT face_id, name, state FROM assignment JOIN person ON person_id = person.id"
            )
            return {row[0]: (row[1], row[2]) for row in rows}


@pytest.fixture
def scene(library: Library) -> Scene:
    return Scene(library)


def test_groups_come_first_and_a_name_settles_what_is_certain(scene):
    review = scene.review()
    asked = review.question()
    assert (asked.asks, sorted(asked.faces), asked.settles) == (Asks.WHO, [1, 3, 5], 3)
    settled = review.name("Анна")
    assert (settled.confirmed, settled.guessed, settled.name) == (3, 1, "Анна")
    owners = scene.owners()
    assert owners[1] == ("Анна", "confirmed")
    assert owners[7] == ("Анна", "automatic")  # cos 0.3 is 0.955
    assert 9 not in owners  # cos 0.9 is 0.622: it must be asked


def test_what_is_likely_is_asked_and_a_no_is_never_asked_again(scene):
    review = scene.review()
    review.name("Анна")
    assert review.question().asks is Asks.WHO  # Bob's group settles more
    review.name("Боб")
    asked = review.question()
    assert (asked.asks, asked.faces, asked.candidate.tile.name) == (Asks.IS, [9], "Анна")
    assert 35 < asked.candidate.percent < 90
    assert review.no().refused == 1
    for again in (review, scene.review()):
        for _ in range(3):
            asked = again.question()
            assert asked.faces == [8] or asked.candidate.tile.name == "Боб"
            again.skip()


def test_every_answer_is_one_decision_and_can_be_taken_back(scene):
    review = scene.review()
    first = review.question()
    review.name("Анна")
    second = review.question()
    review.hide()
    review.not_faces()
    assert len(scene.faces.journal(10)) == 3
    assert review.undo() and review.undo()
    assert review.question() == second
    assert review.undo()
    assert review.question() == first
    assert (scene.owners(), review.undo()) == ({}, False)
    assert scene.review().question() == first


def test_an_answer_about_what_is_gone_takes_no_earlier_decision_back(scene):
    scene.people.name(Who.group(2), "Боб")
    review = scene.review()
    while review.question().faces != [8]:
        review.skip()
    review.not_faces()
    with scene.library.database.write() as unit:
        unit.session.connection().exec_driver_sql(
            "DELETE FROM asset WHERE id = (SELECT asset_id FROM face WHERE id = 8)"
        )
    assert review.undo() is False
    assert {owner for owner, _ in scene.owners().values()} == {"Боб"}
    assert [entry.is_undone for entry in scene.faces.journal(10)] == [False]


def test_it_follows_what_is_decided_elsewhere(scene):
    review = scene.review()
    review.question()
    scene.people.name(Who.group(1), "Анна")
    assert sorted(review.question().faces) == [2, 4, 6]
    scene.faces.undo()
    assert sorted(review.question().faces) == [1, 3, 5]


def test_look_alikes_are_asked_about_once_and_then_need_more(scene):
    scene.people.name(Who.group(1), "Анна")
    scene.faces.name(7, "Ольга")
    review = scene.review()
    while (asked := review.question()).asks is not Asks.SAME:
        review.skip()
    assert {asked.candidate.tile.name, asked.other.name} == {"Анна", "Ольга"}
    review.no()
    with scene.library.database.read() as unit:
        assert unit.people.unlike() == {(1, 2)}
    again = scene.review()
    kinds = set()
    for _ in range(10):
        kinds.add(again.question().asks)
        again.skip()
    assert Asks.SAME not in kinds


def test_the_same_person_under_two_names_becomes_one(scene):
    scene.people.name(Who.group(1), "Анна")
    scene.faces.name(7, "Аня")
    review = scene.review()
    while review.question().asks is not Asks.SAME:
        review.skip()
    assert review.yes().name == "Анна"
    assert {owner for owner, _ in scene.owners().values()} == {"Анна"}


def test_only_the_photos_asked_for_are_asked_about(scene):
    photo = scene.library.photo_id("/photos/7.jpg")
    review = scene.review(np.array([photo]))
    asked = set()
    for _ in range(4):
        asked.update(review.question().faces)
        review.skip()
    assert asked == {7, 8}


def test_the_end_is_reached(scene):
    review = scene.review()
    answers = 0
    while (asked := review.question()) is not None:
        review.name({1: "Анна", 3: "Анна"}.get(asked.faces[0], f"№ {asked.faces[0]}"))
        answers += 1
    assert answers <= 5
    assert len(scene.owners()) == 9

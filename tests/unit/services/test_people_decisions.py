"""Decisions about people and groups, with real SQLite: what they change, and that all is undone."""

from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.people import Who
from faceapp.services.decisions import DecisionService
from faceapp.services.drafting import Named
from faceapp.services.library import Answering
from faceapp.services.people import PeopleService
from faceapp.services.people_decisions import PeopleDecisions
from tests.unit.stores.library import Library, analysed, face


@dataclass(frozen=True)
class Scene:
    """Four photos; faces 1, 2 and 3 are group 1, 4 and 5 group 2, 6 is a single."""

    library: Library
    faces: DecisionService
    people: PeopleDecisions
    shown: PeopleService

    def state(self) -> tuple:
        with self.library.database.read() as unit:
            connection = unit.session.connection()
            return tuple(
                tuple(map(tuple, connection.exec_driver_sql(query)))
                for query in (
                    "SELECT face_id, person_id, state FROM assignment ORDER BY 1, 2",
                    "SELECT id, name, hidden, cover_face_id, caption FROM person ORDER BY 1",
                    "SELECT first, second FROM unlike ORDER BY 1, 2",
                    "SELECT id, hidden FROM face ORDER BY 1",
                )
            )

    def sizes(self) -> list[tuple[str, int]]:
        everybody = self.shown.everybody()
        return [(tile.name, tile.faces) for tile in (*everybody.named, *everybody.groups)]


@pytest.fixture
def scene(library: Library) -> Scene:
    for number, names in enumerate((["anna", "bob"], ["anna", "eva"], ["anna", "bob"])):
        faces = [face(name, 100 + 200 * place) for place, name in enumerate(names)]
        library.record(analysed(f"/photos/{number}.jpg", str(number), *faces))
    with library.database.write() as unit:
        unit.groups.replace(np.array([1, 3, 5, 2, 6]), np.array([1, 1, 1, 2, 2]))

    @contextmanager
    def writing():
        yield library.database

    return Scene(
        library,
        DecisionService(library.database, writing),
        PeopleDecisions(writing),
        PeopleService(library.database, lambda: Answering("builtin")),
    )


def test_groups_are_shown_by_size_and_the_rest_as_singles(scene):
    everybody = scene.shown.everybody()
    assert [(tile.who, tile.faces, tile.photos) for tile in everybody.groups] == [
        (Who.group(1), 3, 3),
        (Who.group(2), 2, 2),
    ]
    assert (everybody.singles, scene.shown.singles()) == (1, [4])
    assert everybody.groups[0].cover in (1, 3, 5)


def test_a_named_group_is_a_person_and_no_group(scene):
    scene.people.name(Who.group(1), "Анна")
    assert scene.sizes() == [("Анна", 3), ("", 2)]
    scene.people.name(Who.group(2), "Анна")  # joins her
    assert scene.sizes() == [("Анна", 5)]


def test_a_person_does_not_get_the_name_of_another_by_accident(scene):
    scene.people.name(Who.group(1), "Анна")
    scene.people.name(Who.group(2), "Ольга")
    with pytest.raises(UserError) as caught:
        scene.people.name(scene.shown.find("Ольга"), "Анна")
    assert caught.value.code is Code.NAME_TAKEN
    scene.people.merge([scene.shown.find("Ольга"), scene.shown.find("Анна")])
    assert scene.sizes() == [("Ольга", 5)]


def test_merging_keeps_what_was_refused(scene):
    scene.people.name(Who.group(1), "Анна")
    scene.people.name(Who.group(2), "Ольга")
    anna, olga = scene.shown.find("Анна"), scene.shown.find("Ольга")
    scene.faces.refuse([4], olga.id)
    scene.faces.name(4, "Ева")
    eva = scene.shown.find("Ева")
    scene.people.tell_apart(olga.id, eva.id)
    scene.people.merge([olga, anna], into=anna)
    with scene.library.database.read() as unit:
        assert unit.people.assignments("rejected").tolist() == [[4], [anna.id]]
        assert unit.people.unlike() == {(anna.id, eva.id)}


def test_split_faces_never_come_back(scene):
    scene.people.split([5])
    state = scene.state()
    assert [row for row in state[0] if row[0] == 5] == [(5, 1, "confirmed"), (5, 2, "rejected")]
    assert [row[:2] for row in state[0] if row[2] == "confirmed"] == [(1, 2), (3, 2), (5, 1)]
    assert scene.sizes() == [("", 2), ("", 2), ("", 1)]


def test_split_faces_join_the_person_of_that_name(scene):
    scene.people.name(Who.group(1), "Анна")
    scene.people.name(Who.group(2), "Ольга")
    decision = scene.people.split([5], " Ольга ")
    assert scene.sizes() == [("Анна", 2), ("Ольга", 3)]
    assert decision.subject == Named("Ольга", scene.shown.find("Ольга"))
    with scene.library.database.read() as unit:
        assert unit.people.assignments("rejected").tolist() == [[5], [scene.shown.find("Анна").id]]
    with pytest.raises(UserError) as caught:
        scene.people.split([1, 2], "Анна")
    assert caught.value.code is Code.NAME_TAKEN
    assert scene.sizes() == [("Анна", 2), ("Ольга", 3)]


def test_hidden_people_and_groups_leave_the_lists_and_come_back(scene):
    scene.people.name(Who.group(2), "Ольга")
    scene.people.hide([Who.group(1), scene.shown.find("Ольга")])
    assert scene.sizes() == []
    hidden = scene.shown.everybody().hidden
    assert sorted(tile.faces for tile in hidden) == [2, 3]
    scene.people.hide([tile.who for tile in hidden], hidden=False)
    assert scene.sizes() == [("Ольга", 2), ("", 3)]


def test_a_page_tells_faces_years_and_company(scene):
    scene.people.name(Who.group(1), "Анна")
    scene.people.name(Who.group(2), "Ольга")
    page = scene.shown.page(scene.shown.find("Анна"))
    assert (sorted(page.confirmed), page.guessed, len(page.photos)) == ([1, 3, 5], [], 3)
    assert [(tile.name, count) for tile, count in page.together] == [("Ольга", 2)]
    with pytest.raises(UserError):
        scene.shown.page(Who.group(1))


def test_every_decision_is_undone_and_done_again(scene):
    anna = Who.person(1)
    steps = [
        lambda: scene.people.name(Who.group(1), "Анна"),
        lambda: scene.people.choose_cover(1, 3),
        lambda: scene.faces.refuse([4], 1),
        lambda: scene.people.name(Who.group(2), "Ольга"),
        lambda: scene.people.tell_apart(1, 2),
        lambda: scene.people.split([3, 4], "Ева"),
        lambda: scene.people.describe(1, "Капитан", "Яхта «Заря»"),
        lambda: scene.people.hide([Who.person(2)]),
        lambda: scene.people.confirm([4], 1),
        lambda: scene.people.name(anna, "Анна Ли"),
        lambda: scene.people.merge([Who.person(2), anna]),
        lambda: scene.faces.not_faces([1, 2]),
        lambda: scene.faces.name_faces([5, 6], "Ян"),
    ]
    states = [scene.state()]
    for step in steps:
        step()
        states.append(scene.state())
        assert states[-1] != states[-2]
    for state in reversed(states[:-1]):
        assert scene.faces.undo() is not None
        assert scene.state() == state
    for state in states[1:]:
        assert scene.faces.redo() is not None
        assert scene.state() == state
    entries = scene.faces.journal(100)
    assert len(entries) == len(steps)
    assert scene.faces.undo_to(entries[-3].id) == len(steps) - 2
    assert scene.state() == states[2]
    for gone in (entries[-3].id, entries[0].id + 1):
        with pytest.raises(UserError) as caught:
            scene.faces.undo_to(gone)
        assert caught.value.code is Code.DECISION_OUTDATED
    assert scene.state() == states[2]


def test_the_journal_tells_who_was_meant(scene):
    scene.people.name(Who.group(1), "Анна")
    scene.people.merge([Who.group(2), Who.person(1)])
    told = scene.faces.journal(1)[0].decision
    assert (told.action, told.name, len(told.faces)) == ("merge", "Анна", 5)
    assert [other.who for other in told.others] == [Who.group(2)]

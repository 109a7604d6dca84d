"""Any 500 decisions, taken back and done again in between, keep what must always be true."""

import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from faceapp.core.errors import Code, UserError
from faceapp.core.people import Who
from faceapp.services.decisions import DecisionService
from faceapp.services.library import Answering
from faceapp.services.people import PeopleService
from faceapp.services.people_decisions import PeopleDecisions
from faceapp.stores.database import open_database
from tests.unit.stores.library import Library, analysed, face

FACES = st.lists(st.integers(1, 24), min_size=1, max_size=5, unique=True)
FACE = st.integers(1, 24)
NAMES = st.sampled_from(["Анна", "Ольга", "Ян", "李"])
PLACE = st.integers(0, 40)
_ROWS = (
    "SELECT face_id, person_id, state FROM assignment ORDER BY 1, 2",
    "SELECT id, name, hidden, cover_face_id, caption FROM person ORDER BY 1",
    "SELECT first, second FROM unlike ORDER BY 1, 2",
    "SELECT id, hidden FROM face ORDER BY 1",
    "SELECT face_id, group_id FROM face_group ORDER BY 1",
)


class People(RuleBasedStateMachine):
    """Twelve photos with two faces each, in five groups."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name)
        self.database = open_database(path / "library.sqlite", path / "backups")
        library = Library(self.database)
        for number in range(12):
            faces = face("anna", 100), face("bob", 300)
            library.record(analysed(f"/photos/{number}.jpg", str(number), *faces))
        with self.database.write() as unit:
            unit.groups.replace(np.arange(1, 21), np.arange(1, 21) % 5 + 1)

        @contextmanager
        def writing():
            yield self.database

        self.faces = DecisionService(self.database, writing)
        self.people = PeopleDecisions(writing)
        self.shown = PeopleService(self.database, lambda: Answering("builtin"))
        self.done = [self.state()]
        self.undone: list[tuple] = []
        self.refused: set[tuple[int, int]] = set()

    def teardown(self) -> None:
        while self.faces.undo():
            self.done.pop()
            assert self.state() == self.done[-1]
        assert len(self.done) == 1
        self.database.close()
        self.folder.cleanup()

    def state(self) -> tuple:
        with self.database.read() as unit:
            connection = unit.session.connection()
            return tuple(tuple(map(tuple, connection.exec_driver_sql(query))) for query in _ROWS)

    def decide(self, decide, *arguments, **options) -> None:
        """A decision is an entry of the journal, or it was refused and changed nothing."""
        try:
            decision = decide(*arguments, **options)
        except UserError as error:
            assert error.code in (Code.DECISION_OUTDATED, Code.NAME_TAKEN)
            decision = None
        if decision is None:
            assert self.state() == self.done[-1]
        else:
            self.done.append(self.state())
            self.undone.clear()

    def someone(self, place: int) -> Who | None:
        everybody = self.shown.everybody()
        tiles = [*everybody.named, *everybody.groups, *everybody.hidden]
        return tiles[place % len(tiles)].who if tiles else None

    @rule(faces=FACES, name=NAMES)
    def name_faces(self, faces, name) -> None:
        self.decide(self.faces.name_faces, faces, name)

    @rule(faces=FACES)
    def unname(self, faces) -> None:
        self.decide(self.faces.name_faces, faces, "")

    @rule(faces=FACES, place=PLACE)
    def refuse(self, faces, place) -> None:
        who = self.someone(place)
        if who and who.kind == "person":
            self.decide(self.faces.refuse, faces, who.id)

    @rule(faces=FACES)
    def not_faces(self, faces) -> None:
        self.decide(self.faces.not_faces, faces)

    @rule(place=PLACE, name=NAMES)
    def name(self, place, name) -> None:
        if who := self.someone(place):
            self.decide(self.people.name, who, name)

    @rule(places=st.lists(PLACE, min_size=2, max_size=4))
    def merge(self, places) -> None:
        whos = list(dict.fromkeys(filter(None, map(self.someone, places))))
        if whos:
            self.decide(self.people.merge, whos)

    @rule(faces=FACES, name=st.just("") | NAMES)
    def split(self, faces, name) -> None:
        self.decide(self.people.split, faces, name)

    @rule(faces=FACES, place=PLACE)
    def confirm(self, faces, place) -> None:
        who = self.someone(place)
        if who and who.kind == "person":
            self.decide(self.people.confirm, faces, who.id)

    @rule(place=PLACE, hidden=st.booleans())
    def hide(self, place, hidden) -> None:
        who = self.someone(place)
        if who and (hidden or who.kind == "person"):
            self.decide(self.people.hide, [who], hidden=hidden)

    @rule(place=PLACE, face=FACE)
    def cover(self, place, face) -> None:
        who = self.someone(place)
        if who and who.kind == "person":
            self.decide(self.people.choose_cover, who.id, face)

    @rule(first=PLACE, second=PLACE)
    def differ(self, first, second) -> None:
        one, other = self.someone(first), self.someone(second)
        if one and other and one != other and {one.kind, other.kind} == {"person"}:
            self.decide(self.people.tell_apart, one.id, other.id)

    @rule()
    def undo(self) -> None:
        if self.faces.undo():
            self.undone.append(self.done.pop())
            assert self.state() == self.done[-1]

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        assert self.faces.redo()
        self.done.append(self.undone.pop())
        assert self.state() == self.done[-1]

    @invariant()
    def a_face_is_one_persons_at_most(self) -> None:
        owners = Counter(row[0] for row in self.state()[0] if row[2] != "rejected")
        assert set(owners.values()) <= {1}

    @invariant()
    def what_is_no_face_is_nobodys(self) -> None:
        hidden = {row[0] for row in self.state()[3] if row[1]}
        assert hidden.isdisjoint(row[0] for row in self.state()[0])

    @invariant()
    def every_face_is_shown_once(self) -> None:
        everybody = self.shown.everybody()
        shown = everybody.singles + sum(
            tile.faces for tile in (*everybody.named, *everybody.groups, *everybody.hidden)
        )
        assert shown == 24 - sum(row[1] for row in self.state()[3])


TestPeople = People.TestCase
TestPeople.settings = settings(
    max_examples=10,
    stateful_step_count=50,
    deadline=None,
    # Making a failure smaller takes minutes; the seed that is told repeats it.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

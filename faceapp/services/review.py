"""A review: one question at a time, the one whose answer settles most faces first."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace

import numpy as np

from faceapp.core.errors import Code, UserError
from faceapp.core.face_groups import NONE
from faceapp.core.people import PersonTile, Who
from faceapp.core.ports import Engine
from faceapp.core.review import Asks, Candidate, Question, Settled
from faceapp.core.review_pool import Choice, Pool
from faceapp.core.types import Ids
from faceapp.services.decisions import DecisionService
from faceapp.services.drafting import Decision, Draft, Named
from faceapp.services.gathering import Gathered, gather, rows_of
from faceapp.services.people_decisions import PeopleDecisions
from faceapp.stores.database import Database
from faceapp.stores.rows import PersonRow
from faceapp.stores.unit_of_work import UnitOfWork

_EXAMPLES = 6


@dataclass(frozen=True, eq=False)
class _State:
    """What was read at `entry`, the newest of the journal then."""

    gathered: Gathered
    pool: Pool
    people: dict[int, PersonRow]
    entry: int


class Review:
    """Each answer is one decision in the journal. Any one thread at a time may ask."""

    def __init__(
        self,
        reading: Database,
        writing: Callable[[], AbstractContextManager[Database]],
        engine: Engine,
        photos: Ids | None = None,
    ) -> None:
        """Take the truth, who may write it, whose vectors count, and which photos; None is all.

        Reads everything: 100,000 faces take about two seconds. `answers` counts those that were not
        taken back.
        """
        self._reading = reading
        self._writing = writing
        self._decisions = DecisionService(reading, writing)
        self._people_decisions = PeopleDecisions(writing)
        self._engine = engine
        self._photos = photos
        self.answers = 0
        self._choice: tuple[Choice, int] | None = None
        self._state = self._read()

    def question(self) -> Question | None:
        """The next question; the same until it is answered or skipped. None when all are done."""
        self._follow()
        if self._choice is None:
            self._choice = self._state.pool.choose()
        if self._choice is None:
            return None
        choice, left = self._choice
        first, second = (
            self._candidate(person, cosine)
            for person, cosine in (
                (choice.person, choice.cosine),
                (choice.second, choice.second_cosine),
            )
        )
        if choice.asks is Asks.SAME:
            assert first and second
            settles = min(first.tile.faces, second.tile.faces)
            return Question(choice.asks, second.faces, settles, left, first, None, second.tile)
        faces = self._faces(choice.unit)
        return Question(choice.asks, faces, len(faces), left, first, second)

    def yes(self) -> Settled:
        """They are this person's; the two are one. Raises UserError."""
        choice = self._asked()
        if choice.asks is Asks.SAME:
            whos = [Who.person(choice.person), Who.person(choice.second)]
            decision = self._people_decisions.merge(whos)
            self.answers += 1
            self._state = self._read()
            return Settled(len(decision.faces), 0, 0, decision.name, self.answers)
        if choice.person == NONE:
            raise UserError(Code.DECISION_OUTDATED)
        return self._confirm(choice, self._state.people[choice.person].name)

    def no(self) -> Settled:
        """They are not; never asked again. Raises UserError."""
        choice, pool = self._asked(), self._state.pool
        if choice.person == NONE:
            self.skip()
            return Settled(0, 0, 0, "", self.answers)
        if choice.asks is Asks.SAME:
            self._people_decisions.tell_apart(choice.person, choice.second)
            pool.tell_apart(choice.person, choice.second)
            return self._answered(refused=1)
        with self._true_again_if_it_fails():
            decision = self._decisions.refuse(self._faces(choice.unit), choice.person)
        pool.refuse(choice.unit, choice.person)
        return self._answered(refused=len(decision.faces))

    def name(self, name: str) -> Settled:
        """They are somebody else: this is the name. Raises UserError."""
        choice, name = self._asked(), " ".join(name.split())
        if not name or choice.unit == NONE:
            raise UserError(Code.DECISION_OUTDATED)
        return self._confirm(choice, name)

    def not_faces(self) -> Settled:
        """These are no faces. Raises UserError."""
        faces = self._dropped()
        with self._true_again_if_it_fails():
            decision = self._decisions.not_faces(faces)
        return self._answered(refused=len(decision.faces))

    def hide(self) -> Settled:
        """A stranger: shown no more, asked about no more. Raises UserError."""
        faces = self._dropped()
        with self._drafting() as draft:
            person = draft.add_person(hidden=True)
            draft.claim(faces, person)
            subject = Named("", Who.person(person))
            draft.commit(Decision("hide", tuple(faces), 0, subject))
        return self._answered(refused=len(faces))

    def skip(self) -> None:
        """Ask later, after all others."""
        self._state.pool.skip(self._asked())
        self._choice = None

    def undo(self) -> bool:
        """Take the last answer back and ask again; whether there was one that could be."""
        if not self.answers or self._newest() != self._state.entry:
            return False
        taken_back = self._decisions.undo_to(self._state.entry)
        self.answers -= 1
        self._choice = None
        if taken_back and self._state.pool.undo():
            self._state = replace(self._state, entry=self._newest())
        else:
            self._state = self._read()
        return taken_back > 0

    def choices(self) -> Sequence[str]:
        """Names to complete, the likeliest first."""
        names = {row.name for row in self._state.people.values() if row.name and not row.hidden}
        likely = []
        if self._choice:
            asked = (self._choice[0].person, self._choice[0].second)
            likely = [self._state.people[person].name for person in asked if person != NONE]
        rest = sorted(names - set(likely), key=str.casefold)
        return [name for name in [*likely, *rest] if name]

    def _confirm(self, choice: Choice, name: str) -> Settled:
        """The faces are the person's; so are, guessed, those that follow for certain."""
        pool, faces = self._state.pool, self._faces(choice.unit)
        with self._drafting() as draft:
            person = choice.person
            if person == NONE or self._state.people[person].name != name:
                person = draft.person(name)
            draft.claim(faces, person)
            if choice.person not in (NONE, person) and choice.asks is Asks.IS:
                draft.assign(faces, choice.person, "rejected")
            self._state.people.setdefault(person, PersonRow(person, name, hidden=False))
            sure = pool.confirm(choice.unit, person)
            guessed = [face for unit in sure for face in self._faces(unit)]
            draft.assign(guessed, person, "automatic")
            draft.commit(Decision("confirm", tuple(faces), 0, Named(name, Who.person(person))))
        return self._answered(len(faces), len(guessed), name=name)

    def _answered(
        self, confirmed: int = 0, guessed: int = 0, refused: int = 0, name: str = ""
    ) -> Settled:
        self.answers += 1
        self._choice = None
        self._state = replace(self._state, entry=self._newest())
        return Settled(confirmed, guessed, refused, name, self.answers)

    def _dropped(self) -> list[int]:
        choice = self._asked()
        if choice.unit == NONE:
            raise UserError(Code.DECISION_OUTDATED)
        self._state.pool.drop(choice.unit)
        return self._faces(choice.unit)

    def _asked(self) -> Choice:
        if self.question() is None or self._choice is None:
            raise UserError(Code.DECISION_OUTDATED)
        return self._choice[0]

    def _faces(self, unit: int) -> list[int]:
        faces: list[int] = self._state.gathered.ids[self._state.pool.rows(unit)].tolist()
        return faces

    def _candidate(self, person: int, cosine: float) -> Candidate | None:
        if person == NONE:
            return None
        row, state = self._state.people[person], self._state
        rows = state.pool.examples(person, _EXAMPLES)
        faces: list[int] = state.gathered.ids[rows].tolist()
        count = state.pool.count(person)
        tile = PersonTile(Who.person(person), row.name, count, 0, next(iter(faces), None))
        return Candidate(tile, self._engine.calibration.percent(cosine), cosine, faces)

    @contextmanager
    def _drafting(self) -> Iterator[Draft]:
        with (
            self._true_again_if_it_fails(),
            self._writing() as database,
            database.write() as unit,
        ):
            yield Draft(unit)

    @contextmanager
    def _true_again_if_it_fails(self) -> Iterator[None]:
        try:
            yield
        except Exception:  # a full disk, say: nothing was answered then
            self._state, self._choice = self._read(), None
            raise

    def _follow(self) -> None:
        """Read everything anew if somebody decided something elsewhere."""
        if self._newest() != self._state.entry:
            self._state, self._choice = self._read(), None

    def _newest(self) -> int:
        with self._reading.read() as unit:
            entry = unit.journal.last_done()
        return entry.id if entry else 0

    def _read(self) -> _State:
        with self._reading.read() as unit:
            entry = unit.journal.last_done()
            people = {row.id: row for row in unit.people.list()}
            shown = [row.id for row in people.values() if not row.hidden]
            gathered, pool = self._pool(unit, shown)
        return _State(gathered, pool, people, entry.id if entry else 0)

    def _pool(self, unit: UnitOfWork, people: list[int]) -> tuple[Gathered, Pool]:
        engine_id = unit.engines.find(self._engine.identity)
        if engine_id is None:
            raise UserError(Code.NOTHING_TO_GROUP, engine=self._engine.name)
        gathered = gather(unit, engine_id)
        asked = np.ones(len(gathered.ids), bool)
        if self._photos is not None:
            asked &= np.isin(gathered.faces.photos, self._photos)
        guessed = rows_of(unit.people.assignments("automatic")[0], gathered.ids)
        asked[guessed[guessed != NONE]] = False
        owners, vectors = unit.references.of_engine(engine_id)
        known = {person: vectors[owners == person] for person in set(owners.tolist())}
        scale, unlike = self._engine.calibration, unit.people.unlike()
        return gathered, Pool(gathered.faces, asked, people, unlike, scale, known)

"""People and the decisions about whose face is whose."""

from base64 import b64decode
from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import Select, bindparam, delete, distinct, func, literal, select, update
from sqlalchemy.dialects.sqlite import insert

from faceapp.core.jobs import Changes
from faceapp.core.people import Kind, PersonFace, PersonTile, Who
from faceapp.core.types import Ids
from faceapp.stores.columns import now
from faceapp.stores.groups import ASSIGNED, LONE
from faceapp.stores.rows import PersonRow
from faceapp.stores.schema import (
    Analysis,
    Asset,
    Assignment,
    Face,
    FaceGroup,
    FaceVector,
    Person,
    PersonReference,
    Unlike,
)
from faceapp.stores.selections import VECTORS
from faceapp.stores.store import Columns, Store, chunks

PersonRows = list[PersonRow]
Tiles = list[PersonTile]
PersonFaces = list[PersonFace]
Counts = list[tuple[int, int]]

_ROW = (
    Person.id,
    Person.name,
    Person.hidden,
    Person.cover_face_id,
    Person.caption,
    Person.description,
    Person.greeting,
)
_IS_SHOWN = Assignment.state != "rejected", ~Face.hidden
# SQLite takes the face from the row that holds the maximum: the best one.
_SUMS = (
    func.count().label("faces"),
    func.count(distinct(Face.asset_id)),
    Face.id,
    func.max(func.coalesce(FaceVector.quality, -1.0)),
)
# As an engine sees them, if it knows them. Made once: that takes as long as asking for 100 people.
_SEEN = (FaceVector.face_id == Face.id) & (FaceVector.engine_id == bindparam("engine"))
_TILES = (
    select(Assignment.person_id, *_SUMS, func.count().filter(Assignment.state == "automatic"))
    .select_from(Face)
    .outerjoin(FaceVector, _SEEN)
    .join(Assignment, Assignment.face_id == Face.id)
    .where(*_IS_SHOWN)
    .group_by(Assignment.person_id)
)
_GROUPS = (
    select(FaceGroup.group_id, *_SUMS)
    .select_from(Face)
    .outerjoin(FaceVector, _SEEN)
    .join(FaceGroup, FaceGroup.face_id == Face.id)
    .where(~Face.hidden, Face.id.not_in(ASSIGNED))
    .group_by(FaceGroup.group_id)
    .having(func.count() > 1)
)
_SINGLES = (
    select(Face.id)
    .join(FaceVector, _SEEN)
    .where(
        ~Face.hidden,
        Face.id.not_in(select(FaceGroup.face_id).where(FaceGroup.group_id.not_in(LONE))),
        Face.id.not_in(ASSIGNED),
    )
    .order_by(FaceVector.quality.desc(), Face.id)
)
_EVERYBODY = select(*_ROW).order_by(Person.name, Person.id)


class People(Store):
    """People, their faces, and the groups nobody decided about."""

    def add(self, name: str, *, hidden: bool = False) -> int:
        """A new person's number."""
        person = Person(name=name, hidden=hidden, created_at=now())
        self._session.add(person)
        self._session.flush()
        self._note(Changes(people=True))
        return person.id

    def find(self, name: str) -> int | None:
        """The number of the person of exactly this name, the oldest if there are several."""
        return self._session.scalar(
            select(Person.id).where(Person.name == name).order_by(Person.id).limit(1)
        )

    def assign(self, face_id: int, person_id: int, state: str = "confirmed") -> None:
        """Decide about a face: `confirmed`, `automatic` or `rejected`; the last word counts."""
        decision = {"state": state, "decided_at": now()}
        statement = insert(Assignment).values(face_id=face_id, person_id=person_id, **decision)
        self._session.execute(
            statement.on_conflict_do_update(index_elements=["face_id", "person_id"], set_=decision)
        )
        self._note(Changes(people=True))

    def list(self) -> PersonRows:
        """Everybody, by name."""
        rows = self._read(_EVERYBODY)
        return [PersonRow(*row) for row in rows]

    def get(self, number: int) -> PersonRow | None:
        """One person; None if there is no such number."""
        row = self._read(select(*_ROW).where(Person.id == number)).first()
        return None if row is None else PersonRow(*row)

    def tiles(self, engine_id: int | None) -> Tiles:
        """Everybody somebody decided about, by name, with their faces as one engine knows them."""
        sums = self._as_seen(_TILES, engine_id)
        known: dict[int, Sequence[Any]] = {row[0]: row[1:] for row in sums}
        nothing = (0, 0, None, 0.0, 0)
        return [_tile(row, known.get(row.id, nothing)) for row in self.list()]

    def groups(self, engine_id: int | None) -> Tiles:
        """The groups of faces nobody decided about."""
        rows = self._as_seen(_GROUPS, engine_id)
        return [PersonTile(Who.group(row[0]), "", row[1], row[2], row[3]) for row in rows]

    def singles(self, engine_id: int | None) -> Ids:
        """Faces that this engine knows and that belong to nobody, the best first."""
        return np.array([row[0] for row in self._as_seen(_SINGLES, engine_id)], np.int64)

    def _as_seen(self, statement: Select[*Columns], engine_id: int | None) -> Sequence[Any]:
        rows = self._session.connection().execute(statement, {"engine": engine_id}).cursor
        return rows.fetchall() if rows else []

    def faces(self, who: Who) -> PersonFaces:
        """The faces of a person or group, those of the newest photos first, undated ones last."""
        state = Assignment.state if who.kind is Kind.PERSON else literal("automatic")
        chosen = select(Face.id, Face.asset_id, state, Asset.taken_at).join(
            Asset, Asset.id == Face.asset_id
        )
        if who.kind is Kind.PERSON:
            chosen = chosen.join(Assignment, Assignment.face_id == Face.id).where(
                Assignment.person_id == who.id, *_IS_SHOWN
            )
        else:
            chosen = chosen.join(FaceGroup, FaceGroup.face_id == Face.id).where(
                FaceGroup.group_id == who.id, ~Face.hidden, Face.id.not_in(ASSIGNED)
            )
        rows = self._read(chosen.order_by(Asset.taken_at.desc().nulls_last(), Face.id.desc()))
        return [PersonFace(*row) for row in rows]

    def places(self, person: int) -> Ids:
        """(2, N): the faces of a person, confirmed or guessed, and the photos they are on."""
        return self._numbers(
            select(Face.id, Face.asset_id)
            .join(Assignment, Assignment.face_id == Face.id)
            .where(Assignment.person_id == person, *_IS_SHOWN)
        )

    def best(self, person: int, engine_id: int | None, count: int) -> Ids:
        """The best faces of a person that this engine knows, confirmed ones first."""
        best: Ids = self._numbers(
            select(
                select(Face.id)
                .join(Assignment, Assignment.face_id == Face.id)
                .join(FaceVector, FaceVector.face_id == Face.id)
                .where(
                    Assignment.person_id == person, FaceVector.engine_id == engine_id, *_IS_SHOWN
                )
                .order_by(Assignment.state == "automatic", FaceVector.quality.desc(), Face.id)
                .limit(count)
                .subquery()
            )
        )[0]
        return best

    def decided(self, person: int) -> Ids:
        """Faces that are somebody's, and those that are said not to be this person's."""
        is_known = (Assignment.state != "rejected") | (Assignment.person_id == person)
        faces: Ids = self._numbers(select(Assignment.face_id).where(is_known))[0]
        return faces

    def together(self, who: Who) -> Counts:
        """Other people with a name on the same photos, and on how many; the most first."""
        photos = {row.photo for row in self.faces(who)}
        other = Person.id != who.id if who.kind is Kind.PERSON else Person.id.is_not(None)
        rows = self._read(
            select(Assignment.person_id, Face.asset_id)
            .join(Face, Face.id == Assignment.face_id)
            .join(Person, Person.id == Assignment.person_id)
            .where(*_IS_SHOWN, other, Person.name != "", ~Person.hidden)
            .distinct()
        )
        counts: dict[int, int] = {}
        for person, photo in rows:
            if photo in photos:
                counts[person] = counts.get(person, 0) + 1
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    def assignments(self, *states: str) -> Ids:
        """(2, N): faces and people of all assignments in these states."""
        return self._numbers(
            select(Assignment.face_id, Assignment.person_id).where(Assignment.state.in_(states))
        )

    def forget(self, person: int, faces: Sequence[int]) -> None:
        """Delete all that is known of a person but the row, and all of the faces but the boxes.

        The boxes become no faces.
        """
        connection = self._session.connection()
        for some in chunks(faces):
            for table, column in (
                (Assignment, Assignment.face_id),
                (FaceVector, FaceVector.face_id),
                (FaceGroup, FaceGroup.face_id),
            ):
                connection.execute(delete(table).where(column.in_(some)))
            connection.execute(update(Face).where(Face.id.in_(some)).values(hidden=True))
            photos = select(Face.asset_id).where(Face.id.in_(some))
            fewer = {"faces": func.min(Analysis.faces, VECTORS)}  # these are not lost
            connection.execute(update(Analysis).where(Analysis.asset_id.in_(photos)).values(fewer))
        connection.execute(delete(Assignment).where(Assignment.person_id == person))
        connection.execute(delete(PersonReference).where(PersonReference.person_id == person))
        self._note(Changes(photos=True, faces=True, people=True))

    def remove(self, person: int) -> None:
        """Delete a row, and overwrite its bytes."""
        connection = self._session.connection()
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
        connection.execute(delete(Person).where(Person.id == person))
        self._note(Changes(people=True))

    def known_elsewhere(self) -> set[int]:
        """People whom packs brought faces of."""
        return set(self._session.scalars(select(PersonReference.person_id).distinct()))

    def is_shared(self, greeting: str) -> bool:
        """Whether this file greets several people."""
        greeted = select(func.count()).where(Person.greeting == greeting)
        return self._session.scalars(greeted).one() > 1

    def picture(self, number: int) -> bytes | None:
        """A small JPEG of a person out of a pack."""
        text = self._session.scalar(select(Person.picture).where(Person.id == number))
        return b64decode(text) if text else None

    def unlike(self) -> set[tuple[int, int]]:
        """Pairs of people, the smaller number first, who look alike and are not the same."""
        return {(row[0], row[1]) for row in self._read(select(Unlike.first, Unlike.second))}


def _tile(person: PersonRow, sums: Sequence[Any]) -> PersonTile:
    faces, photos, best, _, guessed = sums
    cover = person.cover if person.cover is not None and faces else best
    who = Who.person(person.id)
    return PersonTile(who, person.name, faces, photos, cover, guessed, person.hidden)

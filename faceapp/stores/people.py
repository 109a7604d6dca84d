"""People and the decisions about whose face is whose."""

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from faceapp.core.jobs import Changes
from faceapp.stores import schema
from faceapp.stores.columns import now
from faceapp.stores.rows import PersonRow
from faceapp.stores.store import Store


class People(Store):
    """Named people and their faces."""

    def add(self, name: str) -> int:
        """A new person's number."""
        person = schema.Person(name=name, created_at=now())
        self._session.add(person)
        self._session.flush()
        self._note(Changes(people=True))
        return person.id

    def find(self, name: str) -> int | None:
        """The number of the person of exactly this name, the oldest if there are several."""
        person = schema.Person
        return self._session.scalar(
            select(person.id).where(person.name == name).order_by(person.id).limit(1)
        )

    def assign(self, face_id: int, person_id: int, state: str = "confirmed") -> None:
        """Decide about a face: `confirmed`, `automatic` or `rejected`; the last word counts."""
        decision = {"state": state, "decided_at": now()}
        statement = insert(schema.Assignment).values(
            face_id=face_id, person_id=person_id, **decision
        )
        self._session.execute(
            statement.on_conflict_do_update(index_elements=["face_id", "person_id"], set_=decision)
        )
        self._note(Changes(people=True))

    def list(self) -> list[PersonRow]:
        """Everybody, by name."""
        person = schema.Person
        rows = self._session.execute(
            select(person.id, person.name, person.hidden).order_by(person.name, person.id)
        )
        return [PersonRow(*row) for row in rows]

"""Decisions about faces as steps of plain JSON: what the journal keeps and can do again.

A step names what to do and to whom: `assign`, `unassign`, `add_person`, `remove_person`, `hide`,
`show`, `add_face`, `remove_face`. Those of a decision and those of its inverse are applied alike.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Changes
from faceapp.core.types import Face
from faceapp.stores import schema
from faceapp.stores.blobs import pack_embedding, pack_landmarks, pack_quality
from faceapp.stores.columns import now
from faceapp.stores.rows import DecidedFace
from faceapp.stores.store import Store

Step = Mapping[str, Any]
_BLOBS = ("landmarks", "quality_facts", "embedding")


class Decisions(Store):
    """Makes steps and takes them."""

    def face(self, face_id: int) -> DecidedFace | None:
        """What decisions ask of a face; None if there is no such number."""
        row = self._session.get(schema.Face, face_id, populate_existing=True)
        if row is None:
            return None
        return DecidedFace(row.id, row.asset_id, row.origin, row.hidden)

    def assigned(self, face_id: int, *states: str) -> list[Step]:
        """The steps that would make a face's assignments, of these states, once more."""
        table = schema.Assignment
        rows = self._session.execute(
            select(table.person_id, table.state, table.decided_at)
            .where(table.face_id == face_id, table.state.in_(states))
            .order_by(table.person_id)
        )
        return [assign(face_id, person, state, at) for person, state, at in rows]

    def whole(self, face_id: int) -> Step:
        """The step that would bring a face back, with all that engines made of it."""
        row = self._session.get_one(schema.Face, face_id, populate_existing=True)
        vectors = [
            {
                "engine": vector.engine_id,
                "score": vector.score,
                "quality": vector.quality,
                "at": vector.processed_at.isoformat(),
                **{name: _as_text(getattr(vector, name)) for name in _BLOBS},
            }
            for vector in row.vectors
        ]
        return {
            "do": "add_face",
            "face": row.id,
            "photo": row.asset_id,
            "box": [row.x, row.y, row.width, row.height],
            "origin": row.origin,
            "at": row.created_at.isoformat(),
            "vectors": vectors,
        }

    def add_drawn(self, photo_id: int, face: Face, engine_id: int) -> int:
        """A face that a person drew, as one engine sees it; its number."""
        box, moment = face.detection.box, now()
        row = schema.Face(
            asset_id=photo_id,
            x=box.x,
            y=box.y,
            width=box.width,
            height=box.height,
            origin="drawn",
            created_at=moment,
        )
        row.vectors.append(
            schema.FaceVector(
                engine_id=engine_id,
                landmarks=pack_landmarks(face.detection.landmarks),
                score=face.detection.score,
                quality=face.quality.score,
                quality_facts=pack_quality(face.quality),
                embedding=pack_embedding(face.embedding),
                processed_at=moment,
            )
        )
        self._session.add(row)
        self._session.flush()
        self._note(Changes(photos=True, faces=True))
        return row.id

    def apply(self, steps: Sequence[Step]) -> None:
        """Take the steps in their order. Raises UserError if what they are about is gone."""
        doing: dict[str, Callable[[Step], None]] = {
            "assign": self._assign,
            "unassign": self._unassign,
            "add_person": self._add_person,
            "remove_person": self._remove_person,
            "hide": self._hide,
            "show": self._hide,
            "add_face": self._add_face,
            "remove_face": self._remove_face,
        }
        for step in steps:
            doing[step["do"]](step)
        if steps:
            self._note(Changes(photos=True, faces=True, people=True))

    def _assign(self, step: Step) -> None:
        self._need(schema.Face, step["face"])
        self._need(schema.Person, step["person"])
        decision = {"state": step["state"], "decided_at": datetime.fromisoformat(step["at"])}
        statement = insert(schema.Assignment).values(
            face_id=step["face"], person_id=step["person"], **decision
        )
        self._session.execute(
            statement.on_conflict_do_update(index_elements=["face_id", "person_id"], set_=decision)
        )

    def _unassign(self, step: Step) -> None:
        table = schema.Assignment
        self._session.execute(
            delete(table).where(table.face_id == step["face"], table.person_id == step["person"])
        )

    def _add_person(self, step: Step) -> None:
        """With the number it had, which nobody else got meanwhile."""
        self._session.execute(
            insert(schema.Person)
            .values(
                id=step["person"],
                name=step["name"],
                hidden=False,
                created_at=datetime.fromisoformat(step["at"]),
            )
            .on_conflict_do_nothing()
        )

    def _remove_person(self, step: Step) -> None:
        """Unless there are other decisions about this person by now."""
        table = schema.Assignment
        known = select(table.face_id).where(table.person_id == step["person"]).exists()
        self._session.execute(
            delete(schema.Person).where(schema.Person.id == step["person"], ~known)
        )

    def _hide(self, step: Step) -> None:
        self._need(schema.Face, step["face"])
        self._session.execute(
            update(schema.Face)
            .where(schema.Face.id == step["face"])
            .values(hidden=step["do"] == "hide")
        )

    def _add_face(self, step: Step) -> None:
        self._need(schema.Asset, step["photo"])
        x, y, width, height = step["box"]
        at = datetime.fromisoformat(step["at"])
        self._session.execute(
            insert(schema.Face).values(
                id=step["face"],
                asset_id=step["photo"],
                x=x,
                y=y,
                width=width,
                height=height,
                origin=step["origin"],
                created_at=at,
                hidden=False,
            )
        )
        for vector in step["vectors"]:
            if self._session.get(schema.Engine, vector["engine"]) is not None:
                self._add_vector(step["face"], vector)

    def _add_vector(self, face_id: int, vector: Step) -> None:
        self._session.execute(
            insert(schema.FaceVector).values(
                face_id=face_id,
                engine_id=vector["engine"],
                score=vector["score"],
                quality=vector["quality"],
                processed_at=datetime.fromisoformat(vector["at"]),
                **{name: _as_bytes(vector[name]) for name in _BLOBS},
            )
        )

    def _remove_face(self, step: Step) -> None:
        """Its vectors go with it."""
        for table, column in (
            (schema.Assignment, schema.Assignment.face_id),
            (schema.Face, schema.Face.id),
        ):
            self._session.execute(delete(table).where(column == step["face"]))

    def _need(self, table: type[schema.Base], number: int) -> None:
        if self._session.get(table, number) is None:
            raise UserError(Code.DECISION_OUTDATED)


def assign(face_id: int, person_id: int, state: str, at: datetime | None = None) -> Step:
    """The step that decides whose face it is, or is not."""
    moment = (at or now()).isoformat()
    return {"do": "assign", "face": face_id, "person": person_id, "state": state, "at": moment}


def _as_text(blob: bytes | None) -> str | None:
    return None if blob is None else b64encode(blob).decode()


def _as_bytes(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text)

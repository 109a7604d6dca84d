"""Decisions about faces as steps of plain JSON: what the journal keeps and can do again.

A step names what to do and to whom: `assign`, `unassign`, `hide`, `show` (to `faces`),
`add_person`, `change_person`, `remove_person`, `differ`, `resemble`, `regroup`, `add_face`,
`remove_face`, `add_references`, `remove_references`, `separate`, `rejoin`. Those of a decision and
those of its inverse are applied alike; faces that are gone by then are passed by.
"""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Executable, String, delete, literal, select, update
from sqlalchemy.dialects.sqlite import insert

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Changes
from faceapp.core.types import Face, Ids
from faceapp.stores import schema
from faceapp.stores.blobs import pack_embedding, pack_landmarks, pack_quality
from faceapp.stores.columns import now
from faceapp.stores.copies import Copies
from faceapp.stores.groups import Groups
from faceapp.stores.references import References
from faceapp.stores.rows import DecidedFace
from faceapp.stores.store import Store, chunks

Step = Mapping[str, Any]
_BLOBS = ("landmarks", "quality_facts", "embedding")
_OF_PERSON = ("name", "hidden", "cover_face_id", "caption", "description", "greeting", "picture")


class Decisions(Store):
    """Makes steps and takes them."""

    def faces(self, ids: Sequence[int]) -> list[DecidedFace]:
        """What decisions ask of faces, by number; unknown ones are left out."""
        face = schema.Face
        columns = select(face.id, face.asset_id, face.origin, face.hidden)
        rows = [row for some in chunks(ids) for row in self._read(columns.where(face.id.in_(some)))]
        return sorted((DecidedFace(*row) for row in rows), key=lambda face: face.id)

    def assigned(self, faces: Sequence[int], *states: str) -> list[Step]:
        """The steps that would make the assignments of these faces, of these states, once more."""
        table = schema.Assignment
        return self._assigned(
            [table.face_id.in_(some) & table.state.in_(states) for some in chunks(faces)]
        )

    def assigned_to(self, person: int) -> list[Step]:
        """The steps that would make all assignments of a person once more."""
        return self._assigned([schema.Assignment.person_id == person])

    def _assigned(self, conditions: Sequence[ColumnElement[bool]]) -> list[Step]:
        table = schema.Assignment
        columns = select(table.person_id, table.state, table.decided_at, table.face_id)
        alike: dict[tuple[int, str, datetime], list[int]] = {}
        for condition in conditions:
            for person, state, at, face in self._read(
                columns.where(condition).order_by(table.face_id)
            ):
                alike.setdefault((person, state, at), []).append(face)
        return [assign(faces, *key) for key, faces in alike.items()]

    def person(self, number: int) -> Step:
        """The step that would bring a person back. Raises UserError if there is no such."""
        row = self._session.get(schema.Person, number, populate_existing=True)
        if row is None:
            raise UserError(Code.DECISION_OUTDATED)
        values = {name: getattr(row, name) for name in _OF_PERSON}
        return {"do": "add_person", "person": number, "at": row.created_at.isoformat(), **values}

    def unlike(self, person: int) -> list[Step]:
        """The steps that would say again who only looks like a person."""
        table = schema.Unlike
        rows = self._read(
            select(table.first, table.second, table.decided_at).where(
                (table.first == person) | (table.second == person)
            )
        )
        return [differ(first, second, at) for first, second, at in rows]

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
        """Take the steps in their order. Raises UserError if all they are about is gone."""
        doing: dict[str, Callable[[Step], bool]] = {
            "assign": self._assign,
            "unassign": self._unassign,
            "add_person": self._add_person,
            "change_person": self._change_person,
            "remove_person": self._remove_person,
            "differ": self._differ,
            "resemble": self._resemble,
            "regroup": self._regroup,
            "hide": self._hide,
            "show": self._hide,
            "add_face": self._add_face,
            "remove_face": self._remove_face,
            "add_references": References(self._session, self._note).add,
            "remove_references": References(self._session, self._note).remove,
            "separate": Copies(self._session, self._note).separate,
            "rejoin": Copies(self._session, self._note).rejoin,
        }
        took_effect = [doing[step["do"]](step) for step in steps]
        # A new person is worth a decision only if nothing else was to be said.
        is_just_names = all(step["do"] == "add_person" for step in steps)
        if not (any(took_effect) or (steps and is_just_names)):
            raise UserError(Code.DECISION_OUTDATED)
        self._note(Changes(photos=True, faces=True, people=True))

    def _assign(self, step: Step) -> bool:
        if self._session.get(schema.Person, step["person"]) is None:
            return False
        table, at = schema.Assignment, datetime.fromisoformat(step["at"])
        values = [
            schema.Face.id,
            literal(step["person"]),
            literal(step["state"], String),
            literal(at, table.decided_at.type),
        ]
        known = 0
        for some in chunks(step["faces"]):
            faces = select(*values).where(schema.Face.id.in_(some))
            statement = insert(table).from_select(
                ["face_id", "person_id", "state", "decided_at"], faces
            )
            decided = {name: statement.excluded[name] for name in ("state", "decided_at")}
            known += self._count(
                statement.on_conflict_do_update(
                    index_elements=["face_id", "person_id"], set_=decided
                )
            )
        return known > 0

    def _unassign(self, step: Step) -> bool:
        table = schema.Assignment
        gone = [
            self._count(
                delete(table).where(table.face_id.in_(some), table.person_id == step["person"])
            )
            for some in chunks(step["faces"])
        ]
        return sum(gone) > 0

    def _add_person(self, step: Step) -> bool:
        """With the number it had, which nobody else got meanwhile."""
        values = {name: step[name] for name in _OF_PERSON if name in step}
        cover = values.get("cover_face_id")
        if cover is not None and self._session.get(schema.Face, cover) is None:
            values["cover_face_id"] = None
        added = insert(schema.Person).values(
            id=step["person"],
            created_at=datetime.fromisoformat(step["at"]),
            **{"hidden": False, **values},
        )
        self._count(added.on_conflict_do_nothing())
        return False

    def _change_person(self, step: Step) -> bool:
        values = {name: step[name] for name in _OF_PERSON if name in step}
        person = schema.Person
        return self._count(update(person).where(person.id == step["person"]).values(**values)) > 0

    def _remove_person(self, step: Step) -> bool:
        """Unless there are other decisions about this person by now."""
        table, person = schema.Assignment, schema.Person
        known = select(table.face_id).where(table.person_id == step["person"]).exists()
        return self._count(delete(person).where(person.id == step["person"], ~known)) > 0

    def _differ(self, step: Step) -> bool:
        for person in step["people"]:
            if self._session.get(schema.Person, person) is None:
                return False
        first, second = sorted(step["people"])
        values = {
            "first": first,
            "second": second,
            "decided_at": datetime.fromisoformat(step["at"]),
        }
        self._count(insert(schema.Unlike).values(values).on_conflict_do_nothing())
        return True

    def _resemble(self, step: Step) -> bool:
        first, second = sorted(step["people"])
        table = schema.Unlike
        return self._count(delete(table).where(table.first == first, table.second == second)) > 0

    def _regroup(self, step: Step) -> bool:
        Groups(self._session, self._note).replace(*unpack_groups(step))
        return True

    def _hide(self, step: Step) -> bool:
        face = schema.Face
        known = [
            self._count(update(face).where(face.id.in_(some)).values(hidden=step["do"] == "hide"))
            for some in chunks(step["faces"])
        ]
        return sum(known) > 0

    def _count(self, statement: Executable) -> int:
        return self._session.connection().execute(statement).rowcount

    def _add_face(self, step: Step) -> bool:
        if self._session.get(schema.Face, step["face"]) is not None:
            return True
        if self._session.get(schema.Asset, step["photo"]) is None:
            return False
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
        return True

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

    def _remove_face(self, step: Step) -> bool:
        """Its vectors go with it."""
        self._count(delete(schema.Assignment).where(schema.Assignment.face_id == step["face"]))
        return self._count(delete(schema.Face).where(schema.Face.id == step["face"])) > 0


def assign(
    faces: Sequence[int], person: int, state: str, at: datetime | None = None
) -> dict[str, Any]:
    """The step that decides whose faces these are, or are not."""
    moment = (at or now()).isoformat()
    return {"do": "assign", "faces": list(faces), "person": person, "state": state, "at": moment}


def differ(first: int, second: int, at: datetime | None = None) -> Step:
    """The step that tells two people apart for ever."""
    return {"do": "differ", "people": [first, second], "at": (at or now()).isoformat()}


def regroup(faces: Ids, groups: Ids) -> Step:
    """The step that makes these all groups there are: (N,) faces, each with its group."""
    return {
        "do": "regroup",
        **{
            name: b64encode(zlib.compress(numbers.astype("<i8").tobytes())).decode()
            for name, numbers in (("faces", faces), ("groups", groups))
        },
    }


def unpack_groups(step: Step) -> tuple[Ids, Ids]:
    """(N,) faces and their groups of a `regroup` step."""
    faces, groups = (
        np.frombuffer(zlib.decompress(b64decode(step[name])), "<i8").astype(np.int64)
        for name in ("faces", "groups")
    )
    return faces, groups


def _as_text(blob: bytes | None) -> str | None:
    return None if blob is None else b64encode(blob).decode()


def _as_bytes(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text)

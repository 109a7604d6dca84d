"""Faces of people as engines of other libraries knew them: what packs bring in and take out."""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import delete, func, select

from faceapp.core.types import Floats, Halves, Ids
from faceapp.stores import schema
from faceapp.stores.blobs import EMBEDDING
from faceapp.stores.store import Store

_HALF_BYTES = EMBEDDING.itemsize


@dataclass(frozen=True, eq=False)
class KnownFaces:
    """(N, D) float16 unit `vectors` of one engine, best first, and their `qualities` (N,)."""

    engine: str
    engine_name: str
    qualities: Floats
    vectors: Halves


class References(Store):
    """Reads them, and takes the steps `add_references` and `remove_references`."""

    def of_engine(self, engine_id: int) -> tuple[Ids, Halves]:
        """(N,) people and the (N, D) float16 unit vectors that packs brought for them.

        A person whom only a pack knows has no face here, and is recognised by these alone.
        """
        known, engine = schema.PersonReference, schema.Engine
        rows = self._read(
            select(known.person_id, known.embedding)
            .join(engine, engine.identity == known.engine)
            .where(
                engine.id == engine_id,
                func.length(known.embedding) == _HALF_BYTES * engine.dimension,
            )
            .order_by(known.id)
        ).all()
        dimension = self._session.scalar(select(engine.dimension).where(engine.id == engine_id))
        vectors = np.frombuffer(b"".join(row[1] for row in rows), EMBEDDING)
        people = np.array([row[0] for row in rows], np.int64)
        return people, vectors.reshape(len(people), dimension or 0).astype(np.float16)

    def of_person(self, person: int) -> list[KnownFaces]:
        """What all engines knew of a person."""
        known = schema.PersonReference
        return by_engine(
            self._read(
                select(known.engine, known.engine_name, known.quality, known.embedding)
                .where(known.person_id == person)
                .order_by(known.quality.desc(), known.id)
            )
        )

    def steps(self, person: int) -> list[dict[str, Any]]:
        """The steps that would bring all of them back."""
        return [add_references(person, faces) for faces in self.of_person(person)]

    def add(self, step: Mapping[str, Any]) -> bool:
        """Take a step that `add_references` made."""
        if self._session.get(schema.Person, step["person"]) is None:
            return False
        vectors = np.frombuffer(b64decode(step["vectors"]), EMBEDDING)
        rows = vectors.reshape(len(step["qualities"]), -1)
        self._session.add_all(
            schema.PersonReference(
                person_id=step["person"],
                engine=step["engine"],
                engine_name=step["name"],
                quality=quality,
                embedding=row.tobytes(),
                batch=step["batch"],
            )
            for quality, row in zip(step["qualities"], rows, strict=True)
        )
        self._session.flush()
        return True

    def remove(self, step: Mapping[str, Any]) -> bool:
        """Take back what came with a batch."""
        known = schema.PersonReference
        gone = delete(known).where(known.batch == step["batch"])
        return self._session.connection().execute(gone).rowcount > 0


def add_references(person: int, faces: KnownFaces) -> dict[str, Any]:
    """The step that lets a person be recognised by these faces."""
    return {
        "do": "add_references",
        "person": person,
        "engine": faces.engine,
        "name": faces.engine_name,
        "qualities": [round(float(quality), 4) for quality in faces.qualities],
        "vectors": b64encode(faces.vectors.astype(EMBEDDING).tobytes()).decode(),
        "batch": secrets.token_hex(8),
    }


def by_engine(rows: Iterable[Sequence[Any]]) -> list[KnownFaces]:
    """Rows of engine, its name, quality and embedding, put together by engine."""
    engines: dict[tuple[str, str, int], list[tuple[float, bytes]]] = {}
    for engine, name, quality, embedding in rows:
        dimension = len(embedding) // _HALF_BYTES
        engines.setdefault((engine, name, dimension), []).append((quality, embedding))
    return [
        KnownFaces(
            engine,
            name,
            np.array([quality for quality, _ in faces], np.float32),
            np.frombuffer(b"".join(blob for _, blob in faces), EMBEDDING)
            .reshape(len(faces), dimension)
            .astype(np.float16),
        )
        for (engine, name, dimension), faces in engines.items()
    ]

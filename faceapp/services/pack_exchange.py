"""People packs: names, texts and the looks of people, from one library into another."""

import os
from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.exchange import Exported, Imported, SameName
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.imaging.reduce import reduced
from faceapp.paths import replace_file
from faceapp.services.drafting import Draft
from faceapp.services.face_pictures import FacePictures, FoundFace
from faceapp.services.naming import commit, fill, person
from faceapp.services.people_pack import (
    BEST_FACES,
    MOST_BYTES,
    PackedPerson,
    PackError,
    read_pack,
    write_pack,
)
from faceapp.services.photo_export import as_jpeg
from faceapp.services.small_file import read_small
from faceapp.stores.database import Database
from faceapp.stores.references import KnownFaces
from faceapp.stores.rows import PersonRow
from faceapp.stores.unit_of_work import UnitOfWork

_COVER_PX = 256
# Enough to know each face of a person again: more would not be read for one.
_MOST_COMPARED = 10_000


@dataclass(frozen=True)
class PackExchange:
    """`engine` tells the name and the identity of the engine that answers."""

    reading: Database
    writing: Callable[[], AbstractContextManager[Database]]
    pictures: FacePictures
    engine: Callable[[], tuple[str, str]]

    def write(self, file: Path, token: CancelToken, report: Report) -> Exported:
        """Write everybody with a name. Raises UserError, FatalError, Cancelled."""
        summary, packed = Exported(files=1), []
        _, identity = self.engine()
        with self.reading.read() as unit:
            engine_id = unit.engines.find(identity)
            rows = [row for row in unit.people.list() if row.name]
            if not rows:
                raise UserError(Code.NOBODY_NAMED)
            for done, row in enumerate(rows):
                token.raise_if_cancelled()
                report(Progress(done, len(rows)))
                packed.append(self._packed(unit, row, engine_id))
        summary.people = len(packed)
        summary.faces = sum(len(one.vectors) for each in packed for one in each.faces)
        replace_file(file, write_pack(packed), Code.EXPORT_UNWRITABLE)
        return summary

    def read(self, file: Path, same_name: SameName) -> Imported:
        """Let everybody in. Raises UserError, FatalError; one decision in the journal, or none."""
        summary = Imported()
        people = _people(file)
        with self.writing() as database, database.write() as unit:
            draft = Draft(unit)
            for packed in people:
                self._take(draft, packed, file, same_name, summary)
            summary.changed = commit(draft, [])
        name, identity = self.engine()
        engines = {one.engine: one.engine_name for each in people for one in each.faces}
        if engines and identity not in engines:
            others = ", ".join(sorted(set(engines.values())))
            summary.note(file, Code.PACK_OTHER_ENGINE, engines=others, engine=name)
        return summary

    def _packed(self, unit: UnitOfWork, row: PersonRow, engine_id: int | None) -> PackedPerson:
        own = unit.exchange.best_faces(row.id, BEST_FACES)
        faces = _best([*own, *unit.references.of_person(row.id)])
        cover = self._cover(unit, row, engine_id)
        return PackedPerson(row.name, row.caption, row.description, row.hidden, cover, faces)

    def _cover(self, unit: UnitOfWork, row: PersonRow, engine_id: int | None) -> str:
        """The cover, else the best face, as a small JPEG; else the one a pack brought."""
        cover = row.cover or unit.exchange.best_face(row.id)
        info = next(iter(unit.faces.for_ids([cover], engine_id)), None) if cover else None
        photo = next(iter(unit.gallery.tiles([info.photo_id])), None) if info else None
        picture = self.pictures.tile(FoundFace(info, photo)) if info and photo else None
        if picture is None:
            known = unit.people.picture(row.id)
            return b64encode(known).decode() if known else ""
        return b64encode(as_jpeg(reduced(picture.pixels, _COVER_PX))).decode()

    def _take(
        self,
        draft: Draft,
        packed: PackedPerson,
        file: Path,
        same_name: SameName,
        summary: Imported,
    ) -> None:
        name = packed.name
        if same_name is SameName.KEEP_BOTH:
            name = _free_name(draft.unit, name)
        is_new = draft.unit.people.find(name) is None
        number = person(draft, name, summary)
        if is_new and packed.hidden:
            draft.change_person(number, hidden=True)
        texts = {"caption": packed.caption, "description": packed.description}
        fill(draft, number, file, summary, **texts, picture=packed.cover)
        for faces in _unknown(draft, number, packed.faces):
            draft.add_references(number, faces)
            summary.references += len(faces.vectors)


def _people(file: Path) -> list[PackedPerson]:
    try:
        content = read_small(Path(os.path.realpath(file)), MOST_BYTES)
        if content is None:
            raise UserError(Code.PATH_NOT_FOUND, path=str(file))
        return read_pack(content)
    except ItemError as error:
        reason = error.details["reason"]
        raise UserError(Code.PACK_INVALID, path=str(file), reason=reason) from error
    except PackError as error:
        where = f"{file}: {error.where}" if error.where else str(file)
        raise UserError(Code.PACK_INVALID, path=where, reason=error.reason) from error


def _best(known: Sequence[KnownFaces]) -> list[KnownFaces]:
    """The best of each engine, wherever they come from; a vector that comes twice counts once."""
    engines: dict[tuple[str, int], list[KnownFaces]] = {}
    for each in known:
        engines.setdefault((each.engine, each.vectors.shape[1]), []).append(each)
    found = []
    for some in engines.values():
        qualities = np.concatenate([each.qualities for each in some])
        vectors = np.concatenate([each.vectors for each in some])
        _, first = np.unique(vectors, axis=0, return_index=True)
        order = sorted(first.tolist(), key=lambda row: -qualities[row])[:BEST_FACES]
        found.append(
            KnownFaces(some[0].engine, some[0].engine_name, qualities[order], vectors[order])
        )
    return found


def _unknown(draft: Draft, number: int, faces: Iterable[KnownFaces]) -> list[KnownFaces]:
    """Without what is known of this person already: a pack may come twice, or come home."""
    known = [
        *draft.unit.exchange.best_faces(number, _MOST_COMPARED),
        *draft.unit.references.of_person(number),
    ]
    seen = {(each.engine, row.tobytes()) for each in known for row in each.vectors}
    found = []
    for each in faces:
        fresh = [
            at for at, row in enumerate(each.vectors) if (each.engine, row.tobytes()) not in seen
        ]
        if fresh:
            found.append(
                KnownFaces(
                    each.engine, each.engine_name, each.qualities[fresh], each.vectors[fresh]
                )
            )
    return found


def _free_name(unit: UnitOfWork, name: str) -> str:
    """`Anna`, `Anna (2)`, …: the first that nobody has."""
    names = (name if number == 1 else f"{name} ({number})" for number in count(1))
    return next(each for each in names if unit.people.find(each) is None)

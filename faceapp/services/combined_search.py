"""People and samples combined: photos with all of some, any of others, none of yet others."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from faceapp.core.combining import SAID, Hits, Rule, combine
from faceapp.core.errors import Code, UserError
from faceapp.core.ports import Engine
from faceapp.core.similarity import MAXIMUM_PERCENT, MINIMUM_PERCENT
from faceapp.core.types import Floats, Halves, Ids
from faceapp.services.found import FoundPhotos
from faceapp.services.search import Filters, SearchService
from faceapp.stores.database import Database
from faceapp.stores.unit_of_work import UnitOfWork

# A person is looked for by the best faces, each among so many of the nearest.
_LOOKED_FOR, _NEAREST = 3, 1_000


@dataclass(frozen=True, eq=False)
class Term:
    """Whom to look for, and what that asks of a photo: a face by its vector, or a person.

    `probe` is a unit vector (D,) made by the engine with the identity `engine`. Its faces reach
    `percent`, if one is given, else what the whole search asks for. A `person` by number is where
    people or the program say so; with `alike` also nobody's faces that are 95 % alike.
    """

    rule: Rule = Rule.ALL
    probe: Floats | None = None
    engine: str = ""
    percent: float | None = None
    person: int | None = None
    alike: bool = False


class CombinedSearch:
    """Answers from the memory index and SQL; any thread may ask."""

    def __init__(self, database: Database, search: SearchService) -> None:
        """Take the truth and who searches."""
        self._database = database
        self._search = search

    def stored(self, face: int) -> tuple[Floats, str]:
        """The unit vector of a face of the library, and the identity of the engine that made it.

        Raises UserError if the engine that answers does not know it.
        """
        engine = self._search.engine()
        with self._database.read() as unit:
            engine_id = unit.engines.find(engine.identity) or 0
            _, vectors = unit.faces.vectors_of(engine_id, np.array([face]))
        if not len(vectors):
            raise UserError(Code.UNKNOWN_FACE, face=face)
        return _of_unit_length(vectors[0]), engine.identity

    def find(self, terms: Sequence[Term], filters: Filters) -> FoundPhotos | None:
        """Photos that hold what the terms ask for, at every per cent from 70 on.

        None if another engine answers by now: the samples must be read again. Raises UserError,
        also if there is nothing to search; ValueError without a term to look for.
        """
        started = time.perf_counter()
        identity = self._search.engine_identity()
        if any(term.probe is not None and term.engine != identity for term in terms):
            return None
        query = _Query(self._search, filters)
        with self._database.read() as unit:
            hits = query.hits(unit, terms)
            pinned = [term.percent is not None for term in terms]
            combined = combine(hits, [term.rule for term in terms], pinned)
            taken = unit.gallery.moments_of(combined.photos)
            on_photo = unit.gallery.faces_on(combined.photos)
        return FoundPhotos(
            combined,
            hits,
            taken,
            on_photo,
            query.searched,
            query.is_capped,
            query.engine.calibration,
            query.engine.name,
            time.perf_counter() - started,
        )


class _Query:
    """Collects what fits each term."""

    def __init__(self, search: SearchService, filters: Filters) -> None:
        self._search = search
        self._filters = filters
        self.is_capped = False
        self.engine: Engine = search.engine()
        self.searched = search.count(filters)

    def hits(self, unit: UnitOfWork, terms: Sequence[Term]) -> Hits:
        """All hits; faces that vanished meanwhile are left out."""
        parts = [self._hits(unit, term) for term in terms]
        numbers = np.repeat(np.arange(len(terms)), [len(faces) for faces, *_ in parts])
        faces, photos, cosines = (np.concatenate(column) for column in zip(*parts, strict=True))
        return Hits(numbers, faces, photos, cosines)

    def _hits(self, unit: UnitOfWork, term: Term) -> tuple[Ids, Ids, Floats]:
        if term.person is None:
            return self._like(unit, term)
        faces, photos = unit.people.places(term.person)
        if (admitted := self._search.photos(self._filters)) is not None:
            inside = np.isin(photos, admitted)
            faces, photos = faces[inside], photos[inside]
        said: Floats = np.full(len(faces), SAID)
        if not term.alike:
            return faces, photos, said
        more = self._alike(unit, term.person)
        return (
            np.concatenate([faces, more[0]]),
            np.concatenate([photos, more[1]]),
            np.concatenate([said, more[2]]),
        )

    def _like(self, unit: UnitOfWork, term: Term) -> tuple[Ids, Ids, Floats]:
        assert term.probe is not None
        near = self._search.alike(term.probe, self._filters)
        self.is_capped |= near.is_capped
        fits = near.above(near.engine.calibration.cosine(term.percent or MINIMUM_PERCENT))
        return _placed(unit, fits.ids, fits.cosines)

    def _alike(self, unit: UnitOfWork, person: int) -> tuple[Ids, Ids, Floats]:
        """Faces that nobody decided about and that are very much like some of a person's."""
        engine_id = unit.engines.find(self.engine.identity) or 0
        best = unit.people.best(person, engine_id, _LOOKED_FOR)
        strict = self.engine.calibration.cosine(MAXIMUM_PERCENT)
        _, vectors = unit.faces.vectors_of(engine_id, best)
        cosines: dict[int, float] = {}
        for vector in vectors:
            probe = _of_unit_length(vector)
            near = self._search.near(probe, _NEAREST, self._filters).above(strict)
            for face, cosine in zip(near.ids.tolist(), near.cosines.tolist(), strict=True):
                cosines[face] = max(cosine, cosines.get(face, cosine))
        faces = np.array(list(cosines), np.int64)
        is_free = ~np.isin(faces, unit.people.decided(person))
        return _placed(unit, faces[is_free], np.array(list(cosines.values()), np.float32)[is_free])


def _of_unit_length(stored: Halves) -> Floats:
    vector = stored.astype(np.float32)
    return vector / np.float32(np.linalg.norm(vector))  # float16 in SQL: no longer exactly 1


def _placed(unit: UnitOfWork, ids: Ids, cosines: Floats) -> tuple[Ids, Ids, Floats]:
    """The faces that there are, with the photos they are on."""
    faces, photos = unit.faces.photos_of(ids)
    order = np.argsort(ids)
    places = order[np.searchsorted(ids, faces, sorter=order)]
    return faces, photos, cosines[places]

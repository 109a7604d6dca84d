"""Faces that may be a person's, for whoever looks at that person's page."""

from dataclasses import dataclass

import numpy as np

from faceapp.core.people import Who
from faceapp.core.prototypes import centres
from faceapp.services.search import SearchService
from faceapp.stores.database import Database

# Less likely ones are for a review, which shows what else they may be.
_WORTH_SHOWING = 60.0
_MOST = 60


@dataclass(frozen=True)
class Suggestion:
    """A face nobody has, and how near it is to a person's confirmed ones."""

    face: int
    percent: float
    cosine: float


@dataclass(frozen=True)
class SuggestionService:
    """Asks the memory index; any thread may ask."""

    reading: Database
    search: SearchService

    def of(self, person: int) -> list[Suggestion]:
        """The likeliest first, up to 60; what was refused is never among them. Raises UserError."""
        with self.reading.read() as unit:
            engine_id = unit.engines.find(self.search.engine_identity())
            known = unit.people.faces(Who.person(person))
            confirmed = np.array([row.face for row in known if row.state == "confirmed"], np.int64)
            if engine_id is None:
                return []
            owners, references = unit.references.of_engine(engine_id)
            _, seen = unit.faces.vectors_of(engine_id, confirmed)
            vectors = np.concatenate([seen, references[owners == person]])
            refused, people = unit.people.assignments("rejected")
            taken = {
                *unit.people.assignments("confirmed", "automatic")[0].tolist(),
                *refused[people == person].tolist(),
            }
        best: dict[int, tuple[float, float]] = {}
        for centre in centres(vectors):
            near = self.search.near(centre, _MOST + len(known))
            scale = near.engine.calibration
            for face, cosine in zip(near.ids.tolist(), near.cosines.tolist(), strict=True):
                percent = scale.percent(cosine)
                if percent >= _WORTH_SHOWING and face not in taken:
                    best[face] = max((cosine, percent), best.get(face, (-1.0, 0.0)))
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:_MOST]
        return [Suggestion(face, percent, cosine) for face, (cosine, percent) in ranked]

"""Faces like a face, with real SQLite and the real memory index."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.ports import Engine
from faceapp.core.similarity import Calibration
from faceapp.services.search import Filters, Request, SearchService
from faceapp.vectors.memory_index import MemoryIndex
from tests.unit.stores.library import DIMENSION, analysed, face

SCALE = Calibration("tried", t70=0.5, t95=0.7, fmr95=1e-5, impostor_pairs=10)


def engine(identity: str) -> Engine:
    """What searching stored faces needs of an engine."""
    embedder = SimpleNamespace(dimension=DIMENSION)
    return Engine(identity, identity, SimpleNamespace(), embedder, SCALE, "cpu")


class Searcher:
    """A search service whose engine can be exchanged, as `models use` does."""

    def __init__(self, library) -> None:
        self.engine = engine("identity")
        self.service = SearchService(library.database, lambda: self.engine, MemoryIndex, 1)

    def paths(self, person: str, **request: object) -> list[str]:
        answer = self.service.search(face(person).embedding, Request(**request))
        return [match.face.path for match in answer.matches]


@pytest.fixture
def searcher(library) -> Searcher:
    return Searcher(library)


def test_matches_are_numbered_from_the_best(library, searcher):
    vector = face("anna").embedding + 0.3 * face("bob").embedding
    alike = replace(face("anna"), embedding=vector / np.linalg.norm(vector))
    library.record(
        analysed("/photos/b.jpg", "B", alike), analysed("/photos/a.jpg", "A", face("anna"))
    )
    answer = searcher.service.search(face("anna").embedding, Request(85))
    assert [(match.rank, match.face.path) for match in answer.matches] == [
        (1, "/photos/a.jpg"),
        (2, "/photos/b.jpg"),
    ]
    best = answer.matches[0]
    assert (best.cosine, best.distance) == (pytest.approx(1, abs=1e-3), pytest.approx(0, abs=0.05))
    assert answer.searched == 2
    assert searcher.paths("anna", top=1) == ["/photos/a.jpg"]
    assert searcher.service.search(-face("anna").embedding, Request(85)).matches == ()


def test_another_engine_searches_its_own_faces_at_once(library, searcher):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    other = library.add_engine("other")
    library.record(analysed("/photos/b.jpg", "B", face("anna")), engine=other)
    assert searcher.paths("anna") == ["/photos/a.jpg"]
    searcher.engine = engine("other")
    assert searcher.paths("anna") == ["/photos/b.jpg"]
    searcher.engine = engine("third")
    with pytest.raises(UserError) as caught:
        searcher.paths("anna")
    assert caught.value.code is Code.LIBRARY_EMPTY


def test_a_filter_counts_the_faces_of_this_engine_only(library, searcher):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    library.record(analysed("/photos/b.jpg", "B", face("bob")), engine=library.add_engine("other"))
    request = Request(filters=Filters(source="local"))
    answer = searcher.service.search(face("anna").embedding, request)
    assert (len(answer.matches), answer.searched) == (1, 1)
    undated = Request(filters=Filters(since=date(2001, 1, 1)))
    assert searcher.service.search(face("anna").embedding, undated).searched == 0


@pytest.mark.parametrize("percent", [69.9, 95.1, float("nan"), float("inf")])
def test_a_similarity_outside_the_scale_is_refused(percent):
    with pytest.raises(UserError) as caught:
        Request(percent)
    assert caught.value.code is Code.SIMILARITY_OUT_OF_RANGE


def test_days_in_the_wrong_order_are_refused():
    Filters(since=date(2001, 1, 1), until=date(2001, 1, 1))
    with pytest.raises(UserError) as caught:
        Filters(since=date(2001, 1, 2), until=date(2001, 1, 1))
    assert caught.value.code is Code.USAGE


def test_the_limit_of_the_settings_holds_for_samples_too(searcher):
    large = cv2.imencode(".png", np.zeros((1001, 1000, 3), np.uint8))[1].tobytes()
    with pytest.raises(ItemError) as caught:
        searcher.service.probe(large, "large.png")
    assert caught.value.code is Code.TOO_MANY_PIXELS

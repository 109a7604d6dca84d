"""The memory index holds what SQL holds, whoever wrote it and whenever it is asked."""

import threading
from types import SimpleNamespace

import numpy as np
import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.ports import Engine
from faceapp.core.similarity import Calibration
from faceapp.services.live_index import LiveIndex
from faceapp.stores import index_changes, schema
from faceapp.stores.columns import now
from faceapp.stores.database import open_database
from faceapp.vectors.exact import best, cosines_of
from faceapp.vectors.memory_index import MemoryIndex
from tests.unit.stores.library import DIMENSION, Library, analysed, face, named_photo


def engine(identity: str = "identity") -> Engine:
    """What filling an index needs of an engine."""
    embedder = SimpleNamespace(dimension=DIMENSION)
    scale = Calibration("tried", t70=0.5, t95=0.7)
    return Engine(identity, identity, SimpleNamespace(), embedder, scale, "cpu")


class Fills:
    """Makes indexes and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, dimension: int) -> MemoryIndex:
        self.count += 1
        return MemoryIndex(dimension)


@pytest.fixture
def fills() -> Fills:
    return Fills()


@pytest.fixture
def live(library: Library, fills: Fills) -> LiveIndex:
    return LiveIndex(library.database, fills)


def ids(live: LiveIndex, identity: str = "identity") -> list[int]:
    return live.ready(engine(identity)).ids().tolist()


def mark(library: Library, seq: int) -> None:
    with library.database.write() as unit:
        unit.index_changes.mark(library.engine, "milvus", seq)


def test_new_changed_and_removed_faces_appear_without_filling_again(library, live, fills):
    library.record(analysed("/photos/a.jpg", "A", face("anna"), face("bob", 300)))
    index = live.ready(engine())
    assert index.ids().tolist() == [1, 2]
    library.record(analysed("/photos/b.jpg", "B", face("carol")))
    assert ids(live) == [1, 2, 3]
    library.record(analysed("/photos/a.jpg", "A", face("anna, older")))
    assert live.ready(engine()) is index
    assert ids(live) == [1, 3]
    assert index.search(face("anna, older").embedding, 1)[1][0] > 0.99
    assert fills.count == 1


def test_what_another_process_commits_is_found(library, live, tmp_path):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    assert ids(live) == [1]
    other = open_database(tmp_path / "faceapp.sqlite", tmp_path / "backups")
    try:
        Library(other).record(analysed("/photos/b.jpg", "B", face("bob")))
        assert ids(live) == [1, 2]
    finally:
        other.close()


def test_changes_that_the_durable_index_knows_already_are_not_missed(library, live, fills):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    assert ids(live) == [1]
    library.record(analysed("/photos/b.jpg", "B", face("bob")))
    mark(library, 2)
    assert ids(live) == [1, 2]
    assert fills.count == 1


def test_an_index_that_slept_through_dropped_changes_is_filled_again(
    library, live, fills, monkeypatch
):
    monkeypatch.setattr(index_changes, "KEPT_CHANGES", 1)
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    assert ids(live) == [1]
    library.record(analysed("/photos/a.jpg", "A"), analysed("/photos/b.jpg", "B", face("bob")))
    mark(library, 3)
    live.follow()  # leaves that to whoever searches
    assert fills.count == 1
    assert ids(live) == [2]
    assert fills.count == 2


def test_only_an_index_in_use_follows(library, live, fills):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    live.follow()
    assert fills.count == 0
    index = live.ready(engine())
    library.record(analysed("/photos/b.jpg", "B", face("bob")))
    live.follow()
    assert index.ids().tolist() == [1, 2]


def test_an_emptied_library_says_so_and_comes_back(library, live):
    with pytest.raises(UserError) as caught:
        live.ready(engine())
    assert caught.value.code is Code.LIBRARY_EMPTY
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    assert ids(live) == [1]
    library.record(analysed("/photos/a.jpg", "A"))
    with pytest.raises(UserError) as caught:
        live.ready(engine())
    assert caught.value.code is Code.LIBRARY_EMPTY
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    assert ids(live) == [2]


def test_another_engine_brings_its_own_vectors(library, live, fills):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    assert ids(live) == [1]
    other = library.add_engine("other")
    library.record(analysed("/photos/b.jpg", "B", face("anna")), engine=other)
    assert ids(live) == [1]
    assert fills.count == 1
    assert ids(live, "other") == [2]
    library.record(analysed("/photos/c.jpg", "C", face("bob")), engine=other)
    assert ids(live, "other") == [2, 3]
    assert ids(live) == [1]


def photo_of(library: Library, path: str) -> np.ndarray:
    return np.array([library.photo_id(path)])


def test_the_faces_on_photos_follow_too(library, live, fills):
    library.record(
        analysed("/photos/a.jpg", "A", face("anna"), face("bob", 300)),
        analysed("/photos/b.jpg", "B", face("carol")),
    )
    photos = np.array([1, 2, 99])
    assert live.faces_on(photos, engine()).tolist() == [1, 2, 3]
    library.record(analysed("/photos/a.jpg", "A", face("bob", 300), face("dora", 600)))
    assert live.faces_on(photos, engine()).tolist() == [2, 3, 4]
    assert live.faces_on(photos[:1], engine()).tolist() == [2, 4]
    other = library.add_engine("other")
    library.record(analysed("/photos/b.jpg", "B", face("carol"), face("eve", 300)), engine=other)
    assert live.faces_on(photos, engine()).tolist() == [2, 3, 4]
    assert live.faces_on(photos, engine("other")).tolist() == [3, 5]
    assert live.faces_on(photos[:0], engine()).tolist() == []
    assert fills.count == 3


def test_a_face_that_moves_to_another_photo_is_found_there(library, live):
    anna = named_photo(library)
    assert live.faces_on(photo_of(library, "/photos/a.jpg"), engine()).tolist() == [1, 2]
    with library.database.write() as unit:
        new = schema.Asset(state="ok", tries=0)
        new.analyses.append(schema.Analysis(engine_id=1, faces=1, processed_at=now()))
        unit.session.get_one(schema.Face, anna).asset = new
        unit.session.get_one(schema.Analysis, (1, 1)).faces = 1
    assert live.faces_on(photo_of(library, "/photos/a.jpg"), engine()).tolist() == [2]
    assert live.faces_on(np.array([2]), engine()).tolist() == [anna]


def truth(library: Library) -> tuple[np.ndarray, np.ndarray]:
    with library.database.read() as unit:
        parts = list(unit.faces.vectors(library.engine))
    if not parts:
        return np.empty(0, np.int64), np.empty((0, DIMENSION), np.float16)
    found, vectors = (np.concatenate(part) for part in zip(*parts, strict=True))
    return found, vectors


def faces_on(library: Library, photos: np.ndarray, held: np.ndarray) -> list[int]:
    with library.database.read() as unit:
        faces, places = unit.faces.photos()
    return sorted(set(faces[np.isin(places, photos)].tolist()) & set(held.tolist()))


@pytest.mark.parametrize("seed", range(4))
def test_answers_equal_the_exact_product_after_any_history(library, live, monkeypatch, seed):
    monkeypatch.setattr(index_changes, "KEPT_CHANGES", 20)
    random = np.random.default_rng(seed)
    other = library.add_engine("other")
    for step in range(40):
        place = f"/photos/{random.integers(12)}.jpg"
        people = random.permutation(30)[: random.integers(0, 5)]
        faces = [face(f"{person}", 200 * n) for n, person in enumerate(people)]
        library.record(
            analysed(place, f"{random.integers(15)}", *faces, mtime=step),
            engine=other if random.random() < 0.2 else None,
        )
        if random.random() < 0.1:
            library.forget()
        if random.random() < 0.2:
            with library.database.write() as unit:
                changes = unit.index_changes
                changes.mark(library.engine, "milvus", changes.last_seq(library.engine))
        if random.random() < 0.3:
            continue  # nobody searches
        held, vectors = truth(library)
        if not len(held):
            continue
        if random.random() < 0.5:
            photos = random.integers(1, 40, 10)
            assert live.faces_on(photos, engine()).tolist() == faces_on(library, photos, held)
        query = face(f"{random.integers(30)}").embedding
        limit = int(random.integers(1, 60))
        expected = best(held, cosines_of(vectors.astype(np.float32), query), limit)
        found = live.ready(engine()).search(query, limit)
        np.testing.assert_array_equal(found[0], expected[0])
        np.testing.assert_array_equal(found[1], expected[1])


def test_threads_may_search_while_others_commit_and_follow(library, live, fills):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    written = threading.Event()
    problems: list[str] = []

    def write() -> None:
        for number in range(40):
            library.record(analysed(f"/photos/{number}.jpg", f"{number}", face(f"{number}")))
            live.follow()
        written.set()

    def search() -> None:
        known = 0
        while not written.is_set():
            held = live.ready(engine()).ids().tolist()
            if len(held) < known or held[0] != 1:
                problems.append(f"{held}")
            known = len(held)

    threads = [threading.Thread(target=target) for target in (write, search, search)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(ids(live)) == 41
    assert fills.count == 1

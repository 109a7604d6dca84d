"""The durable index follows SQL, with real SQLite and real Milvus Lite."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from faceapp.core.jobs import CancelToken
from faceapp.core.ports import VectorIndex
from faceapp.services.index_sync import IndexSync
from faceapp.services.vectors import VectorService
from faceapp.vectors.memory_index import MemoryIndex
from faceapp.vectors.milvus_lite_index import MilvusStore
from tests.unit.stores.library import DIMENSION, Library, analysed, face


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vectors"


@pytest.fixture
def service(library: Library, folder: Path) -> VectorService:
    folder.mkdir()
    return VectorService(library.database, lambda: MilvusStore(folder, "FLAT", {}))


@contextmanager
def opened(service: VectorService, engine: int = 1) -> Iterator[VectorIndex]:
    """The collection behind the service's back."""
    store = service.open_store()
    try:
        yield store.open(f"faces_{engine}_{DIMENSION}", DIMENSION)
    finally:
        store.close()


def test_the_index_follows_new_changed_and_deleted_faces(library, service):
    library.record(analysed("/photos/a.jpg", "A", face("anna"), face("bob", 300)))
    assert service.catch_up(CancelToken()) == 2
    library.record(analysed("/photos/b.jpg", "B", face("carol")))
    library.record(analysed("/photos/a.jpg", "C", face("dora")))
    assert library.forget() == 1  # nobody can see A again
    assert service.catch_up(CancelToken()) == 4
    wanted = [number for numbers in library.faces().values() for number in numbers]
    with opened(service) as index:
        assert index.ids().tolist() == sorted(wanted)
    assert service.verify().is_clean
    assert service.catch_up(CancelToken()) == 0


def test_each_engine_has_a_collection_of_its_own(library, service):
    second = library.add_engine("second")
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    library.record(analysed("/photos/a.jpg", "A", face("anna")), engine=second)
    service.catch_up(CancelToken())
    for engine in (library.engine, second):
        with opened(service, engine) as index:
            assert index.ids().tolist() == library.faces(engine)["/photos/a.jpg"]
    verdict = service.verify()
    assert (verdict.faces, verdict.vectors, verdict.is_clean) == (2, 2, True)


def test_verify_finds_what_was_done_behind_its_back_and_rebuild_mends_it(library, service):
    library.record(analysed("/photos/a.jpg", "A", *(face(str(n), 100 * n) for n in range(4))))
    service.catch_up(CancelToken())
    removed, altered, *_ = library.faces()["/photos/a.jpg"]
    stranger = face("stranger").embedding[None]
    with opened(service) as index:
        index.delete(np.array([removed]))
        index.upsert(np.array([altered, 999]), np.concatenate([stranger, stranger]))
        index.flush()
    verdict = service.verify()
    assert verdict.differences == {"missing": 1, "surplus": 1, "altered": 1}
    assert (verdict.faces, verdict.vectors, verdict.count) == (4, 4, 3)
    assert service.rebuild() == 4
    assert service.verify().is_clean
    assert service.catch_up(CancelToken()) == 0


def cut_the_manifest(collection: Path) -> None:
    (manifest,) = collection.glob("collections/*/manifest.json")
    manifest.write_text("{")


def cut_the_rows(collection: Path) -> None:
    (rows,) = collection.rglob("data_*.parquet")
    rows.write_bytes(rows.read_bytes()[:-100])


def garble_the_rows(collection: Path) -> None:
    (rows,) = collection.rglob("data_*.parquet")
    size = rows.stat().st_size
    rows.write_bytes(b"PAR1" + bytes(size - 8) + b"PAR1")


@pytest.mark.parametrize("spoil", [shutil.rmtree, cut_the_manifest, cut_the_rows])
def test_a_lost_or_damaged_collection_is_made_anew_though_nothing_changed(
    library, service, folder, spoil
):
    library.record(analysed("/photos/a.jpg", "A", face("anna"), face("bob", 300)))
    service.catch_up(CancelToken())
    spoil(folder / f"faces_1_{DIMENSION}")
    assert service.catch_up(CancelToken()) == 2
    assert service.verify().is_clean
    spoil(folder / f"faces_1_{DIMENSION}")
    library.record(analysed("/photos/b.jpg", "B", face("carol")))
    assert service.catch_up(CancelToken()) == 3
    assert service.verify().is_clean
    assert service.catch_up(CancelToken()) == 0


@pytest.mark.parametrize("look", ["verify", "open"])
def test_damage_that_only_opening_meets_is_mended_there(library, service, folder, look):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    service.catch_up(CancelToken())
    garble_the_rows(folder / f"faces_1_{DIMENSION}")
    if look == "verify":
        assert service.verify().is_clean
    else:
        with service.opened(library.engine) as index:
            assert index.ids().tolist() == library.faces()["/photos/a.jpg"]


def test_a_cancel_leaves_the_rest_for_the_next_time(library, service):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    token = CancelToken()
    token.cancel()
    assert service.catch_up(token) == 0
    assert service.catch_up(CancelToken()) == 1


def test_what_was_carried_before_a_kill_is_carried_again_unharmed(library, monkeypatch):
    monkeypatch.setattr("faceapp.services.index_sync.STEP_ROWS", 2)
    library.record(analysed("/photos/a.jpg", "A", *(face(str(n), 100 * n) for n in range(5))))
    index, sync = MemoryIndex(DIMENSION), IndexSync(library.database, "index")
    numbers = np.array(library.faces()["/photos/a.jpg"])
    with library.database.read() as unit:
        index.upsert(*unit.faces.vectors_of(library.engine, numbers))  # the mark was never set
    assert sync.catch_up(index, library.engine, CancelToken()) == 5
    assert index.ids().tolist() == numbers.tolist()
    found = sync.differences(index, library.engine)
    assert (found.held, len(found.missing), len(found.surplus), len(found.altered)) == (5, 0, 0, 0)


def test_what_changes_while_an_index_is_filled_is_carried_later(library):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    sync, index = IndexSync(library.database, "index"), MemoryIndex(DIMENSION)
    filled, seq = sync.refill(index, library.engine)
    library.record(analysed("/photos/b.jpg", "B", face("bob")))
    sync.mark(library.engine, seq)
    assert (filled, sync.catch_up(index, library.engine, CancelToken())) == (1, 1)
    assert len(index.ids()) == 2

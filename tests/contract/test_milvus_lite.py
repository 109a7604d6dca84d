"""The traps of Milvus Lite, each set off with the real engine."""

import gc
import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import faiss
import numpy as np
import pytest

from faceapp.core.errors import Code, FatalError, UserError
from faceapp.core.settings import CHOICES
from faceapp.vectors.milvus_lite_index import MilvusStore

DIMENSION = 16
NAME = "faces_1_16"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vectors"


def unit_vectors(count: int, seed: int = 0, dimension: int = DIMENSION):
    rows = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def store_in(folder: Path) -> MilvusStore:
    return MilvusStore(folder, "IVF_SQ8", {})


def opened(folder: Path, index_type: str = "IVF_SQ8", name: str = NAME, **parameters: int):
    """An index to be closed by `with`."""
    return closing(MilvusStore(folder, index_type, parameters).open(name, DIMENSION))


def filled(folder: Path, count: int = 200, index_type: str = "IVF_SQ8", **parameters: int):
    """Vectors put under ids 0, 1, ... and searched once, so that an index was built."""
    vectors = unit_vectors(count)
    with opened(folder, index_type, **parameters) as index:
        index.upsert(np.arange(count), vectors)
        index.search(vectors[0], 1)
    return vectors


def files(folder: Path, ending: str) -> list[Path]:
    return sorted(folder.rglob(f"*{ending}"))


def built_indexes(index):
    """What faiss really holds, one for each file of vectors."""
    return [
        faiss.downcast_index(segment.indexes["vector"]._index)
        for segment in index._collection._segments_snapshot()
    ]


# parameters


@pytest.mark.parametrize("index_type", ["HNSW", "HNSW_SQ"])
def test_graph_parameters_are_those_of_the_graph_built(folder, index_type):
    parameters = {"M": 7, "efConstruction": 33, "ef": 55}
    filled(folder, 200, index_type, **parameters)
    with opened(folder, index_type, **parameters) as index:
        assert index.info().parameters == parameters
        index.search(unit_vectors(1)[0], 3)
        (graph,) = built_indexes(index)
        assert graph.hnsw.nb_neighbors(1) == 7
        assert graph.hnsw.efSearch == 55
        index.search(unit_vectors(1)[0], 120)
        assert graph.hnsw.efSearch == 120
    with opened(folder, index_type, **parameters) as index:
        index.upsert(np.arange(200, 300), unit_vectors(100, seed=1))
        index.search(unit_vectors(1)[0], 3)
        assert {graph.hnsw.efConstruction for graph in built_indexes(index)} >= {33}


@pytest.mark.parametrize("index_type", ["IVF_FLAT", "IVF_SQ8"])
def test_list_parameters_are_those_of_the_lists_built(folder, index_type):
    parameters = {"nlist": 5, "nprobe": 3}
    filled(folder, 200, index_type, **parameters)
    with opened(folder, index_type, **parameters) as index:
        assert index.info().parameters == parameters
        index.search(unit_vectors(1)[0], 3)
        (lists,) = built_indexes(index)
        assert (lists.nlist, lists.nprobe) == (5, 3)


def test_every_index_type_of_the_settings_is_built_and_told(folder):
    for index_type in CHOICES["index_type"]:
        vectors = filled(folder / index_type, 200, index_type)
        with opened(folder / index_type, index_type) as index:
            assert index.info().index_type == index_type
            assert index.search(vectors[9], 1)[0].tolist() == [9]


@pytest.mark.parametrize(
    ("index_type", "parameters"),
    [
        ("IVF_PQ", {}),
        ("hnsw", {}),
        ("HNSW", {"m": 8}),
        ("HNSW", {"nlist": 8}),
        ("HNSW", {"M": 1}),
        ("IVF_SQ8", {"nlist": 0}),
    ],
)
def test_what_the_engine_cannot_do_is_refused_before_anything_is_written(
    folder, index_type, parameters
):
    with pytest.raises(UserError) as refusal:
        opened(folder, index_type, **parameters)
    assert refusal.value.code is Code.SETTINGS_INVALID
    assert not folder.exists()


def test_more_lists_than_rows_still_answer(folder):
    vectors = filled(folder, 9, "IVF_SQ8", nlist=128, nprobe=128)
    with opened(folder, nlist=128, nprobe=128) as index:
        assert index.search(vectors[4], 9)[0][0] == 4


def test_a_changed_index_type_comes_into_force_with_the_next_search(folder):
    vectors = filled(folder, 200, "IVF_SQ8", nlist=8)
    with opened(folder, "HNSW", M=5) as index:
        assert index.info().index_type == "IVF_SQ8"
        assert index.info().parameters == {"nlist": 8}
        assert index.search(vectors[5], 1)[0].tolist() == [5]
        assert index.info().index_type == "HNSW"
        assert index.info().parameters["M"] == 5
    assert {path.suffixes[-2] for path in files(folder, ".idx")} == {".hnsw"}


# what lies on disk, and when


def test_rows_reach_files_every_few_thousand_and_at_flush(folder):
    with opened(folder) as index:
        index.upsert(np.arange(3_999), unit_vectors(3_999))
        assert not files(folder, ".parquet")
        index.upsert(np.arange(3_999, 4_500), unit_vectors(501))
        assert files(folder, ".parquet")
        index.upsert(np.arange(4_500, 4_600), unit_vectors(100))
        index.flush()
        assert index._collection.count() == 0


def test_writing_builds_no_index_for_closing_to_wait_for(folder):
    with opened(folder, "HNSW") as index:
        index.upsert(np.arange(100), unit_vectors(100))
        index.flush()
    assert not files(folder, ".idx")
    with opened(folder, "HNSW") as index:
        index.search(unit_vectors(1)[0], 1)
        before = files(folder, ".idx")
        assert len(before) == 1
        index.upsert(np.arange(100, 200), unit_vectors(100, seed=1))
        index.flush()
    assert files(folder, ".idx") == before


def test_a_reopened_collection_holds_answers_and_forgets_what_was_deleted(folder):
    vectors = filled(folder)
    with opened(folder) as index:
        index.delete(np.arange(50))
    with opened(folder) as index:
        assert index.ids().tolist() == list(range(50, 200))
        assert index.info().vectors == 150
        assert index.search(vectors[60], 1)[0].tolist() == [60]


def test_merging_files_keeps_the_newest_vector_of_every_id(folder):
    with opened(folder, "IVF_FLAT", nlist=1) as index:
        for seed in range(6):
            index.upsert(np.arange(100 * seed, 100 * seed + 400), unit_vectors(400, seed))
            index.delete(np.array([100 * seed]))
            index.flush()
        index.search(unit_vectors(1)[0], 1)
        assert len(built_indexes(index)) == len(list(folder.rglob("data_*.parquet"))) < 6
        deleted = {100 * seed for seed in range(6)}
        assert index.ids().tolist() == sorted(set(range(900)) - deleted)
        np.testing.assert_array_equal(index.vectors(np.arange(501, 900)), unit_vectors(400, 5)[1:])
        assert index.search(unit_vectors(400, 5)[7], 1)[0].tolist() == [507]


def test_an_old_vector_in_a_file_written_later_stays_old(folder):
    new = unit_vectors(600, dimension=512)
    with closing(store_in(folder).open("wide", 512)) as index:
        for first, vectors in ((0, new[10:20]), (0, new), (600, new[:9]), (700, new[:9])):
            index.upsert(np.arange(first, first + len(vectors)), vectors)
            index.flush()
        index.upsert(np.arange(800, 809), new[:9])
        index.flush()  # the four small files become one; that of 600 rows is too large to join
        index.search(new[0], 1)
        assert len(list(folder.rglob("data_*.parquet"))) == 2
        np.testing.assert_array_equal(index.vectors(np.arange(10)), new[:10])
        assert len(index.ids()) == len(set(index.ids().tolist())) == 627
        assert index.search(new[9], 1)[0].tolist() == [9]


# damage


@pytest.mark.parametrize("index_type", CHOICES["index_type"])
@pytest.mark.parametrize("kept", [0.0, 0.1, 0.6])
def test_a_torn_index_file_is_built_anew_unasked(folder, index_type, kept):
    vectors = filled(folder, 200, index_type)
    (sidecar,) = files(folder, ".idx")
    size = sidecar.stat().st_size
    os.truncate(sidecar, int(size * kept))
    with opened(folder, index_type) as index:
        assert index.search(vectors[33], 1)[0].tolist() == [33]
    assert sidecar.stat().st_size == size


def tear(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


DAMAGE = {
    "torn data": lambda root: tear(files(root, ".parquet")[0]),
    "empty data": lambda root: os.truncate(files(root, ".parquet")[0], 0),
    "lost data": lambda root: files(root, ".parquet")[0].unlink(),
    "torn manifest": lambda root: tear(files(root, "manifest.json")[0]),
    "lost manifest": lambda root: files(root, "manifest.json")[0].unlink(),
    "torn schema": lambda root: tear(files(root, "schema.json")[0]),
    "lost schema": lambda root: files(root, "schema.json")[0].unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_vectors_are_reported_and_give_way_to_new_ones(folder, damage):
    filled(folder)
    DAMAGE[damage](folder)
    store = store_in(folder)
    for _ in range(2):
        with pytest.raises(FatalError) as failure:
            store.open(NAME, DIMENSION)
        assert failure.value.code is Code.INDEX_UNAVAILABLE
        assert NAME in failure.value.details["reason"]
    store.drop(NAME)
    with closing(store.open(NAME, DIMENSION)) as index:
        index.upsert(np.arange(3), unit_vectors(3))
        assert index.ids().tolist() == [0, 1, 2]


def test_a_collection_of_another_dimension_is_reported(folder):
    filled(folder)
    with pytest.raises(FatalError) as failure:
        store_in(folder).open(NAME, DIMENSION + 1)
    assert failure.value.code is Code.INDEX_UNAVAILABLE


# other processes

WRITER = """
import sys, time, numpy as np
from pathlib import Path
from faceapp.vectors.milvus_lite_index import MilvusStore
index = MilvusStore(Path(sys.argv[1]), "IVF_SQ8", {}).open(sys.argv[2], 16)
rows = np.eye(16, dtype=np.float32)
for start in range(0, 10_000, 16):
    index.upsert(np.arange(start, start + 16), rows)
    print(start + 16, flush=True)
    if start > 2_000:
        sys.stdin.read()
    if start > 1_000 and start % 160 == 0:
        index.flush()
"""


def test_a_held_folder_is_refused_and_a_killed_holder_loses_nothing(folder):
    command = [sys.executable, "-c", WRITER, str(folder), NAME]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        acknowledged = int(holder.stdout.readline())
        with pytest.raises(UserError) as refusal:
            store_in(folder).open(NAME, DIMENSION)
        assert refusal.value.code is Code.DATA_FOLDER_LOCKED
        while acknowledged < 2_000:
            acknowledged = int(holder.stdout.readline())
        holder.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        acknowledged = max([acknowledged, *map(int, holder.stdout.read().split())])
    with opened(folder) as index:
        held = index.ids()
        assert held.tolist() == list(range(len(held)))
        assert len(held) >= acknowledged


@pytest.fixture
def small_disk(tmp_path: Path):
    """A file system of 2 MB that can grow; needs the right to mount."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if (
        not shutil.which("mount")
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("mounting a small file system needs root")
    yield place
    gc.collect()  # the engine leaves the log of a failed flush to the collector
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("flush_every", [1, 100])
def test_a_full_disk_stops_the_writer_and_loses_nothing(small_disk, flush_every):
    acknowledged = 0
    store = store_in(small_disk / "vectors")
    index = store.open(NAME, DIMENSION)
    with pytest.raises(FatalError) as failure:
        for number in range(200):
            index.upsert(np.arange(1_000 * number, 1_000 * number + 1_000), unit_vectors(1_000))
            acknowledged += 1_000
            if number % flush_every == 0:
                index.flush()
    assert failure.value.code is Code.DISK_FULL
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    with pytest.raises(FatalError):  # going on would cost the rows of the failed flush
        index.upsert(np.arange(3), unit_vectors(3))
    store.close()
    with opened(small_disk / "vectors") as index:
        held = index.ids()
        assert held.tolist() == list(range(len(held)))
        assert len(held) >= acknowledged
        index.upsert(np.arange(len(held), len(held) + 500), unit_vectors(500))
        assert len(index.ids()) == len(held) + 500


# several collections


def test_collections_of_one_folder_are_independent(folder):
    store = store_in(folder)
    one, other = store.open("faces_1_16", 16), store.open("faces_2_4", 4)
    one.upsert(np.arange(3), unit_vectors(3))
    other.upsert(np.arange(7, 9), np.eye(4, dtype=np.float32)[:2])
    assert (one.ids().tolist(), other.ids().tolist()) == ([0, 1, 2], [7, 8])
    store.drop("faces_1_16")
    assert other.search(np.eye(4, dtype=np.float32)[1], 1)[0].tolist() == [8]
    assert len(store.open("faces_1_16", 16).ids()) == 0
    store.close()
    store.close()


def numbers_held(store: MilvusStore) -> list[int]:
    return store.open(NAME, DIMENSION).ids().tolist()


def two_collections(folder: Path) -> MilvusStore:
    store = store_in(folder)
    for name, count in ((NAME, 2), ("fresh", 5)):
        store.open(name, DIMENSION).upsert(np.arange(count), unit_vectors(count))
    return store


def test_a_swap_puts_the_fresh_collection_in_place(folder):
    with closing(two_collections(folder)) as store:
        store.swap("fresh", NAME)
        assert numbers_held(store) == [0, 1, 2, 3, 4]
        assert [path.name for path in folder.iterdir()] == [NAME]
    filled(folder / "first", 3)
    with closing(store_in(folder / "first")) as store:
        store.swap(NAME, "never_there_before")
        assert store.open("never_there_before", DIMENSION).ids().tolist() == [0, 1, 2]


@pytest.mark.parametrize("after", [1, 2])
def test_a_swap_killed_between_two_steps_is_undone_or_finished(folder, after):
    two_collections(folder).close()
    (folder / NAME).rename(folder / f"{NAME}.old")
    if after == 2:
        (folder / "fresh").rename(folder / NAME)
    with closing(store_in(folder)) as store:
        assert numbers_held(store) == ([0, 1] if after == 1 else [0, 1, 2, 3, 4])
        assert not files(folder, ".old")

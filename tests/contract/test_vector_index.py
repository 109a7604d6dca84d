"""What every implementation of `VectorIndex` must do, the one in RAM and the one on disk."""

import threading
from pathlib import Path

import numpy as np
import pytest

from faceapp.vectors.exact import exact_search
from faceapp.vectors.memory_index import MemoryIndex
from faceapp.vectors.milvus_lite_index import MilvusStore

DIMENSION = 32
# float16 in RAM, float32 on disk
TOLERANCE = 2e-3
# Parameters that make approximate indexes look everywhere, so that answers are exact.
KINDS = {
    "memory": {},
    "FLAT": {},
    "IVF_FLAT": {"nlist": 4, "nprobe": 4},
    "IVF_SQ8": {"nlist": 4, "nprobe": 4},
    "HNSW": {"ef": 500},
    "HNSW_SQ": {"ef": 500},
}


@pytest.fixture(params=KINDS)
def index(request, tmp_path: Path):
    if request.param == "memory":
        made = MemoryIndex(DIMENSION)
    else:
        made = MilvusStore(tmp_path, request.param, KINDS[request.param]).open("faces", DIMENSION)
    yield made
    made.close()


def unit_vectors(count: int, seed: int = 0):
    rows = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def numbered(*ids: int):
    return np.array(ids, np.int64)


@pytest.fixture
def filled(index):
    """300 vectors under ids 2**40, 2**40 + 3, ..., given in reverse order."""
    vectors = unit_vectors(300)
    ids = 2**40 + 3 * np.arange(300)
    index.upsert(ids[::-1], vectors[::-1])
    return index, ids, vectors


def test_search_agrees_with_numpy(filled):
    index, ids, vectors = filled
    for query in unit_vectors(5, seed=1):
        cosines = vectors @ query
        nearest = np.argsort(-cosines)[:10]
        found, scores = index.search(query, 10)
        assert found.tolist() == ids[nearest].tolist()
        np.testing.assert_allclose(scores, cosines[nearest], atol=TOLERANCE)
        assert found.dtype == np.int64
        assert scores.dtype == np.float32


def test_a_limit_above_the_size_returns_everything_and_one_of_zero_nothing(filled):
    index, ids, vectors = filled
    found, scores = index.search(vectors[7], 1_000)
    assert found[0] == ids[7]
    assert sorted(found.tolist()) == ids.tolist()
    assert (np.diff(scores) <= 0).all()
    assert len(index.search(vectors[7], 0)[0]) == 0


@pytest.mark.parametrize("count", [0, 5, 150, 300])
def test_only_allowed_ids_are_found(filled, count):
    index, ids, vectors = filled
    chosen = np.random.default_rng(2).permutation(300)[:count]
    query = unit_vectors(1, seed=3)[0]
    found, _ = index.search(query, 10, np.append(ids[chosen], numbered(1, 2)))
    nearest = chosen[np.argsort(-(vectors[chosen] @ query))][:10]
    assert found.tolist() == ids[nearest].tolist()


def test_equal_vectors_come_in_the_order_of_their_ids(filled):
    index, ids, vectors = filled
    copies = numbered(900, 50, 700, 60)
    index.upsert(copies, np.repeat(vectors[:1], 4, axis=0))
    found, scores = index.search(vectors[0], 5)
    assert found.tolist() == [50, 60, 700, 900, ids[0]]
    assert len(set(scores.tolist())) == 1


def test_upsert_replaces_and_may_be_repeated(filled):
    index, ids, _ = filled
    new = unit_vectors(20, seed=4)
    for _ in range(2):
        index.upsert(ids[:20], new)
        index.flush()
    assert index.ids().tolist() == ids.tolist()
    np.testing.assert_allclose(index.vectors(ids[:20]), new, atol=TOLERANCE)
    assert index.search(new[3], 1)[0].tolist() == [ids[3]]


def test_the_last_of_several_vectors_for_an_id_stays(index):
    vectors = unit_vectors(3)
    index.upsert(numbered(5, 6, 5), vectors)
    assert index.ids().tolist() == [5, 6]
    np.testing.assert_allclose(index.vectors(numbered(5, 6)), vectors[[2, 1]], atol=TOLERANCE)


def test_delete_may_be_repeated_and_undone_by_upsert(filled):
    index, ids, vectors = filled
    index.flush()
    for _ in range(2):
        index.delete(np.append(ids[10:20], numbered(4, 5)))
        index.flush()
        assert index.ids().tolist() == ids[:10].tolist() + ids[20:].tolist()
        assert index.info().vectors == 290
    with pytest.raises(KeyError):
        index.vectors(ids[9:11])
    assert ids[10] not in index.search(vectors[10], 300)[0]
    np.testing.assert_allclose(index.vectors(ids[20:]), vectors[20:], atol=TOLERANCE)
    index.upsert(ids[10:11], vectors[10:11])
    assert index.search(vectors[10], 1)[0].tolist() == [ids[10]]


def test_vectors_come_back_as_they_went_in_and_in_the_order_asked(filled):
    index, ids, vectors = filled
    order = np.random.default_rng(5).permutation(300)
    np.testing.assert_allclose(index.vectors(ids[order]), vectors[order], atol=TOLERANCE)
    assert index.vectors(ids[:0]).shape == (0, DIMENSION)
    with pytest.raises(KeyError):
        index.vectors(np.append(ids[:3], numbered(17)))


def test_an_empty_index_answers(index):
    query = unit_vectors(1)[0]
    index.flush()
    index.delete(numbered(1))
    for allowed in (None, numbered(1, 2)):
        ids, cosines = index.search(query, 10, allowed)
        assert len(ids) == len(cosines) == 0
    assert len(index.ids()) == 0
    assert index.info().vectors == 0
    with pytest.raises(KeyError):
        index.vectors(numbered(1))


def test_emptied_index_takes_new_vectors(filled):
    index, ids, vectors = filled
    index.delete(ids)
    assert len(index.search(vectors[0], 5)[0]) == 0
    index.upsert(ids[:4], vectors[:4])
    assert sorted(index.search(vectors[0], 5)[0].tolist()) == ids[:4].tolist()


def bad_vectors():
    for name, value in (("nan", np.nan), ("infinite", np.inf), ("short", 0.5)):
        rows = unit_vectors(3)
        rows[1] = value
        yield pytest.param(rows, id=name)
    yield pytest.param(np.zeros((3, DIMENSION), np.float32), id="zero")
    yield pytest.param(unit_vectors(3)[:, :-1], id="narrow")
    yield pytest.param(unit_vectors(2), id="fewer than ids")


@pytest.mark.parametrize("rows", list(bad_vectors()))
def test_vectors_that_would_poison_the_index_are_refused(filled, rows):
    index, ids, _ = filled
    with pytest.raises(ValueError, match="vectors must be"):
        index.upsert(numbered(1, 2, 3), rows)
    assert index.ids().tolist() == ids.tolist()


@pytest.mark.parametrize(
    "query",
    [np.full(DIMENSION, np.nan, np.float32), unit_vectors(1)[0] * 2, unit_vectors(1)[0][:-1]],
)
def test_queries_that_mean_nothing_are_refused(filled, query):
    with pytest.raises(ValueError, match="vectors must be"):
        filled[0].search(query, 5)


def test_close_may_be_repeated(filled):
    index = filled[0]
    index.close()
    index.close()


def test_searches_from_two_threads_see_whole_answers_while_a_third_writes(filled):
    index, ids, vectors = filled
    more = unit_vectors(3_000, seed=6)
    written = threading.Event()
    problems: list[str] = []

    def write() -> None:
        for start in range(0, 3_000, 500):
            index.upsert(np.arange(start, start + 500), more[start : start + 500])
            index.delete(ids[200 + start // 500 :][:1])
        written.set()

    def search() -> None:
        done = False
        while not done:
            done = written.is_set()  # once more after the last write
            found, cosines = index.search(vectors[7], 3)
            if found[0] != ids[7] or abs(cosines[0] - 1) > TOLERANCE or len(found) != 3:
                problems.append(f"{found} {cosines}")

    threads = [threading.Thread(target=target) for target in (write, search, search)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(index.ids()) == 300 - 6 + 3_000
    assert index.search(more[2_999], 1)[0].tolist() == [2_999]


def test_the_exact_product_agrees_with_every_index(filled):
    index, ids, vectors = filled
    for allowed in (None, ids[100:150]):
        found, scores = index.search(vectors[120], 20, allowed)
        expected, cosines = exact_search(index, vectors[120], 20, allowed)
        assert found.tolist() == expected.tolist()
        assert scores.tolist() == cosines.tolist()

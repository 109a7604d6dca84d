"""The memory index is exact: its codes may only save time, never change an answer."""

from types import SimpleNamespace

import faiss
import numpy as np
import pytest

from faceapp.vectors import memory_index
from faceapp.vectors.exact import cosines_of, exact_search
from faceapp.vectors.memory_index import MemoryIndex


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def faces(count: int, dimension: int, spread: float = 0.8, seed: int = 0):
    """Vectors of people with 20 faces each; a smaller `spread` makes their faces more alike."""
    random = np.random.default_rng(seed)
    people = random.standard_normal((max(1, count // 20), dimension))
    noise = random.standard_normal((count, dimension))
    return unit(people[random.integers(0, len(people), count)] + spread * noise)


def filled(vectors) -> MemoryIndex:
    index = MemoryIndex(vectors.shape[1])
    index.upsert(np.arange(len(vectors)), vectors)
    return index


def differing(index: MemoryIndex, queries, limit: int, allowed=None) -> int:
    """How many queries get other ids, order or cosines than the exact product gives."""
    found = [index.search(query, limit, allowed) for query in queries]
    exact = [exact_search(index, query, limit, allowed) for query in queries]
    return sum(
        not (np.array_equal(a[0], b[0]) and np.array_equal(a[1], b[1]))
        for a, b in zip(found, exact, strict=True)
    )


@pytest.mark.parametrize("dimension", [128, 512])
def test_answers_equal_the_exact_product(dimension):
    vectors = faces(6_000, dimension)
    index = filled(vectors)
    queries = unit(vectors[:10] + 0.02)
    allowed = np.random.default_rng(1).permutation(6_000)
    for limit in (1, 10, 50, 3_000):
        assert differing(index, queries, limit) == 0
        for count in (10, 300, 3_000):
            assert differing(index, queries, limit, allowed[:count]) == 0


def test_the_exact_product_is_that_of_numpy():
    vectors = faces(3_000, 64)
    index = filled(vectors)
    stored = vectors.astype(np.float16).astype(np.float64)
    cosines = stored @ vectors[5].astype(np.float64)
    ids, scores = exact_search(index, vectors[5], 40)
    assert ids.tolist() == np.argsort(-cosines)[:40].tolist()
    np.testing.assert_allclose(scores, cosines[ids], atol=1e-6)


def test_faces_too_alike_for_the_codes_are_still_ranked_exactly():
    vectors = faces(5_000, 64, spread=0.01)
    assert differing(filled(vectors), vectors[:10], 10) == 0


def test_components_beyond_the_range_of_the_codes_are_still_ranked_exactly():
    vectors = faces(5_000, 128)
    vectors[:, 3] += np.linspace(-8, 8, 5_000)
    vectors = unit(vectors)
    assert differing(filled(vectors), np.vstack([vectors[:20], np.eye(128)[:4]]), 10) == 0


def test_more_copies_than_candidates_come_in_the_order_of_their_ids():
    vectors = faces(5_000, 64)
    vectors[1_000:2_000] = vectors[77]
    index = filled(vectors[::-1])  # id 4_999 - n holds vector n
    ids, _ = index.search(vectors[77], 10)
    assert ids.tolist() == list(range(3_000, 3_010))


def test_the_codes_leave_few_rows_to_read_whatever_was_written_and_deleted(monkeypatch):
    vectors = faces(12_000, 128)
    index = filled(vectors[::-1])
    index.upsert(np.arange(12_000), vectors)
    index.delete(np.arange(0, 8_000))
    read = []

    def counted(rows, query):
        read.append(len(rows))
        return cosines_of(rows, query)

    monkeypatch.setattr(memory_index, "cosines_of", counted)
    for query in vectors[8_000:8_040]:
        index.search(query, 10)
    assert sum(read) < 40 * 100


def test_a_block_is_scanned_by_one_thread_and_faiss_keeps_its_number_of_threads(monkeypatch):
    vectors = faces(3_000, 64)
    index, seen = filled(vectors), []
    (block,) = index._blocks
    search = block.index.search

    def watched(*arguments, **options):
        seen.append(faiss.omp_get_max_threads())
        return search(*arguments, **options)

    monkeypatch.setattr(block, "index", SimpleNamespace(search=watched))
    before = faiss.omp_get_max_threads()
    index.search(vectors[0], 10)
    assert set(seen) == {1}
    assert faiss.omp_get_max_threads() == before


def test_float16_gives_the_same_index_as_float32():
    vectors = faces(3_000, 64)
    halves = MemoryIndex(64)
    halves.upsert(np.arange(3_000), vectors.astype(np.float16))
    for query in vectors[:10]:
        np.testing.assert_array_equal(filled(vectors).search(query, 10), halves.search(query, 10))


def test_any_order_of_writes_and_deletes_leaves_what_a_dictionary_would(monkeypatch):
    monkeypatch.setattr(memory_index, "_BLOCK_ROWS", 64)  # so that several threads scan
    random = np.random.default_rng(3)
    vectors = faces(2_000, 16)
    index, expected = MemoryIndex(16), {}
    for _ in range(60):
        ids = random.integers(0, 1_000, random.integers(1, 90))
        if random.random() < 0.6:
            rows = random.integers(0, 2_000, len(ids))
            index.upsert(ids, vectors[rows])
            expected |= dict(zip(ids.tolist(), rows.tolist(), strict=True))
        else:
            index.delete(ids)
            for face_id in ids.tolist():
                expected.pop(face_id, None)
        held = np.array(sorted(expected), np.int64)
        np.testing.assert_array_equal(index.ids(), held)
        rows = [expected[face_id] for face_id in held.tolist()]
        np.testing.assert_allclose(index.vectors(held), vectors[rows], atol=1e-3)
        assert differing(index, vectors[:2], 10) == 0
        assert differing(index, vectors[:2], 10, np.arange(0, 1_000, 3)) == 0
    assert len(expected) > 200

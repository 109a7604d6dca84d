"""The memory index is exact: its codes may only save time, never change an answer."""

from types import SimpleNamespace

import faiss
import numpy as np
import pytest

from faceapp.vectors import memory_index, sketch
from faceapp.vectors.codes import codes_of
from faceapp.vectors.exact import cosines_of, exact_search
from faceapp.vectors.memory_index import MemoryIndex
from faceapp.vectors.sketch import Sketch


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


def lifted(count: int):
    """Vectors like those of the built-in engine: the last component is a height up to 0.77."""
    flat, random = faces(count, 128), np.random.default_rng(9)
    height = np.clip(random.normal(0.6, 0.15, (count, 1)), 0, 0.77)
    return np.hstack([flat * np.sqrt(1 - height**2), height]).astype(np.float32)


@pytest.mark.parametrize("size", [20, 300, 6_000])
def test_a_component_that_lies_to_one_side_costs_no_certainty(size, monkeypatch):
    vectors = lifted(12_000)
    index, halves = MemoryIndex(129), vectors.astype(np.float16)
    for start in range(0, 12_000, size):
        ids = np.arange(start, min(12_000, start + size))
        index.upsert(ids, halves[ids])
    index.delete(np.arange(0, 500))
    assert differing(index, vectors[1_000:1_020], 10) == 0
    read = []

    def counted(rows, query):
        read.append(len(rows))
        return cosines_of(rows, query)

    monkeypatch.setattr(memory_index, "cosines_of", counted)
    for query in vectors[1_000:1_040]:
        index.search(query, 10)
    assert sum(read) < 40 * 400


def test_sketches_are_right_where_a_component_lies_to_one_side(sifting):
    flat = faces(8_000, 64)
    flat[:, 5] = np.abs(flat[:, 5]) + 0.9
    vectors = unit(flat)
    assert differing(filled(vectors), vectors[:40], 10) == 0
    assert len(sifting) == 40


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
    search = block.codes.index.search

    def watched(*arguments, **options):
        seen.append(faiss.omp_get_max_threads())
        return search(*arguments, **options)

    monkeypatch.setattr(block.codes, "index", SimpleNamespace(search=watched))
    before = faiss.omp_get_max_threads()
    index.search(vectors[0], 10)
    assert set(seen) == {1}
    assert faiss.omp_get_max_threads() == before


@pytest.fixture
def sifting(monkeypatch) -> list[bool]:
    """Small indexes use their sketches; whether each answer could be given by them."""
    monkeypatch.setattr(memory_index, "_BLOCK_ROWS", 1_024)
    monkeypatch.setattr(memory_index, "_PASSING", 200)
    monkeypatch.setattr(memory_index, "_LEAST_SKETCHED", 16)
    monkeypatch.setattr(memory_index, "_ROWS_PER_NEIGHBOUR", 100)
    near, certain = MemoryIndex._near_by_sketch, []

    def watched(self, query, limit):
        found = near(self, query, limit)
        certain.append(found is not None)
        return found

    monkeypatch.setattr(MemoryIndex, "_near_by_sketch", watched)
    return certain


@pytest.mark.parametrize("dimension", [64, 128, 512])
def test_what_passes_the_sketch_holds_the_nearest(sifting, dimension):
    vectors = faces(12_000, dimension)
    index = filled(vectors)
    queries = unit(vectors[:40] + 0.5 / dimension**0.5)
    assert differing(index, queries, 10) == 0
    assert np.mean(sifting) > 0.9
    assert differing(index, queries, 100) == 0


@pytest.mark.parametrize("spread", [0.003, 0.05, 0.3])
def test_faces_of_one_person_lost_among_the_errors_of_the_sketch_are_all_found(sifting, spread):
    vectors = faces(8_000, 64)
    alike = np.random.default_rng(5).standard_normal((1_000, 64))
    vectors[2_000:3_000] = unit(vectors[7] + spread * alike / 8)  # in two neighbouring blocks
    assert differing(filled(vectors), vectors[[7, 2_000, 2_500]], 80) == 0
    assert not all(sifting)


def test_copies_beyond_what_passes_come_in_the_order_of_their_ids(sifting):
    vectors = faces(5_000, 64)
    vectors[1_000:2_000] = vectors[77]
    ids, _ = filled(vectors[::-1]).search(vectors[77], 10)
    assert ids.tolist() == list(range(3_000, 3_010))
    assert sifting == [False]


def test_components_of_unlike_size_are_still_ranked_exactly(sifting):
    vectors = faces(8_000, 64) * np.geomspace(1, 0.01, 64) + 0.3
    vectors = unit(vectors)
    assert differing(filled(vectors), vectors[:20], 10) == 0


def test_a_sketch_is_what_faiss_would_have_made_of_its_rows():
    levels = np.random.default_rng(4).choice(sketch._LEVELS, (96, 64)).astype(np.float32) / 8
    scale = MemoryIndex(64)._code_scale
    codes, mine = np.zeros((128, 64), np.uint8), Sketch(128, 64, scale)
    for rows in (np.arange(90), np.array([95, 3]), np.arange(88, 96)):
        codes[rows] = codes_of(levels[rows], scale, np.zeros(64, np.float32))
        mine.write(codes, rows)
    mine.use(96)
    other = faiss.IndexPQFastScan(64, 32, 4, faiss.METRIC_INNER_PRODUCT)
    faiss.copy_array_to_vector(faiss.vector_to_array(mine.index.pq.centroids), other.pq.centroids)
    other.is_trained = True
    other.add(levels)
    packed = faiss.rev_swig_ptr(other.codes.get(), 96 * 16)
    np.testing.assert_array_equal(mine._packed.ravel()[: 96 * 16], packed)
    query = unit(levels[:1])[0]
    offsets, scores = mine.scan(query, 96)
    assert sorted(offsets.tolist()) == list(range(96))
    assert (np.diff(scores) <= 0).all()
    np.testing.assert_allclose(scores, levels[offsets] @ query, atol=0.05)


def test_float16_gives_the_same_index_as_float32():
    vectors = faces(3_000, 64)
    halves = MemoryIndex(64)
    halves.upsert(np.arange(3_000), vectors.astype(np.float16))
    for query in vectors[:10]:
        np.testing.assert_array_equal(filled(vectors).search(query, 10), halves.search(query, 10))


@pytest.mark.parametrize("is_sketched", [False, True])
def test_any_order_of_writes_and_deletes_leaves_what_a_dictionary_would(monkeypatch, is_sketched):
    monkeypatch.setattr(memory_index, "_BLOCK_ROWS", 64)  # so that several threads scan
    if is_sketched:
        monkeypatch.setattr(memory_index, "_LEAST_SKETCHED", 16)
        monkeypatch.setattr(memory_index, "_PASSING", 30)
        monkeypatch.setattr(memory_index, "_ROWS_PER_NEIGHBOUR", 10)
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

"""The graph of nearest faces: exact where it says so, near enough where it does not."""

import numpy as np
import pytest

from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.core.ports import NeighbourSearch
from faceapp.vectors import neighbours
from faceapp.vectors.friends import spread
from faceapp.vectors.neighbours import NearEnough, find_neighbours
from tests.fakes.grouped import crowd

SEARCH: NeighbourSearch = find_neighbours


def found(vectors, **given):
    return SEARCH(vectors, CancelToken(), lambda _: None, **given)


def brute(vectors, count):
    cosines = vectors.astype(np.float32) @ vectors.astype(np.float32).T
    np.fill_diagonal(cosines, -2)
    return -np.sort(np.partition(-cosines, count, axis=1)[:, :count], axis=1)


@pytest.mark.parametrize("count", [5, 48])
@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_small_graphs_are_exact(count, dtype):
    vectors = crowd(360, 9)[0].astype(dtype)
    graph = found(vectors, count=count)
    assert graph.cosines == pytest.approx(brute(vectors, count), abs=1e-5)
    own = np.einsum(
        "nd,nkd->nk", vectors.astype(np.float32), vectors[graph.neighbours].astype(np.float32)
    )
    assert graph.cosines == pytest.approx(own, abs=1e-5)
    assert (graph.neighbours != np.arange(len(vectors))[:, None]).all()


def test_an_exact_graph_leaves_nothing_out():
    vectors = crowd(40, 6)[0]
    whole, graph = found(vectors), found(vectors, least=0.5)
    assert (graph.neighbours == whole.neighbours).all()
    assert graph.least == -1


def test_some_rows_are_as_in_the_whole():
    vectors = crowd(50, 8)[0]
    rows = np.array([7, 300, 2])
    assert (found(vectors, rows=rows).neighbours == found(vectors).neighbours[rows]).all()


def test_fewer_faces_than_wanted_leave_places_empty():
    graph = found(crowd(3, 2)[0], count=48)
    assert graph.neighbours.shape == (6, 48)
    assert ((graph.neighbours >= 0).sum(axis=1) == 5).all()
    assert found(crowd(1, 1)[0]).neighbours.tolist() == [[-1] * 48]
    assert found(np.empty((0, 8), np.float32)).neighbours.shape == (0, 48)


def test_copies_are_neighbours_of_each_other():
    vectors = np.repeat(crowd(20, 1)[0], 60, axis=0)  # more copies than neighbours
    graph = found(vectors)
    assert (graph.neighbours // 60 == np.arange(1200)[:, None] // 60).all()
    assert (graph.neighbours != np.arange(1200)[:, None]).all()


@pytest.fixture
def small_cells(monkeypatch):
    """What takes 150,000 faces otherwise."""
    monkeypatch.setattr(neighbours, "MOST_EXACT", 1_000)
    monkeypatch.setattr(neighbours, "_FACES_PER_CELL", 100)
    monkeypatch.setattr(neighbours, "_NEAR_CELLS", 2)


@pytest.mark.usefixtures("small_cells")
def test_a_large_graph_finds_98_of_100():
    vectors = crowd(600, 10)[0].astype(np.float16)
    exact = brute(vectors, 20)
    assert neighbours.RECALL == 0.98
    graph = found(vectors, count=20, least=0.5)
    hits = (graph.neighbours >= 0).sum() / (exact >= 0.5).sum()
    assert 0.97 < hits <= 1
    assert graph.least == 0.5
    assert (graph.cosines[graph.neighbours == -1] == -1).all()
    assert graph.cosines[graph.neighbours >= 0].min() >= 0.5
    assert_true(graph, vectors)


@pytest.mark.usefixtures("small_cells")
def test_one_division_is_not_enough_and_friends_of_friends_help():
    vectors = crowd(400, 10, spread=0.85)[0]
    search = NearEnough(vectors, 20, 0.45, lambda: None)
    recalls = []
    for number in range(3):
        search.divide(number, lambda _: None)
        recalls.append(search.recall())
        spread(search.graph, vectors, lambda: None)
        recalls.append(search.recall())
    assert recalls == sorted(recalls)
    assert recalls[0] < neighbours.RECALL
    assert recalls[3] > recalls[2]  # by spreading alone
    assert_true(search.graph, vectors)
    exact = brute(vectors, 20)
    hits = (search.graph.neighbours >= 0).sum() / (exact >= 0.45).sum()
    assert search.recall() == pytest.approx(hits, abs=0.02)


def assert_true(graph, vectors):
    """Neighbours are others, named once, best first, with the cosines they have."""
    rows, columns = np.nonzero(graph.neighbours >= 0)
    others = graph.neighbours[rows, columns]
    pair = vectors[rows].astype(np.float32), vectors[others].astype(np.float32)
    assert graph.cosines[rows, columns] == pytest.approx(np.vecdot(*pair), abs=1e-5)
    assert (others != rows).all()
    assert len(set(zip(rows.tolist(), others.tolist(), strict=True))) == len(rows)
    assert (np.diff(graph.cosines, axis=1) <= 0).all()


@pytest.mark.parametrize("most_exact", [100, 100_000])
def test_cancel_ends_it_and_progress_is_told(monkeypatch, most_exact):
    monkeypatch.setattr(neighbours, "MOST_EXACT", most_exact)
    monkeypatch.setattr(neighbours, "_FACES_PER_CELL", 50)
    monkeypatch.setattr(neighbours, "_BLOCK_PRODUCTS", 100_000)
    vectors, token, seen = crowd(60, 10)[0], CancelToken(), []
    SEARCH(vectors, token, seen.append)
    assert len(seen) > 3
    assert seen[-1].done == seen[-1].total == 600

    def stop_early(progress):
        token.cancel()

    with pytest.raises(Cancelled):
        SEARCH(vectors, token, stop_early)

"""Levels that follow the scale of an engine, and K-Means by itself."""

import numpy as np
import pytest

from faceapp.core import partitions
from faceapp.core.clustering_metrics import grouping_quality
from faceapp.core.face_groups import Algorithm, GroupingOptions
from faceapp.core.grouping_levels import least_cosine, levels_of
from faceapp.core.similarity import PROVISIONAL_ARCFACE, Calibration
from tests.fakes.grouped import crowd, faces_of, grouped, unit


def test_k_means_needs_k():
    with pytest.raises(ValueError, match="number of people"):
        GroupingOptions(PROVISIONAL_ARCFACE, Algorithm.KMEANS)


def test_k_means_of_many_faces_looks_at_samples(monkeypatch):
    monkeypatch.setattr(partitions, "_MOST_AT_ONCE", 100)
    monkeypatch.setattr(partitions, "_BATCH_ROWS", 64)
    vectors, whose = crowd(20, 15)
    found = grouped(faces_of(vectors), Algorithm.KMEANS, people=20)
    assert grouping_quality(found.labels, whose).bcubed.f > 0.97


def test_k_means_moves_its_centres(monkeypatch):
    """From one face each to the middle of many, whichever way."""
    vectors, whose = crowd(6, 200, spread=1)
    first = np.array([np.flatnonzero(whose == person)[0] for person in range(6)])
    middles = unit([vectors[whose == person].mean(axis=0) for person in range(6)])
    for most in (10_000, 100):
        monkeypatch.setattr(partitions, "_MOST_AT_ONCE", most)
        moved = partitions.k_means(vectors, vectors[first], lambda: None)
        assert (np.vecdot(moved, middles) > 0.98).all()
    assert (np.vecdot(vectors[first], middles) < 0.85).all()


def test_levels_follow_the_scale_and_the_number_of_people():
    strong = Calibration("strong", t70=0.3171, t95=0.5021, fmr95=2.9e-6)
    weak = Calibration("weak", t70=0.7631, t95=0.8299, fmr95=1e-4)
    for scale, low, high in ((strong, 0.3, 0.5), (weak, 0.72, 0.83)):
        few, many = levels_of(scale, 100), levels_of(scale, 10_000)
        assert low < few.average < many.average < high
        assert few.ask < few.average < few.link < few.strict < few.same_face < 1
        assert least_cosine(scale, 10_000) < levels_of(scale, 100).average
    given_level = levels_of(strong, 10_000, 0.45)
    assert given_level.average == given_level.link == 0.45


def test_a_stricter_wish_makes_more_groups():
    vectors, _ = crowd(10, 10, spread=0.9)
    loose, strict = (grouped(faces_of(vectors), strictness=level) for level in (0.3, 0.7))
    assert (strict.labels == -1).sum() > (loose.labels == -1).sum()

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from faceapp.core.boxes import corners, iou, iou_matrix, non_maximum_suppression
from faceapp.core.types import FaceBox

drawn = arrays(np.int64, st.tuples(st.integers(0, 12), st.just(4)), elements=st.integers(1, 20))


def as_boxes(values):
    """Rows of x, y, width, height as corners."""
    boxes = values.astype(np.float32)
    boxes[:, 2:] += boxes[:, :2]
    return boxes


@pytest.mark.parametrize(
    ("other", "overlap"),
    [
        (FaceBox(0, 0, 10, 20), 1),
        (FaceBox(5, 0, 10, 20), 1 / 3),
        (FaceBox(2, 5, 5, 10), 1 / 4),
        (FaceBox(10, 0, 10, 20), 0),
        (FaceBox(50, 50, 1, 1), 0),
    ],
)
def test_overlap_of_two_boxes(other, overlap):
    assert iou(FaceBox(0, 0, 10, 20), other) == pytest.approx(overlap)


def test_corners_of_boxes_and_of_none():
    boxes = [FaceBox(1, 2, 3, 4), FaceBox(-1.5, 0, 2, 1)]
    np.testing.assert_array_equal(corners(boxes), [[1, 2, 4, 6], [-1.5, 0, 0.5, 1]])
    assert corners(iter(boxes)).dtype == np.float32
    assert corners([]).shape == (0, 4)


def test_matrix_holds_the_overlap_of_each_pair():
    a = np.array([[0, 0, 10, 10], [5, 5, 15, 15]], np.float32)
    b = np.array([[0, 0, 10, 10], [0, 0, 10, 5], [90, 90, 91, 91]], np.float32)
    expected = [[1, 0.5, 0], [25 / 175, 0, 0]]
    np.testing.assert_allclose(iou_matrix(a, b), expected, atol=1e-6)


def test_boxes_without_area_overlap_nothing():
    point = np.array([[3, 3, 3, 3]], np.float32)
    assert iou_matrix(point, point)[0, 0] == 0


def test_a_box_survives_when_only_a_suppressed_one_overlapped_it():
    row = np.array([[0, 0, 10, 10], [4, 0, 14, 10], [8, 0, 18, 10]], np.float32)
    kept = non_maximum_suppression(row, np.array([0.9, 0.8, 0.7], np.float32), 0.4)
    assert kept.tolist() == [0, 2]


def test_a_small_box_inside_a_large_one_goes_by_minimum_only():
    boxes = np.array([[0, 0, 100, 100], [10, 10, 30, 30]], np.float32)
    scores = np.array([0.6, 0.9], np.float32)
    assert non_maximum_suppression(boxes, scores, 0.7).tolist() == [1, 0]
    assert non_maximum_suppression(boxes, scores, 0.7, "minimum").tolist() == [1]


@given(drawn, st.randoms(use_true_random=False))
def test_kept_boxes_are_apart_and_dropped_ones_near_a_stronger_kept(values, random):
    boxes = as_boxes(values)
    scores = np.array(random.sample(range(len(boxes)), len(boxes)), np.float32)
    kept = non_maximum_suppression(boxes, scores, 0.3)
    overlaps = iou_matrix(boxes, boxes)
    assert (np.diff(scores[kept]) < 0).all()
    assert (overlaps[np.ix_(kept, kept)] <= 0.3 + 1e-6).sum() == len(kept) * (len(kept) - 1)
    for index in set(range(len(boxes))) - set(kept.tolist()):
        assert any(overlaps[index, k] > 0.3 - 1e-6 and scores[k] > scores[index] for k in kept)

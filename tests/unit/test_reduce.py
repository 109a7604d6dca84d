import weakref

import numpy as np
import pytest

from faceapp.imaging.reduce import reduced


def test_a_picture_that_is_small_enough_stays_itself():
    image = np.zeros((30, 40, 3), np.uint8)
    assert reduced(image, 40) is image


@pytest.mark.parametrize("size", [(3000, 4000), (2999, 4001)])
def test_a_mark_stays_where_it_was(size):
    """What is found on a small copy is looked for on the photo: nothing may be shifted or cut."""
    image = np.zeros((*size, 3), np.uint8)
    top, left = (round(side * 0.75) for side in size)
    image[top:, left:] = 255
    small = reduced(image, 640)[:, :, 0] / 255
    assert small.shape[::-1] == pytest.approx(np.array(size)[::-1] * 640 / max(size), abs=1)
    column, row = small.max(axis=0).sum(), small.max(axis=1).sum()
    assert column / small.shape[1] == pytest.approx((size[1] - left) / size[1], abs=1 / 640)
    assert row / small.shape[0] == pytest.approx((size[0] - top) / size[0], abs=1 / 300)


def test_a_kept_half_changes_nothing():
    """Thumbnails, detector and second look reduce the same photo one after the other."""
    image = np.random.default_rng(1).integers(0, 256, (2313, 3041, 3), np.uint8)
    sizes = (1024, 640, 1521, 256, 640)
    alone = [reduced(image.copy(), size) for size in sizes]
    for size, expected in zip(sizes, alone, strict=True):
        assert np.array_equal(reduced(image, size), expected)


def test_two_photos_in_turns_are_not_mixed_up():
    first, second = (np.full((2100, 2800, 3), grey, np.uint8) for grey in (10, 200))
    for _ in range(2):
        assert reduced(first, 640).max() == 10
        assert reduced(second, 640).min() == 200


def test_no_thread_keeps_more_than_one_half():
    first, second = (np.zeros((2100, 2800, 3), np.uint8) for _ in range(2))
    half = weakref.ref(reduced(first, 1400))
    assert reduced(first, 1400) is half()
    reduced(second, 640)
    assert half() is None

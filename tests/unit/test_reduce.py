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

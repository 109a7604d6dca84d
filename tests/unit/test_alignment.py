import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from faceapp.core.alignment import ARCFACE, DLIB, similarity_transform
from faceapp.imaging.chips import cut_chip

POSE = np.array([(300, 220), (360, 228), (326, 262), (302, 296), (350, 302)], np.float32)
noise = arrays(np.float32, (5, 2), elements=st.floats(-8, 8, width=32))


def posed(template, *, size, centre):
    """The template's landmarks on a face `size` times its scale, turned by 20 degrees."""
    cosine, sine = size * np.cos(np.pi / 9), size * np.sin(np.pi / 9)
    middle = template.points - template.size / 2
    return (middle @ [[cosine, sine], [-sine, cosine]] + centre).astype(np.float32)


@given(noise, st.sampled_from([ARCFACE, DLIB]))
def test_transform_is_the_least_squares_solution(shift, template):
    points = POSE + shift
    zeros, ones = np.zeros(5), np.ones(5)
    x, y = points.astype(np.float64).T
    # x' = a x - b y + c, y' = b x + a y + d
    system = np.vstack([np.c_[x, -y, ones, zeros], np.c_[y, x, zeros, ones]])
    a, b, c, d = np.linalg.lstsq(system, template.points.T.ravel(), rcond=None)[0]
    found = similarity_transform(points, template)
    np.testing.assert_allclose(found, [[a, -b, c], [b, a, d]], atol=1e-6)


@pytest.mark.parametrize(
    "points",
    [
        np.full((5, 2), 7, np.float32),
        np.full((5, 2), np.nan, np.float32),
        ARCFACE.points * [-1, 1] * 1e-9,
    ],
)
def test_landmarks_without_a_pose_are_refused(points):
    with pytest.raises(ValueError, match="without a pose"):
        similarity_transform(points, ARCFACE)


@pytest.mark.parametrize("size", [0.5, 1, 3])
@pytest.mark.parametrize("template", [ARCFACE, DLIB])
def test_landmarks_land_on_the_template(template, size):
    points = posed(template, size=size, centre=(350, 300))
    for point, target in zip(points, template.points, strict=True):
        photo = np.zeros((600, 700, 3), np.uint8)
        cv2.circle(photo, np.round(point).astype(int).tolist(), 6, (0, 255, 0), cv2.FILLED)
        chip = cut_chip(photo, points, template)
        assert chip.shape == (template.size, template.size, 3)
        rows, columns = np.nonzero(chip[:, :, 1] > 100)
        assert np.hypot(columns.mean() - target[0], rows.mean() - target[1]) < 1.1 / min(size, 1)


def test_colours_keep_their_order():
    photo = np.full((600, 700, 3), (10, 20, 30), np.uint8)
    assert (cut_chip(photo, POSE, DLIB) == (10, 20, 30)).all()


def test_fine_detail_of_a_large_face_is_averaged():
    stripes = np.zeros((1000, 1000, 3), np.uint8)
    stripes[:, ::2] = 255
    chip = cut_chip(stripes, posed(ARCFACE, size=4, centre=(500, 500)), ARCFACE)
    assert chip.std() < 16


def test_averaging_does_not_shift_the_chip():
    ramp = np.repeat(np.arange(500, dtype=np.float32) / 2, 3).reshape(1, 500, 3)
    photo = np.repeat(ramp.round().astype(np.uint8), 500, axis=0)
    columns = 4 * np.arange(112) + 20
    chip = cut_chip(photo, ARCFACE.points * 4 + 20, ARCFACE)
    assert abs((chip[:, :, 0] - columns / 2).mean()) < 0.2


def test_outside_of_the_photo_is_black_or_mirrored():
    photo = np.full((600, 700, 3), 200, np.uint8)
    at_the_corner = POSE - POSE.min(0)
    assert cut_chip(photo, at_the_corner, DLIB)[0, 0, 0] == 0
    assert (cut_chip(photo, at_the_corner, DLIB, border="reflect") == 200).all()


def test_a_face_far_into_a_wide_panorama_is_cut():
    panorama = np.zeros((600, 40_000, 3), np.uint8)
    panorama[:, 39_000:] = 90
    assert (cut_chip(panorama, POSE + np.float32([39_200, 0]), ARCFACE) == 90).all()

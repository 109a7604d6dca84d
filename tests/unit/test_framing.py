"""The part of a photo that is shown around a face."""

from hypothesis import given
from hypothesis import strategies as st

from faceapp.core.framing import frame_around
from faceapp.core.types import FaceBox

_sides = st.integers(1, 5000)
_shares = st.floats(0.05, 1)


def test_a_face_in_the_middle_lies_in_the_middle_of_a_square():
    frame = frame_around(FaceBox(400, 300, 100, 80), 1000, 800, share=0.5, least=0)
    assert frame == FaceBox(350, 240, 200, 200)


def test_at_the_edge_the_frame_is_moved_and_keeps_its_size():
    frame = frame_around(FaceBox(0, 0, 100, 100), 1000, 800, share=0.5, least=0)
    assert frame == FaceBox(0, 0, 200, 200)


def test_a_tiny_face_is_shown_with_more_around_it():
    assert frame_around(FaceBox(500, 400, 4, 4), 1000, 800, share=0.5, least=48).width == 48


@given(st.floats(-50, 5000), st.floats(-50, 5000), _sides, _sides, _sides, _sides, _shares)
def test_the_frame_lies_on_the_photo(x, y, across, down, width, height, share):
    frame = frame_around(FaceBox(x, y, across, down), width, height, share=share, least=48)
    assert frame.x >= 0 and frame.y >= 0
    assert frame.x + frame.width <= width + 1e-6
    assert frame.y + frame.height <= height + 1e-6

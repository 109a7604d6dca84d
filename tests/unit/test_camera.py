"""What a camera wrote, and what it should not have written."""

import io

import PIL.Image
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceapp.imaging.camera import Camera, read_camera


def photo(top: dict, below: dict | None = None, gps: dict | None = None) -> bytes:
    exif = PIL.Image.Exif()
    exif.update(top)
    if below:
        exif[0x8769] = below
    if gps:
        exif[0x8825] = gps
    file = io.BytesIO()
    PIL.Image.new("RGB", (8, 8)).save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_everything_a_camera_tells_is_read():
    data = photo(
        {0x010F: "NIKON CORPORATION", 0x0110: "NIKON D750"},
        {0x829A: 1 / 250, 0x829D: 2.8, 0x8827: 400, 0x920A: 85.0, 0xA434: "85mm f/1.8\x00junk"},
        {1: "S", 2: (33.0, 51.0, 30.0), 3: "E", 4: (151.0, 12.0, 36.0)},
    )
    camera = read_camera(data)
    assert camera.place == pytest.approx((-33.858333, 151.21))
    assert camera == Camera(
        "NIKON D750", "85mm f/1.8", "1/250", pytest.approx(2.8), 400, 85.0, camera.place
    )


def test_a_maker_is_named_once():
    assert read_camera(photo({0x010F: "Apple", 0x0110: "iPhone 12"})).model == "Apple iPhone 12"
    assert read_camera(photo({0x010F: "Canon", 0x0110: "Canon EOS R"})).model == "Canon EOS R"


@pytest.mark.parametrize(("seconds", "words"), [(2.0, "2"), (0.5, "0.5"), (1 / 30, "1/30")])
def test_exposures_are_written_as_people_do(seconds, words):
    assert read_camera(photo({}, {0x829A: seconds})).exposure == words


def test_nonsense_is_left_out():
    data = photo({}, {0x829A: 0.0, 0x8827: 0}, {1: "N", 2: (500.0, 0.0, 0.0), 3: "E", 4: (1.0,)})
    assert read_camera(data) == Camera()


@given(st.binary(max_size=400))
def test_no_bytes_raise(data):
    read_camera(data)
    read_camera(photo({0x0110: "x"})[:-60] + data)

"""What is a copy: made smaller, compressed again; and what only looks like one."""

import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from faceapp.core.copies import FaceLevels, Lookalikes, PictureLook, difference, is_copy
from faceapp.imaging.decode import decode

LEVELS = FaceLevels(same=0.5, sure=0.8)


def encoded(image: PIL.Image.Image, form: str = "JPEG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def reduced(image: PIL.Image.Image, side: int) -> PIL.Image.Image:
    small = image.copy()
    small.thumbnail((side, side))
    return small


def turned(image: PIL.Image.Image) -> bytes:
    """Lying on its side, with a note that says so."""
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    return encoded(image.transpose(PIL.Image.Transpose.ROTATE_90), quality=85, exif=exif)


COPIES = {
    "quality 60": lambda image: encoded(image, quality=60),
    "quality 90": lambda image: encoded(image, quality=90),
    "webp": lambda image: encoded(image, "WEBP", quality=75),
    "1280": lambda image: encoded(reduced(image, 1280), quality=85),
    "807": lambda image: encoded(reduced(image, 807), quality=75),
    "604 of 807": lambda image: encoded(reduced(reduced(image, 807), 604), quality=60),
    "turned": turned,
}


@pytest.mark.parametrize("name", COPIES)
def test_sketches_and_hashes_of_copies_agree(assets: Path, name: str):
    for path in ("groups/selfie.jpg", "samples/obama_and_biden.jpg", "samples/biden.jpg"):
        image = PIL.Image.open(assets / "data/photos" / path).convert("RGB")
        original, copy = (decode(data).facts for data in (encoded(image), COPIES[name](image)))
        assert difference(original.sketch, copy.sketch) < 0.005
        known = Lookalikes(np.array([7]), np.array([int(original.perceptual_hash, 16)], np.uint64))
        assert known.near(copy.perceptual_hash) == [7]


def test_two_shots_of_one_series_differ(assets: Path):
    groups = assets / "data/photos/groups"
    team, crowd = (
        decode((groups / f"{name}.jpg").read_bytes()).facts for name in ("team", "crowd")
    )
    assert difference(team.sketch, crowd.sketch) > 0.1


def test_a_smile_is_a_difference():
    """A part of the picture as large as a mouth, in front of a camera that did not move."""
    pixels = np.random.default_rng(5).integers(0, 255, (30, 40, 3)).astype(np.uint8)
    shot = PIL.Image.fromarray(pixels).resize((1600, 1200), PIL.Image.Resampling.BICUBIC)
    smile = shot.copy()
    smile.paste(PIL.Image.new("RGB", (60, 30), "white"), (800, 600))
    one, other = (decode(encoded(image, quality=92)).facts.sketch for image in (shot, smile))
    assert difference(one, other) > 0.005


def test_brightness_alone_is_no_difference_and_no_sketch_is_no_answer():
    rows = np.arange(1024, dtype=np.uint8).tobytes()
    brighter = (np.frombuffer(rows, np.uint8) // 2 + 9).astype(np.uint8).tobytes()
    half = (np.frombuffer(rows, np.uint8) // 2).astype(np.uint8).tobytes()
    assert difference(half, brighter) == 0
    assert difference(half, b"") is None


def test_flat_pictures_cannot_be_compared():
    assert difference(bytes(1024), bytes(1024)) is None
    assert difference(_SLOPE, bytes([90] * 1024)) is None


_SLOPE = (np.arange(1024) // 4).astype(np.uint8).tobytes()


def look(**changes: object) -> PictureLook:
    """Two large faces on a picture without any other features."""
    vectors = np.eye(4, dtype=np.float32)[:2]
    boxes = np.array([[100, 100, 200, 200], [300, 100, 400, 200]], np.float32)
    plain = PictureLook(800, 600, None, _SLOPE, boxes, vectors)
    return replace(plain, **changes)


def test_a_smaller_picture_with_the_same_faces_is_a_copy():
    half = look(width=400, height=300, boxes=look().boxes / 2)
    assert is_copy(look(), half, LEVELS)
    assert is_copy(half, look(), LEVELS)


@pytest.mark.parametrize(
    "changes",
    [
        {"width": 900},  # another shape
        {"sketch": bytes(512) + bytes([90]) * 512},
        {"sketch": b""},
        {"boxes": look().boxes + 80},  # the same people elsewhere
        {"boxes": look().boxes[:0], "vectors": look().vectors[:0]},  # nobody
        {"vectors": np.eye(4, dtype=np.float32)[2:]},  # other people
        {"vectors": np.float32([[0.79, 0.61, 0, 0], [0.61, 0.79, 0, 0]])},  # nobody is sure
    ],
)
def test_what_is_no_copy(changes: dict[str, object]):
    assert not is_copy(look(), look(**changes), LEVELS)
    assert not is_copy(look(**changes), look(), LEVELS)


def test_dates_that_differ_by_a_second_tell_two_shots_apart():
    first, second = datetime(2021, 5, 9, 12, 0, 0), datetime(2021, 5, 9, 12, 0, 1)
    assert not is_copy(look(taken_at=first), look(taken_at=second), LEVELS)
    assert is_copy(look(taken_at=first), look(taken_at=first), LEVELS)
    assert is_copy(look(taken_at=first), look(), LEVELS)  # services take dates away


def test_one_face_that_compression_lost_denies_nothing_but_most_do():
    three = np.array([[10, 10, 60, 60], [100, 10, 160, 60], [200, 10, 260, 60]], np.float32)
    crowd = look(boxes=three, vectors=np.eye(4, dtype=np.float32)[:3])
    without_one = look(boxes=three[:2], vectors=np.eye(4, dtype=np.float32)[:2])
    only_one = look(boxes=three[:1], vectors=np.eye(4, dtype=np.float32)[:1])
    assert is_copy(crowd, without_one, LEVELS)
    assert not is_copy(crowd, only_one, LEVELS)


def test_lookalikes_grow_and_name_each_picture_once():
    known = Lookalikes(np.empty(0, np.int64), np.empty(0, np.uint64))
    for number in range(3_000):
        known.add(number, f"{number:016x}")
    known.add(5, "f" * 16)
    known.add(5, "f" * 15 + "e")
    assert known.near("f" * 16) == [5]
    assert 2_999 in known.near(f"{2_999 + 2**20 + 2**21:016x}")

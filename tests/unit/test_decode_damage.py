import io
import re
import struct
import sys
import zlib

import numpy as np
import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from faceapp.core.errors import Code, ItemError
from faceapp.imaging.decode import decode

# Pillow remarks on damaged files; the module under test silences it, pytest undoes that.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF", "HEIF", "AVIF")
END_MARKER = b"\xff\xd9"


def noise(height=90, width=120):
    rng = np.random.default_rng(5)
    return Image.fromarray(rng.integers(0, 256, (height, width, 3), np.uint8))


def encoded(form, **options):
    file = io.BytesIO()
    if form == "HEIF":
        pillow_heif.from_pillow(noise()).save(file, **options)
    else:
        noise().save(file, form, **options)
    return file.getvalue()


def code_of(data, **options):
    with pytest.raises(ItemError) as caught:
        decode(data, **options)
    return caught.value.code


def reason_of(data):
    with pytest.raises(ItemError) as caught:
        decode(data)
    assert caught.value.code is Code.CORRUPT
    return caught.value.details["reason"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_corrupt(form, share):
    data = encoded(form)
    assert code_of(data[: int(len(data) * share)]) is Code.CORRUPT


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photo_cut_in_half_says_truncated(form):
    assert reason_of(encoded(form)[:6000]) == "truncated"


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 30}])
def test_a_jpeg_cut_short_is_corrupt_even_with_an_end_marker_stuck_on(options):
    data = encoded("JPEG", **options)
    for cut in (10, 100, len(data) // 2):
        assert code_of(data[:-cut]) is Code.CORRUPT
        assert code_of(data[:-cut] + END_MARKER) is Code.CORRUPT


@pytest.mark.parametrize("cut", [1, 2])
def test_a_jpeg_without_its_end_marker_is_whole(cut):
    data = encoded("JPEG")
    assert decode(data[:-cut]).facts == decode(data).facts


@pytest.mark.parametrize("padding", [b"\0", b"\0" * 500, b"\x7f"])
def test_a_jpeg_with_padding_or_more_behind_the_picture_is_whole(padding):
    data = encoded("JPEG")
    expected = decode(data).facts
    assert decode(data[:-2] + padding + END_MARKER).facts == expected
    assert decode(data + padding + b"trailer of a phone").facts == expected


@pytest.mark.parametrize("options", [{}, {"progressive": True}])
def test_a_jpeg_with_an_overwritten_block_is_corrupt(options):
    file = io.BytesIO()
    noise(30, 40).resize((800, 600)).save(file, "JPEG", **options)
    data = bytearray(file.getvalue())
    middle = len(data) // 2
    data[middle : middle + 2000] = bytes(2000)
    assert code_of(bytes(data)) is Code.CORRUPT


def test_padding_does_not_excuse_a_missing_end():
    file = io.BytesIO()
    noise().save(file, "JPEG", restart_marker_rows=1)
    data = file.getvalue()
    marker = data.index(b"\xff\xd1")
    padded = data[:marker] + bytes(40) + data[marker:]
    assert decode(padded).facts == decode(data).facts
    assert code_of(padded[: -len(data) // 4]) is Code.CORRUPT


def test_a_flipped_bit_in_a_png_says_broken():
    data = bytearray(encoded("PNG"))
    data[len(data) // 2] ^= 1
    assert reason_of(bytes(data)) == "broken"


def test_the_reason_of_a_failure_is_the_same_every_time():
    details = []
    for _ in range(2):
        with pytest.raises(ItemError) as caught:
            decode(encoded("WEBP")[:40])
        details.append(caught.value.details)
    assert details[0] == details[1]
    assert not re.search("0x[0-9a-f]{6}", str(details))


def png_of_one_bit(side):
    """A valid one-bit PNG of zeros, by hand: 200 kB for 40,000 x 40,000."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    packer = zlib.compressobj(9)
    row = bytes(1 + (side + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def test_a_png_bomb_is_refused_before_a_pixel_is_decoded():
    data = png_of_one_bit(40_000)
    before = peak_megabytes()
    with pytest.raises(ItemError) as caught:
        decode(data)
    assert caught.value.code is Code.TOO_MANY_PIXELS
    assert caught.value.details == {"megapixels": 1600, "limit": 100}
    assert peak_megabytes() - before < 20


def peak_megabytes():
    resource = pytest.importorskip("resource")
    per_megabyte = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_megabyte


@pytest.mark.parametrize("form", FORMATS)
def test_the_size_limit_holds_for_every_format(form):
    file = io.BytesIO()
    image = Image.new("RGB", (1100, 1000))
    if form == "HEIF":
        pillow_heif.from_pillow(image).save(file)
    else:
        image.save(file, form)
    assert code_of(file.getvalue(), max_megapixels=1) is Code.TOO_MANY_PIXELS
    assert decode(file.getvalue(), max_megapixels=3).facts.width == 1100


SAMPLES = {form: encoded(form) for form in FORMATS}


@given(
    form=st.sampled_from(FORMATS),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6),
    length=st.floats(0.02, 1),
    in_header=st.booleans(),
)
def test_hostile_bytes_end_in_a_picture_or_an_item_error(form, changes, length, in_header):
    data = bytearray(SAMPLES[form][: int(len(SAMPLES[form]) * length)])
    reach = min(len(data), 300) if in_header else len(data)
    for place, value in changes:
        data[int(place * (reach - 1))] = value
    try:
        pixels = decode(bytes(data), max_megapixels=4).pixels
    except ItemError:
        return
    assert pixels.shape[2] == 3
    assert pixels.flags.c_contiguous

import io
import struct
from datetime import datetime

import numpy as np
import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from faceapp.imaging.decode import decode
from faceapp.imaging.exif import Exif, read_exif

EXIF_DIRECTORY, DATE_TIME_ORIGINAL, ORIENTATION = 0x8769, 0x9003, 0x0112
TAKEN = datetime(2019, 5, 6, 7, 8, 9)


def exif_block(date="2019:05:06 07:08:09", orientation=6):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif.get_ifd(EXIF_DIRECTORY)[DATE_TIME_ORIGINAL] = date
    return exif


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
def test_the_date_is_found_in_every_format(form):
    image, file = Image.fromarray(np.zeros((20, 30, 3), np.uint8)), io.BytesIO()
    if form == "HEIF":
        pillow_heif.from_pillow(image).save(file, exif=exif_block().tobytes())
    else:
        image.save(file, form, exif=exif_block().tobytes())
    assert decode(file.getvalue()).facts.taken_at == TAKEN


@pytest.mark.parametrize(
    "date", ["0000:00:00 00:00:00", "2019:13:01 00:00:00", "    :  :     :  :  ", "", "yesterday"]
)
def test_a_nonsense_date_is_no_date(date):
    assert read_exif(exif_block(date).tobytes()) == Exif(orientation=6)


def block(order, *entries, offset=8):
    """An EXIF block by hand: one directory of (tag, type, count, four value bytes)."""
    mark = {"<": b"II*\0", ">": b"MM\0*"}[order]
    body = b"".join(struct.pack(order + "HHI", *entry[:3]) + entry[3] for entry in entries)
    return mark + struct.pack(order + "IH", offset, len(entries)) + body


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders_are_read_with_and_without_the_prefix(order):
    value = struct.pack(order + "HH", 8, 0)
    data = block(order, (ORIENTATION, 3, 1, value))
    assert read_exif(data) == read_exif(b"Exif\0\0" + data) == Exif(orientation=8)


def test_directories_that_point_at_themselves_or_nowhere_end():
    to_itself = block("<", (EXIF_DIRECTORY, 4, 1, struct.pack("<I", 8)))
    nowhere = block("<", (EXIF_DIRECTORY, 4, 1, b"\xff" * 4), offset=0xFFFFFFF0)
    assert read_exif(to_itself) == read_exif(nowhere) == Exif()


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"II*\0\x08\0\0\0", b"Exif\0\0MM\0*\0\0\0\x08"])
)
def test_any_bytes_are_read_without_an_error(tail, head):
    assert 1 <= read_exif(head + tail).orientation <= 8

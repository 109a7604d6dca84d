"""Faults that fuzzing found: small files that took too much memory or time, or the process itself.

Memory is measured in a child of `tests.fuzz`.
"""

import io
import os

import pytest
from PIL import Image

from faceapp.core.errors import Code, ItemError
from faceapp.imaging.decode import decode

if os.name != "posix":
    pytest.skip("memory is measured on POSIX only", allow_module_level=True)

from tests.fuzz.bombs import flat_png, flat_tiff, flat_webp
from tests.fuzz.report import Case
from tests.fuzz.samples import exif, samples, saved
from tests.fuzz.workers import Worker

SIDE = 5_000


def error_of(data, **options):
    with pytest.raises(ItemError) as caught:
        decode(data, **options)
    return caught.value


def peak_mb(name, data):
    with Worker("picture") as worker:
        verdict = worker.run(Case(name, data, name))
    assert verdict.outcome == "photo", verdict
    return verdict.peak_mb


@pytest.mark.parametrize("sample_format", [2, 3])
def test_a_32_bit_tiff_is_scaled_piece_by_piece(sample_format):
    # 25 megapixels: 100 MB in Pillow, 75 MB of result; whole, the conversion took 300 MB more
    assert peak_mb("a.tif", flat_tiff(32, sample_format, SIDE, SIDE)) < 400


def test_a_very_wide_picture_is_converted_piece_by_piece():
    # 10 megapixels in ten rows: whole, the white paper and two more copies took 160 MB more
    assert peak_mb("a.png", flat_png(999_999, 10, 6, 8)) < 260


def test_turning_a_photo_takes_one_copy():
    grey = Image.new("RGB", (SIDE, SIDE), "grey")
    assert peak_mb("a.jpg", saved(grey, "JPEG", exif=exif())) < 290


def test_extreme_floats_are_scaled_without_a_warning():
    file = io.BytesIO()
    image = Image.new("F", (4, 2), 3e38)
    image.putpixel((0, 0), -3e38)
    image.save(file, "TIFF")
    pixels = decode(file.getvalue()).pixels
    assert (pixels[0, 0, 0], pixels[1, 3, 0]) == (0, 255)


def test_formats_that_take_more_memory_have_a_lower_limit():
    webp = flat_webp(1_000, 600)
    assert error_of(webp, max_megapixels=1).code is Code.TOO_MANY_PIXELS
    assert decode(webp, max_megapixels=2).facts.width == 1_000
    cmyk = saved(Image.new("CMYK", (1_000, 800)), "JPEG")
    assert error_of(cmyk, max_megapixels=1).code is Code.TOO_MANY_PIXELS
    assert decode(cmyk, max_megapixels=2).facts.width == 1_000


@pytest.mark.parametrize("size", [(1_000_001, 1), (1, 1_000_001)])
def test_a_picture_of_one_endless_line_is_refused(size):
    error = error_of(flat_png(*size, 0, 8))
    assert (error.code, error.details["detail"]) == (Code.CORRUPT, f"{size[0]} x {size[1]}")


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_jpeg_of_very_many_scans_is_refused_before_they_are_read(mode):
    jpeg = saved(Image.new(mode, (64, 64), 90), "JPEG", progressive=True)
    last = jpeg.rindex(b"\xff\xda")
    scan = jpeg[last:-2]
    for padding in (b"", b"\xff"):  # every other marker at an odd place, or all the same
        error = error_of(jpeg[:last] + (scan + padding) * 70 + jpeg[-2:])
        assert error.details == {"reason": "broken", "detail": "too many scans"}


def test_scans_of_previews_and_of_what_lies_behind_the_picture_do_not_count():
    jpeg = saved(Image.new("L", (64, 64), 90), "JPEG", progressive=True)
    preview = b"\xff\xe7" + (2 + 200).to_bytes(2, "big") + b"\xff\xda" * 100
    assert decode(jpeg[:2] + preview + jpeg[2:] + jpeg * 20).facts == decode(jpeg).facts


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"infe\x02\0\0\x01\0\x02\0\0Exif", b"infe\x02\0\0\x01\0\x02\0\0\xff\xffif"),
        (b"infe\x02\0\0\x01\0\x02\0\0Exif\0\0", b"infe\x02\0\0\x01\0\x02\0\0mime\0\xff"),
    ],
)
def test_a_heic_item_without_a_readable_type_does_not_crash(good, bad):
    heic = samples()["still.heic"]
    assert heic.count(good) == 1
    assert error_of(heic.replace(good, bad)).code is Code.CORRUPT


def test_letters_among_the_pixels_of_a_heic_do_not_count():
    heic = samples()["still.heic"]
    film = b"infe\x02\0\0\x01\0\x02\0\0\xff\xff\xff\xff"
    box = (8 + len(film)).to_bytes(4, "big") + b"mdat" + film
    assert decode(heic + box).facts == decode(heic).facts

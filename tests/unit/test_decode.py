import io
import struct
import subprocess
import sys
import threading
import zlib

import numpy as np
import pillow_heif
import pytest
import tifffile
from PIL import Image

from faceapp.core.errors import Code, ItemError
from faceapp.imaging.decode import decode

ORIENTATION = 0x0112

# How a camera stores a picture that is to be shown upright after the turn of this orientation.
STORED = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: np.rot90(a, 1),
    7: lambda a: np.rot90(a, 2).transpose(1, 0, 2),
    8: lambda a: np.rot90(a, -1),
}


def picture(height=48, width=80):
    """A smooth picture that looks different after every turn and flip."""
    y, x = np.mgrid[0:height, 0:width]
    red, green = x * 255 // width, y * 255 // height
    return np.stack([red, green, 255 - (red + green) // 2], axis=2).astype(np.uint8)


def encoded(pixels, form, *, exif=None, **options):
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    file = io.BytesIO()
    if exif is not None:
        options["exif"] = exif.tobytes() if form != "TIFF" else exif
    if form == "HEIF":
        pillow_heif.from_pillow(image).save(file, quality=95, **options)
    else:
        image.save(file, form, **options)
    return file.getvalue()


def with_orientation(value):
    exif = Image.Exif()
    exif[ORIENTATION] = value
    return exif


def error_of(data, **options):
    with pytest.raises(ItemError) as caught:
        decode(data, **options)
    return caught.value


def assert_same(pixels, expected, tolerance=4.0):
    assert pixels.shape == expected.shape
    assert pixels.dtype == np.uint8
    assert pixels.flags.c_contiguous
    assert np.abs(pixels.astype(int) - expected).mean() <= tolerance


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF", "HEIF", "AVIF"])
def test_every_format_gives_the_picture_and_its_facts(form):
    photo = decode(encoded(picture(), form))
    assert_same(photo.pixels, picture(), tolerance=8.0)
    assert (photo.facts.format, photo.facts.width, photo.facts.height) == (form, 80, 48)
    assert photo.facts.taken_at is None


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
@pytest.mark.parametrize("orientation", STORED)
def test_orientation_is_applied_exactly_once(form, orientation):
    stored = np.ascontiguousarray(STORED[orientation](picture()))
    photo = decode(encoded(stored, form, exif=with_orientation(orientation)))
    assert_same(photo.pixels, picture())
    assert (photo.facts.width, photo.facts.height) == (80, 48)


def test_orientation_said_after_the_pixels_of_a_png_counts():
    data = encoded(np.rot90(picture(), 1), "PNG")
    body = b"eXIf" + with_orientation(6).tobytes().removeprefix(b"Exif\0\0")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    end = data.index(b"IEND") - 4
    assert_same(decode(data[:end] + chunk + data[end:]).pixels, picture(), tolerance=0)


def test_nonsense_orientation_means_upright():
    assert_same(decode(encoded(picture(), "JPEG", exif=with_orientation(77))).pixels, picture())


def grey():
    return picture()[:, :, 0]


def shown_grey():
    return np.repeat(grey()[:, :, np.newaxis], 3, axis=2)


def tiff(pixels, **options):
    file = io.BytesIO()
    tifffile.imwrite(file, pixels, **options)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lambda: encoded(grey(), "JPEG", quality=95), id="grey jpeg"),
        pytest.param(lambda: encoded(grey(), "PNG"), id="grey png"),
        pytest.param(
            lambda: encoded(Image.fromarray(grey()).convert("LA"), "PNG"), id="grey+alpha"
        ),
        pytest.param(lambda: encoded(grey().astype(np.uint16) * 257, "PNG"), id="16-bit grey png"),
        pytest.param(lambda: tiff(grey().astype(np.uint16) * 257), id="16-bit grey tiff"),
        pytest.param(lambda: tiff(shown_grey().astype(np.uint16) * 257), id="16-bit rgb tiff"),
        pytest.param(lambda: tiff(grey().astype(np.float32) / 255), id="float tiff 0..1"),
        pytest.param(lambda: tiff(grey().astype(np.float32)), id="float tiff 0..255"),
        pytest.param(lambda: tiff(grey().astype(np.int32) * 257), id="32-bit tiff"),
        pytest.param(lambda: tiff(grey().astype(np.int32) * 9999 - 999_999), id="signed tiff"),
        pytest.param(lambda: tiff(shown_grey(), bigtiff=True), id="bigtiff"),
    ],
)
def test_grey_and_deep_pictures_keep_their_brightness(data):
    assert_same(decode(data()).pixels, shown_grey(), tolerance=2.0)


def test_a_float_picture_with_holes_decodes():
    pixels = (grey() / 255).astype(np.float32)
    pixels[0, :3] = np.nan, np.inf, -np.inf
    assert_same(decode(tiff(pixels)).pixels, shown_grey(), tolerance=2.0)


def test_cmyk_jpeg_is_not_a_negative():
    photo = decode(encoded(Image.fromarray(picture()).convert("CMYK"), "JPEG", quality=95))
    assert_same(photo.pixels, picture())


def test_a_one_bit_picture_is_black_and_white():
    pixels = decode(encoded(Image.fromarray(grey() > 127), "PNG")).pixels
    assert_same(pixels, np.where(shown_grey() > 127, 255, 0), tolerance=0)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "TIFF", "GIF"])
def test_transparency_shows_white(form):
    alpha = np.full((48, 80, 1), 255, np.uint8)
    alpha[:, :40] = 0
    lossless = {"lossless": True} if form == "WEBP" else {}
    pixels = decode(encoded(np.concatenate([picture(), alpha], axis=2), form, **lossless)).pixels
    assert (pixels[:, :40] == 255).all()
    assert_same(np.ascontiguousarray(pixels[:, 40:]), picture()[:, 40:], tolerance=12.0)


def test_a_transparent_palette_colour_shows_white():
    image = Image.fromarray(picture()).quantize(16)
    data = encoded(image, "PNG", transparency=image.getpixel((0, 0)))
    assert (decode(data).pixels[0, 0] == 255).all()


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "TIFF", "AVIF"])
def test_the_first_frame_of_an_animation_counts(form):
    second = Image.new("RGB", (80, 48), "black")
    data = encoded(picture(), form, save_all=True, append_images=[second])
    assert_same(decode(data).pixels, picture(), tolerance=8.0)


def test_a_picture_higher_than_one_band_is_whole():
    pixels = picture(1100, 20)
    assert_same(decode(encoded(pixels, "PNG")).pixels, pixels, tolerance=0)


def test_a_metadata_rewrite_keeps_the_pixel_hash():
    data = encoded(picture(), "JPEG")
    exif = with_orientation(1)
    exif[0x010E] = "a caption"
    block = exif.tobytes()
    segment = b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
    assert decode(data[:2] + segment + data[2:]).facts == decode(data).facts


def test_pixel_hash_tells_shape_and_one_pixel_apart():
    square, one_off = np.zeros((4, 9, 3), np.uint8), np.zeros((4, 9, 3), np.uint8)
    one_off[3, 8, 2] = 1
    hashes = {
        decode(encoded(pixels, "PNG")).facts.pixel_hash
        for pixels in (square, square.reshape(9, 4, 3), one_off)
    }
    assert len(hashes) == 3


def bits_apart(one, other):
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_perceptual_hash_survives_resizing_and_quality_but_not_another_picture():
    rng = np.random.default_rng(3)
    first, second = (
        Image.fromarray(rng.integers(0, 256, (9, 12, 3), np.uint8)).resize((1200, 900), 3)
        for _ in range(2)
    )
    original = decode(encoded(first, "JPEG", quality=95)).facts.perceptual_hash
    small = decode(encoded(first.resize((400, 300)), "JPEG", quality=40)).facts.perceptual_hash
    other = decode(encoded(second, "JPEG")).facts.perceptual_hash
    assert len(original) == 16
    assert bits_apart(original, small) <= 6
    assert bits_apart(original, other) >= 16


def test_threads_decode_the_same_pixels():
    data = encoded(picture(600, 900), "JPEG")
    expected, seen = decode(data).facts.pixel_hash, []
    threads = [
        threading.Thread(target=lambda: seen.append(decode(data).facts.pixel_hash))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [expected] * 4


def test_empty_and_foreign_files_say_so():
    assert error_of(b"").code is Code.EMPTY_FILE
    for data in (b"hello, this is no picture", b"\0" * 5000, b"%PDF-1.7 ...", b"\xff"):
        assert error_of(data).code is Code.NOT_AN_IMAGE


def test_formats_that_nobody_asked_for_stay_shut():
    for form in ("PPM", "TGA", "ICO", "PCX"):
        assert error_of(encoded(picture(), form)).code is Code.NOT_AN_IMAGE


def test_nothing_reaches_the_terminal_and_qt_is_left_alone():
    script = """
import os, sys
from faceapp.imaging.decode import decode
from faceapp.core.errors import ItemError
import cv2
assert cv2.getNumThreads() == 1
assert not {"QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"} & set(os.environ)
for data in sys.stdin.buffer.read().split(b"--cut--"):
    try:
        decode(data)
    except ItemError:
        pass
"""
    jpeg = encoded(picture(), "JPEG", exif=with_orientation(6))
    broken_exif = jpeg.replace(b"MM\0*\0\0\0\x08", b"MM\0*\0\0\xff\xff")
    assert broken_exif != jpeg
    damaged = [broken_exif, jpeg[:-200], encoded(picture(), "PNG")[:-90], tiff(picture())[:-500]]
    result = subprocess.run(
        [sys.executable, "-W", "always", "-c", script],
        input=b"--cut--".join(damaged),
        capture_output=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, b"")

"""Small good files of every kind that the program reads, made when they are asked for."""

import io
import struct
import zlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import pillow_heif
import tifffile
from PIL import Image

from tests.fuzz.chunks import PNG
from tests.unit.test_decode_raw import dng

SIZE = (72, 56)


@cache
def samples() -> dict[str, bytes]:
    """File name -> bytes."""
    return _jpegs() | _pngs() | _webps() | _tiffs() | _others() | _photos()


def picture() -> Image.Image:
    """Smooth with some noise: compressible, and no two rows alike."""
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    noise = np.random.default_rng(1).integers(0, 40, (SIZE[1], SIZE[0], 3))
    smooth = np.stack([x * 3, y * 3, x + y], axis=2)
    return Image.fromarray((smooth % 216 + noise).astype(np.uint8))


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """One file."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def exif() -> bytes:
    """Orientation and the date of the shot."""
    block = Image.Exif()
    block[0x0112] = 6
    block.get_ifd(0x8769)[0x9003] = "2019:05:06 07:08:09"
    return block.tobytes()


def _jpegs() -> dict[str, bytes]:
    image = picture()
    return {
        "baseline.jpg": saved(image, "JPEG", quality=90, exif=exif()),
        "progressive.jpg": saved(image, "JPEG", progressive=True, exif=exif()),
        "restart.jpg": saved(image, "JPEG", restart_marker_rows=1, subsampling=0),
        "grey.jpg": saved(image.convert("L"), "JPEG"),
        "cmyk.jpg": saved(image.convert("CMYK"), "JPEG"),
        "cmyk-progressive.jpg": saved(image.convert("CMYK"), "JPEG", progressive=True),
        "two.mpo": saved(image, "MPO", save_all=True, append_images=[image.convert("L")]),
    }


def _pngs() -> dict[str, bytes]:
    image = picture()
    deep = np.asarray(image).astype(np.uint16) * 257
    return {
        "rgb.png": saved(image, "PNG", exif=exif(), dpi=(72, 72)),
        "rgba.png": saved(image.convert("RGBA"), "PNG"),
        "grey-alpha.png": saved(image.convert("LA"), "PNG"),
        "palette.png": saved(image.quantize(16), "PNG", transparency=3),
        "one-bit.png": saved(image.convert("1"), "PNG"),
        "deep-grey.png": saved(Image.fromarray(deep[:, :, 0]), "PNG"),
        "deep-rgb.png": cv2.imencode(".png", deep)[1].tobytes(),
        "interlaced.png": interlaced(np.asarray(image)),
        "animated.png": saved(image, "PNG", save_all=True, append_images=[image.rotate(90)]),
    }


def interlaced(pixels: np.ndarray) -> bytes:
    """An RGB PNG in the seven passes of Adam7, which no library here writes."""
    starts = ((0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2))
    rows = b""
    for top, left, down, right in (*starts, (1, 0, 2, 1)):
        for row in pixels[top::down, left::right]:
            rows += b"\0" + row.tobytes()
    height, width = pixels.shape[:2]
    return png(struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 1), zlib.compress(rows))


def png(header: bytes, body: bytes, *more: tuple[bytes, bytes]) -> bytes:
    """A PNG of its header, its packed pixels and further chunks before those."""
    chunks = ((b"IHDR", header), *more, (b"IDAT", body), (b"IEND", b""))
    return PNG + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _webps() -> dict[str, bytes]:
    image = picture()
    clear = image.convert("RGBA")
    clear.putalpha(image.convert("L"))
    return {
        "lossy.webp": saved(image, "WEBP", exif=exif()),
        "lossless.webp": saved(image, "WEBP", lossless=True),
        "clear.webp": saved(clear, "WEBP"),
        "animated.webp": saved(image, "WEBP", save_all=True, append_images=[image.rotate(90)]),
    }


def _tiffs() -> dict[str, bytes]:
    image = picture()
    pixels = np.asarray(image)
    kinds = ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg")
    files = {f"{kind}.tif": saved(image, "TIFF", compression=kind) for kind in kinds}
    return files | {
        "fax.tif": saved(image.convert("1"), "TIFF", compression="group4"),
        "cmyk.tif": saved(image.convert("CMYK"), "TIFF"),
        "pages.tif": saved(image, "TIFF", save_all=True, append_images=[image.rotate(90)]),
        "big.tif": _tiff(pixels, bigtiff=True),
        "tiled.tif": _tiff(np.pad(pixels, ((0, 8), (0, 56), (0, 0))), tile=(64, 64)),
        "float.tif": _tiff(pixels[:, :, 0].astype(np.float32)),
        "deep.tif": _tiff(pixels.astype(np.uint16) * 257, byteorder=">"),
        "planes.tif": _tiff(pixels.transpose(2, 0, 1), photometric="rgb"),
    }


def _tiff(pixels: np.ndarray, **options: object) -> bytes:
    file = io.BytesIO()
    tifffile.imwrite(file, pixels, **options)
    return file.getvalue()


def _others() -> dict[str, bytes]:
    image = picture()
    frames = {"save_all": True, "append_images": [image.rotate(90)]}
    return {
        "rgb.bmp": saved(image, "BMP"),
        "palette.bmp": saved(image.quantize(16), "BMP"),
        "still.gif": saved(image, "GIF"),
        "animated.gif": saved(image.quantize(16), "GIF", transparency=1, **frames),
        "still.heic": _heif(image, exif=exif()),
        "clear.heic": _heif(image.convert("RGBA")),
        "still.avif": saved(image, "AVIF", exif=exif(), speed=10),
        "animated.avif": saved(image, "AVIF", speed=10, **frames),
        "camera.dng": dng(),
        "camera-as.tif": dng(orientation=6),
    }


def _heif(image: Image.Image, **options: object) -> bytes:
    file = io.BytesIO()
    pillow_heif.from_pillow(image).save(file, **options)
    return file.getvalue()


def _photos() -> dict[str, bytes]:
    """Real ones, from inside the insightface package: the two smallest."""
    package = find_spec("insightface")
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent / "data/images"
    return {
        name: (folder / name).read_bytes() for name in ("mask_green.jpg", "Tom_Hanks_54745.png")
    }

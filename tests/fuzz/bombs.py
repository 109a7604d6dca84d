"""Pictures made by hand to exhaust, confuse or mislead: all small on disk."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from tests.fuzz.report import Case, Report
from tests.fuzz.samples import exif, picture, png, saved

# The largest picture that is decoded at all: what is worst for memory is just below the limit.
WIDE, HIGH = 10_000, 9_999
_PNG_KINDS = {"grey": (0, 8), "rgb": (2, 8), "palette": (3, 8), "rgba": (6, 8), "deep": (6, 16)}


def bombs(*, heavy: bool) -> Iterator[Case]:
    """All of them; `heavy` with those that take seconds to make or to read."""
    yield from _plain(long_ones())
    yield from _plain(polyglots())
    yield from _plain(odd_exif())
    yield from _plain(many_parts())
    yield from _plain(refused())
    if heavy:
        yield from _plain(large_pngs())
        yield from _plain(large_others())
        yield from _plain(large_photos())


def _plain(files: Iterator[tuple[str, bytes]]) -> Iterator[Case]:
    for name, data in files:
        yield Case(name, data, f"bomb {name} of {len(data)} bytes")


def refused() -> Iterator[tuple[str, bytes]]:
    """Those whose size alone says no."""
    yield "refused.png", flat_png(14_000, 14_000, 0, 1)
    yield "row.png", flat_png(99_999_999, 1, 0, 1)
    yield "column.png", flat_png(1, 2_000_000, 0, 8)
    yield "flat.webp", flat_webp(16_383, 6_100)
    yield "claim.gif", b"GIF89a" + struct.pack("<HHBBB", 10_000, 9_999, 0xF0, 0, 0) + bytes(6)


def large_pngs() -> Iterator[tuple[str, bytes]]:
    """99 megapixels of zeros."""
    for name, (colour, bits) in _PNG_KINDS.items():
        for interlace in (0, 1):
            data = flat_png(WIDE, HIGH, colour, bits, interlace)
            yield f"{name}{'-interlaced' * interlace}.png", data


def flat_png(width: int, height: int, colour: int, bits: int, interlace: int = 0) -> bytes:
    """A valid PNG of zeros; interlaced, its rows are the same number of bytes or a few more."""
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlace)
    channels = {0: 1, 2: 3, 3: 1, 6: 4}[colour]
    row = bytes(1 + (width * channels * bits + 7) // 8)
    packer = zlib.compressobj(1)
    body = b"".join(packer.compress(row) for _ in range(height + height // 4 * interlace))
    palette = [(b"PLTE", bytes(range(256)) * 3)] if colour == 3 else []
    return png(header, body + packer.flush(), *palette)


def large_others() -> Iterator[tuple[str, bytes]]:
    """As many as are allowed, in a few bytes of WEBP, BMP and TIFF."""
    yield "half.webp", flat_webp(16_383, 3_050)
    yield "flat.bmp", flat_bmp()
    for name, bits, sample_format in (("float", 32, 3), ("signed", 32, 2), ("grey", 8, 1)):
        yield f"{name}.tif", flat_tiff(bits, sample_format)


def flat_webp(width: int, height: int) -> bytes:
    """VP8L with codes of a single symbol: no pixel takes a bit."""
    bits = [(0x2F, 8), (width - 1, 14), (height - 1, 14), (1, 1), (0, 3), (0, 3)]
    bits += [(1, 4)] * 5
    value = shift = 0
    for number, length in bits:
        value |= number << shift
        shift += length
    body = value.to_bytes(shift // 8 + 8, "little")
    body += bytes(len(body) % 2)
    chunk = b"WEBPVP8L" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(chunk)) + chunk


def flat_bmp() -> bytes:
    """Run-length coded: every row is forty runs."""
    row = b"\xff\x01" * (WIDE // 255) + bytes((WIDE % 255, 1)) + b"\0\0"
    body = row * HIGH + b"\0\1"
    info = struct.pack("<IiiHHIIiiII", 40, WIDE, HIGH, 1, 8, 1, len(body), 0, 0, 256, 0)
    start = 14 + len(info) + 1024
    return b"BM" + struct.pack("<IHHI", start + len(body), 0, 0, start) + info + bytes(1024) + body


def flat_tiff(bits: int, sample_format: int, width: int = WIDE, height: int = HIGH) -> bytes:
    """One deflated strip of zeros."""
    packer = zlib.compressobj(1)
    row = bytes(width * bits // 8)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    entries = [
        (256, 4, width), (257, 4, height), (258, 3, bits), (259, 3, 8), (262, 3, 1),
        (273, 4, 8), (277, 3, 1), (278, 4, height), (279, 4, len(body)), (339, 3, sample_format),
    ]  # fmt: skip
    directory = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    at = 8 + len(body)
    return b"II*\0" + struct.pack("<I", at) + body + struct.pack("<H", 10) + directory + bytes(4)


def large_photos() -> Iterator[tuple[str, bytes]]:
    """99 megapixels of the formats that only an encoder writes, lying on their side."""
    turned = exif()
    grey = Image.new("L", (WIDE, HIGH), 90)
    yield "progressive.jpg", saved(grey.convert("RGB"), "JPEG", progressive=True, exif=turned)
    yield "full.jpg", saved(grey.convert("RGB"), "JPEG", progressive=True, subsampling=0)
    yield "rgb.jpg", saved(grey.convert("RGB"), "JPEG", exif=turned)
    cmyk = Image.new("CMYK", (WIDE, 4_999), (9, 90, 90, 9))
    yield "cmyk.jpg", saved(cmyk, "JPEG", exif=turned)
    yield "cmyk-progressive.jpg", saved(cmyk, "JPEG", exif=turned, progressive=True)
    yield "flat.gif", saved(grey, "GIF")
    yield "flat.avif", saved(grey, "AVIF", speed=10, exif=turned)


def long_ones() -> Iterator[tuple[str, bytes]]:
    """One pixel by 65,535: every later step scales such a picture."""
    for size in ((1, 65_535), (65_535, 1), (1, 1), (2, 65_500), (65_500, 2), (3, 60_001)):
        image = Image.new("RGB", size, (10, 200, 30))
        for form in ("PNG", "BMP", "TIFF", "GIF", "JPEG", "WEBP"):
            largest = {"JPEG": 65_500, "WEBP": 16_383}.get(form, 65_535)
            name = f"{size[0]}x{size[1]}.{form.lower()}"
            yield name, saved(image.crop((0, 0, *np.minimum(size, largest).tolist())), form)


def polyglots() -> Iterator[tuple[str, bytes]]:
    """Files that are two things at once."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.jpg", saved(picture(), "JPEG"))
    jpeg, gif = saved(picture(), "JPEG"), saved(picture(), "GIF")
    yield "zip-behind.jpg", jpeg + archive.getvalue()
    yield "jpeg-behind.jpg", archive.getvalue() + jpeg
    yield "html.gif", gif[:6] + b"/*" + gif[8:] + b"*/=1;<script>alert(1)</script>"
    yield "pdf.jpg", jpeg[:2] + b"\xff\xfe\0\x20%PDF-1.4\n1 0 obj<</Length 9>>\n" + jpeg[2:]
    yield "pdf-first.jpg", b"%PDF-1.4\n" + jpeg
    for name in ("a.heic", "a.dng", "a.png", "a", "a.jpg.exe", "\ud800.jpg"):
        yield name, jpeg
    yield "empty.jpg", b""
    yield "script.jpg", b"#!/bin/sh\n" + jpeg


def odd_exif() -> Iterator[tuple[str, bytes]]:
    """Directories that lead to themselves, counts beyond the file, orientations that are none."""
    for order in "<>":
        for number, entries in enumerate(_odd_entries(order)):
            mark = b"II*\0" if order == "<" else b"MM\0*"
            block = mark + struct.pack(order + "IH", 8, len(entries)) + b"".join(entries)
            block += struct.pack(order + "I", 8)  # the next directory is this one
            yield f"exif-{number}.tif", block
            for form in ("JPEG", "PNG", "WEBP"):
                name = f"exif-{number}.{form.lower()}"
                yield name, saved(picture(), form, exif=b"Exif\0\0" + block)


def _odd_entries(order: str) -> list[list[bytes]]:
    def entry(tag: int, kind: int, count: int, value: int) -> bytes:
        return struct.pack(order + "HHII", tag, kind, count, value)

    pointers = [entry(tag, 4, 1, 8) for tag in (0x8769, 0x8825, 0xA005, 0x014A)]
    absurd = [entry(tag, 4, 0xFFFFFFFF, 8) for tag in (256, 257, 273, 279, 0x0112, 0x9003)]
    nonsense = [entry(0x0112, kind, 1, 0xFFFF_FFFF) for kind in range(16)]
    return [pointers, absurd, nonsense, pointers * 1300, [entry(0x0112, 3, 0, 9)], []]


def many_parts() -> Iterator[tuple[str, bytes]]:
    """A small picture with very many small parts, or a part that swells."""
    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    body, swollen = zlib.compress(bytes(72)), zlib.compress(bytes(50_000_000))
    yield "profile.png", png(header, body, (b"iCCP", b"x\0\0" + swollen))
    yield "text.png", png(header, body, (b"zTXt", b"x\0\0" + swollen))
    yield "texts.png", png(header, body, *[(b"tEXt", b"x\0y")] * 100_000)
    jpeg = saved(picture(), "JPEG")
    yield "segments.jpg", jpeg[:2] + (b"\xff\xfe\0\x03x") * 300_000 + jpeg[2:]
    gif = saved(picture(), "GIF", save_all=True, append_images=[picture().rotate(90)])
    yield "frames.gif", gif[:-1] + gif[-3000:-1] * 500 + b";"
    yield "scans.jpg", many_scans()


def many_scans() -> bytes:
    """A progressive JPEG that goes over its 24 megapixels again and again, some bytes each time."""
    jpeg = saved(Image.new("L", (6000, 4000), 90), "JPEG", progressive=True)
    last = jpeg.rindex(b"\xff\xda")
    return jpeg[:last] + jpeg[last:-2] * 600 + jpeg[-2:]


def fuzz_bombs(trials: int, seed: int, keep: Path | None = None, first: int = 0) -> Report:
    """All bombs once, whatever the seed: the light ones if `trials` is small."""
    from tests.fuzz.images import tried  # noqa: PLC0415

    return tried("bombs", bombs(heavy=trials > 1), keep)

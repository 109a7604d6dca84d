"""Sidecars, pictures with packets, people packs and data.txt, made to hurt and mutated."""

import io
import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import PIL.Image
import PIL.PngImagePlugin

from faceapp.core.regions import Region
from faceapp.imaging.xmp_regions import with_regions
from tests.fuzz.mutate import mutated
from tests.fuzz.report import Case, Report
from tests.fuzz.workers import Worker

ACCEPTED = frozenset(("read", "refused", "UserError", "ItemError"))
_LAUGHS = '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)


def fuzz_exchanged(trials: int, seed: int, keep: Path | None = None, first: int = 0) -> Report:
    """All those made by hand, then as many mutated ones."""
    report, files = Report("exchanged", ACCEPTED, keep), _samples()
    with Worker("exchanged") as worker:
        for name, data in (*files.items(), *_by_hand()):
            case = Case(name, data, f"{name} {data[:20]!r} of {len(data)} bytes")
            report.add(case, worker.run(case))
        for number in range(first, first + trials):
            case = mutated(files, seed, number)
            report.add(case, worker.run(case))
    return report


def _samples() -> dict[str, bytes]:
    regions = [Region("Анна", 0.3, 0.4, 0.1, 0.2), Region("Bob & <Co>", 0.7, 0.4, 0.1, 0.2)]
    sidecar = with_regions(None, regions, 300, 200)
    embedding = b64encode(np.array([0.6, 0.8], "<f2").tobytes()).decode()
    person = {
        "name": "Анна", "caption": "x", "description": "", "hidden": False, "cover": None,
        "faces": [{"engine": 0, "quality": 0.5, "embedding": embedding}],
    }  # fmt: skip
    pack = {
        "format": "faceapp-people", "version": 1,
        "engines": [{"identity": "a", "name": "b", "dimension": 2}], "people": [person] * 3,
    }  # fmt: skip
    return {
        "a.xmp": sidecar,
        "wide.xmp": sidecar.decode().encode("utf-16"),
        "a.jpg": _picture("JPEG", sidecar),
        "a.png": _png(sidecar),
        "a.webp": _picture("WEBP", sidecar),
        "a.tif": _picture("TIFF", sidecar),
        "a.json": json.dumps(pack).encode(),
        "data.txt": "Бабушка\nЖивёт\n../x.jpg\n/etc/passwd\n".encode("cp1251"),
    }


def _picture(form: str, packet: bytes) -> bytes:
    out = io.BytesIO()
    told = {"tiffinfo": {700: packet}} if form == "TIFF" else {"xmp": packet}
    PIL.Image.new("RGB", (30, 20)).save(out, form, **told)
    return out.getvalue()


def _png(packet: bytes) -> bytes:
    out, info = io.BytesIO(), PIL.PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", packet.decode(), zip=True)
    PIL.Image.new("RGB", (30, 20)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def _by_hand() -> Iterator[tuple[str, bytes]]:
    yield "a.xmp", f"<!DOCTYPE x [{_LAUGHS}]><x>&a9;</x>".encode()
    yield "a.xmp", b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    yield "a.xmp", b"<a>" * 1_000_000
    yield "a.xmp", b"<a>" + b"<b/>" * 4_000_000 + b"</a>"
    yield "a.xmp", b"<a " + b" ".join(b'a%d="x"' % n for n in range(200_000)) + b"/>"
    yield "a.xmp", b"<a>" + b"x" * 15_000_000 + b"</a>"
    yield "a.xmp", b"<" + b"a" * 15_000_000
    yield "a.xmp", _crowd(20_000)
    yield "a.xmp", b"<a b='" + b'"' * 5_000_000
    yield "a.json", b"[" * 1_000_000
    yield "a.json", b'{"format": "faceapp-people", "version": 1, "people": [' + b"{}," * 100_000
    yield "a.json", b'{"format": "faceapp-people", "version": ' + b"9" * 5_000 + b"}"
    yield "a.json", b'{"a": "' + b"x" * 20_000_000 + b'"}'
    yield "data.txt", bytes(60_000)
    yield "data.txt", b"\xff\xfe" + b"\x00\xd8" * 30_000
    yield "data.txt", b"\n" * 64_000
    yield "a.jpg", b"\xff\xd8" + b"\xff" * 5_000_000
    yield "a.jpg", b"\xff\xd8" + b"\xff\xe0\x00\x02" * 1_000_000
    yield "a.jpg", b"\xff\xd8\xff\xe0\x00\x00" * 100
    yield "a.png", b"\x89PNG\r\n\x1a\n" + bytes(5_000_000)
    yield "a.webp", b"RIFF\xff\xff\xff\xffWEBP" + bytes(5_000_000)
    yield "a.tif", b"II*\x00\x08\x00\x00\x00\xff\xff" + b"\xbc\x02\x07\x00\xff\xff\xff\x00" * 90_000


def _crowd(count: int) -> bytes:
    """So many regions, each in a place of its own."""
    sides = 1 / 400
    regions = [
        Region(f"n{at}", (at % 200 + 0.5) * 2 * sides, (at // 200 + 0.5) * sides, sides, sides)
        for at in range(count)
    ]
    return with_regions(None, regions, 300, 200)

"""Zips made to write elsewhere, to swell or to confuse, and mutated ones, read in a child."""

import io
import random
import stat
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.mutate import mutated
from tests.fuzz.report import Case, Report
from tests.fuzz.workers import Worker

ACCEPTED = frozenset(("photos", "entries_refused", "UserError", "ItemError"))
CONTENT = bytes(range(256)) * 8
LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_WICKED_NAMES = (
    "../evil.jpg", "a/../../evil.jpg", "/etc/evil.jpg", "C:/evil.jpg", "C:evil.jpg", "..\\evil.jpg",
    "\\\\host\\share\\evil.jpg", "a\0b.jpg", "CON.jpg", "a//b.jpg", "./a.jpg", "~/evil.jpg",
    "a\nb.jpg", "\u202egpj.exe.jpg", "x" * 60_000 + ".jpg", "a/" * 30_000 + "b.jpg", "...jpg",
)  # fmt: skip
_MODES = (stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFDIR)


def archives(*, heavy: bool) -> Iterator[Case]:
    """Those made by hand."""
    files = {f"name-{number}": zipped((name, CONTENT)) for number, name in enumerate(_WICKED_NAMES)}
    files |= {f"mode-{mode:o}": zipped((_special(mode), b"/etc/passwd")) for mode in _MODES}
    files |= {
        "double": zipped(("a.jpg", b"one"), ("a.jpg", b"two")),
        "nested": zipped(("a.zip", zipped(("b.jpg", CONTENT))), ("c.jpg", zipped())),
        "many": zipped(*((f"{number}.jpg", b"") for number in range(20_000))),
        "crowd": crowd(800_000 if heavy else 150_000),
        "same-data": overlapping(2_000),
        "deflate-bomb": zipped(("a.bmp", bytes(90_000_000))),
        "trailer": zipped(("a.jpg", CONTENT)) + b"x" * 70_000,
        "in-front": b"x" * 70_000 + zipped(("a.jpg", CONTENT)),
        "empty": zipped(),
        "nothing": b"",
        "only-the-end": END + bytes(18),
    }
    files |= {f"field-{name}": data for name, data in _lying()}
    for name, data in files.items():
        yield Case("a.zip", data, f"archive {name} of {len(data)} bytes")


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = 8) -> bytes:
    """A zip of (name, content)."""
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", method) as archive:
        warnings.simplefilter("ignore")  # about duplicates
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def _special(mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("special.jpg")
    info.external_attr = (mode | 0o777) << 16
    return info


def _lying() -> Iterator[tuple[str, bytes]]:
    """Each field of the directory and of the end with values that are not true."""
    data = zipped(("a.jpg", CONTENT), ("b.jpg", CONTENT[::-1]))
    for signature, fields in ((CENTRAL, _CENTRAL_FIELDS), (LOCAL, _LOCAL_FIELDS), (END, _END)):
        start = data.index(signature)
        for at, width in fields:
            for value in (
                0,
                1,
                9,
                0x63,
                0x7FFF,
                0xFFFE,
                0xFFFF,
                0x7FFFFFFF,
                0xFFFFFFFE,
                0xFFFFFFFF,
            ):
                changed = bytearray(data)
                place = slice(start + at, start + at + width)
                changed[place] = (value % (1 << 8 * width)).to_bytes(width, "little")
                yield f"{signature[2:].hex()}+{at}={value:x}", bytes(changed)
    for values in (
        (2**64 - 1,) * 3,
        (2**63, 2**63, 0),
        (0, 0, 2**63),
        (0, 0, 2**62),
        (2**40, 9, 9),
    ):
        yield f"zip64-{values}", zip64(*values)


# (offset, width) of flags, method, date, checksum, sizes, lengths, attributes, header offset.
_CENTRAL_FIELDS = (
    (4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2),
    (34, 2), (38, 4), (42, 4),
)  # fmt: skip
_LOCAL_FIELDS = ((0, 4), (6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2))
_END = ((4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2))


def zip64(size: int, packed: int, header_offset: int) -> bytes:
    """One stored entry whose directory says 64-bit sizes and place."""
    name, body = b"a.jpg", CONTENT
    extra = struct.pack("<HHQQQ", 1, 24, size, packed, header_offset)
    local = LOCAL + struct.pack("<HHHHHIIIHH", 45, 0, 0, 0, 33, zlib.crc32(body), 9, 9, 5, 0) + name
    lengths = (len(name), len(extra), 0, 0, 0, 0)
    central = CENTRAL + struct.pack(
        "<HHHHHHIIIHHHHHII", 45, 45, 0, 0, 0, 33, zlib.crc32(body), *(0xFFFFFFFF,) * 2, *lengths,
        0xFFFFFFFF,
    )  # fmt: skip
    central += name + extra
    start = len(local) + len(body)
    return (
        local + body + central + END + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), start, 0)
    )


def crowd(entries: int) -> bytes:
    """As many of the shortest entries as fit the largest directory that is read."""
    central = CENTRAL + struct.pack(
        "<HHHHHHIIIHHHHHII", 20, 20, 0, 0, 0, 33, *(0,) * 3, 1, *(0,) * 6
    )
    directory = (central + b"a") * entries
    count = entries % 65_536
    return directory + END + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), 0, 0)


def overlapping(entries: int) -> bytes:
    """All entries share one piece of data."""
    one = zipped(("00000.jpg", bytes(1_000_000)))
    start, end = one.index(CENTRAL), one.index(END)
    central = b"".join(
        one[start:end].replace(b"00000", f"{number:05}".encode()) for number in range(entries)
    )
    return one[:start] + central + END + struct.pack(
        "<HHHHIIH", 0, 0, entries, entries, len(central), start, 0
    )  # fmt: skip


def _samples() -> dict[str, bytes]:
    rng = random.Random(1)
    noise = rng.randbytes(3000)
    return {
        "deflated.zip": zipped(("a.jpg", CONTENT), ("Отпуск/b.png", noise), ("c.txt", b"no")),
        "stored.zip": zipped(("a.jpg", CONTENT), ("sub/b.jpg", noise), method=0),
        "wide.zip": zip64(len(CONTENT), len(CONTENT), 0),
        "long.zip": zipped(*((f"{number}.jpg", noise[:40]) for number in range(60))),
    }


def fuzz_archives(trials: int, seed: int, keep: Path | None = None, first: int = 0) -> Report:
    """All those made by hand, then as many mutated ones."""
    report, files = Report("archives", ACCEPTED, keep), _samples()
    with Worker("archive") as worker:
        for case in archives(heavy=trials > 1000):
            report.add(case, worker.run(case))
        for number in range(first, first + trials):
            case = mutated(files, seed, number)
            report.add(case, worker.run(case))
    return report

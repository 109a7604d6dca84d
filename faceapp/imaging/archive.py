"""Zip files from strangers: read in place and within limits; nothing is ever unpacked to disk."""

import calendar
import io
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.imaging.formats import is_hidden_name, is_photo_name

# Deflate reaches 1032; photos pass 100 only where they are of one colour, and are small then.
_MAX_RATIO, _RATIO_MATTERS_FROM_BYTES = 100, 100_000_000
# zipfile reads the directory in one piece and makes objects of it before anyone can count them.
_DIRECTORY_BYTES_PER_ENTRY = 400
_ENTRY = b"PK\x01\x02"
_LOCAL_HEADER = struct.Struct("<26xHH")
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_CHUNK_BYTES = 1 << 20
_IN_ZIP = re.compile(r"(.*?\.zip)!/", re.IGNORECASE | re.DOTALL)
_DOS = 0  # whoever wrote the entry, if that was Windows
_DRIVE = re.compile("[A-Za-z]:")
# Code page 866 of Russian Windows, taken for 437: small letters are Greek and mathematics there,
# capitals a run of accents. Western names have an accent now and then, and sharp s (0xE1).
_CYRILLIC = re.compile(rb"[\xa8-\xaf\xe0\xe2-\xef]|[\x80-\xaf\xe0-\xef]{3}")
_DAMAGE = (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error)


@dataclass(frozen=True)
class ArchiveLimits:
    """What an archive may hold; `entry_bytes` is for one unpacked photo, as it lies in memory."""

    entries: int
    total_bytes: int
    entry_bytes: int


@dataclass(frozen=True)
class ArchiveEntry:
    """One file of an archive; `refusal` says why it must not be read, None if it may."""

    name: str
    size: int
    mtime_ns: int
    refusal: str | None
    info: zipfile.ZipInfo


def archive_of(locator: str) -> str | None:
    """The zip that holds what lies at `path/of/archive.zip!/name/inside`; None in no zip."""
    match = _IN_ZIP.match(locator)
    return match and match[1]


def is_photo_entry(name: str) -> bool:
    """Whether an entry of that name counts as a photo."""
    return is_photo_name(name) and not any(map(is_hidden_name, name.split("/")))


def list_entries(
    path: Path, limits: ArchiveLimits, is_wanted: Callable[[str], bool] = is_photo_entry
) -> list[ArchiveEntry]:
    """All wanted files of the zip at `path`, in its own order. Raises UserError or OSError."""
    try:
        with _BoundedFile(path, limits) as file, zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            file_bytes = file.seek(0, io.SEEK_END)
    except _DAMAGE as error:
        raise _refused(path, "broken") from error
    names = _names(infos)
    seen = Counter(names)
    entries = [
        ArchiveEntry(name, info.file_size, _time_ns(info), _refusal(name, info, seen), info)
        for name, info in zip(names, infos, strict=True)
        if is_wanted(name)
    ]
    if len(infos) > limits.entries:
        raise _refused(path, "too_many_entries")
    if sum(entry.size for entry in entries) > limits.total_bytes:
        raise _refused(path, "too_many_bytes")
    if sum(info.compress_size for info in infos) > file_bytes:
        raise _refused(path, "overlap")
    return entries


def read_entry(file: BinaryIO, entry: ArchiveEntry, limits: ArchiveLimits) -> bytes:
    """The bytes of `entry` of the open archive `file`, checked. Raises ItemError or OSError."""
    return b"".join(unpack(file, entry, limits))


def unpack(file: BinaryIO, entry: ArchiveEntry, limits: ArchiveLimits) -> Iterator[bytes]:
    """The same piece by piece; what is wrong with the whole is told at the end."""
    if entry.refusal:
        raise ItemError(Code.ARCHIVE_ENTRY_REFUSED, reason=entry.refusal)
    largest = max(entry.size, entry.info.compress_size)
    if largest > limits.entry_bytes:
        limit_mb = limits.entry_bytes // 1_000_000
        raise ItemError(Code.FILE_TOO_LARGE, megabytes=largest // 1_000_000, limit_mb=limit_mb)
    length = checksum = 0
    try:
        for piece in _unpacked(file, entry.info):
            length, checksum = length + len(piece), zlib.crc32(piece, checksum)
            yield piece
    except (struct.error, zlib.error, ValueError, OverflowError) as error:  # a place beyond 2**63
        raise ItemError(Code.CORRUPT, reason="broken", detail=str(error)) from error
    if length != entry.size or checksum != entry.info.CRC:
        raise ItemError(Code.CORRUPT, reason="broken", detail="checksum")


class _BoundedFile(io.FileIO):
    """Refuses the one large read of zipfile, that of the directory, before objects come of it."""

    def __init__(self, path: Path, limits: ArchiveLimits) -> None:
        super().__init__(path)
        self._path = path
        self._entries = limits.entries

    def read(self, size: int | None = -1, /) -> bytes:
        if size and size > self._entries * _DIRECTORY_BYTES_PER_ENTRY:
            raise _refused(self._path, "too_many_entries")
        content = super().read(size) or b""
        if content.count(_ENTRY) > self._entries:
            raise _refused(self._path, "too_many_entries")
        return content


def _refused(path: Path, reason: str) -> UserError:
    return UserError(Code.ARCHIVE_REFUSED, path=str(path), reason=reason)


def _refusal(name: str, info: zipfile.ZipInfo, seen: Counter[str]) -> str | None:
    """Why an entry must not be read; nothing is unpacked, so a bad name alone could do no harm."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    is_bomb = info.file_size > max(_RATIO_MATTERS_FROM_BYTES, _MAX_RATIO * info.compress_size)
    verdicts = {
        "encrypted": bool(info.flag_bits & _ENCRYPTED),
        "link": kind not in (0, stat.S_IFREG),
        "traversal": _is_unsafe(name),
        "duplicate": seen[name] > 1,
        "method": info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED),
        "ratio": is_bomb,
    }
    return next((reason for reason, applies in verdicts.items() if applies), None)


def _is_unsafe(name: str) -> bool:
    rooted = name.startswith("/") or _DRIVE.match(name)
    return bool(rooted) or "\\" in name or "\0" in name or ".." in name.split("/")


def _names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Entry names as their author saw them.

    Unless a flag says UTF-8, a name is in some code page that the archive does not tell. zipfile
    reads it as 437; we prefer what is valid UTF-8, then 866 if the archive looks Cyrillic. Some
    programs of Windows divide folders as it does.
    """
    raw = [_raw_name(info) for info in infos]
    is_cyrillic = any(isinstance(name, bytes) and _CYRILLIC.search(name) for name in raw)
    code_page = "cp866" if is_cyrillic else "cp437"
    names = [name if isinstance(name, str) else name.decode(code_page) for name in raw]
    return [
        name.replace("\\", "/") if info.create_system == _DOS else name
        for name, info in zip(names, infos, strict=True)
    ]


def _raw_name(info: zipfile.ZipInfo) -> str | bytes:
    if info.flag_bits & _UTF8_NAME:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw


def _time_ns(info: zipfile.ZipInfo) -> int:
    """Its time, taken for UTC; the part below a second, which zip lacks, tells contents apart."""
    try:
        seconds = calendar.timegm(info.date_time)
    except ValueError:  # month 0 of a file without a time
        seconds = 0
    return seconds * 1_000_000_000 + info.CRC % 1_000_000_000


def _unpacked(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """At most one byte more than the directory promises."""
    file.seek(max(0, info.header_offset))
    name_bytes, extra_bytes = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    file.seek(name_bytes + extra_bytes, io.SEEK_CUR)
    packed = _packed(file, info.compress_size)
    if info.compress_type == zipfile.ZIP_STORED:
        yield from packed
        return
    inflate, left = zlib.decompressobj(-zlib.MAX_WBITS), info.file_size + 1
    for piece in packed:
        while left and (unpacked := inflate.decompress(piece, min(left, _CHUNK_BYTES))):
            left -= len(unpacked)
            yield unpacked
            piece = inflate.unconsumed_tail  # noqa: PLW2901


def _packed(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0 and (piece := file.read(min(size, _CHUNK_BYTES))):
        size -= len(piece)
        yield piece

"""The beginning of a file that is still being fetched."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from faceapp.core.errors import Code, FatalError
from faceapp.net.answers import BrokenError
from faceapp.paths import unwritable

_SPARE_BYTES = 64_000_000  # a disk filled to the last byte stops other programs


def bytes_of(part: Path, size: int | None) -> int:
    """How many bytes are there; a part longer than the file can be is thrown away."""
    try:
        have = part.stat().st_size
    except FileNotFoundError:
        return 0
    if size is not None and have > size:
        part.unlink()
        return 0
    return have


def settle(part: Path, have: int, total: int | None) -> None:
    """After "no such range": the part is whole, or else it is begun anew. Raises BrokenError."""
    if have != total:
        part.unlink(missing_ok=True)
        raise BrokenError("broken_off")


def require_space(part: Path, more_bytes: int) -> None:
    """Raise FatalError if the disk cannot take so many bytes more."""
    if more_bytes > 0 and shutil.disk_usage(part.parent).free < more_bytes + _SPARE_BYTES:
        raise FatalError(Code.DISK_FULL, path=str(part.parent))


def append(part: Path, begin: int, content: Iterable[bytes]) -> Iterator[int]:
    """Write behind the first `begin` bytes; yields the size so far. Raises UserError, FatalError.

    What the content raises passes through, and what came before it is kept.
    """
    done = begin
    try:
        part.touch(mode=0o600)
        with part.open("ab" if begin else "wb") as file:
            for chunk in content:
                file.write(chunk)
                done += len(chunk)
                yield done
    except OSError as error:
        raise unwritable(part, error) from error

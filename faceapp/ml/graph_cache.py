"""Graphs made here once and kept in a cache, whose bytes are checked whenever they are used."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from faceapp.paths import make_private_folder, unwritable


def cached_graph(path: Path, make: Callable[[], bytes]) -> Path:
    """`path`, made anew unless it is whole. Raises what `make` raises, UserError, FatalError."""
    if not is_whole(path):
        content = make()
        make_private_folder(path.parent)
        try:
            _replace(path, content)
            _replace(_checksum(path), hashlib.sha256(content).hexdigest().encode())
        except OSError as error:
            raise unwritable(path, error) from error
    return path


def is_whole(path: Path) -> bool:
    """Whether the file holds every byte that was written."""
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        return _checksum(path).read_bytes() == found.encode()
    except OSError:
        return False


def _checksum(path: Path) -> Path:
    return path.with_suffix(".sha256")


def _replace(path: Path, content: bytes) -> None:
    """Write to a file beside it first, so that nobody ever meets half a file."""
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)

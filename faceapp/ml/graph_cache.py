"""Graphs made here once and kept in a cache, whose bytes are checked whenever they are used."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from faceapp.paths import make_private_folder, replace_file


def cached_graph(path: Path, make: Callable[[], bytes]) -> Path:
    """`path`, made anew unless it is whole. Raises what `make` raises, UserError, FatalError."""
    if not is_whole(path):
        content = make()
        make_private_folder(path.parent)
        replace_file(path, content)
        replace_file(_checksum(path), hashlib.sha256(content).hexdigest().encode())
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

"""Small files of strangers: ordinary ones, no links, and none that is too large to be meant."""

import os
import stat
from pathlib import Path

from faceapp.core.errors import Code, ItemError


def read_small(path: Path, most_bytes: int) -> bytes | None:
    """The whole file; None if there is none. Raises ItemError."""
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            raise ItemError(Code.UNREADABLE, reason="link")
        if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for
            raise ItemError(Code.UNREADABLE, reason="not_a_file")
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ItemError(Code.UNREADABLE, reason=error.strerror or "") from error
    if len(content) > most_bytes:
        raise ItemError(Code.UNREADABLE, reason="too_large")
    return content

"""A text file that replaces its predecessor only when it is complete."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from faceapp.core.errors import Code
from faceapp.paths import unwritable


@contextmanager
def replacing(path: Path, *, encoding: str = "utf-8") -> Iterator[TextIO]:
    r"""Open a private neighbour of `path` for writing and rename it onto `path` at the end.

    Lone surrogates (bytes of a file name that are no text) come out as `\udc80`, which JSON reads
    back exactly. Raises UserError if the place cannot be written, FatalError if the disk is full.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    except OSError as error:
        raise unwritable(path, error, Code.EXPORT_UNWRITABLE) from error
    neighbour = Path(name)
    try:
        with os.fdopen(descriptor, "w", -1, encoding, "backslashreplace", "") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        neighbour.replace(path)
    except OSError as error:
        raise unwritable(path, error, Code.EXPORT_UNWRITABLE) from error
    finally:
        neighbour.unlink(missing_ok=True)

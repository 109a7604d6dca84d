"""A sample photo on disk, read with the care that any file of a stranger needs."""

import stat
from pathlib import Path

from faceapp.core.errors import Code, UserError


def read_sample(path: Path, max_file_mb: int) -> bytes:
    """The bytes of a sample photo. Raises UserError."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UserError(Code.UNREADABLE, reason="is_folder")
        if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for
            raise UserError(Code.UNREADABLE, reason="not_a_file")
        if status.st_size > max_file_mb * 1_000_000:
            raise UserError(Code.FILE_TOO_LARGE, limit_mb=max_file_mb)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UserError(Code.PATH_NOT_FOUND, path=str(path)) from error
    except OSError as error:
        raise UserError(Code.UNREADABLE, reason=error.strerror or "") from error

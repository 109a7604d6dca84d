"""Similarity scales fitted here: one file each, numbered, never overwritten."""

import re
from collections.abc import Mapping
from pathlib import Path

import tomli_w

from faceapp.core.errors import Code, UserError
from faceapp.paths import make_private_folder, replace_file

_NUMBER = re.compile(r".*-v(\d+)\.toml")


def check_profile_name(name: str) -> None:
    """Raise UserError unless `name` can be a part of a file's name everywhere."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,80}", name):
        raise UserError(Code.PROFILE_NAME_INVALID, name=repr(name))


def keep_calibration(folder: Path, figures: Mapping[str, object]) -> dict[str, object]:
    """Write the figures as the newest version; return them as they were written.

    The number is one above all in the folder, whatever their names, so that the highest number of
    an engine is always its newest scale. Raises UserError, FatalError.
    """
    make_private_folder(folder)
    numbers = (_NUMBER.fullmatch(path.name) for path in folder.iterdir())
    version = 1 + max((int(match[1]) for match in numbers if match), default=0)
    kept = {**figures, "profile": f"{figures['profile']}-v{version}", "version": version}
    replace_file(folder / f"{kept['profile']}.toml", tomli_w.dumps(kept).encode())
    return kept

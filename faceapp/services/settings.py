"""The settings file: read with checks, written whole."""

import dataclasses
import os
import tempfile
import tomllib
from pathlib import Path
from typing import get_type_hints

import tomli_w

from faceapp.core.errors import Code, UserError
from faceapp.core.settings import CHOICES, Settings
from faceapp.paths import unwritable


def load_settings(path: Path) -> Settings:
    """Defaults overlaid with the file. Raises UserError naming the key that makes no sense."""
    try:
        stored = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise unwritable(path.parent, error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(Code.SETTINGS_INVALID, path=str(path), key="", reason=str(error)) from error
    known = {field.name for field in dataclasses.fields(Settings)}
    for key, value in stored.items():
        if key in known and not _fits(key, value):
            raise UserError(Code.SETTINGS_INVALID, path=str(path), key=key, reason=repr(value))
    # A key of a newer version is kept out of the way, not refused.
    return Settings(**{key: value for key, value in stored.items() if key in known})


def save_settings(path: Path, settings: Settings) -> None:
    """Write all settings; the old file stays if anything fails. Raises UserError, FatalError."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=".settings.", dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            tomli_w.dump(dataclasses.asdict(settings), file)
        Path(name).replace(path)
    except OSError as error:
        raise unwritable(path, error) from error


def _fits(key: str, value: object) -> bool:
    wanted = get_type_hints(Settings)[key]
    if wanted == dict[str, int]:
        return isinstance(value, dict) and all(type(item) is int for item in value.values())
    if type(value) is not wanted or (wanted is int and isinstance(value, int) and value < 1):
        return False
    return key not in CHOICES or value in CHOICES[key]

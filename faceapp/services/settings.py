"""The settings file: read with checks, written whole."""

import dataclasses
import os
import tempfile
import tomllib
from pathlib import Path
from typing import Any, get_type_hints

import tomli_w

from faceapp.core.errors import Code, UserError
from faceapp.core.settings import CHOICES, Settings
from faceapp.paths import unwritable


def load_settings(path: Path) -> Settings:
    """Defaults overlaid with the file. Raises UserError naming the key that makes no sense."""
    stored = _read(path)
    known = {field.name for field in dataclasses.fields(Settings)}
    for key, value in stored.items():
        if key in known and not _fits(key, value):
            raise UserError(Code.SETTINGS_INVALID, path=str(path), key=key, reason=repr(value))
    # A key of a newer version is kept out of the way, not refused.
    return Settings(**{key: value for key, value in stored.items() if key in known})


def save_settings(path: Path, settings: Settings) -> None:
    """Write all settings; the old file stays if anything fails. Raises UserError, FatalError.

    Keys of a newer version stay as they are.
    """
    content = tomli_w.dumps(_read(path) | dataclasses.asdict(settings))
    try:
        with tempfile.TemporaryDirectory(prefix=".settings-", dir=path.parent) as temporary:
            fresh = Path(temporary) / path.name
            with fresh.open("w", encoding="utf-8") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())  # else a power cut may leave an empty file: all defaults
            fresh.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise unwritable(path.parent, error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(Code.SETTINGS_INVALID, path=str(path), key="", reason=str(error)) from error


def _fits(key: str, value: object) -> bool:
    wanted = get_type_hints(Settings)[key]
    if wanted == dict[str, int]:
        return isinstance(value, dict) and all(type(item) is int for item in value.values())
    if type(value) is not wanted or (wanted is int and isinstance(value, int) and value < 1):
        return False
    return key not in CHOICES or value in CHOICES[key]

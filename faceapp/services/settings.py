"""The settings file: read with checks, written whole."""

import dataclasses
from pathlib import Path
from typing import Any, get_type_hints

import tomli_w

from faceapp.core.errors import Code, UserError
from faceapp.core.settings import CHOICES, Settings
from faceapp.core.toml import parse_toml
from faceapp.paths import replace_file, unwritable


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
    replace_file(path, content.encode())


def _read(path: Path) -> dict[str, Any]:
    try:
        return parse_toml(path.read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise unwritable(path.parent, error) from error
    except ValueError as error:
        raise UserError(Code.SETTINGS_INVALID, path=str(path), key="", reason=str(error)) from error


def _fits(key: str, value: object) -> bool:
    wanted = get_type_hints(Settings)[key]
    if wanted == dict[str, int]:
        return isinstance(value, dict) and all(type(item) is int for item in value.values())
    if type(value) is not wanted or (wanted is int and isinstance(value, int) and value < 1):
        return False
    return key not in CHOICES or value in CHOICES[key]

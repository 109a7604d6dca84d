"""What a person agreed to before a download: model, licence, files, time."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomli_w

from faceapp.core.catalogue import CatalogueModel
from faceapp.core.errors import Code, UserError
from faceapp.paths import make_private_folder, replace_file, unwritable


def has_consent(path: Path, model: CatalogueModel) -> bool:
    """Whether the licence of `model` was accepted for it. Raises UserError."""
    return any(
        (entry.get("model"), entry.get("licence")) == (model.name, model.licence)
        for entry in _read(path)
    )


def record_consent(path: Path, model: CatalogueModel) -> None:
    """Add that the licence of `model` was accepted now. Raises UserError, FatalError."""
    entry = {
        "model": model.name,
        "licence": model.licence,
        "sha256": list(model.hashes),
        "given_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    content = tomli_w.dumps({"consents": [*_read(path), entry]})
    make_private_folder(path.parent)
    replace_file(path, content.encode())


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        consents = tomllib.loads(path.read_text(encoding="utf-8")).get("consents", [])
    except FileNotFoundError:
        return []
    except OSError as error:
        raise unwritable(path, error) from error
    except ValueError as error:
        raise UserError(Code.CONSENTS_DAMAGED, path=str(path)) from error
    return [entry for entry in consents if isinstance(entry, dict)]

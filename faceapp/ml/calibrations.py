"""Which similarity scale belongs to which engine; the figures are fitted elsewhere and stored."""

import tomllib
from dataclasses import fields
from pathlib import Path

from loguru import logger

from faceapp.core.similarity import PROVISIONAL_ARCFACE, Calibration
from faceapp.paths import resources

_FIGURES = [field.name for field in fields(Calibration)]


def calibration_for(embedder_sha256: str, detector_family: str, own: Path) -> Calibration:
    """The scale fitted for an embedder's file behind a kind of detector, else the provisional one.

    The newest one in `own`, the folder of those fitted here, comes before the one we ship. A file
    of figures that cannot be read is logged and passed over: the provisional scale is shown as
    provisional, and a scan must not stop for it.
    """
    key = (embedder_sha256, detector_family)
    for folder in (own, resources() / "calibration"):
        found = [_read(path, key) for path in sorted(folder.glob("*.toml"))]
        if fitted := [each for each in found if each is not None]:
            return max(fitted, key=lambda each: each[0])[1]
    return PROVISIONAL_ARCFACE


def _read(path: Path, key: tuple[str, str]) -> tuple[int, Calibration] | None:
    """The version and the scale; None if the file is of another engine, or damaged."""
    try:
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
        if (entry["embedder_sha256"], entry["detector"]) != key:
            return None
        scale = Calibration(**{name: entry[name] for name in _FIGURES})
        return int(entry.get("version", 0)), scale
    except (OSError, KeyError, TypeError, ValueError) as error:
        logger.warning("calibration {} passed over: {!r}", path.name, error)
        return None

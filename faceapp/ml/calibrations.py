"""Which similarity scale belongs to which engine; the figures are fitted elsewhere and stored."""

from dataclasses import fields
from pathlib import Path

from loguru import logger

from faceapp.core.similarity import PROVISIONAL_ARCFACE, Calibration
from faceapp.core.toml import parse_toml
from faceapp.paths import resources

_FIGURES = [field.name for field in fields(Calibration)]


def calibration_for(
    embedder_sha256: str, detector_family: str, folder: Path | None = None
) -> Calibration:
    """The scale fitted for an embedder's file behind a kind of detector, else the provisional one.

    A file of figures that cannot be read is logged and passed over: the provisional scale is
    shown as provisional, and a scan must not stop for it.
    """
    for path in sorted((folder or resources() / "calibration").glob("*.toml")):
        try:
            entry = parse_toml(path.read_bytes())
            if (entry["embedder_sha256"], entry["detector"]) == (embedder_sha256, detector_family):
                return Calibration(**{name: entry[name] for name in _FIGURES})
        except (OSError, KeyError, TypeError, ValueError) as error:
            logger.warning("calibration {} passed over: {!r}", path.name, error)
    return PROVISIONAL_ARCFACE

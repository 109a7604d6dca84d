"""Which similarity scale belongs to which engine; the figures are fitted elsewhere and stored."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from loguru import logger

from faceapp.core.similarity import PROVISIONAL_ARCFACE, Calibration
from faceapp.core.toml import parse_toml
from faceapp.paths import resources

_FIGURES = [field.name for field in fields(Calibration)]


@dataclass(frozen=True)
class _Fitted:
    """A scale in a file, and what it was fitted for."""

    embedder_sha256: str
    detector: str
    variant: str
    version: int
    scale: Calibration


def calibration_for(
    embedder_sha256: str, detector_family: str, variant: str, own: Path
) -> Calibration:
    """The scale fitted for an embedder's file, run as `variant` behind a kind of detector.

    The newest one in `own`, the folder of those fitted here, comes before the one we ship. One that
    was fitted for another variant or behind another detector is taken as provisional; where there
    is none either, a usual one for ArcFace.
    """
    fitted = [
        each
        for folder in (own, resources() / "calibration")
        for each in sorted(_read(folder), key=lambda each: -each.version)
        if each.embedder_sha256 == embedder_sha256
    ]
    if not fitted:
        return PROVISIONAL_ARCFACE
    nearest = max(fitted, key=lambda it: (it.variant == variant, it.detector == detector_family))
    if (nearest.variant, nearest.detector) == (variant, detector_family):
        return nearest.scale
    return replace(nearest.scale, impostor_pairs=0)


def _read(folder: Path) -> Iterator[_Fitted]:
    """All scales of a folder. A file that cannot be read is logged and passed over.

    The provisional scale is shown as provisional, and a scan must not stop for it.
    """
    for path in sorted(folder.glob("*.toml")):
        try:
            entry = parse_toml(path.read_bytes())
            yield _Fitted(
                entry["embedder_sha256"],
                entry["detector"],
                entry.get("variant", ""),
                int(entry.get("version", 0)),
                Calibration(**{name: entry[name] for name in _FIGURES}),
            )
        except (OSError, KeyError, TypeError, ValueError, OverflowError) as error:
            logger.warning("calibration {} passed over: {!r}", path.name, error)

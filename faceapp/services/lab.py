"""Fit the figures of one engine on labelled photos."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import numpy as np

from faceapp.core.calibrating import fit_calibration, pair_statistics
from faceapp.core.engine_names import variant_of
from faceapp.core.errors import Code, UserError
from faceapp.core.ports import CentredEmbedder, Engine
from faceapp.services.labelled import LabelledPhoto, all_chips, labelled_faces

Figures = dict[str, object]


@dataclass(frozen=True)
class LabService:
    """Fits the figures of one engine."""

    engine: Engine

    def calibrate(self, profile: str, photos: Sequence[LabelledPhoto]) -> Figures:
        """Fit the per-cent scale; return what a file of calibrations holds.

        Raises UserError if the photos hold too few faces.
        """
        pairs = pair_statistics(labelled_faces(self.engine, photos))
        scale = fit_calibration(profile, pairs, datetime.now(UTC).date().isoformat())
        embedder, detector = self.engine.embedder, self.engine.detector
        key = {
            "embedder_sha256": embedder.sha256,
            "detector": detector.family,
            "variant": variant_of(self.engine.name),
        }
        return key | asdict(scale) | {"fmr_table": pairs.false_match_table()}

    def fit_mean(self, photos: Sequence[LabelledPhoto]) -> Figures:
        """Average the descriptors of all faces; return what `resources/engines` holds.

        Raises UserError if the engine takes no mean away or there is no face.
        """
        embedder = self.engine.embedder
        if not isinstance(embedder, CentredEmbedder):
            raise UserError(Code.USAGE, reason=f"--engine {self.engine.name}.")
        chips = [chip for own in all_chips(self.engine, photos) for chip in own]
        if not chips:
            raise UserError(Code.TOO_FEW_FACES, pairs=0)
        mean = embedder.describe(chips).mean(axis=0, dtype=np.float64)
        return {
            "fitted": datetime.now(UTC).date().isoformat(),
            "faces": len(chips),
            "mean": [round(float(value), 6) for value in mean],
        }

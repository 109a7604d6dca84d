"""A library whose engines are fitted and measured, with labelled photos that it does not hold."""

from collections.abc import Sequence

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken, Report
from faceapp.services.accuracy import Contest, EngineAccuracy, make_contest, measure_engines
from faceapp.services.calibration_files import check_profile_name, keep_calibration
from faceapp.services.enrolment import Enroller, Framing
from faceapp.services.galleries import Gallery
from faceapp.services.lab import Figures, LabService
from faceapp.services.lab_clusters import Way, measure_ways
from faceapp.services.labelled import LabelledPhoto
from faceapp.services.open_library import OpenLibrary


class LabLibrary(OpenLibrary):
    """What `faceapp lab` does."""

    def lab(self, engine_name: str | None = None) -> LabService:
        """Fitting and measuring of one engine."""
        return LabService(self.engine(engine_name))

    def calibrate(
        self, profile: str, photos: Sequence[LabelledPhoto], engine_name: str | None
    ) -> Figures:
        """Fit an engine's scale and keep it as the newest. Raises UserError, FatalError."""
        check_profile_name(profile)
        figures = self.lab(engine_name).calibrate(profile, photos)
        with self.locked("calibration"):
            return keep_calibration(self.folders.calibration, figures)

    def measure(
        self, engine_names: Sequence[str | None], contest: Contest, framing: Framing, report: Report
    ) -> list[EngineAccuracy]:
        """How well engines tell the people of labelled photos apart. Raises UserError."""
        engines = [self.engine(name) for name in engine_names]
        return list(
            measure_engines(
                engines, contest, framing, workers=self._workers, token=CancelToken(), report=report
            )
        )

    def measure_clusters(
        self, engine_name: str | None, gallery: Gallery, framing: Framing, report: Report
    ) -> tuple[int, list[Way]]:
        """How well the faces of labelled photos are put together, and how many were found.

        Raises UserError.
        """
        engine, contest = self.engine(engine_name), make_contest(gallery, None)
        enrolment = Enroller(engine, framing, self._workers)(contest.photos, CancelToken(), report)
        found = enrolment.enrolled
        if not found.any():
            raise UserError(Code.TOO_FEW_FACES, pairs=0)
        ways = measure_ways(
            enrolment.vectors[found],
            contest.people[found],
            engine.calibration,
            self._adapters.neighbours(),
            CancelToken(),
        )
        return int(found.sum()), list(ways)

"""What a search found: one query serves every per cent of the scale and every order."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from faceapp.core.similarity import Calibration
from faceapp.core.types import Floats, Ids

Days = NDArray[np.datetime64]


@dataclass(frozen=True, eq=False)
class Found:
    """Faces from 70 % on, best first, out of `searched`; the arrays belong together.

    `ids` and `photos` (N,) numbers of the faces and of their photos, `cosines` (N,) float32,
    `taken` (N,) moments, NaT if unknown. `nearest` is the best cosine of all, also below 70 %;
    None if nothing was searched. `is_capped` says that there are more.
    """

    ids: Ids
    cosines: Floats
    photos: Ids
    taken: Days
    searched: int
    nearest: float | None
    is_capped: bool
    scale: Calibration
    engine: str
    seconds: float

    def count(self, percent: float) -> int:
        """How many faces reach `percent`."""
        least = self.scale.cosine(percent)
        return int(np.searchsorted(-self.cosines, -least, side="right"))

    def count_photos(self, percent: float) -> int:
        """On how many photos they are."""
        return len(np.unique(self.photos[: self.count(percent)]))

    def strangers(self, percent: float) -> float | None:
        """How many of these are strangers who look alike, on average; None if nobody knows."""
        if self.scale.is_provisional:
            return None
        return self.scale.false_match_rate(self.scale.cosine(percent)) * self.searched

    def percent(self, position: int) -> float:
        """The similarity of one face."""
        return self.scale.percent(float(self.cosines[position]))

    def order(self, percent: float, *, by_date: bool = False) -> Ids:
        """Positions of the faces that reach `percent`: best first, or newest first."""
        positions = np.arange(self.count(percent))
        if not by_date:
            return positions
        taken = self.taken[: len(positions)]
        age = np.where(np.isnat(taken), np.iinfo(np.int64).max, -taken.astype(np.int64))
        return np.argsort(age, kind="stable")

    def runner_up(self, position: int) -> int | None:
        """The next best face on another photo; None if there is none."""
        others = np.flatnonzero(self.photos[position + 1 :] != self.photos[position])
        return int(position + 1 + others[0]) if len(others) else None


def moments(taken: list[datetime | None]) -> Days:
    """(N,) moments of the clocks where the photos were taken, NaT for None."""
    return np.array([moment or "NaT" for moment in taken], "datetime64[s]")

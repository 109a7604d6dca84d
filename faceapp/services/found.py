"""What a search found: one query serves every per cent of the scale and every order."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from faceapp.core.combining import SAID, Combined, Hits, Mask
from faceapp.core.similarity import MAXIMUM_PERCENT, MINIMUM_PERCENT, Calibration
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
        return newest_first(positions, self.taken) if by_date else positions

    def group(self, position: int) -> tuple[int, ...]:
        """The faces that are shown together at a position: one."""
        return (int(self.ids[position]),)

    def faces(self, position: int, percent: float) -> list[tuple[int, float | None]]:  # noqa: ARG002
        """The faces that count at a position, with their similarity."""
        return [(int(self.ids[position]), self.percent(position))]

    def runner_up(self, position: int) -> int | None:
        """The next best face on another photo; None if there is none."""
        others = np.flatnonzero(self.photos[position + 1 :] != self.photos[position])
        return int(position + 1 + others[0]) if len(others) else None


@dataclass(frozen=True, eq=False)
class FoundPhotos:
    """Photos that hold several faces at once, best first, out of `searched` faces.

    `combined` says which faces fit and up to where, `hits` by which term; `taken` and `on_photo`
    (P,) are moments and how many faces each photo has. `only_them` leaves out photos with anybody
    else, `most_faces` those with more faces.
    """

    combined: Combined
    hits: Hits
    taken: Days
    on_photo: Ids
    searched: int
    is_capped: bool
    scale: Calibration
    engine: str
    seconds: float
    only_them: bool = False
    most_faces: int | None = None

    @property
    def ids(self) -> Ids:
        """(P,) the best face of each photo, which stands for it."""
        return self.combined.first

    @property
    def photos(self) -> Ids:
        """(P,) the numbers of the photos."""
        return self.combined.photos

    def limited(self, *, only_them: bool, most_faces: int | None) -> "FoundPhotos":
        """The same query, with other limits on who else is on the photos."""
        return replace(self, only_them=only_them, most_faces=most_faces)

    def count(self, percent: float) -> int:
        """How many photos there are at `percent`."""
        return int(self._shown(percent).sum())

    def count_faces(self, percent: float) -> int:
        """How many faces fit on them."""
        counts = self.combined.count(self.scale.cosine(percent))
        return int(counts[self._shown(percent)].sum())

    def percent(self, position: int) -> float | None:
        """The least similarity of the faces that are needed; None where people said all."""
        return self._percent(float(self.combined.weakest[position]))

    def order(self, percent: float, *, by_date: bool = False) -> Ids:
        """Positions of the photos that are shown: best first, or newest first."""
        positions = np.flatnonzero(self._shown(percent))
        return newest_first(positions, self.taken) if by_date else positions

    def group(self, position: int) -> tuple[int, ...]:
        """The faces that may count at a position, the best first."""
        faces, _ = self.combined.faces_of(position, self.scale.cosine(MINIMUM_PERCENT))
        return tuple(faces.tolist())

    def faces(self, position: int, percent: float) -> list[tuple[int, float | None]]:
        """The faces that count there at `percent`, with the similarity to what they fit best."""
        faces, cosines = self.combined.faces_of(position, self.scale.cosine(percent))
        pairs = zip(faces.tolist(), cosines.tolist(), strict=True)
        return [(face, self._percent(cosine)) for face, cosine in pairs]

    def fits(self, face: int) -> list[tuple[int, float | None]]:
        """The terms that a face fits, by place, with its similarity."""
        return [(term, self._percent(cosine)) for term, cosine in self.hits.of(face)]

    def nearest(self, percent: float) -> int | None:
        """The per cent closest to this one at which there are photos; None if there is none."""
        steps = range(int(MINIMUM_PERCENT), int(MAXIMUM_PERCENT) + 1)
        shown = [step for step in steps if self.count(step)]
        return min(shown, key=lambda step: abs(step - percent), default=None)

    def _percent(self, cosine: float) -> float | None:
        return None if cosine >= SAID else self.scale.percent(cosine)

    def _shown(self, percent: float) -> Mask:
        least = self.scale.cosine(percent)
        shown = self.combined.admitted(least)
        if self.only_them:
            shown &= self.combined.alone(least, self.on_photo)
        if self.most_faces is not None:
            shown &= self.on_photo <= self.most_faces
        return shown


AnyFound: TypeAlias = Found | FoundPhotos


def newest_first(positions: Ids, taken: Days) -> Ids:
    """Positions in the order of their moments, those without one last."""
    moment = taken[positions]
    age = np.where(np.isnat(moment), np.iinfo(np.int64).max, -moment.astype(np.int64))
    newest: Ids = positions[np.argsort(age, kind="stable")]
    return newest


def moments(taken: list[datetime | None]) -> Days:
    """(N,) moments of the clocks where the photos were taken, NaT for None."""
    return np.array([moment or "NaT" for moment in taken], "datetime64[s]")

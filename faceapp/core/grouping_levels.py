"""From which cosine on faces are put together: places on the scale of the engine, not constants.

0 is how alike a face and its most alike strangers are, one in 125; 1 how alike two pictures of one
person are that leave no doubt. Levels are shares of the way between them: the error rates of the
scale tell where both ends are, whatever cosines an engine makes. The more people there are, the
more alike the most alike of them, so levels rise with their number. Chosen on LFW, whole and in
parts, for MobileFaceNet and dlib's network at once; tests/bench/people.py fits the level anew on
one half of the people and judges it on the other.
"""

import math
from dataclasses import dataclass

from faceapp.core.similarity import Calibration

_STRANGERS_RATE, _KIN = 8e-3, 0.3
# Shares of the way for a thousand groups, and what ten times as many add.
_AVERAGE, _LINK, _STRICT, _PER_DECADE = 0.40, 0.57, 0.70, 0.17
# Fitted for 30 to 3,000 groups; ten times as many is as far as that is believed.
_GROUPS, _FEWEST_GROUPS, _MOST_GROUPS, _HIGHEST = 1000, 10, 30_000, 0.95
_LONE, _AHEAD = 0.20, 0.30
# With half of LFW's photos confirmed, 1,023 of 1,112 others are named after MobileFaceNet, 3 not as
# the list says, and 670 after dlib, 5 not.
_ASK, _CERTAIN, _MARGIN, _SAME_FACE = 0.28, 0.72, 0.25, 0.85
# Even an album of one family has a group for so many faces; pairs a bit below the level count too.
_FACES_PER_GROUP, _SLACK = 100, 0.1


@dataclass(frozen=True)
class Levels:
    """Cosines; what they are compared with depends on the step.

    `strict`: mean of two groups that are one person without any doubt. `average`: the same for
    groups to be joined. `link`: of two faces, for DBSCAN. `lone`, `ahead`: of a face left alone and
    a group, enough if it is so far ahead of everybody else. `ask`, `certain`, `margin`: of a face
    and a person to suggest, to assign, and how far behind the next person must be. `same_face`:
    of two faces of one photo that are one person all the same.
    """

    strict: float
    average: float
    link: float
    lone: float
    ahead: float
    ask: float
    certain: float
    margin: float
    same_face: float


def levels_of(calibration: Calibration, groups: int, strictness: float | None = None) -> Levels:
    """The levels for a library of about so many groups; `strictness` is what a human set instead.

    A given strictness is the level of the algorithm itself and does not depend on `groups`.
    """
    rise = _PER_DECADE * math.log10(min(max(groups, _FEWEST_GROUPS), _MOST_GROUPS) / _GROUPS)
    start, way = _way(calibration)

    def at(share: float) -> float:
        return start + min(share, _HIGHEST) * way

    average = at(_AVERAGE + rise) if strictness is None else strictness
    return Levels(
        strict=at(_STRICT + rise) if strictness is None else max(strictness, at(_STRICT + rise)),
        average=average,
        link=at(_LINK + rise) if strictness is None else strictness,
        lone=average - _LONE * way,
        ahead=_AHEAD * way,
        ask=at(_ASK + rise),
        certain=at(_CERTAIN),
        margin=_MARGIN * way,
        same_face=at(_SAME_FACE),
    )


def least_cosine(calibration: Calibration, faces: int, strictness: float | None = None) -> float:
    """The cosine below which no pair of so many faces joins two groups."""
    levels = levels_of(calibration, faces // _FACES_PER_GROUP, strictness)
    return levels.average - _SLACK * _way(calibration)[1]


def _way(calibration: Calibration) -> tuple[float, float]:
    """The cosine of strangers that are alike, and how far above it that of sure pairs is."""
    decades = math.log10(calibration.fmr70 / calibration.fmr95)
    span = calibration.t95 - calibration.t70
    per_decade = span / decades if decades else span
    strangers = calibration.t70 - per_decade * math.log10(_STRANGERS_RATE / calibration.fmr70)
    kin = calibration.t95 + _KIN * (1 - calibration.t95)
    return strangers, kin - strangers

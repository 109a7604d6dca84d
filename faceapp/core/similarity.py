"""Cosine to calibrated per cent and back, one profile per engine.

The per cent is tied to error rates, not to a probability: 70 % is the cosine `t70` at a false match
rate of 1e-3, 95 % the cosine `t95` at the strictest rate the data supports; a logistic joins them.
"""

import math
from dataclasses import dataclass

_LARGEST_EXPONENT = 700.0  # beyond, exp() raises
MINIMUM_PERCENT, DEFAULT_PERCENT, MAXIMUM_PERCENT = 70.0, 85.0, 95.0


def _logit(share: float) -> float:
    return math.log(share / (1.0 - share))


@dataclass(frozen=True)
class Calibration:
    """The scale of one engine. `impostor_pairs` 0 means the figures are provisional."""

    profile: str
    t70: float
    t95: float
    fmr70: float = 1e-3
    fmr95: float = 1e-6
    impostor_pairs: int = 0
    genuine_pairs: int = 0
    people: int = 0
    fitted: str = ""

    def __post_init__(self) -> None:
        """Refuse a scale that would not be monotone."""
        if not -1 <= self.t70 < self.t95 <= 1:
            raise ValueError(f"need -1 <= t70 < t95 <= 1, got {self.t70}, {self.t95}")
        if not 0 < self.fmr95 <= self.fmr70 <= 1:
            raise ValueError(f"need 0 < fmr95 <= fmr70 <= 1, got {self.fmr95}, {self.fmr70}")

    @property
    def is_provisional(self) -> bool:
        """Whether nobody has fitted this scale on labelled faces yet."""
        return self.impostor_pairs == 0

    @property
    def slope(self) -> float:
        """Logits per unit of cosine."""
        return (_logit(0.95) - _logit(0.70)) / (self.t95 - self.t70)

    @property
    def midpoint(self) -> float:
        """The cosine shown as 50 %."""
        return self.t70 - _logit(0.70) / self.slope

    def percent(self, cosine: float) -> float:
        """0..100 for a cosine in -1..1."""
        exponent = -self.slope * (cosine - self.midpoint)
        return 100.0 / (1.0 + math.exp(min(_LARGEST_EXPONENT, exponent)))

    def cosine(self, percent: float) -> float:
        """The cosine shown as `percent`; the exact inverse of `percent`."""
        return self.midpoint + _logit(percent / 100.0) / self.slope

    def false_match_rate(self, cosine: float) -> float:
        """Share of strangers above `cosine`: log-linear between the two fitted points."""
        share = (cosine - self.t70) / (self.t95 - self.t70)
        exponent = math.log(self.fmr70) + share * (math.log(self.fmr95) - math.log(self.fmr70))
        return math.exp(min(0.0, exponent))


PROVISIONAL_ARCFACE = Calibration("provisional-arcface", t70=0.32, t95=0.50)

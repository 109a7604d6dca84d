"""Examples of hypothesis, seeded and counted."""

from collections.abc import Callable
from typing import TypeVar

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")


def try_examples(
    strategy: SearchStrategy[T], check: Callable[[T], object], examples: int, seed: int
) -> int:
    """Check up to `examples` of them; how many were tried. Raises what the first failure raised."""
    tried = 0

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=examples,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(strategy)
    def try_one(example: T) -> None:
        nonlocal tried
        tried += 1
        check(example)

    try_one()
    return tried

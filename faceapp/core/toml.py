"""TOML that somebody may have edited: whatever is wrong with it is a ValueError."""

import tomllib
from typing import Any

# Ours have 2,000 at most; the time of tomllib grows with the square of the dots in a key.
_MOST_BYTES = 20_000
_LEAST_INTEGER, _LARGEST_INTEGER = -(2**63), 2**63 - 1


def parse_toml(data: bytes) -> dict[str, Any]:
    """The table in UTF-8 `data`, with or without a byte order mark. Raises ValueError."""
    if len(data) > _MOST_BYTES:
        raise ValueError(f"{len(data)} > {_MOST_BYTES} bytes")
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
        _check(table)
    except RecursionError as error:
        raise ValueError("[[[[...") from error
    return table


def _check(value: object) -> None:
    """TOML's integers have 64 bits; Python would take others, and fail to print them."""
    if isinstance(value, int) and not _LEAST_INTEGER <= value <= _LARGEST_INTEGER:
        raise ValueError("> 64 bits")
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in inside:
        _check(item)

"""Column types that SQL lacks: text with undecodable bytes, moments in UTC."""

import re
from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

# A path may hold lone surrogates: bytes that are no text (U+DC80..DCFF, PEP 383) on POSIX, any on
# Windows. UTF-8 cannot, so they are kept as characters of the private plane 15. Those that a path
# has itself follow a mark, which is the one before them.
_SHIFT = 0xF0800 - 0xD800
_MARK = "\U000f07ff"
_ODD = re.compile("[\ud800-\udfff\U000f07ff-\U000f0fff]")
_KEPT = re.compile("\U000f07ff[\U000f07ff-\U000f0fff]|[\U000f0800-\U000f0fff]")


class PathText(TypeDecorator[str]):
    """Text that may hold lone surrogates, as paths do."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Put private characters in the place of lone surrogates."""
        return value and _ODD.sub(_kept, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Put the lone surrogates back."""
        return value and _KEPT.sub(_as_before, value)


def _kept(found: re.Match[str]) -> str:
    is_private = found[0] >= _MARK
    return _MARK + found[0] if is_private else chr(ord(found[0]) + _SHIFT)


def _as_before(found: re.Match[str]) -> str:
    is_marked = len(found[0]) > 1
    return found[0][1:] if is_marked else chr(ord(found[0]) - _SHIFT)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: any zone goes in, UTC is stored without a zone and comes out with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn an aware moment into naive UTC."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Say that what was read is UTC."""
        return value and value.replace(tzinfo=UTC)


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)

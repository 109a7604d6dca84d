"""What the JSON files of a Google Takeout tell about photos and albums."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from faceapp.core.names import clean_name
from faceapp.core.remote import ProposedName

_TAKEN = "photoTakenTime"
_ALBUM_MARKS = ("albumData", "access", "date")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """What a sidecar says; `is_google` if it really is one of Google's."""

    is_google: bool = False
    taken_at: datetime | None = None
    caption: str = ""
    people: tuple[ProposedName, ...] = ()


def read_sidecar(data: bytes) -> Told:
    """What a photo's sidecar tells. Raises ValueError if it is damaged."""
    told = _read(data)
    return Told(_TAKEN in told, _moment(told), _text(told.get("description")), _people(told))


def read_album_title(data: bytes) -> str:
    """The title that an album's file tells, "" if it is another file. Raises ValueError."""
    told = _read(data)
    if _TAKEN in told or not any(mark in told for mark in _ALBUM_MARKS):
        return ""
    inner = told.get("albumData")
    return clean_name(_text((inner if isinstance(inner, dict) else told).get("title")))


def _read(data: bytes) -> dict[str, Any]:
    try:
        told = json.loads(data)
    except RecursionError as error:  # brackets without end
        raise ValueError("nested too deeply") from error
    if not isinstance(told, dict):
        raise ValueError("no object")
    return told


def _moment(told: dict[str, Any]) -> datetime | None:
    """By the clock of this computer: Google keeps no zone, and most photos are taken at home."""
    taken = told.get(_TAKEN)
    seconds = taken.get("timestamp") if isinstance(taken, dict) else None
    try:
        moment = _EPOCH + timedelta(seconds=int(seconds or 0))
        return moment.astimezone().replace(tzinfo=None) if seconds else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _people(told: dict[str, Any]) -> tuple[ProposedName, ...]:
    listed = told.get("people")
    entries = listed if isinstance(listed, list) else []
    names = [clean_name(_text(entry.get("name"))) for entry in entries if isinstance(entry, dict)]
    return tuple(ProposedName(name) for name in dict.fromkeys(filter(None, names)))

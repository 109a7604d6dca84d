"""What an export says about one face; the columns every export shares, in their order."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class FaceRow:
    """One face. The box is in pixels of the upright photo, times are ISO 8601, None is empty.

    `places` are all paths and links where the photo lies, `path` the first of them.
    """

    face_id: int
    photo_id: int
    source: str
    source_title: str
    album: str
    path: str
    x: float
    y: float
    width: float
    height: float
    score: float
    quality: float
    person: str | None
    similarity: float | None
    taken_at: str | None
    processed_at: str
    engine: str
    places: tuple[str, ...] = ()


COLUMNS = tuple(column.name for column in fields(FaceRow))

"""The tables: the truth about photos, faces and people's decisions.

Moments are UTC; `taken_at` alone is the clock of wherever the picture was taken. What can be
computed again goes with its parent (CASCADE); a face with a decision cannot go (RESTRICT).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    ForeignKey,
    Index,
    MetaData,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from faceapp.stores.columns import PathText, UtcDateTime

# Later migrations can only change a constraint that has a name.
_NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
}
_NEVER_REUSED = {"sqlite_autoincrement": True}
_CASCADE, _RESTRICT, _SET_NULL = "CASCADE", "RESTRICT", "SET NULL"


class AssetState(StrEnum):
    """`pending`: bytes seen in two places at once, of which the other is still being analysed."""

    PENDING = "pending"
    OK = "ok"
    FAILED = "failed"


class Base(DeclarativeBase):
    """Which column type stands for which Python type."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {  # noqa: RUF012
        str: Text,
        datetime: UtcDateTime,
        dict[str, Any]: JSON(none_as_null=True),
    }


class Source(Base):
    """A root that is scanned; `kind` and `root` identify it."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("kind", "root"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    root: Mapped[str] = mapped_column(PathText)
    title: Mapped[str] = mapped_column(PathText)
    created_at: Mapped[datetime]
    last_scan_at: Mapped[datetime | None]


class Album(Base):
    """A group of photos that a source knows."""

    __tablename__ = "album"
    __table_args__ = (UniqueConstraint("source_id", "remote_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete=_CASCADE))
    remote_id: Mapped[str]
    title: Mapped[str]


class Asset(Base):
    """A picture, known by its bytes; everything but `id` is unset until they could be decoded.

    `tries`, `error_code` and `error_details` tell of failures since the last success.
    """

    __tablename__ = "asset"
    # The gallery's order comes from the index alone: without it 100k photos took twice the time.
    __table_args__ = (Index("ix_asset_taken_at_state", "taken_at", "state"), _NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str | None] = mapped_column(unique=True)
    pixel_hash: Mapped[str | None] = mapped_column(index=True)
    perceptual_hash: Mapped[str | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    format: Mapped[str | None]
    taken_at: Mapped[datetime | None] = mapped_column(DateTime)
    state: Mapped[str]
    error_code: Mapped[str | None]
    error_details: Mapped[dict[str, Any] | None]
    tries: Mapped[int] = mapped_column(default=0)
    decoder_version: Mapped[int | None]
    processed_at: Mapped[datetime | None]

    locations: Mapped[list["Location"]] = relationship(back_populates="asset", passive_deletes=True)
    analyses: Mapped[list["Analysis"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class Location(Base):
    """A place where a picture lies, or lay; `last_seen_at` moves when anything about it changes."""

    __tablename__ = "location"
    __table_args__ = (
        UniqueConstraint("source_id", "locator"),
        Index(None, "source_id", "asset_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete=_CASCADE))
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id", ondelete=_CASCADE), index=True)
    locator: Mapped[str] = mapped_column(PathText)
    size: Mapped[int]
    mtime_ns: Mapped[int]
    present: Mapped[bool]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]

    asset: Mapped[Asset] = relationship(back_populates="locations")


class RemovedPlace(Base):
    """A place whose photo a person took out of the library: scans pass it by."""

    __tablename__ = "removed_place"

    kind: Mapped[str] = mapped_column(primary_key=True)
    locator: Mapped[str] = mapped_column(PathText, primary_key=True)
    removed_at: Mapped[datetime]


class LocationAlbum(Base):
    """Which albums a place belongs to."""

    __tablename__ = "location_album"

    location_id: Mapped[int] = mapped_column(
        ForeignKey("location.id", ondelete=_CASCADE), primary_key=True
    )
    album_id: Mapped[int] = mapped_column(
        ForeignKey("album.id", ondelete=_CASCADE), primary_key=True, index=True
    )


class Engine(Base):
    """Detector, alignment and embedder together; `identity` is the hash over all their files."""

    __tablename__ = "engine"
    __table_args__ = (_NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    dimension: Mapped[int]
    created_at: Mapped[datetime]


class Analysis(Base):
    """This engine has finished this picture, `in_tiles` or at once, and has vectors of `faces`.

    There may be more vectors: a decided face keeps the one it had when it is found no longer.
    """

    __tablename__ = "analysis"

    asset_id: Mapped[int] = mapped_column(
        ForeignKey("asset.id", ondelete=_CASCADE), primary_key=True
    )
    engine_id: Mapped[int] = mapped_column(
        ForeignKey("engine.id", ondelete=_CASCADE), primary_key=True
    )
    faces: Mapped[int]
    in_tiles: Mapped[bool] = mapped_column(default=False, server_default=false())
    processed_at: Mapped[datetime]


class Face(Base):
    """A place on a picture, in pixels of the upright photo; `origin` is detected or drawn.

    A person has said of a `hidden` one that it is no face. A trigger tells the indexes.
    """

    __tablename__ = "face"
    __table_args__ = (
        Index("ix_face_asset_id", "asset_id", "hidden"),
        Index("ix_face_hidden", "hidden", sqlite_where=text("hidden = 1")),
        _NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id", ondelete=_CASCADE))
    x: Mapped[float]
    y: Mapped[float]
    width: Mapped[float]
    height: Mapped[float]
    origin: Mapped[str]
    created_at: Mapped[datetime]
    hidden: Mapped[bool] = mapped_column(default=False, server_default=false())

    asset: Mapped[Asset] = relationship()
    vectors: Mapped[list["FaceVector"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )
    assignments: Mapped[list["Assignment"]] = relationship(passive_deletes="all")


class FaceVector(Base):
    """What one engine makes of a face: (5, 2) float32 landmarks, float16 unit embedding."""

    __tablename__ = "face_vector"
    # Lists of people and groups need no look at the vectors, which are 50 times as large.
    __table_args__ = (Index("ix_face_vector_seen", "engine_id", "face_id", "quality", "score"),)

    face_id: Mapped[int] = mapped_column(ForeignKey("face.id", ondelete=_CASCADE), primary_key=True)
    engine_id: Mapped[int] = mapped_column(
        ForeignKey("engine.id", ondelete=_CASCADE), primary_key=True
    )
    landmarks: Mapped[bytes]
    score: Mapped[float]
    quality: Mapped[float]
    quality_facts: Mapped[bytes | None]
    embedding: Mapped[bytes]
    processed_at: Mapped[datetime]


class Person(Base):
    """Someone a person made decisions about; without a name as long as nobody gave one.

    `caption`, `description` and the file name `greeting` are what a folder of this person tells;
    `picture` is a small JPEG, in base64, of somebody who came in a pack.
    """

    __tablename__ = "person"
    __table_args__ = (_NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    cover_face_id: Mapped[int | None] = mapped_column(ForeignKey("face.id", ondelete=_SET_NULL))
    hidden: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    caption: Mapped[str] = mapped_column(default="", server_default="")
    description: Mapped[str] = mapped_column(default="", server_default="")
    greeting: Mapped[str] = mapped_column(default="", server_default="")
    picture: Mapped[str] = mapped_column(default="", server_default="")


class PersonReference(Base):
    """How an engine knew a person in another library: a float16 unit embedding out of a pack.

    `engine` is an identity, which this library need not know; what came together is one `batch`.
    """

    __tablename__ = "person_reference"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete=_CASCADE), index=True)
    engine: Mapped[str]
    engine_name: Mapped[str]
    quality: Mapped[float]
    embedding: Mapped[bytes]
    batch: Mapped[str]


class Unlike(Base):
    """Two people who look alike and are not the same: a person said so. `first` < `second`."""

    __tablename__ = "unlike"

    first: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete=_CASCADE), primary_key=True)
    second: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete=_CASCADE), primary_key=True, index=True
    )
    decided_at: Mapped[datetime]


class FaceGroup(Base):
    """Which faces the program takes for one person; those with an assignment do not count.

    It can be computed again; the number of a group is never given to another.
    """

    __tablename__ = "face_group"

    face_id: Mapped[int] = mapped_column(ForeignKey("face.id", ondelete=_CASCADE), primary_key=True)
    group_id: Mapped[int] = mapped_column(index=True)


class Assignment(Base):
    """Whose face it is: `confirmed` or `rejected` by a person, or `automatic`."""

    __tablename__ = "assignment"

    face_id: Mapped[int] = mapped_column(
        ForeignKey("face.id", ondelete=_RESTRICT), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete=_CASCADE), primary_key=True, index=True
    )
    state: Mapped[str]
    decided_at: Mapped[datetime]


class JournalEntry(Base):
    """A decision with what undoes it."""

    __tablename__ = "journal"
    __table_args__ = (_NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    action: Mapped[str]
    payload: Mapped[dict[str, Any]]
    inverse: Mapped[dict[str, Any]]
    undone: Mapped[bool] = mapped_column(default=False)


class Job(Base):
    """A long task: queued, running, done, failed or cancelled."""

    __tablename__ = "job"
    __table_args__ = (_NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    arguments: Mapped[dict[str, Any]]
    counts: Mapped[dict[str, Any]]
    error_code: Mapped[str | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class IndexChange(Base):
    """A vector that came, changed (`upsert`) or went (`delete`).

    Triggers on `face_vector` write these rows, cascades included: no index can miss a change. A
    face that moves to another photo counts as changed.
    """

    __tablename__ = "index_change"
    __table_args__ = (_NEVER_REUSED,)

    seq: Mapped[int] = mapped_column(primary_key=True)
    engine_id: Mapped[int]
    face_id: Mapped[int]
    op: Mapped[str]


class IndexMark(Base):
    """How far an index has followed the changes."""

    __tablename__ = "index_mark"

    engine_id: Mapped[int] = mapped_column(
        ForeignKey("engine.id", ondelete=_CASCADE), primary_key=True
    )
    index_name: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]

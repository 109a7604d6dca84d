"""The tables: the truth about photos, faces and people's decisions.

Moments are UTC; `taken_at` alone is the clock of wherever the picture was taken. What can be
computed again goes with its parent (CASCADE); a face with a decision cannot go (RESTRICT).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from faceapp.stores.schema_base import CASCADE as _CASCADE
from faceapp.stores.schema_base import NEVER_REUSED as _NEVER_REUSED
from faceapp.stores.schema_base import RESTRICT as _RESTRICT
from faceapp.stores.schema_base import SET_NULL as _SET_NULL
from faceapp.stores.schema_base import Base
from faceapp.stores.schema_copies import AssetCopy, AssetSketch, DistinctPictures
from faceapp.stores.schema_places import (
    Album,
    Location,
    LocationAlbum,
    NameProposal,
    RemovedPlace,
    Source,
)

__all__ = [
    "Album",
    "AssetCopy",
    "AssetSketch",
    "Base",
    "DistinctPictures",
    "Location",
    "LocationAlbum",
    "NameProposal",
    "RemovedPlace",
    "Source",
]


class AssetState(StrEnum):
    """`pending`: bytes seen in two places at once, of which the other is still being analysed."""

    PENDING = "pending"
    OK = "ok"
    FAILED = "failed"


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
    copies: Mapped[list[AssetCopy]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, back_populates="asset"
    )
    sketch: Mapped[AssetSketch | None] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
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

    It can be computed again. A new grouping keeps the number of each group that lives on in it, and
    numbers new ones above all there are at that moment: a number that was given up may come back.
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

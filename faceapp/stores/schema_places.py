"""The tables of where photos come from and lie: sources, albums, places.

Moments are UTC; `taken_at` alone is the clock of wherever the picture was taken.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import DateTime, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from faceapp.stores.columns import PathText
from faceapp.stores.schema_base import CASCADE, Base

if TYPE_CHECKING:
    from faceapp.stores.schema import Asset


class Source(Base):
    """A place that photos come from; `kind` and `root` identify it.

    `config` are a person's choices, `cursor` is where a pass through a remote place goes on
    (empty: at the beginning), `passes` how many it has ended, the last one at `updated_at`.
    `state` is ok, paused, stopped by `error_code`, or removed: its photos were kept. Its token
    is kept elsewhere, under the name of the `account`.
    """

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("kind", "root"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    root: Mapped[str] = mapped_column(PathText)
    title: Mapped[str] = mapped_column(PathText)
    created_at: Mapped[datetime]
    last_scan_at: Mapped[datetime | None]
    config: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    cursor: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    passes: Mapped[int] = mapped_column(default=0, server_default="0")
    state: Mapped[str] = mapped_column(default="ok", server_default="ok")
    error_code: Mapped[str | None]
    error_details: Mapped[dict[str, Any] | None]
    account: Mapped[str] = mapped_column(default="", server_default="")
    updated_at: Mapped[datetime | None]


class Album(Base):
    """Photos that a source keeps together; the pass `listed_in` was the last to list all."""

    __tablename__ = "album"
    __table_args__ = (UniqueConstraint("source_id", "remote_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete=CASCADE))
    remote_id: Mapped[str]
    title: Mapped[str]
    listed_in: Mapped[int] = mapped_column(default=0, server_default="0")


class Location(Base):
    """A place where a picture lies, or lay; `last_seen_at` moves when anything about it changes.

    What a service tells of a photo is kept here: `author`, `caption`, and `taken_at`, the clock of
    wherever it was taken. The pass `listed_in` was the last to name this place. `copy_sha256` are
    the bytes that lie here, unless they are those the picture itself is known by.
    """

    __tablename__ = "location"
    __table_args__ = (
        UniqueConstraint("source_id", "locator"),
        Index(None, "source_id", "asset_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete=CASCADE))
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id", ondelete=CASCADE), index=True)
    locator: Mapped[str] = mapped_column(PathText)
    size: Mapped[int]
    mtime_ns: Mapped[int]
    present: Mapped[bool]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    listed_in: Mapped[int] = mapped_column(default=0, server_default="0")
    author: Mapped[str] = mapped_column(default="", server_default="")
    caption: Mapped[str] = mapped_column(default="", server_default="")
    taken_at: Mapped[datetime | None] = mapped_column(DateTime)
    copy_sha256: Mapped[str | None]

    asset: Mapped["Asset"] = relationship(back_populates="locations")


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
        ForeignKey("location.id", ondelete=CASCADE), primary_key=True
    )
    album_id: Mapped[int] = mapped_column(
        ForeignKey("album.id", ondelete=CASCADE), primary_key=True, index=True
    )


class NameProposal(Base):
    """A name that a service tells for somebody on a photo, never taken for the truth.

    The box is in fractions of the upright photo, 0..1, or unset where the service tells none.
    """

    __tablename__ = "name_proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    location_id: Mapped[int] = mapped_column(
        ForeignKey("location.id", ondelete=CASCADE), index=True
    )
    name: Mapped[str]
    x: Mapped[float | None]
    y: Mapped[float | None]
    width: Mapped[float | None]
    height: Mapped[float | None]

"""The tables of near copies: the same picture in other bytes, smaller or compressed again."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import DateTime, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from faceapp.stores.schema_base import CASCADE, Base

if TYPE_CHECKING:
    from faceapp.stores.schema import Asset


class AssetCopy(Base):
    """Other bytes of a picture than those it was analysed from, with what is known of them.

    They have no faces of their own. Places that hold them name them by `copy_sha256`.
    """

    __tablename__ = "asset_copy"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id", ondelete=CASCADE), index=True)
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    format: Mapped[str]
    pixel_hash: Mapped[str]
    perceptual_hash: Mapped[str]
    sketch: Mapped[bytes]
    taken_at: Mapped[datetime | None] = mapped_column(DateTime)

    asset: Mapped["Asset"] = relationship(back_populates="copies")


class AssetSketch(Base):
    """A picture in a few grey pixels, see `core.copies`: a table of its own, for it is large."""

    __tablename__ = "asset_sketch"

    asset_id: Mapped[int] = mapped_column(
        ForeignKey("asset.id", ondelete=CASCADE), primary_key=True
    )
    sketch: Mapped[bytes]


class DistinctPictures(Base):
    """Bytes that look like one picture and are two: a person said so. `first` < `second`.

    They are known by their hashes, so that it holds whatever becomes of the rows of pictures.
    """

    __tablename__ = "distinct_pictures"

    first: Mapped[str] = mapped_column(primary_key=True)
    second: Mapped[str] = mapped_column(primary_key=True, index=True)
    decided_at: Mapped[datetime]

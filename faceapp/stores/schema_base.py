"""What all tables have in common."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

from faceapp.stores.columns import UtcDateTime

# Later migrations can only change a constraint that has a name.
NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
}
NEVER_REUSED = {"sqlite_autoincrement": True}
CASCADE, RESTRICT, SET_NULL = "CASCADE", "RESTRICT", "SET NULL"


class Base(DeclarativeBase):
    """Which column type stands for which Python type."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012
        str: Text,
        datetime: UtcDateTime,
        dict[str, Any]: JSON(none_as_null=True),
    }

"""Take everything about faces out of the database, and its bytes out of the file."""

from sqlalchemy import Connection, Engine, delete, update

from faceapp.core.errors import Code, UserError
from faceapp.stores import schema

# Children first: a face with a decision cannot go before the decision.
_TABLES: tuple[type[schema.Base], ...] = (
    schema.Assignment,
    schema.FaceGroup,
    schema.Unlike,
    schema.PersonReference,
    schema.JournalEntry,
    schema.Person,
    schema.FaceVector,
    schema.Face,
    schema.Analysis,
    schema.IndexMark,
    schema.IndexChange,
    schema.Engine,
    schema.NameProposal,
    schema.LocationAlbum,
    schema.Album,
    schema.Location,
    schema.DistinctPictures,
    schema.AssetCopy,
    schema.AssetSketch,
    schema.Asset,
    schema.RemovedPlace,
    schema.Job,
)
# Readers of a window ask for moments; one that goes on longer is another program.
_PATIENCE_MS = 5_000


def erase_faces(connection: Connection) -> None:
    """Delete all rows but those of sources, which begin anew, in the open transaction."""
    for table in _TABLES:
        connection.execute(delete(table))
    connection.execute(update(schema.Source).values(cursor={}, passes=0, updated_at=None))


def scrub(engine: Engine) -> None:
    """Write the file anew without what was deleted, and empty the write-ahead log.

    Deleting a row leaves its bytes in the file until they happen to be overwritten. Raises
    UserError if somebody keeps reading the old state.
    """
    with engine.connect() as connection:
        connection.exec_driver_sql("VACUUM")
    if not empty_log(engine):
        raise UserError(Code.DATA_FOLDER_LOCKED, pid="?", purpose="writing")


def empty_log(engine: Engine) -> bool:
    """Move all that was written into the file; False if somebody keeps reading the old state."""
    with engine.connect() as connection:
        usual = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
        connection.exec_driver_sql(f"PRAGMA busy_timeout={_PATIENCE_MS}")
        try:
            is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        finally:  # the pool keeps the connection
            connection.exec_driver_sql(f"PRAGMA busy_timeout={usual}")
    return not is_busy

"""What lies in the library: photos and faces, filtered."""

from dataclasses import dataclass

from faceapp.core.errors import Code, UserError
from faceapp.core.records import FaceInfo, PhotoInfo
from faceapp.stores.database import Database
from faceapp.stores.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class PhotoFilter:
    """Which photos to list; the three states exclude one another."""

    no_faces: bool = False
    failed: bool = False
    missing: bool = False
    source: str | None = None
    album: str | None = None

    @property
    def state(self) -> str | None:
        """The state asked for. Raises UserError if there is more than one."""
        names = ("no_faces", "failed", "missing")
        wanted = [name for name in names if getattr(self, name)]
        if len(wanted) > 1:
            options = " / ".join(f"--{name.replace('_', '-')}" for name in wanted)
            raise UserError(Code.USAGE, reason=f"{options}.")
        return wanted[0] if wanted else None


@dataclass(frozen=True)
class Answering:
    """The engine that answers; some engine has looked at `photos`, the chosen one at `seen`.

    The former answers, unless it was `unopened` because of `failure`.
    """

    engine: str
    seen: int = 0
    photos: int = 0
    unopened: str = ""
    failure: UserError | None = None


@dataclass(frozen=True)
class LibraryService:
    """Reads; works beside a writing process."""

    database: Database

    def photos(self, wanted: PhotoFilter, limit: int | None) -> tuple[list[PhotoInfo], int]:
        """The first `limit` photos and how many there are in all. Raises UserError."""
        with self.database.read() as unit:
            sources = unit.sources.resolve(wanted.source) if wanted.source else None
            albums = unit.sources.albums_called(wanted.album, sources) if wanted.album else None
            return unit.photos.list(wanted.state, sources, albums=albums, limit=limit)

    def faces(
        self, engine: str, photo: int | None, limit: int | None
    ) -> tuple[list[FaceInfo], int]:
        """Faces as the engine of that name saw them, of one photo or of all. Raises UserError."""
        with self.database.read() as unit:
            if photo is not None and unit.photos.get(photo) is None:
                raise UserError(Code.UNKNOWN_PHOTO, photo=photo)
            engine_id = newest_engine(unit, engine)
            if engine_id is None:
                return [], 0
            return unit.faces.list(engine_id, photo_id=photo, limit=limit)

    def answering(self, chosen: str) -> Answering:
        """Which engine's vectors answer: the chosen one's, unless another has seen more photos.

        So a change of engine shows when the new one has seen everything, and hides nothing before.
        """
        with self.database.read() as unit:
            engines = unit.engines.list()
            if {engine.name for engine in engines} <= {chosen}:
                return Answering(chosen)
            photos = unit.engines.coverage()
        newest = {engine.name: photos.get(engine.id, 0) for engine in engines}
        most = max(newest, key=lambda name: (newest[name], name == chosen), default=chosen)
        return Answering(most, newest.get(chosen, 0), newest.get(most, 0))


def newest_engine(unit: UnitOfWork, name: str) -> int | None:
    """The latest engine of that name in the library: reading its faces needs none of its models.

    None in a library that no engine has seen; raises UserError if only others have.
    """
    engines = unit.engines.list()
    numbers = [engine.id for engine in engines if engine.name == name]
    if engines and not numbers:
        raise UserError(Code.LIBRARY_EMPTY, engine=name)
    return numbers[-1] if numbers else None

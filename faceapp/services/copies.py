"""One photo in many places: what its copies take, and pictures that were put together wrongly."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass

from faceapp.core.errors import Code, FaceAppError, UserError
from faceapp.core.records import PhotoInfo, Place
from faceapp.services.drafting import Decision, Draft
from faceapp.stores.database import Database


@dataclass(frozen=True)
class Duplicate:
    """A photo in several `places`, which take `spare` bytes beside the largest one."""

    photo: PhotoInfo
    places: Sequence[Place]
    spare: int


@dataclass(frozen=True)
class Duplicates:
    """Those that take most first; `total` photos have copies, which take `spare` bytes."""

    photos: Sequence[Duplicate]
    total: int
    spare: int


@dataclass(frozen=True)
class CopyService:
    """Reads copies and takes them apart; `find_faces` looks at a photo as a scan does."""

    reading: Database
    writing: Callable[[], AbstractContextManager[Database]]
    find_faces: Callable[[int], object]

    def duplicates(self, limit: int | None) -> Duplicates:
        """The photos that lie in several places."""
        with self.reading.read() as unit:
            ids, _, spare = unit.copies.spare()
            order = spare.argsort(kind="stable")[::-1][:limit]
            rows = [
                (
                    unit.photos.get(int(ids[row])),
                    unit.details.places(int(ids[row])),
                    int(spare[row]),
                )
                for row in order
            ]
        photos = [Duplicate(photo, places, size) for photo, places, size in rows if photo]
        return Duplicates(photos, len(ids), int(spare.sum()))

    def separate_place(self, photo: int, locator: str) -> Decision:
        """The same as `separate` for what lies at a place. Raises UserError."""
        with self.reading.read() as unit:
            if unit.photos.get(photo) is None:
                raise UserError(Code.UNKNOWN_PHOTO, photo=photo)
            places = unit.details.places(photo)
        copies = [place.copy_sha256 for place in places if place.locator == locator]
        if not copies or copies[0] is None:
            known = ", ".join(place.locator for place in places if place.copy_sha256)
            raise UserError(Code.NOT_A_COPY, place=locator, known=known)
        return self.separate(photo, copies[0])

    def separate(self, photo: int, sha256: str) -> Decision:
        """Say that bytes are no copy of a photo but another one, for ever. Raises UserError.

        Its faces are looked for at once if it can be read, else by the next scan.
        """
        with self.writing() as database, database.write() as unit:
            draft = Draft(unit)
            number = draft.separate(photo, sha256)
            decision = draft.commit(Decision("separate", photo=photo))
        with suppress(FaceAppError):
            self.find_faces(number)
        return decision

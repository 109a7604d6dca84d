"""What would become of names with another engine: looked at before anything is changed."""

from dataclasses import dataclass

from faceapp.core.errors import FaceAppError
from faceapp.core.gallery import PhotoTile
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.ports import Engine
from faceapp.core.types import FaceBox
from faceapp.pipeline.flow import parallel_map
from faceapp.services.originals import Originals
from faceapp.stores.database import Database
from faceapp.stores.matching import pair


@dataclass(frozen=True)
class NameCheck:
    """Of the names that were given, `kept` ones go over to the engine's faces by themselves.

    `uncertain` are named faces that it does not find: the name stays with the face, which only the
    former engine can compare. `unseen` are on photos that cannot be read now, and stay as they
    are. No name is ever deleted by a scan.
    """

    kept: int
    uncertain: tuple[int, ...]
    unseen: tuple[int, ...]


@dataclass(frozen=True)
class NameChecker:
    """Looks at the photos of named faces with an engine; writes nothing."""

    reading: Database
    originals: Originals
    workers: int

    def check(self, engine: Engine, token: CancelToken, report: Report) -> NameCheck:
        """Find out. Raises UserError, FatalError, Cancelled."""
        photos = self._photos()
        counts: dict[bool | None, list[int]] = {True: [], False: [], None: []}
        looked = parallel_map(
            lambda photo: self._look(engine, *photo),
            photos,
            workers=self.workers,
            ahead=self.workers,
            token=token,
        )
        for done, faces in enumerate(looked, 1):
            for face, is_found in faces.items():
                counts[is_found].append(face)
            report(Progress(done, len(photos)))
        token.raise_if_cancelled()
        return NameCheck(len(counts[True]), tuple(counts[False]), tuple(counts[None]))

    def _photos(self) -> list[tuple[PhotoTile, dict[int, FaceBox]]]:
        """Every photo with a named face, and the boxes of those."""
        with self.reading.read() as unit:
            named = set(unit.people.assignments("confirmed")[0].tolist())
            places = unit.faces.places(sorted(named))
            ids = sorted({photo for photo, _ in places.values()})
            boxes = unit.exchange.boxes(ids)
            return [
                (tile, _named(boxes.get(tile.id, {}), named)) for tile in unit.gallery.tiles(ids)
            ]

    def _look(
        self, engine: Engine, photo: PhotoTile, faces: dict[int, FaceBox]
    ) -> dict[int, bool | None]:
        """For each face whether the engine finds it; None where the photo cannot be looked at."""
        try:
            image = self.originals.decode(photo)
        except FaceAppError:
            return dict.fromkeys(faces)
        boxes = [found.box for found in engine.detector.detect(image)]
        known = pair(list(faces.values()), boxes).values()
        return {face: place in known for place, face in enumerate(faces)}


def _named(boxes: dict[int, FaceBox], named: set[int]) -> dict[int, FaceBox]:
    return {face: box for face, box in boxes.items() if face in named}

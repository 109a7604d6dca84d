"""Names of faces in XMP beside photos and in them: written for other programs, read from them."""

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.exchange import Exported, Imported
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.regions import Region, distinct, region, swaps_sides
from faceapp.core.types import FaceBox
from faceapp.imaging.decode import read_orientation
from faceapp.imaging.formats import is_raw_name
from faceapp.imaging.xmp_packet import MOST_BYTES, read_packet
from faceapp.imaging.xmp_regions import FoundRegions, read_regions, with_regions
from faceapp.paths import unwritable
from faceapp.services.drafting import Draft
from faceapp.services.naming import Wish, commit, confirm
from faceapp.services.originals import Originals
from faceapp.services.small_file import read_small
from faceapp.stores.database import Database
from faceapp.stores.exchange import PhotoPlace
from faceapp.stores.matching import pair


@dataclass(frozen=True)
class RegionExchange:
    """Photo files are only read; of sidecars, only the regions that are meant change."""

    reading: Database
    writing: Callable[[], AbstractContextManager[Database]]
    originals: Originals

    def write(self, below: Path, token: CancelToken, report: Report) -> Exported:
        """Name all confirmed faces of the photos in a folder in sidecars, `photo.jpg.xmp`.

        Raises UserError, FatalError, Cancelled; the sidecars written until then stay.
        """
        summary = Exported()
        with self.reading.read() as unit:
            named: dict[int, list[tuple[str, FaceBox]]] = defaultdict(list)
            for face in unit.exchange.named_faces():
                named[face.photo].append((face.name, face.box))
            places = [place for place in unit.exchange.places() if place.photo in named]
        summary.no_place = len(named.keys() - {place.photo for place in places})
        inside = _below(places, below)
        names: set[str] = set()
        for place in _reported(inside, token, report):
            try:
                summary.files += self._write(place, named[place.photo], summary)
            except (ItemError, UserError) as error:
                summary.note(place.ref.locator, error.code, **error.details)
                continue
            names.update(name for name, _ in named[place.photo])
            summary.faces += len(named[place.photo])
        summary.people = len(names)
        return summary

    def read(self, below: Path, token: CancelToken, report: Report) -> Imported:
        """Confirm the faces that files in a folder name, of photos the library knows.

        Raises UserError, FatalError, Cancelled; one decision in the journal, or none.
        """
        summary = Imported()
        with self.reading.read() as unit:
            places = _below(unit.exchange.places(), below)
        found: list[tuple[PhotoPlace, Sequence[Region]]] = []
        for place in _reported(places, token, report):
            try:
                if regions := self._read(place, summary):
                    found.append((place, regions))
            except (ItemError, UserError) as error:
                summary.note(place.ref.locator, error.code, **error.details)
        if found:
            with self.writing() as database, database.write() as unit:
                boxes = unit.exchange.boxes([place.photo for place, _ in found])
                draft = Draft(unit)
                wishes = [
                    wish
                    for place, regions in found
                    for wish in _matched(place, regions, boxes.get(place.photo, {}), summary)
                ]
                summary.changed = commit(draft, confirm(draft, wishes, summary))
        return summary

    def _write(
        self, place: PhotoPlace, named: Sequence[tuple[str, FaceBox]], summary: Exported
    ) -> bool:
        """Whether there was something to write. Raises ItemError, UserError, FatalError."""
        sidecar = _sidecar(Path(place.ref.locator))
        known = _content(sidecar)
        orientation = self._orientation(place)
        width, height = place.width, place.height
        regions: Sequence[Region] = [region(name, box, width, height) for name, box in named]
        try:
            size = read_regions(known).size if known else None
            turn = _turn(size, orientation, place)
            if known is None:  # a program that reads it looks for regions nowhere else
                regions = distinct([*regions, *_embedded(place, orientation)])
            content = with_regions(
                known,
                [each.stored(turn) for each in regions],
                *((height, width) if swaps_sides(turn) else (width, height)),
            )
        except ValueError as error:
            raise ItemError(Code.SIDECAR_INVALID, name=sidecar.name) from error
        if content == known:
            summary.unchanged += 1
            return False
        _replace(sidecar, content, Path(place.ref.locator))
        return True

    def _read(self, place: PhotoPlace, summary: Imported) -> Sequence[Region]:
        """All that is named on a photo, upright; sidecars before what the file itself says."""
        found = []
        for name, packet in _packets(Path(place.ref.locator)):
            try:
                found.append(read_regions(packet))
            except ValueError:
                summary.note(place.ref.locator, Code.SIDECAR_INVALID, name=name)
        if not any(each.regions for each in found):
            return []
        orientation = self._orientation(place)
        return distinct(each for one in found for each in _upright(one, orientation, place))

    def _orientation(self, place: PhotoPlace) -> int:
        data = self.originals.read_at(place.root, place.ref)
        return read_orientation(data, name=place.ref.name)


def _embedded(place: PhotoPlace, orientation: int) -> list[Region]:
    """What the photo file itself names, upright. Raises ItemError."""
    packet = _packet(Path(place.ref.locator))
    with suppress(ValueError):  # garbled: then nobody can read it
        return _upright(read_regions(packet), orientation, place) if packet else []
    return []


def _upright(found: FoundRegions, orientation: int, place: PhotoPlace) -> list[Region]:
    turn = _turn(found.size, orientation, place)
    return [each.upright(turn) for each in found.regions]


def _turn(size: tuple[float, float] | None, orientation: int, place: PhotoPlace) -> int:
    """The orientation between regions and the upright photo.

    Regions are of the stored picture; but a writer who says that the picture he saw is as wide as
    the upright one has turned it before.
    """
    if size is None or not swaps_sides(orientation):
        return orientation
    seen, upright = size[0] / size[1], place.width / place.height
    return 1 if abs(seen - upright) < abs(seen - 1 / upright) else orientation


def _matched(
    place: PhotoPlace, regions: Sequence[Region], boxes: dict[int, FaceBox], summary: Imported
) -> Iterator[Wish]:
    faces = list(boxes)
    wanted = [each.box(place.width, place.height) for each in regions]
    pairs = pair(list(boxes.values()), wanted) if faces else {}
    summary.unmatched += len(regions) - len(pairs)
    for position, face in pairs.items():
        yield Wish(faces[face], regions[position].name, place.ref.locator)


def _below(places: Sequence[PhotoPlace], folder: Path) -> list[PhotoPlace]:
    """Those in a folder, or the one that is meant itself. Raises UserError."""
    root = os.path.normpath(folder.absolute())
    if not os.path.lexists(root):
        raise UserError(Code.PATH_NOT_FOUND, path=str(folder))
    inside = root.rstrip(os.sep) + os.sep
    return [
        place
        for place in places
        if place.ref.locator == root or place.ref.locator.startswith(inside)
    ]


def _reported(
    places: Sequence[PhotoPlace], token: CancelToken, report: Report
) -> Iterator[PhotoPlace]:
    for done, place in enumerate(places):
        token.raise_if_cancelled()
        report(Progress(done, len(places)))
        yield place
    report(Progress(len(places), len(places)))


def _sidecar(photo: Path) -> Path:
    """Where to write: for a raw photo into Adobe's `photo.xmp`, if there is only that one."""
    usual, adobe = photo.with_name(f"{photo.name}.xmp"), photo.with_suffix(".xmp")
    is_adobes = is_raw_name(photo.name) and adobe.exists() and not usual.exists()
    return adobe if is_adobes else usual


def _packets(photo: Path) -> Iterator[tuple[str, bytes]]:
    """Every packet about a photo, with the name of its file. Raises ItemError."""
    for sidecar in (photo.with_name(f"{photo.name}.xmp"), photo.with_suffix(".xmp")):
        content = _content(sidecar)
        if content is not None:
            yield sidecar.name, content
    packet = _packet(photo)
    if packet is not None:
        yield photo.name, packet


def _packet(photo: Path) -> bytes | None:
    """What a photo file itself says. Raises ItemError."""
    try:
        if not photo.is_file():  # a pipe in its place would be waited for
            raise ItemError(Code.VANISHED)
        with photo.open("rb") as file:
            return read_packet(file)
    except OSError as error:
        raise ItemError(Code.UNREADABLE, reason=error.strerror or "") from error


def _content(sidecar: Path) -> bytes | None:
    """What a sidecar holds; None if there is none, or nothing in it. Raises ItemError."""
    return read_small(sidecar, MOST_BYTES) or None


def _replace(sidecar: Path, content: bytes, photo: Path) -> None:
    """Write whole or not at all; who may read the photo may read it. Raises UserError."""
    try:
        is_known = sidecar.exists()
        mode = (sidecar if is_known else photo).stat().st_mode & 0o666
        descriptor, name = tempfile.mkstemp(prefix=".faceapp-", dir=sidecar.parent)
        neighbour = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                if is_known:  # there is something to lose in a power cut; it takes 3 of 4 ms
                    file.flush()
                    os.fsync(file.fileno())
            neighbour.chmod(mode)
            neighbour.replace(sidecar)
        finally:
            neighbour.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(sidecar, error, Code.EXPORT_UNWRITABLE) from error

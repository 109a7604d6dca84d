"""Photos out of the library into a folder: copies, faces cut out, photos with boxes and names."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import numpy as np
import simplejpeg  # type: ignore[import-untyped]

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.gallery import PhotoTile
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.records import FaceInfo
from faceapp.core.types import FaceBox, Image
from faceapp.paths import unwritable
from faceapp.services.export_log import ExportLog
from faceapp.services.library import newest_engine
from faceapp.services.originals import Originals
from faceapp.services.scan import ScanFailure
from faceapp.stores.database import Database

# Drawn by the window: Qt has the fonts for names in any script.
Annotate = Callable[[Image, Sequence[FaceInfo]], Image]

_QUALITY = 92
# Beside a face, on each side, a share of its width: enough for hair and chin.
_MARGIN = 0.35
_ROWS_AT_ONCE = 500


@dataclass
class ExportSummary:
    """What came of an export: photos read, files written, and which photos could not be used."""

    folder: Path
    photos: int = 0
    files: int = 0
    failures: list[ScanFailure] = field(default_factory=list)
    cancelled: bool = False


@dataclass(frozen=True)
class PhotoExport:
    """Writes files that appear whole or not at all, and never over one that is there."""

    database: Database
    originals: Originals
    engine: str
    log: ExportLog

    def copies(
        self, photos: Sequence[int], folder: Path, token: CancelToken, report: Report
    ) -> ExportSummary:
        """Copy the files, with their times. Raises UserError, FatalError."""

        def copy(photo: PhotoTile) -> int:
            write_free(folder / photo.name, self.originals.read(photo), photo.mtime_ns)
            return 1

        return self._each(photos, folder, copy, token, report)

    def faces(
        self, photos: Sequence[int], folder: Path, token: CancelToken, report: Report
    ) -> ExportSummary:
        """Cut out every face, as `NAME face 2.jpg`. Raises UserError, FatalError."""

        def cut(photo: PhotoTile) -> int:
            faces = self._faces(photo)
            if not faces:
                return 0
            image = self.originals.decode(photo)
            for number, face in enumerate(faces, 1):
                target = folder / f"{Path(photo.name).stem} face {number}.jpg"
                write_free(target, as_jpeg(cut_out(image, face.box)), photo.mtime_ns)
            return len(faces)

        return self._each(photos, folder, cut, token, report)

    def annotated(
        self,
        photos: Sequence[int],
        folder: Path,
        annotate: Annotate,
        token: CancelToken,
        report: Report,
    ) -> ExportSummary:
        """Draw boxes and names on copies. Raises UserError, FatalError."""

        def draw(photo: PhotoTile) -> int:
            drawn = annotate(self.originals.decode(photo), self._faces(photo))
            write_free(folder / f"{Path(photo.name).stem}.jpg", as_jpeg(drawn), photo.mtime_ns)
            return 1

        return self._each(photos, folder, draw, token, report)

    def _each(
        self,
        photos: Sequence[int],
        folder: Path,
        work: Callable[[PhotoTile], int],
        token: CancelToken,
        report: Report,
    ) -> ExportSummary:
        _check_folder(folder)
        self.log.note(folder)
        summary = ExportSummary(folder)
        for done, photo in enumerate(self._tiles(photos)):
            report(Progress(done, len(photos)))
            if token.is_cancelled:
                summary.cancelled = True
                return summary
            try:
                summary.files += work(photo)
                summary.photos += 1
            except ItemError as error:
                summary.failures.append(ScanFailure(photo.path, error.code, error.details))
        report(Progress(len(photos), len(photos)))
        return summary

    def _tiles(self, photos: Sequence[int]) -> Iterator[PhotoTile]:
        for start in range(0, len(photos), _ROWS_AT_ONCE):
            with self.database.read() as unit:
                tiles = unit.gallery.tiles(photos[start : start + _ROWS_AT_ONCE])
            yield from tiles

    def _faces(self, photo: PhotoTile) -> list[FaceInfo]:
        with self.database.read() as unit:
            return list(unit.faces.of_photos(newest_engine(unit, self.engine), [photo.id]))


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise UserError(Code.PATH_NOT_FOUND, path=str(folder))


def cut_out(image: Image, box: FaceBox) -> Image:
    """The face with some surroundings, as far as they are on the photo; at least one pixel."""
    height, width = image.shape[:2]
    margin = _MARGIN * max(box.width, box.height)
    left = min(max(0, round(box.x - margin)), width - 1)
    top = min(max(0, round(box.y - margin)), height - 1)
    right = max(left + 1, round(box.x + box.width + margin))
    bottom = max(top + 1, round(box.y + box.height + margin))
    return image[top:bottom, left:right]


def as_jpeg(image: Image) -> bytes:
    """A file of good quality of (H, W, 3) RGB."""
    jpeg: bytes = simplejpeg.encode_jpeg(
        np.ascontiguousarray(image), quality=_QUALITY, colorspace="RGB", colorsubsampling="420"
    )
    return jpeg


def write_free(wanted: Path, content: bytes, mtime_ns: int) -> None:
    """Write beside it, then take the first free name. Raises UserError, FatalError."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=".faceapp-", dir=wanted.parent)
        neighbour = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            os.utime(neighbour, ns=(mtime_ns, mtime_ns))
            neighbour.chmod(0o644)
            neighbour.replace(_free_name(wanted))
        finally:
            neighbour.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(wanted.parent, error, Code.EXPORT_UNWRITABLE) from error


def _free_name(wanted: Path) -> Path:
    """The first of `a.jpg`, `a (2).jpg`, … that nobody has, taken with an empty file."""
    for number in count(1):
        target = wanted if number == 1 else wanted.with_stem(f"{wanted.stem} ({number})")
        with suppress(FileExistsError):
            target.touch(0o644, exist_ok=False)
            return target
    raise AssertionError

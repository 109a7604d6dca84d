"""Measure engines on labelled photos, and fit their figures."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from faceapp.core.alignment import ARCFACE
from faceapp.core.calibrating import UNKNOWN_PERSON, LabelledFaces, fit_calibration
from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.ports import CentredEmbedder, Engine
from faceapp.core.types import Image
from faceapp.imaging.chips import cut_chip
from faceapp.imaging.decode import decode


@dataclass(frozen=True)
class LabelledPhoto:
    """A photo file and whose it is; `person` None: everybody on it is somebody else.

    People of different `gatherings` are different people; named people make up gathering 0.
    """

    path: Path
    person: str | None
    is_aligned: bool = False
    gathering: int = 0


@dataclass(frozen=True)
class LabService:
    """Fits the figures of one engine."""

    engine: Engine

    def calibrate(self, profile: str, photos: Sequence[LabelledPhoto]) -> dict[str, object]:
        """Fit the per-cent scale; return what a file of `resources/calibration` holds.

        Raises UserError if the photos hold too few faces.
        """
        faces = labelled_faces(self.engine, photos)
        scale = fit_calibration(profile, faces, datetime.now(UTC).date().isoformat())
        embedder, detector = self.engine.embedder, self.engine.detector
        key = {"embedder_sha256": embedder.sha256, "detector": detector.family}
        return key | asdict(scale)

    def fit_mean(self, photos: Sequence[LabelledPhoto]) -> dict[str, object]:
        """Average the descriptors of all faces; return what `resources/engines` holds.

        Raises UserError if the engine takes no mean away or there is no face.
        """
        embedder = self.engine.embedder
        if not isinstance(embedder, CentredEmbedder):
            raise UserError(Code.USAGE, reason=f"--engine {self.engine.name}.")
        chips = [chip for own in _all_chips(self.engine, photos) for chip in own]
        if not chips:
            raise UserError(Code.TOO_FEW_FACES, pairs=0)
        mean = embedder.describe(chips).mean(axis=0, dtype=np.float64)
        return {
            "fitted": datetime.now(UTC).date().isoformat(),
            "faces": len(chips),
            "mean": [round(float(value), 6) for value in mean],
        }


def labelled_photos(
    people: Iterable[Path],
    crowds: Iterable[Path],
    aligned: Iterable[Path],
    without: Collection[str],
) -> list[LabelledPhoto]:
    """Photos of folders with one sub-folder per person, of crowds, and of aligned crops.

    `without` names people to leave out, so that they can be tested on. Raises UserError.
    """
    photos = [
        LabelledPhoto(file, file.parent.name, is_aligned)
        for folders, is_aligned in ((people, False), (aligned, True))
        for folder in folders
        for file in _files(folder)
        if file.parent.name not in without
    ]
    return photos + [
        LabelledPhoto(file, None, gathering=number)
        for number, place in enumerate(crowds, 1)
        for file in _files(place)
    ]


def labelled_faces(engine: Engine, photos: Sequence[LabelledPhoto]) -> LabelledFaces:
    """Embed the largest face of a person's photo, every face of a crowd; unreadable ones not."""
    names = {name: number for number, name in enumerate(sorted({p.person or "" for p in photos}))}
    chips = _all_chips(engine, photos)
    rows = [
        (UNKNOWN_PERSON if photo.person is None else names[photo.person], number, photo.gathering)
        for number, (photo, own) in enumerate(zip(photos, chips, strict=True))
        for _ in own
    ]
    vectors = engine.embedder.embed([chip for own in chips for chip in own])
    people, numbers, gatherings = np.array(rows, np.int64).reshape(-1, 3).T
    return LabelledFaces(vectors, people, numbers, gatherings)


def _files(place: Path) -> list[Path]:
    if not place.exists():
        raise UserError(Code.PATH_NOT_FOUND, path=str(place))
    inside = sorted(place.rglob("*")) if place.is_dir() else [place]
    return [path for path in inside if path.is_file()]


def _all_chips(engine: Engine, photos: Sequence[LabelledPhoto]) -> list[list[Image]]:
    """The chips of each photo; a photo with the bytes of an earlier one has none."""
    seen: set[bytes] = set()
    with ThreadPoolExecutor() as pool:
        digests = pool.map(_digest, photos)
        fresh = [_is_first(digest, seen) for digest in digests]
        work = zip(photos, fresh, strict=True)
        return list(pool.map(lambda item: _chips(engine, item[0]) if item[1] else [], work))


def _digest(photo: LabelledPhoto) -> bytes | None:
    """What tells its bytes from others'; None if they cannot be read."""
    try:
        return hashlib.sha256(photo.path.read_bytes()).digest()
    except OSError:
        return None


def _is_first(digest: bytes | None, seen: set[bytes]) -> bool:
    if digest is None or digest in seen:
        return False
    seen.add(digest)
    return True


def _chips(engine: Engine, photo: LabelledPhoto) -> list[Image]:
    try:
        image = decode(photo.path.read_bytes(), name=photo.path.name).pixels
    except ItemError:
        return []
    template = engine.embedder.template
    if photo.is_aligned:
        # A black edge on every crop would make strangers alike; a mirrored one varies as they do.
        return [cut_chip(image, ARCFACE.points, template, border="reflect")]
    faces = engine.detector.detect(image)
    if photo.person is not None:
        faces = sorted(faces, key=lambda face: -face.box.area)[:1]
    return [cut_chip(image, face.landmarks, template) for face in faces]

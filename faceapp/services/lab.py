"""Measure engines on labelled photos, and fit their figures."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from faceapp.core.alignment import ARCFACE
from faceapp.core.calibrating import UNKNOWN_PERSON, LabelledFaces, fit_calibration
from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.ports import Engine
from faceapp.core.similarity import Calibration
from faceapp.core.types import Image
from faceapp.imaging.chips import cut_chip
from faceapp.imaging.decode import decode


@dataclass(frozen=True)
class LabelledPhoto:
    """A photo file and whose it is; `person` None: everybody on it is somebody else."""

    path: Path
    person: str | None
    is_aligned: bool = False


@dataclass(frozen=True)
class LabService:
    """Fits the figures of one engine."""

    engine: Engine

    def calibrate(self, profile: str, photos: Sequence[LabelledPhoto]) -> Calibration:
        """Fit the per-cent scale. Raises UserError if the photos hold too few faces."""
        faces = labelled_faces(self.engine, photos)
        try:
            return fit_calibration(profile, faces, datetime.now(UTC).date().isoformat())
        except ValueError as error:
            raise UserError(Code.TOO_FEW_FACES, reason=str(error)) from error


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
    return photos + [LabelledPhoto(file, None) for folder in crowds for file in _files(folder)]


def labelled_faces(engine: Engine, photos: Sequence[LabelledPhoto]) -> LabelledFaces:
    """Embed the largest face of a person's photo, every face of a crowd; unreadable ones not."""
    names = {name: number for number, name in enumerate(sorted({p.person or "" for p in photos}))}
    seen: set[str] = set()
    fresh = [photo for photo in photos if _is_new(photo.path, seen)]
    with ThreadPoolExecutor() as pool:
        chips = list(pool.map(lambda photo: _chips(engine, photo), fresh))
    rows = [
        (UNKNOWN_PERSON if photo.person is None else names[photo.person], number)
        for number, (photo, own) in enumerate(zip(fresh, chips, strict=True))
        for _ in own
    ]
    vectors = engine.embedder.embed([chip for own in chips for chip in own])
    people, numbers = np.array(rows, np.int64).reshape(-1, 2).T
    return LabelledFaces(vectors, people, numbers)


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise UserError(Code.PATH_NOT_FOUND, path=str(folder))
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _is_new(path: Path, seen: set[str]) -> bool:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    known = digest in seen
    seen.add(digest)
    return not known


def _chips(engine: Engine, photo: LabelledPhoto) -> list[Image]:
    try:
        image = decode(photo.path.read_bytes(), name=photo.path.name).pixels
    except ItemError:
        return []
    template = engine.embedder.template
    if photo.is_aligned:
        # A black edge on every crop would make strangers alike; a mirrored one is as varied as they.
        return [cut_chip(image, ARCFACE.points, template, border="reflect")]
    faces = engine.detector.detect(image)
    if photo.person is not None:
        faces = sorted(faces, key=lambda face: -face.box.area)[:1]
    return [cut_chip(image, face.landmarks, template) for face in faces]

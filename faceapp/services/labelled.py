"""Labelled photos to fit an engine's figures on: people, crowds, aligned crops."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from faceapp.core.calibrating import UNKNOWN_PERSON, LabelledFaces
from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.ports import Engine
from faceapp.core.types import Image
from faceapp.imaging.decode import decode
from faceapp.pipeline.stages import align
from faceapp.services.enrolment import cut_aligned, cut_largest


@dataclass(frozen=True)
class LabelledPhoto:
    """A photo file and whose it is; `person` None: everybody on it is somebody else.

    People of different `gatherings` are different people; named people make up gathering 0.
    """

    path: Path
    person: str | None
    is_aligned: bool = False
    gathering: int = 0


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
    chips = all_chips(engine, photos)
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


def all_chips(engine: Engine, photos: Sequence[LabelledPhoto]) -> list[list[Image]]:
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
    if photo.is_aligned:
        return [cut_aligned(engine, image)]
    if photo.person is not None:
        chip = cut_largest(engine, image)
        return [] if chip is None else [chip]
    return [face.chip for face in align(image, engine.detector.detect(image), engine)]

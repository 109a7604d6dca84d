"""One face of each labelled photo, embedded: the photos are opened once, the faces in batches."""

import math
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceapp.core.alignment import ARCFACE
from faceapp.core.errors import Code, ItemError
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.ports import Engine
from faceapp.core.scored_pairs import Bools
from faceapp.core.types import Detection, Floats, Image
from faceapp.imaging.borders import add_border
from faceapp.imaging.chips import cut_chip
from faceapp.imaging.decode import decode
from faceapp.pipeline.flow import parallel_map
from faceapp.pipeline.stages import MOST_CHIPS

_AHEAD_PHOTOS = 64
# What an array stands for depends on how far it is: a chip, then a vector. None: no face.
_Chip = NDArray[Any] | ItemError | None


class Framing(StrEnum):
    """What a photo shows.

    WHOLE: a photo, whose largest face is meant. ALIGNED: a face in the ArcFace pose, embedded
    without a detector. REFLECT, BLACK: a tight crop, which goes through the whole pipeline with
    such a border around it; the face nearest the centre is meant.
    """

    WHOLE = "whole"
    ALIGNED = "aligned"
    REFLECT = "reflect"
    BLACK = "black"


@dataclass(frozen=True, eq=False)
class Enrolment:
    """(N, D) unit vectors of N photos; zero and not `enrolled` where no face could be embedded.

    `unreadable` of them could not even be decoded. `seconds` is the wall time of the whole pass.
    """

    vectors: Floats
    enrolled: Bools
    unreadable: int
    seconds: float


@dataclass(frozen=True)
class Enroller:
    """Embeds one face per photo, `workers` photos at a time."""

    engine: Engine
    framing: Framing
    workers: int

    def __call__(self, photos: Sequence[Path], token: CancelToken, report: Report) -> Enrolment:
        """Enrol all photos in their order. Raises Cancelled."""
        start = time.monotonic()
        vectors = np.zeros((len(photos), self.engine.embedder.dimension), np.float32)
        done = unreadable = 0
        chips = parallel_map(
            self._chip, photos, workers=self.workers, ahead=_AHEAD_PHOTOS, token=token
        )
        batches = _batches(chips, MOST_CHIPS[self.engine.device])
        for found in parallel_map(
            self._embedded, batches, workers=self.workers, ahead=self.workers, token=token
        ):
            token.raise_if_cancelled()
            for vector in found:
                unreadable += isinstance(vector, ItemError)
                if isinstance(vector, np.ndarray):
                    vectors[done] = vector
                done += 1
            report(Progress(done, len(photos)))
        token.raise_if_cancelled()
        # A vector that is not finite is of no use, as if there were no face.
        enrolled: Bools = np.isfinite(vectors).all(axis=1) & (vectors != 0).any(axis=1)
        vectors[~enrolled] = 0
        return Enrolment(vectors, enrolled, unreadable, time.monotonic() - start)

    def _embedded(self, chips: Sequence[_Chip]) -> Sequence[_Chip]:
        """A vector in the place of each chip."""
        found = [chip for chip in chips if isinstance(chip, np.ndarray)]
        vectors = iter(self.engine.embedder.embed(found))
        return [next(vectors) if isinstance(chip, np.ndarray) else chip for chip in chips]

    def _chip(self, photo: Path) -> _Chip:
        try:
            image = decode(photo.read_bytes(), name=photo.name).pixels
        except ItemError as error:
            return error
        except OSError as error:
            return ItemError(Code.UNREADABLE, reason=error.strerror or "")
        match self.framing:
            case Framing.WHOLE:
                return cut_largest(self.engine, image)
            case Framing.ALIGNED:
                return cut_aligned(self.engine, image)
            case Framing.REFLECT:
                return _cut_central(self.engine, add_border(image, "reflect"))
            case Framing.BLACK:
                return _cut_central(self.engine, add_border(image, "black"))


def _batches(chips: Iterable[_Chip], size: int) -> Iterator[list[_Chip]]:
    remaining = iter(chips)
    return iter(lambda: list(islice(remaining, size)), [])


def cut_aligned(engine: Engine, image: Image) -> Image:
    """The chip of a face that is already in the ArcFace pose."""
    # A black edge on every crop would make strangers alike; a mirrored one varies as they do.
    return cut_chip(image, ARCFACE.points, engine.embedder.template, border="reflect")


def cut_largest(engine: Engine, image: Image) -> Image | None:
    """The chip of the largest face."""
    faces = engine.detector.detect(image)
    return _cut(engine, image, max(faces, key=lambda face: face.box.area, default=None))


def _cut_central(engine: Engine, image: Image) -> Image | None:
    faces = engine.detector.detect(image)
    return _cut(engine, image, min(faces, key=partial(_from_centre, image), default=None))


def _from_centre(image: Image, face: Detection) -> float:
    height, width = image.shape[:2]
    box = face.box
    return math.hypot(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2)


def _cut(engine: Engine, image: Image, face: Detection | None) -> Image | None:
    try:
        return None if face is None else cut_chip(image, face.landmarks, engine.embedder.template)
    except ValueError:  # landmarks in one point are no face
        return None

"""One photo on its way: read, decode, detect, align, embed."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from faceapp.core.errors import Code, ItemError
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.core.ports import Engine
from faceapp.core.quality import face_quality
from faceapp.core.types import (
    AnalysedPhoto,
    Detection,
    Face,
    FailedPhoto,
    Floats,
    Image,
    KnownPhoto,
    PhotoFacts,
    PhotoRef,
    PhotoResult,
)
from faceapp.imaging.chips import cut_chip
from faceapp.imaging.decode import decode
from faceapp.pipeline.flow import parallel_map

# Faces, or photos, that a GPU waits for.
CHIPS_WAITING, MOST_WAITING = 64, 32
# Faces of one call; between two calls a cancel is noticed. More fall out of a processor's caches:
# MobileFaceNet takes 11.7 ms a face by fours, 13.0 ms by thirty-twos.
MOST_CHIPS = {"cpu": 4, "cuda": 32, "tensorrt": 32}


@dataclass(frozen=True, eq=False)
class AlignedFace:
    """A detection with the chip that the embedder wants."""

    detection: Detection
    chip: Image


@dataclass(frozen=True, eq=False)
class PreparedPhoto:
    """A photo whose pixels are no longer needed: its faces are cut out."""

    ref: PhotoRef
    sha256: str
    facts: PhotoFacts
    faces: tuple[AlignedFace, ...]


Prepared = PreparedPhoto | KnownPhoto | FailedPhoto


@dataclass(frozen=True)
class Preparation:
    """What the first four stages need.

    `claim(sha256)` says whether this run must analyse these bytes; `keep_thumbnails` gets the
    decoded photo once, from the thread that decoded it. `finished_as` tells the SHA-256 of photos
    that need not be read, since the engine has finished these bytes.
    """

    read: Callable[[PhotoRef], bytes]
    claim: Callable[[str], bool]
    keep_thumbnails: Callable[[str, Image], None]
    engine: Engine
    max_megapixels: int
    finished_as: Callable[[PhotoRef], str | None] = lambda _: None

    def __call__(self, ref: PhotoRef) -> Prepared | None:
        """Read, decode, detect and align one photo; its own failures become a result.

        None if a cancel came in the middle of it: the next scan takes it up.
        """
        sha256 = self.finished_as(ref)
        if sha256:
            return KnownPhoto(ref, sha256)
        try:
            data = self.read(ref)
            sha256 = hashlib.sha256(data).hexdigest()
            if not self.claim(sha256):
                return KnownPhoto(ref, sha256)
            photo = decode(data, name=ref.name, max_megapixels=self.max_megapixels)
            del data
            self.keep_thumbnails(sha256, photo.pixels)
            faces = align(photo.pixels, self.engine.detector.detect(photo.pixels), self.engine)
            return PreparedPhoto(ref, sha256, photo.facts, faces)
        except ItemError as error:
            return FailedPhoto(ref, sha256, error.code, error.details)
        except Cancelled:
            return None


def align(image: Image, detections: Iterable[Detection], engine: Engine) -> tuple[AlignedFace, ...]:
    """Cut the engine's chip for each detection with a pose out of an upright RGB photo."""
    aligned = []
    for detection in detections:
        with suppress(ValueError):  # landmarks in one point are no face
            chip = cut_chip(image, detection.landmarks, engine.embedder.template)
            aligned.append(AlignedFace(detection, chip))
    return tuple(aligned)


def embed(
    aligned: Sequence[AlignedFace], engine: Engine, token: CancelToken | None = None
) -> list[Face]:
    """Embed all chips, some at a time, and grade them. Raises ItemError, and Cancelled between."""
    faces: list[Face] = []
    at_once = MOST_CHIPS[engine.device]
    for start in range(0, len(aligned), at_once):
        if token is not None:
            token.raise_if_cancelled()
        some = aligned[start : start + at_once]
        vectors = engine.embedder.embed([face.chip for face in some])
        faces += map(_graded, some, vectors)
    return faces


def _graded(face: AlignedFace, vector: Floats) -> Face:
    try:
        return Face(face.detection, face_quality(face.detection, face.chip), vector)
    except ValueError as error:  # NaN, or a zero vector
        raise ItemError(Code.ANALYSIS_FAILED, reason="broken_vectors") from error


def analysed(
    refs: Iterable[PhotoRef],
    prepare: Preparation,
    *,
    workers: int,
    ahead: int,
    token: CancelToken,
    has_room: Callable[[], bool] = lambda: True,
) -> Iterator[PhotoResult]:
    """All stages, `workers` photos at a time, in order.

    On a processor each worker embeds what it found: nothing waits for a batch, and no thread for
    the slowest of several that share a graph. A GPU gets faces of several photos together. Without
    room for what is read ahead just one photo is worked on.

    After a cancel photos whose faces would still have to be embedded are dropped: they are not
    finished, and the next scan takes them up.
    """
    in_parallel = partial(
        parallel_map, workers=workers, ahead=ahead, token=token, has_room=has_room
    )
    if prepare.engine.device != "cpu":
        yield from embedded(in_parallel(prepare, refs), prepare.engine, token)
        return

    def analyse(ref: PhotoRef) -> list[PhotoResult]:
        photo = prepare(ref)
        return _finished([photo], prepare.engine, token) if photo else []

    for results in in_parallel(analyse, refs):
        yield from results


def embedded(
    photos: Iterable[Prepared | None], engine: Engine, token: CancelToken
) -> Iterator[PhotoResult]:
    """Embed faces of several photos together; see `analysed`."""
    waiting: list[Prepared] = []
    for photo in photos:
        if photo is None:
            continue
        waiting.append(photo)
        if sum(map(_chips, waiting)) >= CHIPS_WAITING or len(waiting) >= MOST_WAITING:
            yield from _finished(waiting, engine, token)
            waiting = []
    yield from _finished(waiting, engine, token)


def _chips(photo: Prepared) -> int:
    return len(photo.faces) if isinstance(photo, PreparedPhoto) else 0


def _finished(photos: Sequence[Prepared], engine: Engine, token: CancelToken) -> list[PhotoResult]:
    prepared = [photo for photo in photos if isinstance(photo, PreparedPhoto)]
    try:
        faces = embed([face for photo in prepared for face in photo.faces], engine, token)
    except Cancelled:
        return _finished([photo for photo in photos if not _chips(photo)], engine, token)
    except ItemError as error:
        if len(photos) > 1:  # one photo's fault is not the others'
            return [result for photo in photos for result in _finished([photo], engine, token)]
        return [FailedPhoto(prepared[0].ref, prepared[0].sha256, error.code, error.details)]
    one_by_one = iter(faces)
    return [
        AnalysedPhoto(
            photo.ref, photo.sha256, photo.facts, tuple(next(one_by_one) for _ in photo.faces)
        )
        if isinstance(photo, PreparedPhoto)
        else photo
        for photo in photos
    ]

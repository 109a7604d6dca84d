"""Other ways to run the same weights: in smaller numbers, or with every face looked at twice."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from faceapp.core.engine_names import base_of, words_of
from faceapp.core.errors import Code, UserError
from faceapp.core.ports import Detector, Embedder
from faceapp.core.types import Floats, Image
from faceapp.ml import parity, precision
from faceapp.ml.parts import Part, open_detector, open_embedder
from faceapp.ml.precision import Int8Sessions
from faceapp.ml.providers import NewSession

VARIANTS = ("int8", "flip")
_FLIP_VERSION = 1
_INT8_DETECTORS = ("scrfd", "yunet", "retinaface")


@dataclass(frozen=True)
class Variant:
    """How the weights of an engine are run: in int8, with the vector of the mirrored face added."""

    int8: bool = False
    flip: bool = False

    @property
    def mark(self) -> str:
        """What it adds to an engine's identity: vectors of different variants never meet."""
        int8 = f" int8-{precision.VERSION}" if self.int8 else ""
        return int8 + (f" flip-{_FLIP_VERSION}" if self.flip else "")


def split_name(name: str) -> tuple[str, Variant]:
    """The parts of "ENGINE:int8:flip". Raises UserError for any other word behind the engine."""
    engine, words = base_of(name), words_of(name)
    if not set(words) <= set(VARIANTS):
        known = ", ".join(f"{engine}:{word}" for word in VARIANTS)
        raise UserError(Code.UNKNOWN_ENGINE, engine=name, known=known)
    return engine, Variant(**dict.fromkeys(words, True))


class FlippedEmbedder:
    """An `Embedder` that adds the vectors of a face and of its mirror image."""

    def __init__(self, embedder: Embedder) -> None:
        """Take the embedder to ask twice."""
        self._embedder = embedder
        self.name, self.sha256, self.identity = embedder.name, embedder.sha256, embedder.identity
        self.dimension, self.template = embedder.dimension, embedder.template

    def embed(self, chips: Sequence[Image]) -> Floats:
        """(N, dimension) float32 unit vectors of N RGB chips. Raises ItemError."""
        mirrored = [np.ascontiguousarray(chip[:, ::-1]) for chip in chips]
        vectors = self._embedder.embed(chips) + self._embedder.embed(mirrored)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors


def int8_embedder(part: Part, detector: Detector, cache: Path, new_session: NewSession) -> Embedder:
    """The embedder in int8, measured on the faces that `detector` finds on the stored photos.

    Raises UserError if it cannot be made.
    """

    def measure(new: NewSession) -> None:
        full = open_embedder(part, cache, new)
        full.embed(parity.chips_of(parity.measured_photos(), detector, full.template))

    try:
        return open_embedder(part, cache, Int8Sessions(new_session, cache, measure))
    except ValueError as error:
        raise UserError(Code.ENGINE_REFUSED, engine=part.title, reason="no_int8") from error


def check_vectors(embedder: Embedder, full: Embedder, detector: Detector) -> None:
    """Raise UserError if the vectors are not those of the full precision."""
    chips = parity.chips_of(parity.tried_photos(), detector, full.template)
    if parity.greatest_distance(embedder, full, chips) > parity.MAX_COSINE_DISTANCE:
        raise UserError(Code.ENGINE_REFUSED, engine=full.name, reason="precision_differs")


def int8_detector(part: Part, cache: Path, new_session: NewSession) -> Detector:
    """The detector in int8 if it then finds the same, faster; else as it is. Tried once."""
    verdict = cache / f"{part.sha256[:32]}-int8-{precision.VERSION}.verdict"
    if part.kind not in _INT8_DETECTORS or (verdict.exists() and not verdict.read_bytes()):
        return open_detector(part, cache, new_session)

    def measure(new: NewSession) -> None:
        listening = open_detector(part, cache, new)
        for photo in parity.measured_photos():
            listening.detect(photo)

    try:
        small = open_detector(part, cache, Int8Sessions(new_session, cache, measure))
        if verdict.exists():
            return small
        full = open_detector(part, cache, new_session)
        is_good = parity.finds_the_same(full, small) and parity.is_faster(full, small)
    except ValueError:
        is_good = False
    with suppress(OSError):  # where nothing can be written it is tried anew each time
        verdict.write_bytes(b"int8" if is_good else b"")
    return small if is_good else open_detector(part, cache, new_session)

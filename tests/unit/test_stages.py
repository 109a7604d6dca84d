"""Photos through the pipeline, with a detector and an embedder that do as the photo says."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath

import cv2
import numpy as np
import pytest

from faceapp.core.alignment import ARCFACE
from faceapp.core.errors import Code, ItemError
from faceapp.core.jobs import CancelToken
from faceapp.core.ports import Engine
from faceapp.core.similarity import PROVISIONAL_ARCFACE
from faceapp.core.types import (
    AnalysedPhoto,
    Detection,
    FaceBox,
    FailedPhoto,
    KnownPhoto,
    PhotoRef,
    PhotoResult,
)
from faceapp.pipeline.stages import MOST_CHIPS, MOST_WAITING, Preparation, analysed, embedded
from faceapp.services.scan import Claims

BROKEN, VANISHED = b"not a picture", None
SENSELESS = 250  # detection fails on a photo this red
POISONOUS, BLANK = 240, 230  # embedding fails, or yields nothing


def photo(faces: int, red: int = 0, green: int = 0) -> bytes:
    """A photo that tells how many faces the detector shall find; `red`, `green` are its colour."""
    pixels = np.full((120, 120, 3), (faces, green, red), np.uint8)  # OpenCV wants BGR
    return cv2.imencode(".png", pixels)[1].tobytes()


class ObedientDetector:
    name = family = identity = "obedient"
    sure_score = 0.0

    def detect(self, image: np.ndarray) -> list[Detection]:
        red, _, faces = image[0, 0].tolist()
        if red == SENSELESS:
            raise ItemError(Code.ANALYSIS_FAILED, reason="inference_failed")
        box, points = FaceBox(4, 4, 112, 112), ARCFACE.points + 4
        return [Detection(box, points, 0.9) for _ in range(faces)]


class ColourEmbedder:
    """The vector is the colour of the chip; `on_call` sees how many chips come at once."""

    name = sha256 = identity = "colour"
    dimension = 3
    template = ARCFACE

    def __init__(self) -> None:
        self.calls: list[int] = []
        self.on_call: Callable[[], None] = lambda: None

    def embed(self, chips: list[np.ndarray]) -> np.ndarray:
        self.calls.append(len(chips))
        self.on_call()
        colours = np.stack([chip[56, 56].astype(np.float32) for chip in chips])
        if (colours[:, 0] == POISONOUS).any():
            raise ItemError(Code.ANALYSIS_FAILED, reason="inference_failed")
        colours[colours[:, 0] == BLANK] = np.nan
        return colours / np.linalg.norm(colours, axis=1, keepdims=True)


@pytest.fixture(params=["cpu", "cuda"])
def engine(request: pytest.FixtureRequest) -> Engine:
    parts = ObedientDetector(), ColourEmbedder()
    return Engine("fake", "fake", *parts, PROVISIONAL_ARCFACE, request.param)


class Run:
    """One scan of files given as bytes."""

    def __init__(self, engine: Engine, files: Iterable[bytes | None]) -> None:
        self.engine = engine
        self.files = {f"/photos/{number}.png": data for number, data in enumerate(files)}
        self.token = CancelToken()
        self.thumbnails: list[str] = []
        self.prepare = Preparation(
            self.read, Claims(set()), lambda sha, _: self.thumbnails.append(sha), engine, 100
        )

    def read(self, ref: PhotoRef) -> bytes:
        data = self.files[ref.locator]
        if data is None:
            raise ItemError(Code.VANISHED)
        return data

    @property
    def refs(self) -> Iterator[PhotoRef]:
        return (PhotoRef(path, 1, 1) for path in self.files)

    def results(self, workers: int = 1) -> list[PhotoResult]:
        return list(analysed(self.refs, self.prepare, workers=workers, ahead=8, token=self.token))

    def embedded(self) -> Iterator[PhotoResult]:
        """As on a GPU: prepared one by one, embedded together."""
        return embedded(map(self.prepare, self.refs), self.engine, self.token)


def summary(results: list[PhotoResult]) -> list[object]:
    """The number of faces, the code of the failure, or None for a known photo."""
    return [
        len(result.faces)
        if isinstance(result, AnalysedPhoto)
        else result.code
        if isinstance(result, FailedPhoto)
        else None
        for result in results
    ]


def test_a_failing_photo_stops_no_other_and_the_order_stays(engine):
    files = [photo(1), BROKEN, photo(2), VANISHED, b"", photo(1, SENSELESS), photo(0), photo(3)]
    results = Run(engine, files).results()
    assert summary(results) == [
        1, Code.NOT_AN_IMAGE, 2, Code.VANISHED, Code.EMPTY_FILE, Code.ANALYSIS_FAILED, 0, 3,
    ]  # fmt: skip
    assert [PurePath(result.ref.locator).stem for result in results] == list("01234567")
    assert [result.sha256 is None for result in results].count(True) == 1  # the vanished one
    assert results[1].sha256 == hashlib.sha256(BROKEN).hexdigest()


def test_the_same_bytes_are_analysed_once(engine):
    run = Run(engine, [photo(1), photo(2), photo(1)])
    results = run.results()
    assert summary(results) == [1, 2, None]
    assert isinstance(results[2], KnownPhoto)
    assert len(run.thumbnails) == 2


def test_faces_of_many_photos_find_their_way_back(engine):
    run = Run(engine, [photo(number % 3, 10 + number, 200 - number) for number in range(90)])
    results = run.results(workers=3)
    assert summary(results) == [number % 3 for number in range(90)]
    for number, result in enumerate(results):
        colour = np.array([10 + number, 200 - number, number % 3], np.float32)
        for face in result.faces:
            assert face.embedding @ colour == pytest.approx(np.linalg.norm(colour))


def test_a_gpu_gets_faces_of_several_photos_together_a_processor_a_few_at_once(engine):
    Run(engine, [photo(9, 9)] * 2 + [photo(9, red) for red in range(10, 40)]).results()
    calls = engine.embedder.calls
    assert sum(calls) == 31 * 9
    assert max(calls) == MOST_CHIPS[engine.device]
    assert (max(calls) > 9) is (engine.device == "cuda")


@pytest.mark.parametrize("fault", [POISONOUS, BLANK])
def test_a_photo_that_cannot_be_embedded_fails_alone(engine, fault):
    results = Run(engine, [photo(2, 9), photo(1, fault), BROKEN, photo(3, 9)]).results()
    assert summary(results) == [2, Code.ANALYSIS_FAILED, Code.NOT_AN_IMAGE, 3]
    assert results[1].sha256


def test_landmarks_without_a_pose_are_no_face(engine, monkeypatch):
    def detect(image: np.ndarray) -> list[Detection]:
        good, bad = ObedientDetector().detect(image)
        return [replace(bad, landmarks=np.full((5, 2), 9, np.float32)), good]

    monkeypatch.setattr(engine.detector, "detect", detect)
    (result,) = Run(engine, [photo(2, 9)]).results()
    assert len(result.faces) == 1


def test_after_a_cancel_what_needs_no_more_work_is_kept_and_the_rest_dropped(engine):
    run = Run(engine, [photo(1, 9), photo(0, 9), BROKEN, photo(1, 9), photo(2, 9)])
    run.token.cancel()
    assert summary(list(run.embedded())) == [0, Code.NOT_AN_IMAGE, None]
    assert engine.embedder.calls == []


def test_a_crowd_is_embedded_in_portions_between_which_a_cancel_is_noticed(engine):
    run = Run(engine, [photo(200, 9), photo(0, 9)])
    engine.embedder.on_call = run.token.cancel
    assert 1 not in summary(run.results())
    assert 200 not in summary(run.results())
    assert len(engine.embedder.calls) == 1
    assert engine.embedder.calls[0] < 100


def test_photos_without_faces_are_handed_on_although_nothing_is_embedded(engine):
    run = Run(engine, [photo(0, number % 250) for number in range(3 * MOST_WAITING)])
    assert isinstance(next(run.embedded()), AnalysedPhoto)
    assert len(run.thumbnails) == MOST_WAITING

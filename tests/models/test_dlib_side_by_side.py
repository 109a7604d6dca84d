"""The embedded engine beside dlib's own pipeline, on the same whole photos of named people."""

import importlib.util
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import dlib
import numpy as np
import pytest

from faceapp.core.accuracy import measure_accuracy
from faceapp.core.alignment import DLIB
from faceapp.core.jobs import CancelToken
from faceapp.core.scored_pairs import NEVER, ScoredPairs
from faceapp.core.types import Floats
from faceapp.imaging.chips import cut_chip
from faceapp.imaging.decode import decode
from faceapp.ml.builtin.dlib_embedder import DlibEmbedder, lifted
from faceapp.ml.builtin.engine import build_detector, build_embedder
from faceapp.ml.engines import load_engine
from faceapp.ml.providers import session_factory
from faceapp.paths import folders
from faceapp.pipeline.second_look import SecondLook
from faceapp.services.enrolment import Enroller, Framing
from faceapp.services.galleries import open_gallery


@pytest.fixture(scope="module")
def photos(assets: Path) -> list[tuple[str, Path]]:
    """Whose it is and where it lies: 15 people."""
    galleries = [open_gallery(assets / "data/photos" / name) for name in ("lfw10", "celebrities")]
    return [
        (person, gallery.root / file)
        for gallery in galleries
        for person, files in gallery.people.items()
        for file in files
    ]


class DlibPipeline:
    """HOG detector on the doubled photo, five landmarks, ResNet: the largest face's descriptor."""

    def __init__(self) -> None:
        package = importlib.util.find_spec("face_recognition_models").submodule_search_locations[0]
        models = Path(package) / "models"
        self.detect = dlib.get_frontal_face_detector()
        self.find_points = dlib.shape_predictor(
            str(models / "shape_predictor_5_face_landmarks.dat")
        )
        self.network = dlib.face_recognition_model_v1(
            str(models / "dlib_face_recognition_resnet_model_v1.dat")
        )

    def __call__(self, path: Path) -> np.ndarray | None:
        image = decode(path.read_bytes(), name=path.name).pixels
        face = max(self.detect(image, 1), key=lambda box: box.area(), default=None)
        if face is None:
            return None
        return np.array(self.network.compute_face_descriptor(image, self.find_points(image, face)))


def scored(people: list[str], vectors: list[np.ndarray | None], alike) -> ScoredPairs:
    numbers = {name: number for number, name in enumerate(sorted(set(people)))}
    whose = np.array([numbers[name] for name in people], np.int32)
    one, other = np.array(list(combinations(range(len(people)), 2))).T
    cosines = [
        NEVER if vectors[a] is None or vectors[b] is None else alike(vectors[a], vectors[b])
        for a, b in zip(one, other, strict=True)
    ]
    first, second = whose[one], whose[other]
    return ScoredPairs(np.array(cosines, np.float32), first == second, first, second)


def figures(people: list[str], vectors: list[np.ndarray | None], alike) -> dict[str, float]:
    accuracy = measure_accuracy(scored(people, vectors, alike), most_resamples=1)
    rates = {f"TAR at FAR 1/{r.one_in}": r.tar.value for r in accuracy.accept_rates if r.tar}
    found = sum(vector is not None for vector in vectors)
    return {"detection rate": found / len(vectors), "best F1": accuracy.f1.value, **rates}


def test_the_embedded_engine_is_at_least_as_accurate_as_dlib(
    photos: list[tuple[str, Path]], tmp_path: Path
) -> None:
    people, paths = [person for person, _ in photos], [path for _, path in photos]
    engine = load_engine("builtin", folders(tmp_path), "cpu")
    enrolment = Enroller(engine, Framing.WHOLE, 2)(paths, CancelToken(), lambda _: None)
    rows = zip(enrolment.vectors, enrolment.enrolled, strict=True)
    ours = figures(people, [vector if is_in else None for vector, is_in in rows], np.dot)
    # dlib's own measure is the distance of the descriptors as they are.
    pipeline = DlibPipeline()
    dlibs = [pipeline(path) for path in paths]
    theirs = figures(people, dlibs, lambda a, b: -np.linalg.norm(a - b))
    for name in theirs:
        print(f"{name}: builtin {ours[name]:.4f}, dlib {theirs[name]:.4f}")
    assert set(theirs) == {
        "detection rate", "best F1", "TAR at FAR 1/100", "TAR at FAR 1/1000",
    }  # fmt: skip
    assert {name: ours[name] for name in theirs if ours[name] < theirs[name]} == {}


def ways_to_compare(embedder: DlibEmbedder) -> dict[str, Callable[[Floats], Floats]]:
    """From (N, 128) descriptors to (N, N) likenesses."""

    def distances(descriptors: Floats) -> Floats:
        squares = (descriptors**2).sum(axis=1)
        return 2 * descriptors @ descriptors.T - squares[:, None] - squares

    def units(descriptors: Floats) -> Floats:
        centred = descriptors - embedder._mean
        unit = centred / np.linalg.norm(centred, axis=1, keepdims=True)
        return unit @ unit.T

    def ours(descriptors: Floats) -> Floats:
        vectors = lifted(descriptors - embedder._mean)
        return vectors @ vectors.T

    return {"units": units, "distances": distances, "ours": ours}


def above_strangers(likenesses: Floats, strangers: Floats, one_in: int = 1000) -> float:
    """The share that is more alike than one in so many strangers are."""
    ranked = np.sort(strangers)[::-1]
    return float((likenesses > ranked[len(ranked) // one_in]).mean())


def test_nobody_is_lost_in_a_crowd_of_small_faces(
    photos: list[tuple[str, Path]], assets: Path, tmp_path: Path
) -> None:
    new_session = session_factory("cpu", 2)
    embedder = build_embedder(tmp_path, new_session)
    detector = SecondLook(build_detector(tmp_path, new_session))

    def describe(path: Path, most: int | None = None) -> Floats:
        image = decode(path.read_bytes(), name=path.name).pixels
        found = sorted(detector.detect(image), key=lambda face: -face.box.area)[:most]
        return embedder.describe([cut_chip(image, face.landmarks, DLIB) for face in found])

    # Its faces are in the mean that is taken away; there is no other crowd of so many.
    crowd = describe(assets / "data/photos/groups/selfie.jpg")
    named = np.vstack([describe(path, 1) for _, path in photos])
    whose = np.array([person for person, _ in photos])
    one, other = np.triu_indices(len(named), 1)
    same = whose[one] == whose[other]
    rates = {}
    for way, alike in ways_to_compare(embedder).items():
        pairs, strangers = alike(named)[one, other], alike(crowd)[np.triu_indices(len(crowd), 1)]
        known = above_strangers(pairs[same], pairs[~same])
        rates[way] = above_strangers(pairs[same], strangers)
        print(
            f"{way}: TAR at FAR 1/1000 of {len(set(whose))} people {known:.3f}, "
            f"of {len(crowd)} strangers of a crowd {rates[way]:.3f}"
        )
    assert rates["ours"] >= 0.9
    assert rates["ours"] > max(rates["units"], rates["distances"])

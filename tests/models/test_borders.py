"""A border around faces that were cut out tightly makes strangers neither more nor less alike."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from faceapp.core.alignment import ARCFACE
from faceapp.core.calibrating import UNKNOWN_PERSON, LabelledFaces, pair_statistics
from faceapp.core.jobs import CancelToken
from faceapp.core.ports import Engine
from faceapp.core.types import Floats, Image
from faceapp.imaging.chips import cut_chip
from faceapp.imaging.decode import decode
from faceapp.ml.engines import import_engine, load_engine
from faceapp.paths import Folders
from faceapp.services.enrolment import Enroller, Framing
from faceapp.services.galleries import open_gallery
from faceapp.services.labelled import LabelledPhoto

MAX_BIAS = 0.03
RATE = 1e-3


@pytest.fixture(params=["builtin", "scrfd_500m_kps+mobilefacenet_y1"])
def engine(request, assets: Path, tmp_path: Path) -> Engine:
    folders = Folders(tmp_path / "data", tmp_path / "cache", tmp_path / "models")
    for name in ("scrfd_500m_kps", "mobilefacenet_y1"):
        import_engine(folders.models, assets / "models" / f"{name}.onnx", None)
    return load_engine(request.param, folders, "cpu")


@pytest.fixture
def photos(assets: Path) -> list[LabelledPhoto]:
    """Two crowds of strangers, and ten photos each of ten people."""
    groups, people = assets / "data/photos/groups", open_gallery(assets / "data/photos/lfw10")
    crowds = [
        LabelledPhoto(groups / f"{name}.jpg", None, gathering=number)
        for number, name in enumerate(("selfie", "office1"), 1)
    ]
    return crowds + [
        LabelledPhoto(people.root / file, person)
        for person, files in people.people.items()
        for file in files
    ]


def faces_of(engine: Engine, photo: LabelledPhoto) -> Iterator[tuple[Image, Image]]:
    """Each meant face as it is embedded, and cut out as tightly as published crops are."""
    image = decode(photo.path.read_bytes()).pixels
    found = sorted(engine.detector.detect(image), key=lambda face: -face.box.area)
    for face in found[:1] if photo.person else found:
        yield (
            cut_chip(image, face.landmarks, engine.embedder.template),
            cut_chip(image, face.landmarks, ARCFACE),
        )


def write_crop(crop: Image, path: Path) -> Path:
    cv2.imwrite(str(path), cv2.cvtColor(crop, cv2.COLOR_RGB2BGR))
    return path


def test_a_border_lets_as_many_strangers_pass_as_the_whole_photo(
    engine: Engine, photos: list[LabelledPhoto], tmp_path: Path
):
    chips, crops, rows = [], [], []
    names = sorted({photo.person or "" for photo in photos})
    for number, photo in enumerate(photos):
        person = names.index(photo.person) if photo.person else UNKNOWN_PERSON
        for chip, crop in faces_of(engine, photo):
            chips.append(chip)
            crops.append(write_crop(crop, tmp_path / f"{len(crops)}.png"))
            rows.append((person, number, photo.gathering))

    framed = {
        framing: Enroller(engine, framing, 2)(crops, CancelToken(), lambda _: None)
        for framing in (Framing.REFLECT, Framing.BLACK)
    }
    in_all = np.logical_and.reduce([each.enrolled for each in framed.values()])
    people, numbers, gatherings = np.array(rows)[in_all].T

    def passed(vectors: Floats) -> float:
        faces = LabelledFaces(vectors[in_all], people, numbers, gatherings)
        return pair_statistics(faces).cosine_at_fmr(RATE)

    whole = passed(engine.embedder.embed(chips))
    reflect, black = (passed(each.vectors) for each in framed.values())
    print(
        f"{engine.name}: {in_all.sum()} of {len(crops)} faces, cosine at {RATE}: "
        f"whole {whole:.3f}, mirrored border {reflect:.3f}, black border {black:.3f}"
    )
    assert in_all.mean() > 0.95
    assert max(abs(reflect - whole), abs(black - whole)) < MAX_BIAS

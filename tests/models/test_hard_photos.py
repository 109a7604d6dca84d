"""Real detectors on photos that are hard for them: crowds, and photos lying on their side."""

from pathlib import Path

import numpy as np
import pytest

from faceapp.core.ports import Detector, Embedder
from faceapp.imaging.chips import cut_chip
from faceapp.imaging.decode import decode
from faceapp.ml.builtin.engine import build_detector, build_embedder
from faceapp.ml.insightface_pack import ArcFaceEmbedder, ScrfdDetector
from faceapp.ml.providers import session_factory
from faceapp.ml.yunet import YunetDetector
from faceapp.pipeline.second_look import Look, SecondLook
from tests.models.packs import model_file

PEOPLE = ("Tony_Blair", "Hugo_Chavez", "Gerhard_Schroeder", "Vladimir_Putin")


@pytest.fixture(scope="module")
def scrfd(assets: Path) -> ScrfdDetector:
    return ScrfdDetector(
        model_file(assets / "models" / "scrfd_500m_kps.onnx"), session_factory("cpu", 2)
    )


@pytest.fixture(scope="module", params=["scrfd", "yunet", "builtin"])
def parts(request, assets: Path, tmp_path_factory) -> tuple[Detector, Embedder]:
    new_session, models = session_factory("cpu", 2), assets / "models"
    if request.param == "builtin":
        cache = tmp_path_factory.mktemp("onnx")
        return build_detector(cache, new_session), build_embedder(cache, new_session)
    embedder = ArcFaceEmbedder(model_file(models / "mobilefacenet_y1.onnx"), 128, new_session)
    if request.param == "scrfd":
        return request.getfixturevalue("scrfd"), embedder
    return (
        YunetDetector(model_file(models / "face_detection_yunet_2023mar.onnx"), new_session),
        embedder,
    )


@pytest.mark.parametrize("name", ["crowd", "selfie"])
def test_tiles_find_three_times_as_many_faces_of_a_crowd(
    name: str, scrfd: ScrfdDetector, assets: Path
):
    image = decode((assets / "data/photos/groups" / f"{name}.jpg").read_bytes()).pixels
    plain = scrfd.detect(image)
    in_tiles = SecondLook(scrfd, Look.TILES).detect(image)
    unasked = SecondLook(scrfd).detect(image)
    print(f"{name}: {len(plain)} at once, {len(in_tiles)} in tiles")
    assert len(in_tiles) >= 3 * len(plain)
    assert len(unasked) == len(in_tiles)


def test_a_person_is_recognised_on_a_photo_lying_on_its_side(
    parts: tuple[Detector, Embedder], assets: Path
):
    detector, embedder = SecondLook(parts[0]), parts[1]
    cosines = []
    for turns, person in enumerate(PEOPLE, 1):
        path = assets / "data/photos/lfw10" / person / f"{person}_0001.jpg"
        upright = decode(path.read_bytes()).pixels
        lying = np.rot90(upright, turns % 3 + 1).copy()
        chips = [
            cut_chip(image, faces[0].landmarks, embedder.template)
            for image in (upright, lying)
            if (faces := sorted(detector.detect(image), key=lambda face: -face.box.area))
        ]
        first, second = embedder.embed(chips)
        cosines.append(float(first @ second))
    assert min(cosines) > 0.9

"""SCRFD-500M and MobileFaceNet as a pack, against insightface's own results and known photos."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import pytest
from insightface.model_zoo import get_model
from insightface.utils import face_align

from faceapp.core.boxes import iou_matrix
from faceapp.core.errors import UserError
from faceapp.core.types import Detection, Image
from faceapp.imaging.chips import cut_chip
from faceapp.imaging.decode import decode
from faceapp.ml.insightface_pack import BATCH, ArcFaceEmbedder, ScrfdDetector
from faceapp.ml.load_check import sample_photos
from faceapp.ml.model_files import find_pack
from faceapp.ml.providers import session_factory
from tests.models.packs import open_pack


def corners(faces: list[Detection]) -> np.ndarray:
    boxes = [(face.box.x, face.box.y, face.box.width, face.box.height) for face in faces]
    x, y, width, height = np.array(boxes).reshape(-1, 4).T
    return np.stack([x, y, x + width, y + height], axis=1)


def assert_alike(found: list[Detection], expected: list[Detection], scale: float = 1) -> None:
    """Same faces in the same order, to a hundredth of a pixel."""
    assert len(found) == len(expected) > 0
    np.testing.assert_allclose(corners(found), corners(expected) * scale, atol=0.01)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one.landmarks, other.landmarks * scale, atol=0.01)
        assert one.score == pytest.approx(other.score, abs=1e-4)


def chips(image: Image, faces: list[Detection], embedder: ArcFaceEmbedder) -> list[Image]:
    return [cut_chip(image, face.landmarks, embedder.template) for face in faces]


@pytest.fixture(scope="module")
def folder(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    for name in ("scrfd_500m_kps.onnx", "mobilefacenet_y1.onnx"):
        shutil.copy(assets / "models" / name, folder)
    return folder


@pytest.fixture(scope="module")
def pack(folder: Path) -> tuple[ScrfdDetector, ArcFaceEmbedder]:
    return open_pack(folder)


@pytest.fixture(scope="module")
def detector(pack) -> ScrfdDetector:
    return pack[0]


@pytest.fixture(scope="module")
def embedder(pack) -> ArcFaceEmbedder:
    return pack[1]


@pytest.fixture(scope="module")
def dynamic(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> ScrfdDetector:
    """The same detector in a pack whose graph takes every size, as InsightFace's own do."""
    model = onnx.load(folder / "scrfd_500m_kps.onnx")
    for value in (*model.graph.input, *model.graph.output):
        for axis, size in enumerate(value.type.tensor_type.shape.dim):
            if size.dim_value > 10:
                size.dim_param = "?" if value in model.graph.input else f"{value.name}_{axis}"
    del model.graph.value_info[:]
    pack = tmp_path_factory.mktemp("dynamic") / "antelopev2" / "antelopev2"
    pack.mkdir(parents=True)
    onnx.save(model, pack / "scrfd.onnx")
    shutil.copy(folder / "mobilefacenet_y1.onnx", pack)
    return open_pack(pack.parent)[0]


@pytest.fixture(scope="module")
def group() -> Image:
    return sample_photos()[0]


@pytest.fixture(scope="module")
def portrait() -> Image:
    """112 pixels of nothing but a face."""
    return sample_photos()[1]


def test_six_people_are_found_and_told_apart(detector, embedder, group: Image):
    faces = detector.detect(group)
    assert len(faces) == 6
    assert [face.score for face in faces] == sorted((face.score for face in faces), reverse=True)
    for (left, top, right, bottom), face in zip(corners(faces), faces, strict=True):
        assert (face.landmarks > (left, top)).all()
        assert (face.landmarks < (right, bottom)).all()
    vectors = embedder.embed(chips(group, faces, embedder))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert (vectors @ vectors.T)[~np.eye(6, dtype=bool)].max() < 0.35


@pytest.mark.filterwarnings("ignore:`estimate`:FutureWarning")
def test_results_are_insightfaces_own(detector, embedder, group: Image, folder: Path):
    bgr = np.ascontiguousarray(group[:, :, ::-1])
    theirs = get_model(str(folder / "scrfd_500m_kps.onnx"), providers=["CPUExecutionProvider"])
    boxes, landmarks = theirs.detect(bgr, input_size=(640, 640))
    faces = detector.detect(group)
    overlaps = iou_matrix(corners(faces), boxes[:, :4])
    assert overlaps.shape == (6, 6)
    assert overlaps.max(axis=1).min() > 0.95
    arcface = get_model(str(folder / "mobilefacenet_y1.onnx"), providers=["CPUExecutionProvider"])
    aligned = [face_align.norm_crop(bgr, landmarks[match]) for match in overlaps.argmax(axis=1)]
    expected = arcface.get_feat(aligned)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    cosines = (embedder.embed(chips(group, faces, embedder)) * expected).sum(axis=1)
    assert cosines.min() > 0.98


def test_a_batch_equals_single_embeddings(detector, embedder, group: Image):
    cut = chips(group, detector.detect(group), embedder)
    single = np.concatenate([embedder.embed([chip]) for chip in cut])
    repeats = BATCH // len(cut) + 1
    batch = embedder.embed(cut * repeats)
    assert batch.dtype == np.float32
    np.testing.assert_allclose(batch, np.tile(single, (repeats, 1)), atol=1e-5)


def test_no_chips_make_no_vectors(embedder):
    assert embedder.embed([]).shape == (0, embedder.dimension) == (0, 128)


@pytest.mark.parametrize("kind", ["detector", "dynamic"])
def test_a_face_that_fills_the_frame_is_found(
    kind: str, portrait: Image, request: pytest.FixtureRequest
):
    (face,) = request.getfixturevalue(kind).detect(portrait)
    assert face.box.area > 0.5 * portrait.shape[0] * portrait.shape[1]


def test_a_large_face_is_found_beside_small_ones(detector, group: Image, portrait: Image):
    strip = np.zeros((896, 1280, 3), np.uint8)
    strip[:, :896] = np.kron(portrait, np.ones((8, 8, 1), np.uint8))
    small = group[:, :384][::2, ::2]
    strip[: small.shape[0], 900 : 900 + small.shape[1]] = small
    widths = sorted(face.box.width for face in detector.detect(strip))
    assert widths[-1] > 600
    assert len(widths) > 1


def test_boxes_do_not_depend_on_the_canvas(detector, group: Image):
    photo = group[::2, ::2]
    faces = detector.detect(photo)
    below = np.zeros((640 - photo.shape[0], 640, 3), np.uint8)
    assert_alike(detector.detect(np.concatenate([photo, below])), faces)
    doubled = photo.repeat(2, axis=0).repeat(2, axis=1)
    assert_alike(detector.detect(doubled), faces, scale=2)


def test_a_graph_of_any_size_finds_what_a_fixed_one_finds(detector, dynamic, group: Image):
    assert_alike(dynamic.detect(group), detector.detect(group))


@pytest.mark.parametrize("shape", [(480, 640), (1, 1), (1, 3000), (2500, 40)])
@pytest.mark.parametrize("kind", ["detector", "dynamic"])
def test_a_photo_without_faces_gives_none(
    shape: tuple[int, int], kind: str, request: pytest.FixtureRequest
):
    noise = np.random.default_rng(7).integers(0, 256, (*shape, 3), np.uint8)
    assert request.getfixturevalue(kind).detect(noise) == []


def test_threads_may_share_a_detector(detector, assets: Path):
    paths = sorted((assets / "data" / "photos" / "celebrities").glob("*/*"))
    photos = [decode(path.read_bytes(), name=path.name, max_megapixels=100) for path in paths]
    expected = [detector.detect(photo.pixels) for photo in photos]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(detector.detect, [photo.pixels for photo in photos] * 3))
    assert sum(map(len, expected)) >= len(photos)
    for one, other in zip(found, expected * 3, strict=True):
        assert_alike(one, other)


def test_engines_are_known_by_their_files(pack, folder: Path, dynamic):
    detector, embedder = pack
    assert open_pack(folder)[0].identity == detector.identity
    assert dynamic.identity != detector.identity != embedder.identity


def test_a_file_that_changed_since_it_was_hashed_is_not_opened(folder: Path, tmp_path: Path):
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    files = find_pack(copy)
    shutil.copy(copy / "mobilefacenet_y1.onnx", files.detector.path)
    with pytest.raises(UserError) as caught:
        ScrfdDetector(files.detector, session_factory("cpu"))
    assert caught.value.details["reason"] == "changed"

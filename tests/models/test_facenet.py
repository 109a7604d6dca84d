"""FaceNet's graph against an independent implementation, on random weights."""

import json
from pathlib import Path

import h5py
import numpy as np
import pytest

from faceapp.core.errors import Code, UserError
from faceapp.ml.facenet import FacenetEmbedder
from faceapp.ml.facenet_graph import is_facenet, read_weights
from faceapp.ml.providers import session_factory
from tests.models.facenet_weights import chips, write_weights
from tests.models.packs import model_file

REFERENCE = json.loads(
    Path(__file__).with_name("reference").joinpath("facenet_random.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facenet")
    return write_weights(folder / "random-weights.h5", REFERENCE["weights_seed"])


def test_vectors_equal_those_of_an_independent_implementation(weights: Path):
    embedder = FacenetEmbedder(model_file(weights), session_factory("cpu", threads=2))
    vectors = embedder.embed(list(chips(REFERENCE["chips_seed"])))
    expected = np.array(REFERENCE["vectors"])
    assert expected.shape == (3, embedder.dimension)
    # The reference tells its pictures apart, and so would a wrong epsilon (2e-4) or scale (9e-5).
    assert abs(expected[0] - expected[1]).max() > 0.01
    np.testing.assert_allclose(vectors, expected, atol=2e-6)


def test_no_chips_give_no_vectors(weights: Path):
    embedder = FacenetEmbedder(model_file(weights), session_factory("cpu", threads=2))
    assert embedder.embed([]).shape == (0, 512)


def test_weights_are_known_by_their_layers(weights: Path, tmp_path: Path):
    assert is_facenet(read_weights(weights.read_bytes()))
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file["Conv2d_1a_3x3/Conv2d_1a_3x3/kernel:0"] = np.zeros((3, 3, 3, 32), np.float32)
    assert not is_facenet(read_weights((tmp_path / "other.h5").read_bytes()))


def refusal(path: Path) -> tuple[Code, object]:
    with pytest.raises(UserError) as caught:
        FacenetEmbedder(model_file(path), session_factory("cpu"))
    return caught.value.code, caught.value.details["reason"]


def test_a_missing_layer_and_a_damaged_file_are_refused(weights: Path, tmp_path: Path):
    incomplete = tmp_path / "incomplete.h5"
    incomplete.write_bytes(weights.read_bytes())
    with h5py.File(incomplete, "a") as file:
        del file["Block8_6_Conv2d_1x1"]
    damaged = tmp_path / "damaged.h5"
    damaged.write_bytes(weights.read_bytes()[:5000])
    unreadable = (Code.MODEL_FOLDER_INVALID, "weights_unreadable")
    assert [refusal(incomplete), refusal(damaged)] == [unreadable, unreadable]


@pytest.mark.parametrize("kind", ["link", "external", "virtual"])
def test_weights_that_lie_in_another_file_are_refused(kind: str, tmp_path: Path):
    path = tmp_path / "outside.h5"
    with h5py.File(path, "w") as file:
        group = file.create_group("layer")
        if kind == "link":
            file["other"] = h5py.ExternalLink("/etc/secret.h5", "/")
        elif kind == "external":
            group.create_dataset("kernel:0", (4,), "f4", external=[("secret.bin", 0, 16)])
        else:
            layout = h5py.VirtualLayout((4,), "f4")
            layout[:] = h5py.VirtualSource("secret.h5", "data", (4,))
            group.create_virtual_dataset("kernel:0", layout)
    assert refusal(path) == (Code.MODEL_FOLDER_INVALID, "external_data")

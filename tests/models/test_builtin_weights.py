import hashlib
import io
import os
import pickle

import joblib
import numpy as np
import pytest

from faceapp.core.errors import Code, UserError
from faceapp.ml.builtin import weights
from faceapp.ml.builtin.dlib_file import parse_network
from faceapp.ml.builtin.weights import WeightFile, read, read_arrays, unpickle_arrays

CONTENT = b"some weights"


class Attack:
    def __init__(self, call, *arguments):
        self.call = call, arguments

    def __reduce__(self):
        return self.call


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with a weight file; to import it fails."""
    folder = tmp_path / "weightpackage"
    folder.mkdir()
    (folder / "__init__.py").write_text("raise RuntimeError('imported')")
    (folder / "file.bin").write_bytes(CONTENT)
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def a_file(path="file.bin"):
    return WeightFile("weightpackage", path, hashlib.sha256(CONTENT).hexdigest())


def test_a_file_is_read_without_importing_its_package(package):
    assert read(a_file()) == CONTENT


def test_a_flipped_byte_is_refused(package):
    (package / "file.bin").write_bytes(CONTENT[:-1] + b"x")
    with pytest.raises(UserError) as caught:
        read(a_file())
    assert caught.value.code == Code.WEIGHTS_CHANGED


def test_a_missing_file_or_package_is_named(package):
    for missing in (a_file("gone.bin"), WeightFile("no_such_package", "file.bin", "")):
        with pytest.raises(UserError) as caught:
            read(missing)
        assert caught.value.code == Code.WEIGHTS_MISSING
        assert caught.value.details["package"] == missing.package


@pytest.mark.parametrize("file", [weights.PROPOSAL, weights.REFINEMENT, weights.OUTPUT])
def test_arrays_are_those_that_joblib_reads(file):
    ours = read_arrays(file)
    theirs = joblib.load(weights.locate(file))
    assert len(ours) == len(theirs)
    for our, their in zip(ours, theirs, strict=True):
        np.testing.assert_array_equal(our, their, strict=True)


def test_a_pickle_that_calls_anything_else_is_refused(tmp_path):
    trace = tmp_path / "trace"
    for attack in (Attack(os.system, f"touch {trace}"), Attack(eval, f"open({str(trace)!r}, 'w')")):
        with pytest.raises(pickle.UnpicklingError, match="not admitted"):
            unpickle_arrays(pickle.dumps([attack]))
    assert not trace.exists()


def test_an_array_of_objects_is_refused(tmp_path):
    trace, stream = tmp_path / "trace", io.BytesIO()
    joblib.dump([np.array([Attack(os.system, f"touch {trace}")], dtype=object)], stream)
    with pytest.raises(pickle.UnpicklingError, match="not a plain float32 array"):
        unpickle_arrays(stream.getvalue())
    assert not trace.exists()


def test_dlib_stream_is_read_to_its_last_byte():
    content = read(weights.DESCRIPTOR)
    network = parse_network(content)
    assert (network.side, len(network.layers)) == (150, 126)
    assert [layer.kind for layer in network.layers].count("con_4") == 29
    with pytest.raises(ValueError, match="1 bytes left over"):
        parse_network(content + b"\0")
    with pytest.raises(ValueError, match="ends too early"):
        parse_network(content[:-1])


def test_another_dlib_stream_is_refused():
    file = "models/mmod_human_face_detector.dat"
    content = weights.locate(WeightFile(weights.DESCRIPTOR.package, file, "")).read_bytes()
    with pytest.raises(ValueError, match="expected 'loss_metric_2'"):
        parse_network(content)

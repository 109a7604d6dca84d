import json
import subprocess
import sys

import pytest

from faceapp.core.errors import Code, UserError
from faceapp.ml.builtin.convert import detector_graphs, embedder_graph

RUN_ENGINE = """
import json, sys
from pathlib import Path
import numpy as np
from faceapp.ml.builtin.engine import build_detector, build_embedder
from faceapp.ml.providers import session_factory
detector = build_detector(Path(sys.argv[1]), session_factory("cpu", 1))
embedder = build_embedder(Path(sys.argv[1]), session_factory("cpu", 1))
detector.detect(np.zeros((60, 60, 3), np.uint8))
embedder.embed([np.zeros((150, 150, 3), np.uint8)])
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def snapshot(folder):
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}


def test_conversion_happens_once(tmp_path):
    paths = [*detector_graphs(tmp_path), embedder_graph(tmp_path)]
    first = snapshot(tmp_path)
    assert set(first) == {
        path.with_suffix(end).name for path in paths for end in (".onnx", ".sha256")
    }
    assert [*detector_graphs(tmp_path), embedder_graph(tmp_path)] == paths
    assert snapshot(tmp_path) == first


@pytest.mark.parametrize("damage", ["torn", "altered", "without its checksum", "gone"])
def test_a_damaged_graph_is_made_again(tmp_path, damage):
    path = detector_graphs(tmp_path)[0]
    whole = path.read_bytes()
    if damage == "torn":
        path.write_bytes(whole[: len(whole) // 2])
    elif damage == "altered":
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    elif damage == "gone":
        path.unlink()
    else:
        path.with_suffix(".sha256").unlink()
    assert detector_graphs(tmp_path)[0] == path
    assert path.read_bytes() == whole
    assert len(list(tmp_path.iterdir())) == 6


def test_a_cache_that_cannot_be_written_is_reported(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UserError) as caught:
        detector_graphs(tmp_path / "file" / "onnx")
    assert caught.value.code == Code.DATA_FOLDER_UNWRITABLE


def test_engine_needs_none_of_the_frameworks_its_weights_come_from(tmp_path):
    command = [sys.executable, "-c", RUN_ENGINE, str(tmp_path)]
    loaded = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    unwanted = {"dlib", "face_recognition_models", "joblib", "mtcnn", "tensorflow", "torch"}
    assert not unwanted & set(loaded)

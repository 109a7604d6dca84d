"""An index file with flipped bits, which faiss reads without complaint."""

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from faceapp.vectors.milvus_lite_index import MilvusLiteIndex, MilvusStore


@pytest.fixture
def vectors() -> np.ndarray:
    rows = np.random.default_rng(0).standard_normal((200, 16)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def sidecar(tmp_path: Path, vectors: np.ndarray) -> Path:
    """The index file of a filled collection."""
    with closing(opened(tmp_path)) as index:
        index.upsert(np.arange(200), vectors)
        index.search(vectors[0], 1)
    (path,) = tmp_path.rglob("*.idx")
    return path


def opened(folder: Path) -> MilvusLiteIndex:
    store = MilvusStore(folder, "IVF_SQ8", {"nlist": 4, "nprobe": 4})
    return store.open("faces_1_16", 16)


def test_a_file_that_names_rows_which_are_not_there_is_built_anew(tmp_path, vectors, sidecar):
    data = sidecar.read_bytes()
    row, flipped = (33).to_bytes(8, "little"), (33 + (1 << 40)).to_bytes(8, "little")
    assert data.count(row) == 1
    sidecar.write_bytes(data.replace(row, flipped))
    with closing(opened(tmp_path)) as index:
        assert index.search(vectors[33], 1)[0].tolist() == [33]
        assert index.search(vectors[34], 1)[0].tolist() == [34]
    assert sidecar.read_bytes().count(row) == 1


def test_a_file_that_asks_for_all_memory_is_built_anew(tmp_path, vectors, sidecar, monkeypatch):
    with closing(opened(tmp_path)) as index:
        with monkeypatch.context() as patch:
            patch.setattr(index._collection, "load", lambda: bytes(1 << 62))
            assert index.search(vectors[33], 1)[0].tolist() == [33]
        assert index.search(vectors[34], 1)[0].tolist() == [34]

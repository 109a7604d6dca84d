"""The catalogue that comes with the program."""

import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from faceapp.core.catalogue import CatalogueModel
from faceapp.ml.catalogue import load_catalogue
from faceapp.ml.model_files import simple_name

CATALOGUE = load_catalogue()
PUBLISHERS = {"github.com", "huggingface.co", "media.githubusercontent.com"}


def test_it_offers_what_was_promised():
    assert [model.name for model in CATALOGUE] == [
        "buffalo_l", "buffalo_sc", "antelopev2", "retinaface_r34", "retinaface_mv2", "facenet512",
        "yunet", "sface",
    ]  # fmt: skip


@pytest.mark.parametrize("model", CATALOGUE, ids=lambda model: model.name)
def test_an_entry_is_complete(model: CatalogueModel):
    assert simple_name(model.name) == model.name
    assert model.kind in {"pack", "detector", "embedder"}
    assert len(model.files) == (2 if model.kind == "pack" else 1)
    for file in model.files:
        assert re.fullmatch(r"[\w-]+\.(onnx|h5)", file.name)
        assert re.fullmatch(r"[0-9a-f]{64}", file.sha256)
        assert file.size is None or 100_000 < file.size < 1_000_000_000
        assert file.addresses
    addresses = [*model.archives, *(address for file in model.files for address in file.addresses)]
    for address in map(urlsplit, addresses):
        assert (address.scheme, address.query) == ("https", "")
        assert address.netloc in PUBLISHERS


def test_one_hash_is_one_file():
    sizes = {(file.sha256, file.size) for model in CATALOGUE for file in model.files}
    assert len(sizes) == len(dict(sizes))


def test_the_hash_of_yunet_is_that_of_the_file_at_hand(assets: Path):
    (file,) = next(model.files for model in CATALOGUE if model.name == "yunet")
    data = (assets / "models" / file.name).read_bytes()
    assert (file.sha256, file.size) == (hashlib.sha256(data).hexdigest(), len(data))

"""Vectors deleted, cut or ruined on disk: searches go on, the next look makes them anew unasked."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from faceapp.paths import folders
from tests.faults.library import Library, add_photos

PHOTOS = 6
TRIALS = 60
Spoil = Callable[[Path, random.Random], None]


def _some(pattern: str, harm: Spoil) -> Spoil:
    def spoil(vectors: Path, moments: random.Random) -> None:
        harm(moments.choice(sorted(vectors.rglob(pattern))), moments)

    return spoil


def _cut(path: Path, moments: random.Random) -> None:
    os.truncate(path, moments.randrange(path.stat().st_size))


def _garble(path: Path, moments: random.Random) -> None:
    path.write_bytes(moments.randbytes(path.stat().st_size))


def _flip(path: Path, moments: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(8):
        data[moments.randrange(len(data))] ^= 1 << moments.randrange(8)
    path.write_bytes(data)


def _delete(path: Path, _moments: random.Random) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


SPOILS: dict[str, Spoil] = {
    "folder deleted": _delete,
    "collection deleted": _some("faces_*", _delete),
    "rows cut": _some("data_*.parquet", _cut),
    "rows garbled": _some("data_*.parquet", _garble),
    "rows deleted": _some("data_*.parquet", _delete),
    "sidecar torn": _some("*.idx", _cut),
    "sidecar garbled": _some("*.idx", _garble),
    "manifest cut": _some("manifest.json", _cut),
    "manifest garbled": _some("manifest.json", _garble),
    "manifest deleted": _some("manifest.json", _delete),
    "schema cut": _some("schema.json", _cut),
    "schema deleted": _some("schema.json", _delete),
}
CI_SPOILS = ("folder deleted", "rows cut", "rows garbled", "sidecar torn", "manifest cut")
# Too little damage to be seen at a glance: verify tells, and rebuild-index mends.
_FLIPS = ("data_*.parquet", "*.idx")


def trial(place: Path, seed: int) -> None:
    """One kind of damage, then a search, then a scan, a comparison or a verification."""
    library = _filled(place)
    _spoil_and_mend(library, list(SPOILS)[seed % len(SPOILS)], seed)
    if seed % 6 == 0:
        _flip_and_rebuild(library, random.Random(seed), _FLIPS[seed // 6 % 2])


def _filled(place: Path) -> Library:
    """A library with rows in several files and a built index."""
    library = Library(place)
    if not any(library.photos.iterdir()):
        for seed in range(2):
            add_photos(library.photos, PHOTOS, seed)
            assert library.scan().code == 0
    assert library("search", _sample(library), "--compare").code == 0
    return library


def _sample(library: Library) -> Path:
    return min(library.photos.iterdir())


def _spoil_and_mend(library: Library, name: str, seed: int) -> None:
    before = library.finished()
    SPOILS[name](folders(library.data).vectors, random.Random(seed))
    sample = _sample(library)
    assert library("search", sample, "--json").json["matches"]
    look = [["scan", library.photos], ["search", sample, "--compare"], ["verify"]][seed // 2 % 3]
    run = library(*look)
    assert run.code == 0, (look, run)
    assert library.verify() == len(before)
    compared = library("search", sample, "--compare", "--json")
    assert compared.json["compare"]["milvus"]["recall"] == 1.0, compared


def _flip_and_rebuild(library: Library, moments: random.Random, pattern: str) -> None:
    _some(pattern, _flip)(folders(library.data).vectors, moments)
    assert library("search", _sample(library)).code == 0
    for command in (["verify"], ["search", _sample(library), "--compare"]):
        assert library(*command).code in (0, 3)
    assert library("rebuild-index").code == 0
    assert library.verify() == len(library.finished())


def test_damaged_vectors_are_made_anew_unasked(tmp_path: Path):
    library = _filled(tmp_path)
    for name in CI_SPOILS:
        _spoil_and_mend(library, name, list(SPOILS).index(name))

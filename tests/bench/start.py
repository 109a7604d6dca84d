"""How long the program takes to start: its version, and a scan that finds nothing new."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import simplejpeg

from faceapp.app import open_workspace
from faceapp.core.types import AnalysedPhoto, PhotoFacts, PhotoRef
from faceapp.imaging.decode import DECODER_VERSION
from faceapp.imaging.thumbnails import SIZES, ThumbnailCache
from faceapp.paths import folders
from faceapp.sources.local_folder import LocalFolder
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst
from tests.bench.figures import Figure, at_most

# Most seconds for so many files.
LIMITS = {10_000: 3, 100_000: 25}
VERSION_LIMIT_S = 0.4
FILES_PER_FOLDER = 500
BATCH = 1_000


def measure(small: bool) -> list[Figure]:
    """`faceapp --version` and `faceapp scan`, as processes, the best of some runs."""
    rounds = 2 if small else 3
    figures = [_version(rounds)]
    with tempfile.TemporaryDirectory() as place:
        for files, limit_s in {2_000: 3}.items() if small else LIMITS.items():
            figures += _rescan(Path(place) / str(files), files, limit_s, rounds)
    return figures


def _version(rounds: int) -> Figure:
    wall, cpu = _best(["--version"], rounds)
    _, alone = _best_of(["-c", "pass"], rounds)
    beside = f"{cpu:.2f} s of processor; an empty Python {alone:.2f} s"
    return at_most("--version", wall, "s", VERSION_LIMIT_S, beside)


def _rescan(place: Path, files: int, limit_s: float, rounds: int) -> list[Figure]:
    photos, data = place / "photos", place / "data"
    make_photos(photos, files)
    remember(data, photos)
    command = ["--data", str(data), "--json", "scan", str(photos)]
    told = subprocess.run(
        [sys.executable, "-m", "faceapp", *command], capture_output=True, check=True
    )
    assert json.loads(told.stdout)["skipped"] == files
    wall, cpu = _best(command, rounds)
    floor, _ = _best(["--data", str(data), "--json", "photos", "--limit", "1"], rounds)
    listing = _listing(photos)
    beside = f"{cpu:.2f} s of processor; listing alone {listing:.2f} s, `photos` {floor:.2f} s"
    return [at_most(f"scan of {files:,} known files", wall, "s", limit_s, beside)]


def make_photos(folder: Path, count: int) -> None:
    """Tiny JPEGs, each with bytes of its own."""
    jpeg = simplejpeg.encode_jpeg(np.zeros((8, 8, 3), np.uint8))
    for start in range(0, count, FILES_PER_FOLDER):
        shelf = folder / f"{start:06}"
        shelf.mkdir(parents=True)
        for number in range(start, min(count, start + FILES_PER_FOLDER)):
            (shelf / f"{number:06}.jpg").write_bytes(jpeg + b"%d" % number)


def remember(data: Path, photos: Path) -> None:
    """Let the library know these photos and their thumbnails, as a scan by `builtin` would."""
    workspace = open_workspace(data)
    card = workspace.engine_card("builtin")
    with workspace._writing("bench") as database:
        with database.write() as unit:
            root = str(photos.absolute())
            source_id = unit.sources.adopt("local", root, photos.name)
            engine_id = unit.engines.find_or_add(card.identity, card.name, card.dimension)
        analyst = Analyst(engine_id, DECODER_VERSION, 0.5)
        for batch in _analysed(photos):
            with database.write() as unit:
                record(unit, source_id, analyst, batch, still_there=lambda _: True)
            for photo in batch:
                _place_thumbnails(data, photo.sha256)
    workspace.close()


def _analysed(photos: Path) -> Iterator[Sequence[AnalysedPhoto]]:
    batch: list[AnalysedPhoto] = []
    for ref in LocalFolder(photos).list():
        assert isinstance(ref, PhotoRef)
        sha256 = hashlib.sha256(Path(ref.locator).read_bytes()).hexdigest()
        facts = PhotoFacts(8, 8, "JPEG", sha256[:32], sha256[:16], None)
        batch.append(AnalysedPhoto(ref, sha256, facts, ()))
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _place_thumbnails(data: Path, sha256: str) -> None:
    """Hard links to one thumbnail for each folder: only their number matters here."""
    cache = folders(data).thumbnails
    first = cache / sha256[:2] / ("0" * 64)
    if not first.exists():
        first.parent.mkdir(parents=True, exist_ok=True)
        first.write_bytes(b"\xff\xd8")
    assert ThumbnailCache(cache, 1).path(sha256, 256) is None
    for size in SIZES:
        os.link(first, first.parent / f"{sha256}-{size}.jpg")


def _listing(photos: Path) -> float:
    started = time.perf_counter()
    for _ in LocalFolder(photos).list():
        pass
    return time.perf_counter() - started


def _best(arguments: Sequence[str], rounds: int) -> tuple[float, float]:
    return _best_of(["-m", "faceapp", *arguments], rounds)


def _best_of(arguments: Sequence[str], rounds: int) -> tuple[float, float]:
    """Least wall and processor seconds of a Python process."""
    walls, cpus = [], []
    for _ in range(rounds):
        before, started = os.times(), time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        walls.append(time.perf_counter() - started)
        after = os.times()
        cpus.append(
            after.children_user
            - before.children_user
            + after.children_system
            - before.children_system
        )
    return min(walls), min(cpus)

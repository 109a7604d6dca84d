"""A whole scan against the least it can take, and against other ways that do less.

The bound is the processor time of decoding, detecting and embedding alone, on one thread with the
product's own functions, divided by the cores. Peers look once at each photo and write nothing: they
are compared with a scan that looks once (`second_look = false`) and writes everything. What a scan
takes as it comes, which looks again at crowds and at photos on their side, stands beside it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np

from tests.bench.contestants import Took, Way, files, sample_photos
from tests.bench.figures import Figure, at_least, at_most

ASSETS = Path(os.environ.get("FACEAPP_TEST_ASSETS") or Path(__file__).parents[3] / "shared")
PACK = ("scrfd_500m_kps.onnx", "mobilefacenet_y1.onnx")
LARGE_PIXELS, LARGE_QUALITY = 12_000_000, 90
# A camera's noise: without it enlarged photos would be a third as large as real ones.
NOISE = 4.0
SMALL_SET, LARGE_SET = "small", "12 MP"
LEAST_SHARE, LEAST_GAIN, LEAST_GAIN_OVER_DLIB = 0.85, {SMALL_SET: 1.15, LARGE_SET: 1.6}, 5
MOST_MB = 1_200
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def measure(small: bool) -> list[Figure]:
    """Every way in its own process, in turns; the best round of each counts."""
    with tempfile.TemporaryDirectory() as place:
        contest = _Contest(Path(place), small)
        contest.run(1 if small else 2)
        return list(contest.figures())


class _Contest:
    """The ways and what they took."""

    def __init__(self, place: Path, small: bool) -> None:
        source = find_photos()
        self.sets = {SMALL_SET: place / "small", LARGE_SET: place / "large"}
        copy_photos(source, self.sets[SMALL_SET], 6 if small else None)
        enlarge_photos(source, self.sets[LARGE_SET], 2 if small else 64)
        self.pack = make_pack(place)
        self.ways = list(self._quick_ways() if small else self._all_ways())
        self.took: dict[Way, list[Took]] = {way: [] for way in self.ways}

    def _all_ways(self) -> Iterator[Way]:
        for engine in filter(None, (self.pack, "builtin")):
            for photos in self.sets.values():
                for look in ("once", "again"):
                    yield Way("scan", photos, engine, look)
                    yield Way("alone", photos, engine, look)
        if self.pack:
            yield from (Way("insightface", photos, self.pack) for photos in self.sets.values())
        yield Way("face_recognition", self.sets[SMALL_SET])

    def _quick_ways(self) -> Iterator[Way]:
        photos = self.sets[SMALL_SET]
        names = ("scan", "alone", "face_recognition")
        yield from (Way(name, photos) for name in names)
        if self.pack:
            photos = self.sets[LARGE_SET]
            names = ("scan", "alone", "insightface")
            yield from (Way(name, photos, self.pack, "once") for name in names)

    def run(self, rounds: int) -> None:
        for _ in range(rounds):
            for way in self.ways:
                self.took[way].append(way.go())

    def figures(self) -> Iterator[Figure]:
        for title, photos in self.sets.items():
            for engine in filter(None, (self.pack, "builtin")):
                for look in ("once", "again"):
                    yield from self._against_bound(title, photos, engine, look)
            yield from self._against_insightface(title, photos)
        yield from self._against_dlib()
        scans = [took for way in self.ways if way.name == "scan" for took in self.took[way]]
        yield at_most("peak memory of a scan", max(took.peak_mb for took in scans), "MB", MOST_MB)

    def _against_bound(self, title: str, photos: Path, engine: str, look: str) -> Iterator[Figure]:
        scans = self._of("scan", photos, engine, look)
        alones = self._of("alone", photos, engine, look)
        if not scans or not alones:
            return
        scan, cpu_s = _fastest(scans), min(took.cpu_s for took in scans)
        alone = min(alones, key=lambda took: sum(took.stages.values()))
        bound_s = sum(alone.stages.values())
        name = f"{title}, {Path(engine).name}, looks {look}"
        parts = ", ".join(f"{stage} {_ms(s, scan)}" for stage, s in alone.stages.items())
        yield Figure(
            f"{name}: scan",
            scan.photos / scan.wall_s,
            "photos/s",
            f"bound {CORES * scan.photos / bound_s:.1f}; {scan.faces} faces on {scan.photos} "
            f"photos; {_ms(cpu_s, scan)} ms of processor a photo, alone {parts}",
        )
        yield at_least(
            f"{name}: share of the bound", bound_s / CORES / scan.wall_s, "", LEAST_SHARE
        )
        yield Figure(f"{name}: the same by processor time", bound_s / cpu_s, "")

    def _against_insightface(self, title: str, photos: Path) -> Iterator[Figure]:
        peers = self._of("insightface", photos, self.pack, "again")
        peers += self._of("insightface", photos, self.pack, "once")
        for look in ("once", "again"):
            scans = self._of("scan", photos, self.pack, look)
            if peers and scans:
                name = f"{title}, looks {look}: gain over insightface"
                least = LEAST_GAIN[title] if look == "once" else None
                yield _gain(name, _fastest(scans), _fastest(peers), least)

    def _against_dlib(self) -> Iterator[Figure]:
        photos = self.sets[SMALL_SET]
        peers = self._of("face_recognition", photos, "builtin", "again")
        for look in ("once", "again"):
            if scans := self._of("scan", photos, "builtin", look):
                least = LEAST_GAIN_OVER_DLIB if look == "again" else None
                name = f"{SMALL_SET}, builtin, looks {look}: gain over face_recognition"
                yield _gain(name, _fastest(scans), _fastest(peers), least)

    def _of(self, *way: object) -> list[Took]:
        return self.took.get(Way(*way), [])


def _gain(name: str, scan: Took, peer: Took, least: float | None) -> Figure:
    beside = (
        f"{peer.photos / peer.wall_s:.1f} photos/s, {_ms(peer.cpu_s, peer)} ms of processor a "
        f"photo, {peer.faces} faces; by processor time {peer.cpu_s / scan.cpu_s:.2f}"
    )
    gain = peer.wall_s / scan.wall_s
    return (
        Figure(name, gain, "x", beside)
        if least is None
        else at_least(name, gain, "x", least, beside)
    )


def _fastest(rounds: Sequence[Took]) -> Took:
    return min(rounds, key=lambda took: took.wall_s)


def _ms(seconds: float, took: Took) -> str:
    return f"{1000 * seconds / took.photos:.1f}"


def find_photos() -> list[Path]:
    """Real photos: those at hand, else the samples of insightface."""
    if (ASSETS / "data/photos").is_dir():
        return files(ASSETS / "data/photos")
    return sample_photos()


def copy_photos(photos: Sequence[Path], folder: Path, count: int | None) -> None:
    folder.mkdir()
    for number, path in enumerate(_spread(photos, count)):
        shutil.copy(path, folder / f"{number:03}{path.suffix}")


def enlarge_photos(photos: Sequence[Path], folder: Path, count: int) -> None:
    folder.mkdir()
    random = np.random.default_rng(1)
    for number, path in enumerate(_spread(photos, count)):
        image = cv2.imread(str(path))
        scale = (LARGE_PIXELS / (image.shape[0] * image.shape[1])) ** 0.5
        large = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        noise = NOISE * random.standard_normal((*large.shape[:2], 1), np.float32)
        noisy = np.clip(large + noise, 0, 255).astype(np.uint8)
        quality = [cv2.IMWRITE_JPEG_QUALITY, LARGE_QUALITY]
        cv2.imwrite(str(folder / f"{number:03}.jpg"), noisy, quality)


def _spread(photos: Sequence[Path], count: int | None) -> list[Path]:
    count = min(count or len(photos), len(photos))
    return [photos[number * len(photos) // count] for number in range(count)]


def has_pack() -> bool:
    """Whether there are weights that insightface can run too."""
    return all((ASSETS / "models" / name).is_file() for name in PACK)


def make_pack(place: Path) -> str:
    """A pack as insightface lays it out, of the weights at hand; empty without them."""
    if not has_pack():
        return ""
    folder = place / "small_pack"
    folder.mkdir()
    for name in PACK:
        shutil.copy(ASSETS / "models" / name, folder / name)
    return str(folder)

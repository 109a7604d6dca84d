"""The other end of `workers`: cases on stdin, one line of JSON for each on stdout.

It ends when stdin does, and by itself when one case takes too much processor time or memory.
"""

import faulthandler
import hashlib
import io
import json
import os
import resource
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from faceapp.core.errors import ItemError, UserError
from faceapp.core.regions import Region
from faceapp.core.settings import Settings
from faceapp.imaging.decode import decode
from faceapp.imaging.thumbnails import SIZES, ThumbnailCache
from faceapp.imaging.xmp_packet import read_packet
from faceapp.imaging.xmp_regions import read_regions, with_regions
from faceapp.services.people_pack import read_pack, write_pack
from faceapp.services.person_folders import read_person_folders
from faceapp.sources import open_source
from tests.fuzz.report import Verdict
from tests.fuzz.workers import HEADER

# Far above what is allowed: the machine is protected, and what is allowed is measured.
_MOST_MEMORY, _MOST_CPU_S = 5 << 30, 60


def picture(name: str, data: bytes, folder: Path) -> str:
    """Decode and make thumbnails."""
    photo = decode(data, name=name)
    height, width, channels = photo.pixels.shape
    assert (photo.facts.width, photo.facts.height, channels) == (width, height, 3)
    assert photo.pixels.dtype == "uint8"
    assert photo.pixels.flags.c_contiguous
    assert 0 < width * height <= 100_000_000
    cache, sha256 = ThumbnailCache(folder, limit_mb=1), hashlib.sha256(data).hexdigest()
    cache.write(sha256, photo.pixels)
    for size in SIZES:
        thumbnail = cache.path(sha256, size)
        assert thumbnail
        thumbnail.unlink()
    return "photo"


def archive(name: str, data: bytes, folder: Path) -> str:
    """Read every photo of a zip as a scan does; a photo refused is told by its code."""
    path = folder / "a.zip"
    path.write_bytes(data)
    source = open_source(path, Settings())
    assert hasattr(source, "covers")
    codes = []
    for ref in source.list():
        assert source.covers(ref.locator)
        try:
            assert len(source.read(ref)) == ref.size
        except ItemError as error:
            codes.append(error.code)
    assert [entry.name for entry in folder.iterdir()] == ["a.zip"]
    return "entries_refused" if codes else "photos"


def exchanged(name: str, data: bytes, folder: Path) -> str:
    """Read names of people out of what is no photo, or write them into it."""
    try:
        return _EXCHANGED[Path(name).suffix](data, folder)
    except ValueError:
        return "refused"


def _sidecar(data: bytes, _: Path) -> str:
    anna = Region("Анна", 0.5, 0.5, 0.1, 0.1)
    before = read_regions(data)
    assert all(region.name for region in before.regions)
    merged = with_regions(data, [anna], 300, 200)
    assert "Анна" in [region.name for region in read_regions(merged).regions]
    assert with_regions(merged, [anna], 300, 200) == merged
    return "read"


def _packet(data: bytes, _: Path) -> str:
    packet = read_packet(io.BytesIO(data))
    return _sidecar(packet, _) if packet else "read"


def _pack(data: bytes, _: Path) -> str:
    people = read_pack(data)
    assert len(read_pack(write_pack(people))) == len(people)
    return "read"


def _person_folder(data: bytes, folder: Path) -> str:
    person = folder / "people" / "Анна"
    person.mkdir(parents=True, exist_ok=True)
    (person / "data.txt").write_bytes(data)
    (person / "a.jpg").write_bytes(b"")
    (found,) = read_person_folders(folder / "people")
    assert found.photos == [str(person / "a.jpg")]
    assert found.greeting is None
    return "read"


_EXCHANGED = {
    ".xmp": _sidecar,
    ".json": _pack,
    ".txt": _person_folder,
    **dict.fromkeys((".jpg", ".png", ".webp", ".tif"), _packet),
}


def broken(deed: str) -> Callable[[str, bytes, Path], str]:
    """A target that fails on purpose: the harness is tested with it."""

    def target(_name: str, data: bytes, _folder: Path) -> str:
        if data == b"bad":
            {
                "exception": lambda: 1 // 0,
                "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
                "memory": lambda: len(b"x" * 1_200_000_000),
                "hang": signal.pause,
            }[deed]()
        return "photo"

    return target


TARGETS: dict[str, Callable[[str, bytes, Path], str]] = {
    "picture": picture,
    "archive": archive,
    "exchanged": exchanged,
    **{f"self-{deed}": broken(deed) for deed in ("exception", "crash", "memory", "hang")},
}


def main() -> None:
    """Serve until stdin ends."""
    faulthandler.enable()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", module=r"PIL\.")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not be taken for an answer
    target, stdin = TARGETS[sys.argv[1]], sys.stdin.buffer
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        while len(header := stdin.read(HEADER.size)) == HEADER.size:
            name_bytes, data_bytes = HEADER.unpack(header)
            name = stdin.read(name_bytes).decode("utf-8", "surrogatepass")
            verdict = _judged(target, name, stdin.read(data_bytes), Path(folder))
            answers.write(json.dumps(asdict(verdict)).encode() + b"\n")
            answers.flush()


def _judged(
    target: Callable[[str, bytes, Path], str], name: str, data: bytes, folder: Path
) -> Verdict:
    started = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(started) + _MOST_CPU_S, resource.RLIM_INFINITY))
    _forget_peak()
    try:
        outcome, detail = target(name, data, folder), ""
    except (ItemError, UserError) as error:
        outcome, detail = type(error).__name__, str(error)[:300]
    except Exception as error:  # noqa: BLE001  that is what is looked for
        outcome, detail = "exception", repr(error)[:300]
    return Verdict(outcome, detail, time.process_time() - started, _peak_mb())


def _forget_peak() -> None:
    with suppress(OSError):  # not Linux: the peak is that of all trials so far
        Path("/proc/self/clear_refs").write_text("5")


def _peak_mb() -> float:
    with suppress(OSError):
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    per_mb = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_mb


if __name__ == "__main__":
    main()

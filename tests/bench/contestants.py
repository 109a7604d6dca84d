"""The ways to analyse a folder of photos that `import` compares, each in a process of its own.

`python -m tests.bench.contestants WAY FOLDER ENGINE LOOK` prints what it took as JSON; loading
models does not count. ENGINE is `builtin` or a pack's folder, LOOK one of `once` and `again`.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict, dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import PIL.Image

from faceapp.app import open_workspace
from faceapp.core.jobs import CancelToken
from faceapp.core.ports import Engine
from faceapp.imaging.decode import decode
from faceapp.ml.engines import import_engine
from faceapp.pipeline.stages import align, embed
from faceapp.services.scan import ScanCounts
from faceapp.services.workspace import Workspace

PICTURES = (".jpg", ".jpeg", ".png")


@dataclass(frozen=True)
class Took:
    """What one way took for `photos`; `stages` are processor seconds, where it knows them."""

    photos: int
    faces: int
    wall_s: float
    cpu_s: float
    peak_mb: float
    stages: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Way:
    """One way to go, and what with."""

    name: str
    photos: Path
    engine: str = "builtin"
    look: str = "again"

    def go(self) -> Took:
        """Go it in a process of its own."""
        words = [self.name, str(self.photos), self.engine, self.look]
        command = [sys.executable, "-m", "tests.bench.contestants", *words]
        done = subprocess.run(command, check=True, capture_output=True)
        return Took(**json.loads(done.stdout))


def sample_photos() -> list[Path]:
    """Those that insightface brings with it."""
    package = find_spec("insightface")
    return files(Path(str(package and package.origin)).parent / "data/images")


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in PICTURES)


@contextmanager
def _library(engine: str, look: str) -> Iterator[tuple[Workspace, Engine]]:
    """A new library with the engine open; loading and trying it is over then."""
    with tempfile.TemporaryDirectory() as place:
        workspace = open_workspace(Path(place))
        workspace.settings = replace(
            workspace.settings,
            second_look=look == "again",
            speed="full",
            device="cpu",
            group_after_scan=False,  # no contestant does; `people` measures it
        )
        if engine != "builtin":
            engine = import_engine(Path(place) / "models", Path(engine), None).name
        workspace.settings = replace(workspace.settings, engine=engine)
        yield workspace, workspace.engine()
        workspace.close()


def scan(way: Way) -> Took:
    """The product, everything written: thumbnails, SQL, Milvus."""
    with _library(way.engine, way.look) as (workspace, _):
        # What is done once in the life of a library, such as making its tables, does not count.
        other = workspace.folders.data / "other.jpg"
        other.write_bytes(sample_photos()[0].read_bytes() + b" ")  # no photo has these bytes
        _scan(workspace, other)
        with _measured() as took:
            counts = _scan(workspace, way.photos)
        assert workspace.verify().is_clean
        return took(len(files(way.photos)), counts.faces)


def _scan(workspace: Workspace, photos: Path) -> ScanCounts:
    sources, card = workspace.open_sources([photos]), workspace.engine_card()
    return workspace.scan(sources, card, CancelToken(), lambda _: None).counts


def alone(way: Way) -> Took:
    """The bound: decode, detect, align, embed and nothing else, on one thread."""
    paths, stages, faces = files(way.photos), dict.fromkeys(("decode", "detect", "embed"), 0.0), 0
    with _library(way.engine, way.look) as (_, engine):
        with _measured() as took:
            for path in paths:
                data = path.read_bytes()
                moments = [time.thread_time()]
                image = decode(data, name=path.name).pixels
                moments.append(time.thread_time())
                detections = engine.detector.detect(image)
                moments.append(time.thread_time())
                faces += len(embed(align(image, detections, engine), engine))
                moments.append(time.thread_time())
                for stage, seconds in zip(stages, np.diff(moments), strict=True):
                    stages[stage] += float(seconds)
        return took(len(paths), faces, stages)


def insightface(way: Way) -> Took:
    """A plain loop over FaceAnalysis with the same pack; nothing is written."""
    from insightface.app import FaceAnalysis  # noqa: PLC0415  only this way needs it

    pack, paths, faces = Path(way.engine), files(way.photos), 0
    # The package wants its packs in a folder `models`.
    with tempfile.TemporaryDirectory() as root:
        (Path(root) / "models").mkdir()
        (Path(root) / "models" / pack.name).symlink_to(pack)
        analysis = FaceAnalysis(
            pack.name,
            root,
            allowed_modules=["detection", "recognition"],
            providers=["CPUExecutionProvider"],
        )
        analysis.prepare(ctx_id=-1)
        analysis.get(cv2.imread(str(paths[0])))
        with _measured() as took:
            for path in paths:
                faces += len(analysis.get(cv2.imread(str(path))))
        return took(len(paths), faces)


def face_recognition(way: Way) -> Took:
    """The calls of face_recognition 1.3: HOG, five points, ResNet; nothing is written."""
    import dlib  # noqa: PLC0415  only this way needs it

    package = find_spec("face_recognition_models")
    weights = Path(str(package and package.origin)).parent / "models"
    detect = dlib.get_frontal_face_detector()
    points = dlib.shape_predictor(str(weights / "shape_predictor_5_face_landmarks.dat"))
    describe = dlib.face_recognition_model_v1(
        str(weights / "dlib_face_recognition_resnet_model_v1.dat")
    )
    paths, faces = files(way.photos), 0
    with _measured() as took:
        for path in paths:
            image = np.array(PIL.Image.open(path).convert("RGB"))
            for box in detect(image, 1):
                describe.compute_face_descriptor(image, points(image, box), 1)
                faces += 1
    return took(len(paths), faces)


WAYS: dict[str, Callable[[Way], Took]] = {
    each.__name__: each for each in (scan, alone, insightface, face_recognition)
}


@contextmanager
def _measured() -> Iterator[Callable[..., Took]]:
    """Wall and processor time of the block, and the most memory of this process so far."""
    ends: list[float] = []
    started, cpu = time.perf_counter(), time.process_time()

    def took(photos: int, faces: int, stages: dict[str, float] | None = None) -> Took:
        return Took(photos, faces, *ends, stages or {})

    yield took
    ends += [time.perf_counter() - started, time.process_time() - cpu]
    ends.append(_peak_mb())


def _peak_mb() -> float:
    """The most memory of this process; getrusage would count its parent's before the start."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main(words: Sequence[str]) -> None:
    name, photos, engine, look = words
    with redirect_stdout(sys.stderr):  # insightface talks
        took = WAYS[name](Way(name, Path(photos), engine, look))
    print(json.dumps(asdict(took)))


if __name__ == "__main__":
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    main(sys.argv[1:])

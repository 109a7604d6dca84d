"""A library with an engine that costs nothing, and its command line in this very process."""

import io
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from faceapp.app import _Composition
from faceapp.cli.main import run
from faceapp.core.alignment import ARCFACE
from faceapp.core.ports import Engine
from faceapp.core.similarity import PROVISIONAL_ARCFACE
from faceapp.core.types import Detection, FaceBox
from faceapp.net.policy import NetPolicy
from faceapp.paths import folders
from faceapp.services.settings import load_settings
from faceapp.services.workspace import Workspace


class _OneFace:
    name = family = identity = "one"
    sure_score = 0.0

    def detect(self, image: np.ndarray) -> list[Detection]:
        return [Detection(FaceBox(0, 0, 112, 112), ARCFACE.points, 0.9)]


class _Colour:
    name = sha256 = identity = "colour"
    dimension = 3
    template = ARCFACE

    def embed(self, chips: Sequence[np.ndarray]) -> np.ndarray:
        colours = np.stack([chip.mean((0, 1)) + 1 for chip in chips]).astype(np.float32)
        return colours / np.linalg.norm(colours, axis=1, keepdims=True)


@dataclass(frozen=True)
class Ended:
    """What a command left."""

    code: int
    out: bytes
    err: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Library:
    """A data folder; call it with the words of a command line."""

    data: Path

    def __call__(self, *words: str) -> Ended:
        with _captured() as (out, err):
            code = run([f"--data={self.data}", *words], self._open, lambda *_: 0)
        return Ended(code, out.getvalue(), err.getvalue())

    def _open(self, data: Path | None) -> Workspace:
        places = folders(data)
        settings = load_settings(places.settings)
        adapters = _Composition(places, settings, None, NetPolicy(), data, None).adapters()
        engine = Engine("builtin", "fake", _OneFace(), _Colour(), PROVISIONAL_ARCFACE, "cpu")
        return Workspace(
            places,
            settings,
            replace(adapters, load_engine=lambda _: engine, identify_engine=lambda _: ("fake", 3)),
            2,
        )


@contextmanager
def _captured() -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """As `faceapp.__main__` leaves the streams, but into memory."""
    kept, raw = (sys.stdout, sys.stderr), (io.BytesIO(), io.BytesIO())
    sys.stdout, sys.stderr = (
        io.TextIOWrapper(file, "utf-8", "backslashreplace", write_through=True) for file in raw
    )
    try:
        yield raw
    finally:
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = kept
        for stream in streams:
            stream.detach()

"""The program in this process, with a catalogue and a server of the test's own."""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from faceapp.app import open_workspace
from faceapp.cli.main import run
from faceapp.ml.builtin import weights
from faceapp.net.policy import NetPolicy
from tests.fakes import graphs
from tests.fakes.https_server import HttpsServer

DETECTOR = graphs.detector().SerializeToString()
EMBEDDER = graphs.embedder(512).SerializeToString()
OTHER = graphs.detector(1.0).SerializeToString()


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"nested/{name}.onnx", content)
    return buffer.getvalue()


BUILTIN_FILES = (weights.PROPOSAL, weights.REFINEMENT, weights.OUTPUT, weights.DESCRIPTOR)
ARCHIVE = zipped(det=DETECTOR, rec=EMBEDDER, genderage=OTHER)


@dataclass
class Installation:
    """The program with a catalogue of two models, both on the server of the test."""

    server: HttpsServer
    data: Path
    net: NetPolicy
    capsys: pytest.CaptureFixture[str]
    out: str = ""
    err: str = ""

    @property
    def models(self) -> Path:
        return self.data / "models"

    def __call__(self, *arguments: object) -> int:
        opened = partial(
            open_workspace, catalogue=self.data.parent / "catalogue.toml", net=self.net
        )
        words = ["--lang", "en", "--data", str(self.data), *map(str, arguments)]
        code = run(words, opened, lambda *_: 0)
        self.out, self.err = self.capsys.readouterr()
        return code

    def json(self, *arguments: object) -> tuple[int, Any]:
        return self("--json", *arguments), json.loads(self.out)

    def install(self, name: str) -> tuple[int, Any]:
        return self.json("models", "install", name, "--accept-licence")

    def write_catalogue(self) -> None:
        def file(name: str, content: bytes, **more: object) -> dict[str, object]:
            addresses = [self.server.address(f"/{name}")]
            digest = hashlib.sha256(content).hexdigest()
            return {"name": name, "sha256": digest, "addresses": addresses} | more

        det = file("det.onnx", DETECTOR, bytes=len(DETECTOR))
        rec = file("rec.onnx", EMBEDDER, bytes=len(EMBEDDER))
        pack = {"kind": "pack", "licence": "insightface", "files": [det, rec]}
        pack["archives"] = [self.server.address("/pack.zip")]
        single = {"kind": "detector", "licence": "mit", "files": [file("yunet.onnx", OTHER)]}
        content = tomli_w.dumps({"buffalo_sc": pack, "yunet": single})
        (self.data.parent / "catalogue.toml").write_text(content)

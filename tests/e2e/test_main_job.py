"""The main job on real photos: scan, find every photo of a person by a sample (S1-02, S1-34)."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from faceapp.app import open_workspace
from faceapp.services.search import Request
from faceapp.services.workspace import Workspace
from tests.e2e.conftest import Program

# Precision and recall of every lfw10 photo as a probe at 85 % over all other photos.
WANTED = {"builtin": (0.98, 0.85), "testpack": (0.99, 0.97)}


@pytest.fixture(scope="module", params=WANTED)
def library(
    request: pytest.FixtureRequest,
    assets: Path,
    pack: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, Program, dict]:
    """The photos of `assets`, one without a face and a broken one, scanned by one engine."""
    root = tmp_path_factory.mktemp("main-job")
    program = Program(root / "library")
    planted = root / "planted"
    planted.mkdir()
    shutil.copy(_faceless(root), planted / "wall.jpg")
    whole = (assets / "data/photos/samples/obama.jpg").read_bytes()
    (planted / "broken.jpg").write_bytes(whole[: len(whole) // 2])
    if request.param == "testpack":
        assert program("models", "import", pack).code == 0
    run = program("models", "use", request.param)
    assert run.code == 0, run.err
    run = program("scan", assets / "data/photos", planted, "--json")
    assert run.code == 0, run.err
    return request.param, program, run.json


@pytest.fixture
def workspace(library: tuple[str, Program, dict]) -> Iterator[Workspace]:
    opened = open_workspace(library[1].data)
    yield opened
    opened.close()


def test_every_file_is_counted_once(library):
    _, program, scan = library
    assert scan["photos"] + scan["duplicates"] + scan["failed"] == 135
    # Two of the five are smaller copies, of a crowd and of a portrait.
    assert (scan["photos"], scan["duplicates"], scan["updated"], scan["skipped"]) == (129, 5, 0, 0)
    assert [(Path(item["path"]).name, item["code"]) for item in scan["failures"]] == [
        ("broken.jpg", "corrupt")
    ]
    failed = program("photos", "--failed", "--json").json
    assert [Path(photo["path"]).name for photo in failed["photos"]] == ["broken.jpg"]
    faceless = [
        Path(item["path"]).name for item in program("photos", "--no-faces", "--json").json["photos"]
    ]
    assert "wall.jpg" in faceless
    assert scan["no_face"] == len(faceless)


def test_the_right_photos_are_found_at_85_percent(library, workspace, assets):
    precision, recall = WANTED[library[0]]
    right = wrong = missed = 0
    for probe in sorted((assets / "data/photos/lfw10").glob("*/*")):
        sample = workspace.sample(probe).chosen.embedding
        found = {
            match.face.path for match in workspace.search.search(sample, Request(85, 1000)).matches
        } - {str(probe)}
        wanted = {str(path) for path in probe.parent.iterdir() if path != probe}
        right += len(found & wanted)
        wrong += len(found - wanted)
        missed += len(wanted - found)
    reached = right / (right + wrong), right / (right + missed)
    print(f"{library[0]}: precision {reached[0]:.4f}, recall {reached[1]:.4f}")
    assert reached[0] >= precision
    assert reached[1] >= recall


def test_the_six_people_are_found_and_hardly_anything_else(library, workspace):
    photos = library[1]("photos", "--json").json["photos"]
    number = next(p["id"] for p in photos if p["path"].endswith("six_people.jpg"))
    boxes = [face["box"] for face in library[1]("faces", "--photo", number, "--json").json["faces"]]
    assert len([box for box in boxes if min(box[2:]) >= 25]) == 6


def test_the_second_scan_skips_everything_and_the_index_agrees(library, assets):
    _, program, first = library
    second = program("scan", assets / "data/photos", "--json").json
    assert (second["skipped"], second["photos"], second["faces"]) == (133, 0, 0)
    verdict = program("verify", "--json")
    assert verdict.code == 0, verdict.out
    assert verdict.json["vectors"] == first["faces"]  # also those that a larger copy showed


def _faceless(folder: Path) -> Path:
    noise = np.random.default_rng(1).integers(90, 160, (480, 640, 3), np.uint8)
    path = folder / "wall.jpg"
    cv2.imwrite(str(path), cv2.GaussianBlur(noise, (0, 0), 8))
    return path

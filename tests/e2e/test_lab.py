"""`faceapp lab` on a few real photos."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from PIL import Image

from faceapp.ml.engines import load_engine
from faceapp.paths import folders
from tests.e2e.conftest import Program

PEOPLE = ("Tony_Blair", "Hugo_Chavez", "Colin_Powell")


@pytest.fixture(scope="module")
def lab(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Three photos each of three people, and one that is no photo."""
    root = tmp_path_factory.mktemp("lab")
    for person in PEOPLE:
        (root / "photos" / person).mkdir(parents=True)
        for number in (1, 2, 3):
            file = f"{person}/{person}_{number:04d}.jpg"
            shutil.copy(assets / "data/photos/lfw10" / file, root / "photos" / file)
    (root / "photos" / "Tony_Blair" / "Tony_Blair_0004.jpg").write_bytes(b"no photo")
    return Program(root / "library")


def test_accuracy_of_every_pair(lab: Program) -> None:
    run = lab("--json", "lab", "accuracy", lab.data.parent / "photos")
    assert run.code == 0, run.err
    document = run.json
    assert (document["list"], document["framing"]) == (None, "whole")
    (engine,) = document["engines"]
    assert (engine["engine"], engine["photos"], engine["people"]) == ("builtin", 10, 3)
    assert (engine["failures_to_enrol"], engine["unreadable"]) == (1, 1)
    assert engine["detection_rate"] == 0.9
    assert (engine["genuine_pairs"], engine["impostor_pairs"]) == (6 + 3 + 3, 45 - 12)
    # Three pairs of one person have no face on one side.
    assert engine["recall"]["value"] == 9 / 12
    assert engine["precision"]["value"] == 1
    assert engine["f1"]["value"] == pytest.approx(2 * 9 / (9 + 12))
    assert engine["f1"]["low"] <= engine["f1"]["value"] <= engine["f1"]["high"]
    assert [rate["far"] for rate in engine["tar_at_far"]] == [1e-2, 1e-3, 1e-4]
    assert [rate["tar"] for rate in engine["tar_at_far"]] == [None] * 3
    assert engine["ms_per_photo"] > 0


def test_ways_to_group_are_compared(lab: Program) -> None:
    photos = lab.data.parent / "photos"
    run = lab("--json", "lab", "clusters", photos)
    assert run.code == 0, run.err
    document = run.json
    assert (document["engine"], document["framing"]) == ("builtin", "whole")
    assert (document["people"], document["faces"]) == (3, 9)
    ways = {way["way"]: way for way in document["ways"]}
    assert list(ways)[:3] == ["dbscan", "kmeans", "quality"]
    for way in list(ways.values())[:3]:
        assert way["bcubed"] == way["pairwise"] == {"precision": 1, "recall": 1, "f": 1}
        assert (way["groups"], way["corrections"]) == (3, 0)
    assert ways["dense_dbscan"]["bcubed"]["precision"] < 1  # 0.48 joins strangers with this engine
    spoken = lab("lab", "clusters", photos, "--least", 3)
    assert "BCubed: precision 1.0000, recall 1.0000, F 1.0000" in spoken.out
    assert lab("lab", "clusters", photos, "--least", 30).code == 3


def test_two_engines_on_a_drawn_list_with_folds(lab: Program, pack: Path) -> None:
    assert lab("models", "import", pack).code == 0
    photos, pairs = lab.data.parent / "photos", lab.data.parent / "pairs.tsv"
    (photos / "Tony_Blair" / "Tony_Blair_0004.jpg").unlink(missing_ok=True)
    drawn = lab("--json", "lab", "pairs", photos, pairs, "--pairs", 12, "--folds", 2, "--seed", 5)
    assert drawn.json == {
        "path": str(pairs), "pairs": 12, "folds": 2, "seed": 5, "disjoint": False,
    }  # fmt: skip
    run = lab("lab", "accuracy", photos, "--pairs", pairs, "--engine", "builtin,testpack")
    assert run.code == 0, run.err
    for engine in ("builtin", "testpack"):
        assert f"{engine} on cpu: " in run.out
    assert run.out.count("Photos on which a face was found: 100.00 %") == 2
    assert run.out.count("Best F1 1.0000 [1.0000–1.0000]") == 2
    assert run.out.count("LFW's protocol, 2 folds: ") == 2
    assert "TAR at FAR 1e-2: unknown, fewer than 100 pairs" in run.out


@pytest.mark.parametrize("how", [["--aligned"], ["--border", "reflect"]])
def test_tight_crops(lab: Program, assets: Path, tmp_path: Path, how: list[str]) -> None:
    crops = assets / "data/lfw_aligned/images"
    for person in ("Abel_Pacheco", "Akhmed_Zakayev"):
        shutil.copytree(crops / person, tmp_path / "crops" / person)
    run = lab("--json", "lab", "accuracy", tmp_path / "crops", *how)
    (engine,) = run.json["engines"]
    assert engine["detection_rate"] == (None if how == ["--aligned"] else 1)
    assert engine["f1"]["value"] == 1


def test_a_calibration_is_the_newest_of_its_folder_and_in_force(lab: Program, assets: Path) -> None:
    (lab.data / "calibration").mkdir(parents=True, exist_ok=True)
    (lab.data / "calibration" / "older-v4.toml").write_text("")
    groups = assets / "data/photos/groups"
    crowd = ("--crowds", groups / "office1.jpg", "--crowds", groups / "selfie.jpg")
    run = lab("--json", "lab", "calibrate", "tried", *crowd)
    assert run.code == 0, run.err
    figures = run.json
    assert (figures["profile"], figures["version"]) == ("tried-v5", 5)
    assert figures["impostor_pairs"] > 5000
    assert [rate for rate, _ in figures["fmr_table"]] == [1e-2, 1e-3]
    path = Path(figures.pop("path"))
    assert path == lab.data / "calibration" / "tried-v5.toml"
    assert tomllib.loads(path.read_text()) == figures
    assert (lab.data / "calibration" / "older-v4.toml").exists()
    assert load_engine("builtin", folders(lab.data), "cpu").calibration.profile == "tried-v5"


def test_the_calibration_of_a_variant_leaves_the_plain_engine_alone(
    assets: Path, tmp_path: Path
) -> None:
    other = Program(tmp_path / "library")
    crowd = ("--crowds", assets / "data/photos/groups/selfie.jpg")
    run = other("--json", "lab", "calibrate", "f", *crowd, "--engine", "builtin:flip")
    assert run.code == 0, run.err
    assert (run.json["detector"], run.json["variant"]) == ("mtcnn", "flip")
    plain, flipped = (
        load_engine(name, folders(other.data), "cpu").calibration
        for name in ("builtin", "builtin:flip")
    )
    assert (plain.profile, flipped.profile) == ("builtin-whole-photos", "f-v1")
    assert not flipped.is_provisional


def test_photos_without_any_face_have_figures_of_nought(tmp_path: Path) -> None:
    for person in ("one", "other"):
        (tmp_path / "photos" / person).mkdir(parents=True)
        for shade in (40, 90):
            grey = Image.new("RGB", (96, 96), (shade, shade, shade))
            grey.save(tmp_path / "photos" / person / f"{shade}.jpg")
    lab = Program(tmp_path / "library")
    arguments = ("lab", "accuracy", tmp_path / "photos")
    run = lab("--json", *arguments)
    assert run.code == 0, run.err
    document = json.loads(run.out, parse_constant=pytest.fail)
    assert document["engines"][0]["threshold"] is None
    assert "Best F1 0.0000 [0.0000–0.0000] at cosine –, precision" in lab(*arguments).out


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["accuracy", "{photos}", "--aligned", "--border", "black"], 2, "--border"),
        (["accuracy", "{photos}", "--engine", "builtin,nobody"], 3, "nobody"),
        (
            ["pairs", "{photos}", "/no/such/list", "--pairs", "4", "--folds", "1"],
            3,
            "/no/such/list",
        ),
    ],
)
def test_what_cannot_be_is_told(lab: Program, arguments: list[str], code: int, word: str) -> None:
    photos = lab.data.parent / "photos"
    run = lab("lab", *(argument.format(photos=photos) for argument in arguments))
    assert (run.code, run.out) == (code, "")
    assert word in run.err
    assert "Traceback" not in run.err

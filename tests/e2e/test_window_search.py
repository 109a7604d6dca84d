"""Looking for a person with keys alone: a sample by its path, the slider, a table of the faces."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.e2e.conftest import Program
from tests.e2e.screen import needs_screen, until
from tests.e2e.windowed import Faceapp

pytestmark = needs_screen
PEOPLE = ("Tony_Blair", "Colin_Powell", "Ariel_Sharon")


@pytest.fixture(scope="module")
def scanned(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `library`, and `photos` of three people in it."""
    place = tmp_path_factory.mktemp("scanned")
    (place / "photos").mkdir()
    for name in PEOPLE:
        for photo in sorted((assets / "data/photos/lfw10" / name).glob("*.jpg"))[:4]:
            shutil.copy(photo, place / "photos")
    done = Program(place / "library")("scan", place / "photos")
    assert done.code == 0, done.err
    return place


@pytest.fixture
def sample(faceapp: Faceapp, scanned: Path) -> Path:
    """A photo of somebody in the library, which is that of the program."""
    shutil.copytree(scanned / "library", faceapp.data)
    return min((scanned / "photos").glob("Tony_Blair*"))


def test_a_person_is_found_with_keys_alone_and_written_to_a_table(faceapp, sample, tmp_path):
    faceapp.start()
    faceapp.expect("Photos", "12 photo")
    faceapp.press("ctrl+f")
    faceapp.expect("Search by a sample photo")
    faceapp.press("Return")
    faceapp.expect("Choose a photo")
    faceapp.type(sample)
    faceapp.press("Return")
    usual = _faces(faceapp.expect("Search", "85 %", "face"))
    steps = faceapp.walk("shift+Tab", "Home", lambda: "70 %" in faceapp.title)
    most = _faces(faceapp.title)
    faceapp.press("End")
    fewest = _faces(faceapp.expect("95 %"))
    assert most >= usual >= fewest >= 1
    assert most > fewest
    faceapp.press("Home")
    faceapp.expect("70 %")
    table = tmp_path / "found.csv"
    faceapp.press(*["Tab"] * steps)  # back to the faces
    faceapp.press("Menu", "Up", "Return")
    faceapp.expect("Export the faces found", seconds=20)
    faceapp.type(table)
    faceapp.press("Return")
    until(lambda: table.exists() and table.read_bytes().endswith(b"\n"))
    with table.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    similarities = [float(row["similarity"]) for row in rows]
    assert len(rows) == most
    assert similarities == sorted(similarities, reverse=True)
    assert 70 <= similarities[-1] <= similarities[0] <= 100
    assert Path(rows[0]["path"]).name == sample.name  # nobody is more alike than the photo itself
    assert faceapp.close() == 0


def test_a_photo_dragged_onto_the_page_is_searched_for(faceapp, shown, sample):
    faceapp.start()
    faceapp.press("ctrl+3")
    faceapp.expect("Search")
    source = subprocess.Popen(
        [sys.executable, ROOT / "tests" / "e2e" / "drag_source.py", sample],
        env=shown.environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        shown.window("drag source")
        shown.drag((1280, 110), (600, 400))
        faceapp.bring_to_front()
        assert _faces(faceapp.expect("Search", "85 %", "face")) >= 1
    finally:
        source.terminate()
        source.wait()
    assert faceapp.count("asset") == 12  # it was not added


def _faces(title: str) -> int:
    found = re.search(r"(\d+) face", title)
    assert found, title
    return int(found[1])

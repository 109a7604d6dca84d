"""One photo, many places: copies are recognised in any order, told apart for ever, put together."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import PIL.Image
import pytest

from faceapp.app import open_workspace
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.records import PhotoDetails
from faceapp.core.types import Outcome
from faceapp.services.library import PhotoFilter
from faceapp.services.scan import ScanSummary
from faceapp.services.workspace import Workspace
from tests.e2e.conftest import Program

ENGINE = "builtin"
PHOTOS = {
    "both": "samples/obama_and_biden.jpg",
    "alex": "samples/alex_lacamoire1.jpg",
    "other": "samples/obama3.jpg",
}


@pytest.fixture
def folders(assets: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Photos as a camera wrote them, and what services make of two of them."""
    originals, copies = tmp_path / "camera", tmp_path / "service"
    originals.mkdir()
    copies.mkdir()
    for name, path in PHOTOS.items():
        photo = PIL.Image.open(assets / "data/photos" / path).convert("RGB")
        exif = PIL.Image.Exif()
        exif[0x8769] = {0x9003: "2021:05:09 12:00:00"}
        photo.save(originals / f"{name}.jpg", quality=95, exif=exif)
        if name in ("both", "alex"):
            photo.thumbnail((807, 807))
            photo.save(copies / f"{name} copy.jpg", quality=75)
    return originals, copies


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Workspace]:
    with closing(open_workspace(tmp_path / "library")) as workspace:
        yield workspace


def scan(workspace: Workspace, *folders: Path) -> ScanSummary:
    sources = workspace.open_sources(folders)
    return workspace.scan(sources, workspace.engine_card(), CancelToken(), lambda _: None)


def photos(workspace: Workspace) -> dict[str, PhotoDetails]:
    """Every photo by the name of the place that is shown."""
    listed, _ = workspace.library.photos(PhotoFilter(), None)
    found = [workspace.details.get(photo.id, ENGINE) for photo in listed]
    return {Path(details.places[0].locator).name: details for details in found}


def names(details: PhotoDetails) -> list[str]:
    return [Path(place.locator).name for place in details.places]


@pytest.mark.parametrize("originals_first", [True, False])
def test_copies_are_places_of_the_best_photo_in_any_order(
    library: Workspace, folders: tuple[Path, Path], originals_first: bool
):
    first, second = folders if originals_first else folders[::-1]
    scan(library, first)
    before = photos(library)
    shown = before["both.jpg" if originals_first else "both copy.jpg"]
    face = max(shown.faces, key=lambda face: face.box.area)
    library.decisions.name(face.id, "Barack")

    counts = scan(library, second).counts

    assert counts.outcomes[Outcome.DUPLICATE] == 2
    after = photos(library)
    assert set(after) == {"both.jpg", "alex.jpg", "other.jpg"}
    both = after["both.jpg"]
    assert names(both) == ["both.jpg", "both copy.jpg"]
    assert both.id == shown.id
    assert both.sha256 == hashlib.sha256((folders[0] / "both.jpg").read_bytes()).hexdigest()
    assert (both.width, both.height, both.taken_at.year) == (2000, 1428, 2021)
    assert [(place.width, place.height) for place in both.places] == [(2000, 1428), (807, 576)]
    # the face is the one that got the name, in pixels of the best copy
    named = {face.person: face for face in both.faces}
    assert named["Barack"].id == face.id
    share = named["Barack"].box.x / both.width
    assert share == pytest.approx(face.box.x / shown.width, abs=0.02)
    assert scan(library, *folders).counts.outcomes == {Outcome.SKIPPED: 5}


def test_best_copy_is_the_one_that_is_recognised_by(
    library: Workspace, folders: tuple[Path, Path], tmp_path: Path
):
    """What a scan of the original alone finds, and what it finds after its copy, is the same."""
    scan(library, *folders[::-1])
    with closing(open_workspace(tmp_path / "other")) as alone:
        scan(alone, folders[0])
        wanted = photos(alone)["both.jpg"]
    found = photos(library)["both.jpg"]
    assert {(face.box, face.quality) for face in found.faces} == {
        (face.box, face.quality) for face in wanted.faces
    }


def test_original_that_is_gone_leaves_its_copy_to_look_at(
    library: Workspace, folders: tuple[Path, Path]
):
    scan(library, *folders)
    (folders[0] / "both.jpg").unlink()
    scan(library, *folders)
    both = photos(library)["both copy.jpg"]
    assert [place.present for place in both.places] == [True, False]
    # boxes fit what is shown
    assert library.details.full(both).levels[0].shape[:2] == (both.height, both.width)
    (tile,) = library.photos.gallery.tiles([both.id])
    assert library.photos.originals.decode(tile).shape[:2] == (both.height, both.width)


def test_pair_told_apart_stays_apart_until_it_is_undone(
    library: Workspace, folders: tuple[Path, Path], tmp_path: Path
):
    scan(library, *folders)
    both = photos(library)["both.jpg"]
    copy = folders[1] / "both copy.jpg"
    with pytest.raises(UserError) as wrong:
        library.copies.separate_place(both.id, str(folders[0] / "both.jpg"))
    assert wrong.value.code is Code.NOT_A_COPY

    library.copies.separate_place(both.id, str(copy))

    apart = photos(library)
    assert names(apart["both.jpg"]) == ["both.jpg"]
    assert names(apart["both copy.jpg"]) == ["both copy.jpg"]
    assert apart["both copy.jpg"].width == 807
    assert len(apart["both copy.jpg"].faces) >= 2  # looked for at once

    def is_apart(workspace: Workspace) -> bool:
        shown = photos(workspace)
        return "both copy.jpg" in shown and names(shown["both.jpg"]) == ["both.jpg"]

    os.utime(copy, ns=(1, 1))
    scan(library, *folders)
    assert is_apart(library)
    # out of the library with it, and in again: nothing but the decision is left
    library.photos.remove([apart["both copy.jpg"].id])
    library.photos.readmit([copy])
    assert scan(library, folders[1]).counts.outcomes[Outcome.PHOTO] == 1
    assert is_apart(library)


def test_separation_is_undone_and_done_again_after_a_restart(
    folders: tuple[Path, Path], tmp_path: Path
):
    with closing(open_workspace(tmp_path / "library")) as library:
        scan(library, *folders)
        both = photos(library)["both.jpg"]
        library.copies.separate_place(both.id, str(folders[1] / "both copy.jpg"))
        assert library.decisions.journal(1)[0].decision.action == "separate"
    with closing(open_workspace(tmp_path / "library")) as library:
        assert library.decisions.undo().photo == both.id
        assert names(photos(library)["both.jpg"]) == ["both.jpg", "both copy.jpg"]
        assert photos(library)["both.jpg"].faces == both.faces
        assert scan(library, *folders).counts.outcomes == {Outcome.SKIPPED: 5}
    with closing(open_workspace(tmp_path / "library")) as library:
        library.decisions.redo()
        scan(library, *folders)
        copy = photos(library)["both copy.jpg"]
        assert names(copy) == ["both copy.jpg"]
        assert len(copy.faces) >= 2
        with library._reading.read() as unit:
            assert unit.photos.check() == []


def test_commands_list_copies_and_tell_them_apart(
    program: Program, folders: tuple[Path, Path], tmp_path: Path
):
    program("scan", *folders)
    found = program("photos", "--duplicates", "--json").json
    assert (found["total"], len(found["photos"])) == (2, 2)
    both = next(photo for photo in found["photos"] if photo["path"].endswith("both.jpg"))
    original, copy = both["places"]
    assert (copy["is_copy"], copy["width"], both["spare"]) == (True, 807, copy["size"])
    assert found["spare"] == sum(photo["spare"] for photo in found["photos"])
    file = tmp_path / "faces.json"
    program("export", file)
    rows = [row for row in json.loads(file.read_text())["faces"] if row["photo_id"] == both["id"]]
    assert rows[0]["places"] == [original["path"], copy["path"]]

    refused = program("photos", "split", both["id"], original["path"], "--json")
    assert (refused.code, refused.json["error"]["code"]) == (3, "not_a_copy")
    told = program("photos", "split", both["id"], copy["path"], "--json").json
    assert (told["action"], told["photo"]) == ("separate", both["id"])
    assert program("photos", "--duplicates", "--json").json["total"] == 1
    assert program("photos", "--json").json["total"] == 4
    assert program("undo", "--json").json["action"] == "separate"
    assert program("photos", "--json").json["total"] == 3

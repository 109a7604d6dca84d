"""Sidecars beside real photo files: written for other programs, read from them, merged, undone."""

import io
import os
import sys
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.exchange import Exported, Imported
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.core.settings import Settings
from faceapp.core.types import (
    AnalysedPhoto,
    Detection,
    Face,
    FaceBox,
    PhotoFacts,
    PhotoRef,
    Quality,
)
from faceapp.services.decisions import DecisionService
from faceapp.services.originals import Originals
from faceapp.services.regions import RegionExchange
from faceapp.sources import open_source
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst
from tests.fakes.exiftool import exiftool, write_region, written_regions
from tests.unit.stores.library import DIMENSION, Library

needs_exiftool = pytest.mark.skipif(sys.platform != "linux", reason="exiftool comes from Debian")
# The stored picture is 240 x 160; where the face is on the upright one, by orientation.
STORED = FaceBox(24, 16, 32, 48)
UPRIGHT = {
    1: FaceBox(24, 16, 32, 48),
    2: FaceBox(184, 16, 32, 48),
    3: FaceBox(184, 96, 32, 48),
    4: FaceBox(24, 96, 32, 48),
    5: FaceBox(16, 24, 48, 32),
    6: FaceBox(96, 24, 48, 32),
    7: FaceBox(96, 184, 48, 32),
    8: FaceBox(16, 184, 48, 32),
}
AREA = (40 / 240, 40 / 160, 32 / 240, 48 / 160)


@dataclass
class Scene:
    """A folder of photos that the library knows."""

    library: Library
    root: Path
    exchange: RegionExchange
    decisions: DecisionService

    def add(self, name: str, *boxes: FaceBox, orientation: int = 1) -> Path:
        path = self.root / name
        path.write_bytes(jpeg(name, orientation))
        sides = (160, 240) if orientation >= 5 else (240, 160)
        status = path.stat()
        ref = PhotoRef(str(path), status.st_size, status.st_mtime_ns)
        facts = PhotoFacts(*sides, "JPEG", name, "0f")
        self.record(AnalysedPhoto(ref, name, facts, tuple(map(face, boxes))))
        return path

    def record(self, *photos: AnalysedPhoto, root: Path | None = None) -> None:
        with self.library.database.write() as unit:
            where = root or self.root
            source = unit.sources.adopt("local", str(where), where.name)
            analyst = Analyst(self.library.engine, 1, 0.5)
            record(unit, source, analyst, photos, still_there=lambda _: True)

    def write(self, below: Path | None = None) -> Exported:
        return self.exchange.write(below or self.root, CancelToken(), lambda _: None)

    def read(self, below: Path | None = None) -> Imported:
        return self.exchange.read(below or self.root, CancelToken(), lambda _: None)

    def names(self) -> dict[str, list[str]]:
        return {Path(path).name: names for path, names in self.library.names().items()}


def jpeg(comment: str, orientation: int) -> bytes:
    out, exif = io.BytesIO(), PIL.Image.Exif()
    exif[0x0112] = orientation
    PIL.Image.new("RGB", (240, 160)).save(out, "JPEG", exif=exif, comment=comment)
    return out.getvalue()


def face(box: FaceBox) -> Face:
    vector = np.random.default_rng(int(box.x * 1000 + box.y)).normal(size=DIMENSION)
    points = np.array([[box.x, box.y]] * 5, np.float32) + np.arange(5)[:, None]
    unit = (vector / np.linalg.norm(vector)).astype(np.float32)
    return Face(Detection(box, points.astype(np.float32), 0.9), Quality(*[0.8] * 5), unit)


@pytest.fixture
def scene(library: Library, tmp_path: Path) -> Scene:
    root = tmp_path / "photos"
    root.mkdir()

    @contextmanager
    def writing():
        yield library.database

    originals = Originals(lambda root: open_source(Path(root), Settings()), 100)
    return Scene(
        library,
        root,
        RegionExchange(library.database, writing, originals),
        DecisionService(library.database, writing),
    )


@needs_exiftool
@pytest.mark.parametrize("orientation", UPRIGHT)
def test_exiftool_finds_the_name_where_the_stored_face_is(scene: Scene, orientation: int):
    photo = scene.add("a.jpg", UPRIGHT[orientation], orientation=orientation)
    before = photo.read_bytes(), photo.stat().st_mtime_ns
    scene.decisions.name(1, "Анна")
    summary = scene.write()
    assert (summary.people, summary.faces, summary.files, summary.notes) == (1, 1, 1, [])
    (found,) = written_regions(scene.root / "a.jpg.xmp")
    assert found["Name"] == "Анна"
    assert [found[side] for side in "XYWH"] == pytest.approx(AREA, abs=1e-5)
    assert (photo.read_bytes(), photo.stat().st_mtime_ns) == before
    assert sorted(path.name for path in scene.root.iterdir()) == ["a.jpg", "a.jpg.xmp"]


@needs_exiftool
@pytest.mark.parametrize(
    ("orientation", "place"),
    [*((held, "a.jpg.xmp") for held in UPRIGHT), (6, "a.jpg"), (6, "a.xmp")],
)
def test_a_name_by_exiftool_is_confirmed_wherever_it_lies(
    scene: Scene, orientation: int, place: str
):
    photo = scene.add("a.jpg", UPRIGHT[orientation], orientation=orientation)
    write_region(scene.root / place, "Анна", AREA, size=(240, 160))
    assert photo.exists()
    summary = scene.read(photo)
    assert (summary.named, summary.new_people, summary.unmatched) == (1, 1, 0)
    assert scene.names() == {"a.jpg": ["Анна"]}


@needs_exiftool
def test_a_writer_who_saw_the_upright_picture_is_understood(scene: Scene):
    scene.add("a.jpg", UPRIGHT[6], orientation=6)
    area = (120 / 160, 40 / 240, 48 / 160, 32 / 240)
    write_region(scene.root / "a.jpg.xmp", "Anne", area, size=(160, 240))
    assert scene.read().named == 1
    scene.decisions.name(1, "Анна")
    scene.write()
    (found,) = written_regions(scene.root / "a.jpg.xmp")
    assert (found["Name"], found["X"]) == ("Анна", area[0])


def test_names_come_back_into_an_empty_library_and_go_out_unchanged(scene: Scene):
    scene.add("a.jpg", FaceBox(10, 10, 40, 40), FaceBox(100, 20, 60, 60))
    scene.add("b.jpg", UPRIGHT[8], orientation=8)
    for number, name in enumerate(("Анна", "O'Neil & <Sons>", "Анна"), 1):
        scene.decisions.name(number, name)
    assert scene.write().files == 2
    told = {path: path.read_bytes() for path in scene.root.glob("*.xmp")}
    for _ in range(3):
        scene.decisions.undo()
    assert scene.names() == {"a.jpg": [], "b.jpg": []}
    summary = scene.read()
    assert (summary.named, summary.new_people, summary.changed) == (3, 2, True)
    assert scene.names() == {"a.jpg": ["Анна", "O'Neil & <Sons>"], "b.jpg": ["Анна"]}
    assert (scene.write().files, scene.write().unchanged) == (0, 2)
    assert told == {path: path.read_bytes() for path in scene.root.glob("*.xmp")}
    again = scene.read()
    assert (again.named, again.already, again.changed) == (0, 3, False)


def test_an_import_is_one_decision_across_restarts(scene: Scene):
    scene.add("a.jpg", FaceBox(10, 10, 40, 40), FaceBox(100, 20, 60, 60))
    scene.decisions.name(1, "Анна")
    scene.decisions.name(2, "Bob")
    scene.write()
    scene.decisions.undo_to(1)
    scene.read()
    (entry,) = [entry for entry in scene.decisions.journal(10) if not entry.is_undone]
    assert (entry.decision.action, entry.decision.faces) == ("import", (1, 2))
    assert {each.name for each in (entry.decision.subject, *entry.decision.others)} == {
        "Анна",
        "Bob",
    }
    scene.decisions.undo()
    assert scene.names() == {"a.jpg": []}
    assert scene.decisions.known_names() == []
    scene.decisions.redo()
    assert scene.names() == {"a.jpg": ["Анна", "Bob"]}


def test_what_was_decided_here_stays(scene: Scene):
    boxes = [FaceBox(10 + 50 * at, 10, 40, 40) for at in range(4)]
    scene.add("a.jpg", *boxes)
    for number in range(1, 5):
        scene.decisions.name(number, "Анна")
    scene.write()
    scene.decisions.name(1, "Eva")
    scene.decisions.refuse([2], 1)
    scene.decisions.not_a_face(3)
    with scene.library.database.write() as unit:
        unit.people.assign(4, unit.people.add("Guess"), "automatic")
        unit.session.connection().exec_driver_sql(
            "DELETE FROM assignment WHERE face_id = 4 AND person_id = 1"
        )
    summary = scene.read()
    assert (summary.named, summary.named_otherwise, summary.refused, summary.unmatched) == (
        1,
        1,
        1,
        1,
    )
    assert [note.code for note in summary.notes] == [Code.FACE_NAMED_OTHERWISE, Code.FACE_REFUSED]
    assert summary.notes[0].details == {"name": "Анна", "known": "Eva"}
    assert scene.names() == {"a.jpg": ["Eva", "Анна"]}


def test_a_region_where_no_face_is_known_is_counted(scene: Scene):
    scene.add("a.jpg", FaceBox(10, 10, 40, 40), FaceBox(100, 20, 60, 60))
    scene.decisions.name(1, "Анна")
    scene.write()
    scene.decisions.undo()
    with scene.library.database.write() as unit:
        unit.session.connection().exec_driver_sql("UPDATE face SET x = x + 30 WHERE id = 1")
    summary = scene.read()
    assert (summary.unmatched, summary.named, summary.changed) == (1, 0, False)
    assert scene.decisions.known_names() == []


def test_only_photos_below_the_folder_are_meant(scene: Scene):
    (scene.root / "in").mkdir()
    scene.add("in/a.jpg", UPRIGHT[1])
    scene.add("in.jpg", UPRIGHT[1])
    scene.decisions.name_faces([1, 2], "Анна")
    scene.write(scene.root / "in")
    assert {path.name for path in scene.root.rglob("*.xmp")} == {"a.jpg.xmp"}
    scene.write(scene.root / "in.jpg")
    assert {path.name for path in scene.root.rglob("*.xmp")} == {"a.jpg.xmp", "in.jpg.xmp"}
    with pytest.raises(UserError) as failure:
        scene.write(scene.root / "nowhere")
    assert failure.value.code is Code.PATH_NOT_FOUND


def test_hidden_people_guesses_and_archives_are_left_out(scene: Scene, tmp_path: Path):
    scene.add("a.jpg", FaceBox(10, 10, 40, 40), FaceBox(100, 20, 60, 60))
    archive = tmp_path / "album.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("c.jpg", jpeg("c", 1))
    facts = PhotoFacts(240, 160, "JPEG", "c", "0f")
    inside = AnalysedPhoto(PhotoRef(f"{archive}!/c.jpg", 1, 1), "c", facts, (face(STORED),))
    scene.record(inside, root=archive)
    scene.decisions.name(1, "Анна")
    scene.decisions.name(3, "Анна")
    with scene.library.database.write() as unit:
        unit.people.assign(2, unit.people.add("Guess"), "automatic")
    assert scene.write(tmp_path).no_place == 1
    with scene.library.database.write() as unit:
        unit.session.connection().exec_driver_sql("UPDATE person SET hidden = 1")
    (scene.root / "a.jpg.xmp").unlink()
    assert scene.write(tmp_path).files == 0


@needs_exiftool
def test_a_new_sidecar_takes_over_what_the_photo_itself_names(scene: Scene):
    photo = scene.add("a.jpg", FaceBox(10, 10, 40, 40))
    scene.decisions.name(1, "Анна")
    write_region(photo, "Bob", (0.75, 0.5, 0.2, 0.3), size=(240, 160))
    scene.write()
    assert [found["Name"] for found in written_regions(scene.root / "a.jpg.xmp")] == ["Анна", "Bob"]


@needs_exiftool
def test_the_sidecar_of_a_raw_photo_is_adobes(scene: Scene):
    raw = scene.root / "a.dng"
    PIL.Image.new("RGB", (240, 160)).save(raw, "TIFF", tiffinfo={274: 6})
    status = raw.stat()
    facts = PhotoFacts(160, 240, "RAW", "raw", "0f")
    ref = PhotoRef(str(raw), status.st_size, status.st_mtime_ns)
    scene.record(AnalysedPhoto(ref, "raw", facts, (face(UPRIGHT[6]),)))
    scene.decisions.name(1, "Анна")
    write_region(scene.root / "a.xmp", "Rex", (0.8, 0.8, 0.1, 0.1), size=(240, 160))
    assert scene.write().files == 1
    assert not (scene.root / "a.dng.xmp").exists()
    found = written_regions(scene.root / "a.xmp")
    assert [each["Name"] for each in found] == ["Rex", "Анна"]
    assert [found[1][side] for side in "XYWH"] == pytest.approx(AREA, abs=1e-5)


@needs_exiftool
def test_ratings_of_others_stay_and_so_do_the_rights(scene: Scene):
    scene.add("a.jpg", UPRIGHT[1])
    sidecar = scene.root / "a.jpg.xmp"
    exiftool("-q", "-XMP-xmp:Rating=4", "-XMP-dc:Subject=snow", sidecar)
    sidecar.chmod(0o640)
    scene.decisions.name(1, "Анна")
    scene.write()
    assert exiftool("-s3", "-Rating", "-Subject", "-RegionName", sidecar).split() == [
        "4",
        "snow",
        "Анна",
    ]
    assert sidecar.stat().st_mode & 0o777 == 0o640


def damaged(sidecar: Path) -> None:
    sidecar.write_text("<x:xmpmeta")


def too_large(sidecar: Path) -> None:
    with sidecar.open("wb") as file:
        file.truncate(16_000_001)


def link(sidecar: Path) -> None:
    target = sidecar.with_name("target")
    target.write_text("<a/>")
    sidecar.symlink_to(target)


def pipe(sidecar: Path) -> None:
    os.mkfifo(sidecar)


@pytest.mark.skipif(os.name == "nt", reason="links and pipes")
@pytest.mark.parametrize(
    ("spoil", "reason"),
    [(damaged, None), (too_large, "too_large"), (link, "link"), (pipe, "not_a_file")],
)
def test_a_sidecar_that_is_none_is_told_and_left_alone(
    scene: Scene, spoil: Callable[[Path], None], reason: str | None
):
    scene.add("a.jpg", UPRIGHT[1])
    scene.add("b.jpg", UPRIGHT[1])
    scene.decisions.name_faces([1, 2], "Анна")
    sidecar = scene.root / "a.jpg.xmp"
    spoil(sidecar)
    before = sidecar.lstat()
    written = scene.write()
    read = scene.read()
    for summary in (written, read):
        (note,) = summary.notes
        code = Code.UNREADABLE if reason else Code.SIDECAR_INVALID
        assert (Path(note.path).name, note.code) == ("a.jpg", code)
        assert note.details.get("reason") == reason
    assert (written.files, read.already) == (1, 1)
    assert sidecar.lstat() == before


def test_an_empty_sidecar_is_none(scene: Scene):
    scene.add("a.jpg", UPRIGHT[1])
    scene.decisions.name(1, "Анна")
    (scene.root / "a.jpg.xmp").touch()
    assert (scene.read().notes, scene.write().files, scene.read().already) == ([], 1, 1)


def test_a_photo_that_is_gone_is_told_and_the_rest_goes_on(scene: Scene):
    scene.add("a.jpg", UPRIGHT[1]).unlink()
    scene.add("b.jpg", UPRIGHT[1])
    scene.decisions.name_faces([1, 2], "Анна")
    summary = scene.write()
    assert ([note.code for note in summary.notes], summary.files) == ([Code.VANISHED], 1)


def test_a_cancelled_import_changes_nothing(scene: Scene):
    scene.add("a.jpg", UPRIGHT[1])
    scene.add("b.jpg", UPRIGHT[1])
    scene.decisions.name_faces([1, 2], "Анна")
    scene.write()
    scene.decisions.undo()
    token = CancelToken()
    with pytest.raises(Cancelled):
        scene.exchange.read(scene.root, token, lambda _: token.cancel())
    assert scene.names() == {"a.jpg": [], "b.jpg": []}


@needs_exiftool
def test_adobes_sidecar_of_another_photo_is_left_alone(scene: Scene):
    scene.add("a.jpg", UPRIGHT[1])
    write_region(scene.root / "a.xmp", "Rex", (0.8, 0.8, 0.1, 0.1), size=(240, 160))
    before = (scene.root / "a.xmp").read_bytes()
    scene.decisions.name(1, "Анна")
    scene.write()
    assert (scene.root / "a.xmp").read_bytes() == before
    assert written_regions(scene.root / "a.jpg.xmp")

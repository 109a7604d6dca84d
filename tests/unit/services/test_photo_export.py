"""Files that leave the library: whole or not at all, over nothing, told when they fail."""

import errno
import zipfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from faceapp.core.errors import Code, FatalError, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.settings import Settings
from faceapp.services import photo_export
from faceapp.services.export_log import ExportLog
from faceapp.services.originals import Originals
from faceapp.services.photo_export import PhotoExport
from faceapp.services.samples import copy_samples, find_samples
from faceapp.sources import open_source
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst
from tests.unit.stores.library import Library, analysed, face

JPEG = cv2.imencode(".jpg", np.full((200, 300, 3), 90, np.uint8))[1].tobytes()


def export_of(library: Library, root: Path, *photos: object) -> PhotoExport:
    with library.database.write() as unit:
        source = unit.sources.adopt("local", str(root), root.name)
        record(unit, source, Analyst(library.engine, 1, 0.5), photos, still_there=lambda _: True)
    originals = Originals(lambda root: open_source(Path(root), Settings()), 100)
    log = ExportLog(root.parent / "exports.jsonl")
    return PhotoExport(library.database, originals, "builtin", log)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.fixture
def export(library: Library, tmp_path: Path) -> PhotoExport:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("a.jpg", "b.jpg"):
        (folder / name).write_bytes(JPEG + name.encode())
    photos = [
        analysed(str(folder / name), name, face(name), face("edge", 290))
        for name in ("a.jpg", "b.jpg")
    ]
    return export_of(library, folder, *photos)


def run(work, *arguments):
    return work(*arguments, CancelToken(), lambda _: None)


def test_same_names_stand_side_by_side(export: PhotoExport, out: Path):
    for _ in range(3):
        assert run(export.copies, [1], out).files == 1
    assert sorted(path.name for path in out.iterdir()) == ["a (2).jpg", "a (3).jpg", "a.jpg"]


def test_face_at_the_edge_is_cut_out_too(export: PhotoExport, out: Path):
    summary = run(export.faces, [1], out)
    assert (summary.photos, summary.files) == (1, 2)
    for path in out.iterdir():
        assert cv2.imread(str(path)).size


def test_full_disk_ends_the_export_and_leaves_no_scrap(export: PhotoExport, out: Path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(photo_export.os, "utime", full)
    with pytest.raises(FatalError) as failure:
        run(export.copies, [1, 2], out)
    assert failure.value.code is Code.DISK_FULL
    assert list(out.iterdir()) == []


def test_missing_folder_is_refused(export: PhotoExport, tmp_path: Path):
    with pytest.raises(UserError) as failure:
        run(export.copies, [1], tmp_path / "nowhere")
    assert failure.value.code is Code.PATH_NOT_FOUND


def test_unreadable_photo_is_counted_and_the_rest_goes_on(
    export: PhotoExport, out: Path, tmp_path: Path
):
    (tmp_path / "photos" / "a.jpg").unlink()
    summary = run(export.copies, [1, 2], out)
    assert (summary.photos, summary.files) == (1, 1)
    assert [(failure.path, failure.code) for failure in summary.failures] == [
        (str(tmp_path / "photos" / "a.jpg"), Code.VANISHED)
    ]


def test_photo_that_is_no_picture_is_counted(export: PhotoExport, out: Path, tmp_path: Path):
    (tmp_path / "photos" / "a.jpg").write_bytes(b"no picture")
    summary = run(export.faces, [1], out)
    assert [failure.code for failure in summary.failures] == [Code.NOT_AN_IMAGE]


def test_annotations_are_drawn_on_a_copy(export: PhotoExport, out: Path, tmp_path: Path):
    def draw(image, faces):
        assert len(faces) == 2
        return 255 - image

    before = (tmp_path / "photos" / "a.jpg").read_bytes()
    summary = export.annotated([1], out, draw, CancelToken(), lambda _: None)
    assert summary.files == 1
    assert cv2.imread(str(out / "a.jpg")).mean() == pytest.approx(165, abs=3)
    assert (tmp_path / "photos" / "a.jpg").read_bytes() == before


def test_photos_come_out_of_an_archive(library: Library, out: Path, tmp_path: Path):
    archive = tmp_path / "album.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("in/c.jpg", JPEG)
    export = export_of(library, archive, analysed(f"{archive}!/in/c.jpg", "C"))
    assert run(export.copies, [1], out).files == 1
    assert (out / "c.jpg").read_bytes() == JPEG


def test_samples_are_photos_of_people_that_are_here(tmp_path: Path):
    found = find_samples()
    folder = copy_samples(tmp_path / "Sample photos")
    assert {path.name for path in folder.iterdir()} == set(found)
    assert all(path.stat().st_size for path in folder.iterdir())

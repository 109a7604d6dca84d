"""A photo that was taken out stays out, until its very file is named again."""

from pathlib import Path

import numpy as np
import pytest

from faceapp.core.jobs import CancelToken
from faceapp.core.ports import EngineCard
from faceapp.core.types import Outcome, PhotoRef
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.services.removal import RemovalService
from faceapp.services.scan import ScanService
from tests.unit.stores.library import Library, analysed, face

A, B = "/photos/a.jpg", "/photos/b.jpg"


class Folder:
    kind, root, title = "local", "/photos", "photos"

    def list(self):
        yield PhotoRef(A, 1, 1)
        yield PhotoRef(B, 1, 1)

    def read(self, ref: PhotoRef) -> bytes:
        raise AssertionError(ref)

    def covers(self, locator: str) -> bool:
        return True

    def exists(self, locator: str) -> bool:
        return True


def removal(library: Library, tmp_path: Path) -> RemovalService:
    return RemovalService(library.database, ThumbnailCache(tmp_path / "thumbs", 10))


def test_removed_photo_stays_out_of_later_scans(library: Library, tmp_path: Path):
    library.record(analysed(A, "A", face("anna")), analysed(B, "B", face("bob")))
    library.name(1, "Анна")
    service = removal(library, tmp_path)
    service.thumbnails.write("A", np.zeros((8, 8, 3), np.uint8))

    gone = service.remove([library.photo_id(A)])

    assert (gone.photos, gone.faces, gone.named, gone.sha256) == (1, 1, 1, ("A",))
    assert service.thumbnails.path("A", 256) is None
    assert library.faces() == {B: [2]}
    with library.database.read() as unit:
        assert unit.removed.places("local") == {A}
        assert unit.index_changes.pending(library.engine, "milvus", 10).deletes.tolist() == [1]
        assert [person.name for person in unit.people.list()] == ["Анна"]


def test_only_its_very_file_brings_it_back(library: Library, tmp_path: Path):
    library.record(analysed(A, "A"), analysed(B, "B"))
    service = removal(library, tmp_path)
    service.remove([library.photo_id(A), library.photo_id(B)])

    service.readmit([Path("/photos")])
    with library.database.read() as unit:
        assert unit.removed.places("local") == {A, B}
    service.readmit([Path("/photos/../photos/a.jpg")])
    with library.database.read() as unit:
        assert unit.removed.places("local") == {B}


def test_scan_passes_a_removed_photo_by(library: Library, tmp_path: Path):
    library.record(analysed(A, "A"), analysed(B, "B"))
    service = removal(library, tmp_path)
    service.remove([library.photo_id(A)])
    card = EngineCard("builtin", "identity", 16, lambda: pytest.fail("nothing is new"))
    scan = ScanService(library.database, service.thumbnails.write, 1, 100)

    summary = scan.scan([Folder()], card, CancelToken(), lambda _: None)

    assert summary.counts.outcomes == {Outcome.SKIPPED: 1}
    assert list(library.states()) == [B]


def test_preview_changes_nothing(library: Library, tmp_path: Path):
    library.record(analysed(A, "A", face("anna")))
    assert removal(library, tmp_path).preview([1, 99]).photos == 1
    assert library.faces() == {A: [1]}

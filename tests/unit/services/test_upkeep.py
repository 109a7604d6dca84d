"""Settings that take hold at once, what ran before, and the end of all face data."""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from faceapp.app import open_workspace
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.services.library import PhotoFilter
from faceapp.services.workspace import Workspace
from faceapp.stores.blobs import EMBEDDING
from faceapp.stores.database import open_database
from faceapp.stores.references import KnownFaces, add_references
from tests.unit.stores.library import Library, analysed, face, failed


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path)
    opened.stay_open()
    yield opened
    opened.close()


@pytest.fixture
def library(workspace: Workspace) -> Iterator[Library]:
    folders = workspace.folders
    database = open_database(folders.database, folders.backups)
    yield Library(database)
    database.close()


def bytes_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def packed(person: str) -> bytes:
    return np.asarray(face(person).embedding, EMBEDDING).tobytes()


@pytest.mark.parametrize("change", [{"second_look": False}, {"device": "cpu"}])
def test_an_open_engine_is_opened_anew_with_other_settings(workspace, change):
    before = workspace.engine()
    assert workspace.engine() is before
    workspace.change_settings(replace(workspace.settings, csv_bom=True))
    assert workspace.engine() is before
    workspace.change_settings(replace(workspace.settings, **change))
    assert workspace.engine() is not before


def test_the_device_that_is_told_is_the_one_that_is_chosen(workspace, monkeypatch):
    asked = []
    report = workspace.device
    monkeypatch.setattr(
        "faceapp.ml.providers.choose_device", lambda wanted: asked.append(wanted) or report
    )
    workspace.change_settings(replace(workspace.settings, device="cpu"))
    assert workspace.device.device == "cpu"
    assert asked == ["cpu"]


def test_what_is_opened_next_follows_the_settings(workspace, library):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    workspace.change_settings(replace(workspace.settings, index_type="FLAT"))
    workspace.rebuild_index()
    store = workspace._adapters.open_vector_store()
    try:
        assert store.open(f"faces_{library.engine}_16", 16).info().index_type == "FLAT"
    finally:
        store.close()


def test_parameters_that_the_index_does_not_know_are_refused_and_not_kept(workspace):
    before = workspace.settings
    with pytest.raises(UserError) as caught:
        workspace.change_settings(replace(before, index_parameters={"M": 5}))
    assert caught.value.code is Code.SETTINGS_INVALID
    assert workspace.settings == before
    assert not workspace.folders.settings.exists()
    assert workspace.index_parameters(before) == {"nlist": 128, "nprobe": 64}


def test_a_window_works_considerately_unless_told_otherwise(tmp_path, monkeypatch):
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)

    def workers(speed: str, *, is_lent: bool) -> int:
        (tmp_path / "settings.toml").write_text(f'speed = "{speed}"')
        with closing(open_workspace(tmp_path, is_lent=is_lent)) as workspace:
            return workspace._workers

    assert (workers("", is_lent=True), workers("", is_lent=False)) == (3, 4)
    for is_lent in (True, False):
        assert workers("full", is_lent=is_lent) == 4
        assert workers("considerate", is_lent=is_lent) == 3


def test_a_rebuild_that_is_cancelled_leaves_the_old_index(workspace, library):
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    assert workspace.rebuild_index() == 1
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        workspace.rebuild_index(token)
    assert workspace.verify().is_clean


def test_history_tells_jobs_and_photos_that_are_failed_now(workspace, library):
    library.record(failed("/photos/torn.jpg", "D"), analysed("/photos/a.jpg", "A"))
    with library.database.write() as unit:
        number = unit.jobs.start("scan", {"paths": ["/photos"]})
        unit.jobs.finish(number, "done", {"photos": 1, "failed": 1})
    history = workspace.upkeep.history
    (job,) = history.jobs(10)
    assert (job.kind, job.state, job.paths) == ("scan", "done", ("/photos",))
    assert job.counts == {"photos": 1, "failed": 1}
    assert job.ended_at >= job.began_at
    failures, total = history.failures(10)
    assert [(item.path, item.code, item.details) for item in failures] == [
        ("/photos/torn.jpg", "corrupt", {"reason": "truncated"})
    ]
    assert total == 1
    library.record(failed("/photos/more.jpg", "E"))
    assert [item.path for item in history.failures(1)[0]] == ["/photos/more.jpg"]
    assert history.failures(1)[1] == 2


def test_after_erasing_no_byte_of_a_face_is_left(workspace, library, tmp_path):
    people = [f"person {number}" for number in range(40)]
    for number, person in enumerate(people):
        library.record(analysed(f"/photos/{number}.jpg", f"hash{number}", face(person)))
    faces = library.faces()
    with library.database.write() as unit:
        anna = unit.people.add("Anna Unforgettable")
        unit.people.assign(next(iter(faces.values()))[0], anna)
    library.record(analysed("/photos/of a secret.jpg", "secret", face("somebody else")))
    workspace.photos.remove([library.photo_id("/photos/of a secret.jpg")])
    workspace.rebuild_index()
    folders = workspace.folders
    (folders.backups / "faceapp-0001-1.sqlite").write_bytes(folders.database.read_bytes())
    (folders.thumbnails / "ab").mkdir()
    (folders.thumbnails / "ab" / "abc-256.jpg").write_bytes(b"a small picture of somebody")
    (folders.calibration / "own-v1.toml").write_text("people = 5")
    (folders.onnx / "model.onnx").write_bytes(b"weights")
    folders.greetings.mkdir()
    (folders.greetings / "ab.mp3").write_bytes(b"a voice")
    vector = face("out of a pack").embedding
    with library.database.write() as unit:
        known = KnownFaces("identity", "builtin", np.ones(1, np.float32), vector[None])
        unit.references.add(add_references(anna, known))
    people.append("out of a pack")
    photo = tmp_path.parent / "photo.jpg"
    photo.write_bytes(b"a photo")
    with library.database.read() as unit, suppress(StopIteration):
        next(iter(unit.faces.vectors(library.engine)))  # a reader that has just finished
    assert packed(people[-1]) in bytes_below(tmp_path)
    workspace.erase()
    rest = bytes_below(tmp_path)
    for person in people:
        assert packed(person) not in rest
        assert face(person).embedding.tobytes() not in rest
    for trace in (
        b"Unforgettable",
        b"small picture",
        b"/photos/0.jpg",
        b"a secret",
        b"people = 5",
        b"a voice",
    ):
        assert trace not in rest
    assert (folders.onnx / "model.onnx").exists()
    assert photo.read_bytes() == b"a photo"
    photo.unlink()
    assert workspace.library.photos(PhotoFilter(), None) == ([], 0)
    assert workspace.upkeep.history.jobs(10) == []
    assert [source.title for source in sources(library)] == ["photos"]


def test_erasing_waits_for_nobody_for_ever(workspace, library, monkeypatch):
    monkeypatch.setattr("faceapp.stores.erasing._PATIENCE_MS", 50)
    library.record(analysed("/photos/a.jpg", "A", face("anna")))
    with library.database.read() as unit:
        assert unit.photos.get(1)
        with pytest.raises(UserError) as caught:
            workspace.erase()
    assert caught.value.code is Code.DATA_FOLDER_LOCKED
    workspace.erase()
    assert packed("anna") not in bytes_below(workspace.folders.data)


def test_sizes_and_small_pictures(workspace):
    folders = workspace.folders
    (folders.thumbnails / "ab").mkdir()
    (folders.thumbnails / "ab" / "abc-256.jpg").write_bytes(b"x" * 1000)
    privacy = workspace.upkeep.privacy
    assert privacy.sizes().thumbnails == 1000
    assert privacy.sizes().database >= folders.database.stat().st_size
    privacy.clear_thumbnails()
    assert privacy.sizes().thumbnails == 0
    assert folders.thumbnails.is_dir()


def sources(library):
    with library.database.read() as unit:
        return unit.sources.list()

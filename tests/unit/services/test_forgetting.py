"""A person who was forgotten is nowhere any more: not in rows, not in bytes, not by a new scan."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from faceapp.app import open_workspace
from faceapp.core.errors import Code, UserError
from faceapp.core.exchange import Format
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.services.workspace import Workspace
from faceapp.stores.blobs import EMBEDDING
from faceapp.stores.database import open_database
from tests.unit.stores.library import Library, analysed, face


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with closing(open_workspace(tmp_path)) as opened:
        opened.stay_open()
        yield opened


@pytest.fixture
def library(workspace: Workspace) -> Iterator[Library]:
    folders = workspace.folders
    with closing(open_database(folders.database, folders.backups)) as database:
        yield Library(database)


def bytes_below(folder: Path, but: Path) -> bytes:
    files = (path for path in folder.rglob("*") if path.is_file() and but not in path.parents)
    return b"".join(path.read_bytes() for path in files)


def packed(person: str) -> bytes:
    return np.asarray(face(person).embedding, EMBEDDING).tobytes()


def test_nothing_of_a_forgotten_person_is_left(workspace, library, tmp_path):
    photos = [analysed(f"/{n}.jpg", f"{n}", face("anna"), face("bob", 300)) for n in range(8)]
    library.record(*photos)
    faces = library.faces()
    for on_photo in faces.values():
        workspace.decisions.name(on_photo[0], "Anna Unforgettable")
    workspace.decisions.name(next(iter(faces.values()))[1], "Bob")
    workspace.rebuild_index()
    folders = workspace.folders
    backup = folders.backups / "faceapp-0001-1.sqlite"
    backup.write_bytes(folders.database.read_bytes())
    before = bytes_below(folders.data, folders.backups)
    assert packed("anna") in before and b"Unforgettable" in before
    exported = tmp_path.parent / "faces.csv"
    workspace.photos.export_list(exported, [1])
    pack = tmp_path.parent / "people.json"
    workspace.people_exchange.write(pack, Format.PACK, CancelToken(), lambda _: None)
    anna = workspace.people.find("Anna Unforgettable").id
    receipt = workspace.upkeep.forget(anna, CancelToken(), lambda _: None)
    assert (receipt.faces, receipt.entries, receipt.backups) == (8, 8, (str(backup),))
    assert receipt.exports == (str(exported), str(pack))
    rest = bytes_below(folders.data, folders.backups)
    for trace in (packed("anna"), face("anna").embedding.tobytes(), b"Unforgettable"):
        assert trace not in rest
    assert packed("bob") in rest
    assert workspace.verify().is_clean
    with pytest.raises(UserError):
        workspace.people.find("Anna Unforgettable")
    assert [entry.decision.name for entry in workspace.decisions.journal(10)] == ["Bob"]


def test_what_was_left_half_done_is_done_again(workspace, library):
    library.record(analysed("/a.jpg", "A", face("anna"), face("bob", 300)))
    workspace.decisions.name(library.faces()["/a.jpg"][0], "Anna Unforgettable")
    workspace.rebuild_index()
    (anna,) = workspace.people.everybody().named
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        workspace.upkeep.forget(anna.who.id, stopped, lambda _: None)
    with library.database.read() as unit, pytest.raises(UserError) as caught:
        assert unit.people.get(anna.who.id)
        workspace.upkeep.forget(anna.who.id, CancelToken(), lambda _: None)
    assert caught.value.code is Code.DATA_FOLDER_LOCKED  # the log cannot be emptied meanwhile
    (left,) = workspace.people.everybody().named
    assert (left.who, left.faces) == (anna.who, 0)
    workspace.upkeep.forget(anna.who.id, CancelToken(), lambda _: None)
    assert workspace.people.everybody().named == []
    assert workspace.verify().is_clean
    workspace.close()
    library.database.close()
    rest = bytes_below(workspace.folders.data, workspace.folders.backups)
    assert packed("anna") not in rest and b"Unforgettable" not in rest


def test_the_bytes_of_a_long_description_go_with_the_row(workspace, library):
    library.record(analysed("/a.jpg", "A", face("anna")))
    workspace.decisions.name(library.faces()["/a.jpg"][0], "Anna Unforgettable")
    anna = workspace.people.find("Anna Unforgettable").id
    workspace.people_decisions.describe(anna, "A caption", "Unforgettable, too. " * 1000)
    workspace.upkeep.forget(anna, CancelToken(), lambda _: None)
    workspace.close()
    library.database.close()
    assert b"nforgettable" not in bytes_below(workspace.folders.data, workspace.folders.backups)


def test_no_scan_of_any_engine_finds_a_forgotten_person_again(workspace, library):
    photo = analysed("/a.jpg", "A", face("anna"), face("bob", 300))
    library.record(photo)
    workspace.decisions.name(library.faces()["/a.jpg"][0], "Anna")
    anna = workspace.people.find("Anna").id
    workspace.upkeep.forget(anna, CancelToken(), lambda _: None)
    other = library.add_engine("other")
    for engine in (library.engine, other):
        library.record(photo, engine=engine)
        assert len(library.faces(engine)["/a.jpg"]) == 1
    assert packed("anna") not in bytes_below(workspace.folders.data, workspace.folders.backups)

"""People from photos to names: found, named in few answers, and never lost again."""

import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from faceapp.app import open_workspace
from faceapp.core.jobs import CancelToken
from faceapp.core.review import Asks
from faceapp.services.scan import ScanRequest
from faceapp.services.workspace import Workspace
from tests.e2e.conftest import Program

MOST_ANSWERS = 40


@pytest.fixture(scope="module")
def scanned(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A library of fifteen people and some passers-by, and the photos beside it."""
    folder = tmp_path_factory.mktemp("people")
    for name in ("lfw10", "celebrities"):
        shutil.copytree(assets / "data/photos" / name, folder / "photos" / name)
    program = Program(folder / "library")
    assert program("scan", folder / "photos").code == 0
    return program


@pytest.fixture
def library(scanned: Program, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(scanned.data, tmp_path / "library")
    with closing(open_workspace(tmp_path / "library")) as workspace:
        workspace.stay_open()
        yield workspace


def truth(workspace: Workspace, engine: str = "builtin") -> dict[int, str]:
    """Whose face it is by the folder of its photo, for the largest face of each; else empty."""
    faces, _ = workspace.library.faces(engine, None, None)
    largest = {face.photo_id: face for face in sorted(faces, key=lambda face: face.box.area)}
    return {
        face.id: Path(face.path).parent.name if largest[face.photo_id] is face else ""
        for face in faces
    }


def names(workspace: Workspace, engine: str = "builtin") -> dict[int, str | None]:
    return {face.id: face.person for face in workspace.library.faces(engine, None, None)[0]}


def confirmed(workspace: Workspace) -> set[int]:
    with workspace._reading.read() as unit:
        return set(unit.people.assignments("confirmed")[0].tolist())


def wrong(workspace: Workspace, people: dict[int, str]) -> list[int]:
    known = names(workspace)
    return [face for face, person in people.items() if person and known[face] != person]


def review(workspace: Workspace, people: dict[int, str]) -> int:
    """Answer as somebody does who knows everybody, until all have their names; how many answers."""
    asking, answers = workspace.review(), 0
    while wrong(workspace, people):
        question = asking.question()
        assert question is not None
        person = Counter(people[face] for face in question.faces).most_common(1)[0][0]
        if question.asks is Asks.SAME:
            asking.no()  # there are no two names for one person here
        elif question.asks is Asks.IS and question.candidate.tile.name == person:
            asking.yes()
        elif person:
            asking.name(person)
        else:
            asking.hide()
        answers += 1
    return answers


def test_fifteen_people_are_named_in_few_answers(library):
    people = truth(library)
    assert len({person for person in people.values() if person}) == 15
    assert review(library, people) <= MOST_ANSWERS
    assert {tile.name for tile in library.people.everybody().named} == set(people.values()) - {""}


def test_names_outlive_index_engine_and_folder(scanned, library, pack, tmp_path):
    """Afterwards the other engine sees every named face with its name, wherever it lies."""
    people = truth(library)
    review(library, people)
    photos = scanned.data.parent / "photos"
    moved = tmp_path / "moved" / "photos"
    shutil.copytree(photos, moved)
    shutil.rmtree(library.folders.vectors)
    library.models.import_path(pack, None)
    check = library.check_names("testpack", CancelToken(), lambda _: None)
    named = len(confirmed(library))
    assert check.kept + len(check.uncertain) + len(check.unseen) == named
    hidden_away = photos.rename(photos.with_name("gone"))
    try:
        program = Program(library.folders.data)
        library.close()
        assert program("scan", moved, "--engine", "testpack").code == 0
        with closing(open_workspace(program.data)) as again:
            again.stay_open()
            seen = names(again, "testpack")
            lost = [face for face, person in people.items() if person and seen.get(face) != person]
            assert set(lost) <= set(check.uncertain)
            assert len(lost) <= 0.02 * named
            assert {face for face, person in people.items() if person} <= confirmed(again)
            assert again.verify().is_clean
    finally:
        hidden_away.rename(photos)


def test_somebody_decides_while_a_scan_writes(library, tmp_path, assets):
    """The window names and merges, its child scans: no lock is ever met."""
    shutil.copytree(assets / "data/photos/groups", tmp_path / "more")
    request = ScanRequest((tmp_path / "more",))
    failed: list[BaseException] = []

    def scan() -> None:
        try:
            library.scan_apart(request, CancelToken(), lambda _: None)
        except BaseException as error:  # noqa: BLE001  the thread must not swallow it
            failed.append(error)

    scanning = threading.Thread(target=scan)
    scanning.start()
    faces = sorted(names(library))
    decisions = 0
    while scanning.is_alive():
        face = faces[decisions % len(faces)]
        library.decisions.name(face, f"№ {decisions % 7}")
        if decisions % 5 == 4:
            library.decisions.undo()
        decisions += 1
    scanning.join()
    assert failed == []
    assert decisions > 20
    assert library.verify().is_clean
    assert {name for name in names(library).values() if name} <= {f"№ {n}" for n in range(7)}

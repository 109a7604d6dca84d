"""People and samples combined, with real photos of painted people."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from faceapp.app import open_workspace
from faceapp.core.combining import Rule
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.people import Who
from faceapp.services.combined_search import Term
from faceapp.services.found import FoundPhotos
from faceapp.services.search import Filters
from faceapp.services.workspace import Workspace
from tests.fakes.painted import DIMENSION, paint, painted_engine

ANNA, BORIS, VERA = 1, 2, 3
ALL, ANY, NONE = Rule.ALL, Rule.ANY, Rule.NONE
EVERYWHERE = Filters()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Anna alone on a.png, with Boris on ab.png (2019), with Vera too on abv.png; b.png, v.png."""
    opened = open_workspace(tmp_path / "data")
    opened._adapters = replace(
        opened._adapters,
        load_engine=painted_engine,
        identify_engine=lambda name: (painted_engine(name).identity, DIMENSION),
    )
    opened.stay_open()
    photos = tmp_path / "photos"
    anna, boris, vera = (20, 20, 80), (120, 20, 90), (240, 20, 100)
    paint(photos / "a.png", (*anna, ANNA, 30))
    paint(photos / "ab.png", (*anna, ANNA, 0), (*boris, BORIS, 30), day="2019:01:01")
    paint(photos / "abv.png", (*anna, ANNA, 0), (*boris, BORIS, 0), (*vera, VERA, 0))
    paint(photos / "b.png", (*boris, BORIS, 0))
    paint(photos / "v.png", (*vera, VERA, 0))
    scan(opened, photos)
    yield opened
    opened.close()


def scan(workspace: Workspace, photos: Path) -> None:
    sources = workspace.open_sources([photos])
    workspace.scan(sources, workspace.engine_card(), CancelToken(), lambda _: None)


def like(person: int, rule: Rule = ALL, **values: object) -> Term:
    vector = np.zeros(DIMENSION, np.float32)
    vector[person] = 1
    return Term(rule, vector, "painted builtin", **values)


def find(workspace: Workspace, *terms: Term, filters: Filters = EVERYWHERE) -> FoundPhotos:
    found = workspace.combined_search.find(terms, filters)
    assert found is not None
    return found


def names(workspace: Workspace, found: FoundPhotos, percent: float = 85) -> list[str]:
    positions = found.order(percent).tolist()
    rows = workspace.sample_search.shown(found, positions)
    return [Path(rows[found.group(place)[0]].info.path).name for place in positions]


def faces_of(workspace: Workspace, name: str) -> list[int]:
    """The faces of a photo, from the left."""
    faces = [
        face
        for face in workspace.library.faces("builtin", None, None)[0]
        if Path(face.path).name == name
    ]
    return [face.id for face in sorted(faces, key=lambda face: face.box.x)]


def named(workspace: Workspace, name: str, *photos: str) -> int:
    """A person whose faces are the first of these photos."""
    for photo in photos:
        workspace.decisions.name(faces_of(workspace, photo)[0], name)
    return workspace.people.find(name).id


def test_all_of_several_are_on_one_photo(workspace):
    assert names(workspace, find(workspace, like(ANNA), like(BORIS))) == ["abv.png", "ab.png"]
    assert names(workspace, find(workspace, like(ANNA), like(BORIS), like(VERA))) == ["abv.png"]


def test_the_weakest_face_decides_and_the_slider_follows(workspace):
    found = find(workspace, like(ANNA), like(BORIS))
    scale = found.scale
    assert found.percent(0) == pytest.approx(scale.percent(1), abs=0.1)
    assert found.percent(1) == pytest.approx(scale.percent(np.cos(np.radians(30))), abs=0.3)
    assert [len(found.faces(place, 85)) for place in (0, 1)] == [2, 2]
    assert [len(found.group(place)) for place in (0, 1)] == [2, 2]


def test_the_newest_come_first_and_those_without_a_date_last(workspace):
    found = find(workspace, like(ANNA))
    photos = found.photos[found.order(85, by_date=True)].tolist()
    assert photos[0] == found.photos[found.taken == np.datetime64("2019-01-01T12:00:00")][0]
    assert np.isnat(found.taken).sum() == 2


def test_any_of_and_none_of(workspace):
    assert names(workspace, find(workspace, like(BORIS, ANY), like(VERA, ANY))) == [
        "abv.png", "b.png", "v.png", "ab.png",
    ]  # fmt: skip
    assert names(workspace, find(workspace, like(ANNA), like(BORIS, NONE))) == ["a.png"]
    some = find(workspace, like(ANNA), like(BORIS, ANY), like(VERA, ANY), like(VERA, NONE))
    assert names(workspace, some) == ["ab.png"]


def test_only_them_and_at_most_so_many_faces(workspace):
    both = find(workspace, like(ANNA), like(BORIS))
    assert names(workspace, replace(both, only_them=True)) == ["ab.png"]
    one = find(workspace, like(ANNA))
    assert names(workspace, one) == ["ab.png", "abv.png", "a.png"]
    assert names(workspace, replace(one, only_them=True)) == ["a.png"]
    assert names(workspace, replace(one, most_faces=2)) == ["ab.png", "a.png"]
    assert replace(one, most_faces=2).count_faces(85) == 2


def test_a_person_is_where_people_said_so(workspace):
    anna = named(workspace, "Anna", "a.png", "v.png")  # a mistake is found as it is
    found = find(workspace, Term(person=anna))
    assert names(workspace, found) == ["a.png", "v.png"]
    assert found.percent(0) is None
    both = find(workspace, Term(person=anna), like(VERA, NONE))
    assert names(workspace, both) == ["a.png"]


def test_rejected_and_hidden_faces_are_not_the_persons(workspace):
    anna = named(workspace, "Anna", "a.png", "ab.png")
    workspace.decisions.refuse(faces_of(workspace, "a.png"), anna)
    assert names(workspace, find(workspace, Term(person=anna))) == ["ab.png"]
    workspace.decisions.not_a_face(faces_of(workspace, "ab.png")[0])
    assert names(workspace, find(workspace, Term(person=anna))) == []


def test_with_a_person_come_faces_that_are_nobodys_and_very_much_alike(workspace):
    anna = named(workspace, "Anna", "ab.png")
    assert names(workspace, find(workspace, Term(person=anna, alike=True))) == [
        "ab.png", "abv.png", "a.png",
    ]  # fmt: skip
    named(workspace, "Olga", "abv.png")
    assert names(workspace, find(workspace, Term(person=anna, alike=True))) == ["ab.png", "a.png"]


def test_a_sample_may_have_a_per_cent_of_its_own(workspace):
    found = find(workspace, like(ANNA), like(BORIS, percent=95))
    assert names(workspace, found, 70) == ["abv.png", "ab.png"]
    turned = like(BORIS, percent=95)
    turned.probe[:] = 0
    turned.probe[BORIS], turned.probe[DIMENSION // 2 + BORIS] = np.cos(0.5), -np.sin(0.5)
    assert names(workspace, find(workspace, like(ANNA), turned), 70) == ["abv.png"]


def test_filters_leave_photos_out_whoever_is_looked_for(workspace):
    anna = named(workspace, "Anna", "a.png", "ab.png")
    year = Filters(since=date(2019, 1, 1))
    assert names(workspace, find(workspace, like(ANNA), filters=year)) == ["ab.png"]
    found = find(workspace, Term(person=anna), filters=year)
    assert (names(workspace, found), found.searched) == (["ab.png"], 2)
    none = find(workspace, Term(person=anna), filters=Filters(since=date(2030, 1, 1)))
    assert (names(workspace, none), none.searched) == ([], 0)


def test_a_sample_of_another_engine_is_refused(workspace):
    assert workspace.combined_search.find([replace(like(ANNA), engine="x")], Filters()) is None


def test_a_stored_face_is_a_sample(workspace):
    (face,) = faces_of(workspace, "a.png")
    probe, engine = workspace.combined_search.stored(face)
    found = find(workspace, Term(probe=probe, engine=engine), like(BORIS))
    assert names(workspace, found) == ["ab.png", "abv.png"]
    with pytest.raises(UserError) as caught:
        workspace.combined_search.stored(4711)
    assert caught.value.code is Code.UNKNOWN_FACE


def test_a_face_that_only_another_engine_knows_is_shown(workspace):
    anna = named(workspace, "Anna", "a.png")
    with workspace._writing("test") as database, database.write() as unit:
        other = unit.engines.find_or_add("other", "other", DIMENSION)
        connection = unit.session.connection()
        face = faces_of(workspace, "a.png")[0]
        moved = "UPDATE face_vector SET engine_id = ? WHERE face_id = ?"
        connection.exec_driver_sql(moved, (other, face))
    assert names(workspace, find(workspace, Term(person=anna))) == ["a.png"]


def test_every_face_that_fits_is_exported(workspace, tmp_path):
    named(workspace, "Anna", "a.png", "ab.png")
    anna = Term(person=workspace.people.find("Anna").id)
    found = find(workspace, anna, like(BORIS))
    export = workspace.sample_search.export
    file = tmp_path / "found.json"
    assert export(file, found, found.order(85).tolist(), CancelToken(), lambda _: None, 85) == 2
    rows = json.loads(file.read_text())["faces"]
    assert [(Path(row["path"]).name, row["person"]) for row in rows] == [
        ("ab.png", "Anna"),
        ("ab.png", None),
    ]
    assert rows[0]["similarity"] is None
    assert rows[1]["similarity"] == pytest.approx(found.percent(0), abs=0.1)


def test_tiles_hold_every_face_that_may_fit(workspace):
    found = find(workspace, like(ANNA), like(VERA))
    (face,) = workspace.sample_search.shown(found, [0]).values()
    tile = workspace.sample_search.pictures.tile(face)
    height, width = tile.pixels.shape[:2]
    assert len(tile.inside) == 2
    for box in tile.inside:
        middle = tile.pixels[round(box.y + box.height / 2), round(box.x + box.width / 2)]
        assert middle[2] > 200
        assert box.x >= 0
        assert box.x + box.width <= width
        assert box.y + box.height <= height


def test_an_empty_library_has_nothing_to_search(workspace):
    workspace.erase()
    with pytest.raises(UserError) as caught:
        find(workspace, Term(person=1))
    assert caught.value.code is Code.LIBRARY_EMPTY


@pytest.mark.parametrize("name", ["\ud800", "", " ", "Nobody"])
def test_nobody_has_an_odd_name(workspace, name):
    with pytest.raises(UserError) as caught:
        workspace.people.find(name)
    assert caught.value.code is Code.UNKNOWN_PERSON


def test_a_person_unknown_by_now_is_on_no_photo(workspace):
    assert names(workspace, find(workspace, Term(person=Who.person(99).id))) == []

"""Groups of painted faces: computed, looked at, applied, taken back, joined by new photos."""

from pathlib import Path

import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.face_groups import Algorithm
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.services.grouping import GroupingRequest
from tests.fakes import painted
from tests.unit.services.test_sample_search import photos, scan, workspace  # noqa: F401

ANNA, BOB, EVA = 1, 3, 5


def paint(path: Path, *squares) -> None:
    painted.paint(path, *squares, is_sharp=True)


def groups(workspace) -> list[list[str]]:  # noqa: F811
    """The photos of each group, by their first letters."""
    everybody = workspace.people.everybody()
    paths = {info.id: Path(info.path).stem for info in infos(workspace)}
    with workspace._reading.read() as unit:
        return [
            sorted(paths[row.face] for row in unit.people.faces(tile.who))
            for tile in everybody.groups
        ]


def infos(workspace) -> list:  # noqa: F811
    return workspace.library.faces("builtin", None, None)[0]


def face(workspace, name: str) -> int:  # noqa: F811
    return next(info.id for info in infos(workspace) if Path(info.path).stem == name)


def compute(workspace, **wanted):  # noqa: F811
    return workspace.grouping.plan(GroupingRequest(**wanted), CancelToken(), lambda _: None)


@pytest.fixture
def album(photos):  # noqa: F811
    for name, person in (("a", ANNA), ("b", BOB)):
        for number in range(4):
            paint(photos / f"{name}{number}.png", (40, 40, 100, person, 4 * number))
    return photos


def test_a_scan_groups_what_it_finds_and_new_photos_join(workspace, album):  # noqa: F811
    scan(workspace, album)
    assert groups(workspace) == [["a0", "a1", "a2", "a3"], ["b0", "b1", "b2", "b3"]]
    numbers = [tile.who for tile in workspace.people.everybody().groups]
    paint(album / "a9.png", (60, 50, 100, ANNA, 2))
    paint(album / "e0.png", (60, 50, 100, EVA, 2))
    scan(workspace, album)
    assert groups(workspace)[0] == ["a0", "a1", "a2", "a3", "a9"]
    assert [tile.who for tile in workspace.people.everybody().groups] == numbers
    assert workspace.people.singles() == [face(workspace, "e0")]


def test_new_photos_of_somebody_with_a_name_get_it_without_a_question(workspace, album):  # noqa: F811
    scan(workspace, album)
    workspace.people_decisions.name(workspace.people.everybody().groups[0].who, "Анна")
    paint(album / "a9.png", (60, 50, 100, ANNA, 2))
    scan(workspace, album)
    page = workspace.people.page(workspace.people.find("Анна"))
    assert (len(page.confirmed), page.guessed) == (4, [face(workspace, "a9")])
    assert workspace.decisions.undo().action == "name_group"  # a guess is no decision


def test_a_refused_face_never_comes_back(workspace, album):  # noqa: F811
    scan(workspace, album)
    workspace.people_decisions.name(workspace.people.everybody().groups[0].who, "Анна")
    anna = workspace.people.find("Анна").id
    refused = face(workspace, "a3")
    workspace.decisions.refuse([refused], anna)
    for algorithm in Algorithm:
        workspace.grouping.group(
            GroupingRequest(algorithm, people=2), CancelToken(), lambda _: None
        )
        page = workspace.people.page(workspace.people.find("Анна"))
        assert refused not in (*page.confirmed, *page.guessed)
        assert len(page.confirmed) == 3


def test_a_preview_changes_nothing_and_applying_it_can_be_undone(workspace, album):  # noqa: F811
    for number in range(4, 8):
        paint(album / f"a{number}.png", (40, 40, 100, ANNA, 35 + 3 * number))
    scan(workspace, album)
    workspace.grouping.group(GroupingRequest(strictness=60), CancelToken(), lambda _: None)
    before = groups(workspace)
    assert [len(group) for group in before] == [8, 4]
    plan = compute(workspace, strictness=99)
    assert groups(workspace) == before
    assert plan.groups == 3 and plan.preview.splits
    for split in plan.preview.splits:
        assert plan.examples[False, split.group.group]
        assert all(plan.examples[True, part.group] for part in split.parts)
    assert workspace.grouping.apply(plan).action == "group"
    after = groups(workspace)
    assert after != before
    workspace.decisions.undo()
    assert groups(workspace) == before
    workspace.decisions.redo()
    assert groups(workspace) == after


def test_a_preview_counts_what_people_will_show(workspace, album):  # noqa: F811
    for number in range(4, 7):
        paint(album / f"a{number}.png", (40, 40, 100, ANNA, 4 * number))
    for number in range(2):
        paint(album / f"e{number}.png", (60, 50, 100, EVA, 4 * number))
    scan(workspace, album)
    anna = [face(workspace, f"a{number}") for number in range(6)]
    workspace.decisions.name_faces(anna, "Анна")  # the seventh will be guessed
    bob = [face(workspace, f"b{number}") for number in range(3)]
    workspace.decisions.name_faces(bob, "Боб")  # his fourth is refused, and alone then
    workspace.decisions.refuse([face(workspace, "b3")], workspace.people.find("Боб").id)
    plan = compute(workspace)
    workspace.grouping.apply(plan)
    everybody = workspace.people.everybody()
    assert plan.guessed == sum(tile.guessed for tile in everybody.named) > 0
    assert plan.groups == len(everybody.groups) > 0
    assert plan.grouped == sum(tile.faces for tile in everybody.groups)
    assert plan.singles == everybody.singles > 0


def test_decisions_since_a_preview_win(workspace, album):  # noqa: F811
    scan(workspace, album)
    plan = compute(workspace)
    workspace.decisions.name(face(workspace, "a0"), "Анна")
    workspace.decisions.not_a_face(face(workspace, "a1"))
    workspace.grouping.apply(plan)
    assert groups(workspace) == [["b0", "b1", "b2", "b3"], ["a2", "a3"]]


def test_only_the_last_preview_can_be_applied(workspace, album):  # noqa: F811
    scan(workspace, album)
    first, _ = compute(workspace), compute(workspace)
    with pytest.raises(UserError) as caught:
        workspace.grouping.apply(first)
    assert caught.value.code is Code.GROUPING_OUTDATED


def test_it_can_be_cancelled_and_needs_faces(workspace, album):  # noqa: F811
    token = CancelToken()
    token.cancel()
    with pytest.raises(UserError) as caught:
        compute(workspace)
    assert caught.value.code is Code.NOTHING_TO_GROUP
    scan(workspace, album)
    with pytest.raises(Cancelled):
        workspace.grouping.plan(GroupingRequest(), token, lambda _: None)


def test_k_means_needs_a_number_and_strictness_is_a_per_cent():
    for wrong in ({"algorithm": Algorithm.KMEANS}, {"strictness": 0.0}, {"strictness": 120.0}):
        with pytest.raises(UserError):
            GroupingRequest(**wrong)

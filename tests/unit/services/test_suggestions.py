"""Whom a face may be, on the page of a person, with the program's own index and painted faces."""

from tests.fakes.painted import paint
from tests.unit.services.test_sample_search import photos, scan, workspace  # noqa: F401

ANNA, BOB = 1, 3


def test_likely_faces_are_suggested_until_they_are_refused(workspace, photos):  # noqa: F811
    for name, degrees in (("a", 0), ("b", 20), ("c", 50), ("d", 80)):
        paint(photos / f"{name}.png", (40, 40, 100, ANNA, degrees))
    paint(photos / "e.png", (40, 40, 100, BOB, 0))
    scan(workspace, photos)
    faces = {
        info.path.rsplit("/", 1)[-1][0]: info.id
        for info in workspace.library.faces("builtin", None, None)[0]
    }
    workspace.decisions.name(faces["a"], "Анна")
    anna = workspace.people.find("Анна").id
    found = workspace.suggestions.of(anna)
    assert [each.face for each in found] == [faces["b"], faces["c"]]
    assert found[0].percent > found[1].percent >= 60
    workspace.decisions.refuse([faces["b"]], anna)
    workspace.decisions.name(faces["c"], "Кто-то")
    assert workspace.suggestions.of(anna) == []

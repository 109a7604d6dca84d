"""The card beside a face in the viewer: who it is, who it is not, the cover, the person's page."""

# ruff: noqa: F811  the fixtures `desk`, `filled` and `viewer`

from tests.ui.viewer_page import (  # noqa: F401
    choose_face,
    desk,
    filled,
    give_name,
    names,
    opened,
    settle,
    viewer,
)


def named(viewer, qtbot) -> None:
    """Anna has a name on the first photo, and the card about her is open."""
    opened(viewer, qtbot)
    give_name(viewer, qtbot, 1, "Anna")
    choose_face(viewer, qtbot, 1)


def test_not_this_person_takes_the_name_away_for_ever(viewer, qtbot, filled):
    named(viewer, qtbot)
    card = viewer.faces.card
    assert card._other.accessibleName() == "Not Anna"
    card._other.click()
    qtbot.waitUntil(lambda: names(viewer)[0] == "")
    entry = filled.workspace.decisions.journal(1)[0]
    assert (entry.decision.action, entry.decision.name) == ("reject", "Anna")


def test_the_face_becomes_the_cover(viewer, qtbot, filled):
    named(viewer, qtbot)
    viewer.faces.card._cover.click()
    settle(viewer, qtbot)
    (tile,) = filled.workspace.people.everybody().named
    assert tile.cover == viewer._details.faces[0].id
    assert filled.workspace.decisions.journal(1)[0].decision.action == "cover"


def test_the_name_leads_to_the_page_of_the_person(viewer, qtbot, window):
    named(viewer, qtbot)
    assert viewer.faces.card._link.text() == "Anna"
    viewer.faces.card._link.click()
    page = window.page("people")
    qtbot.waitUntil(lambda: page.person.said == "Anna")
    assert page.person.isVisible()
    assert not viewer.isVisible()


def test_a_face_without_a_name_offers_no_person(viewer, qtbot):
    opened(viewer, qtbot)
    choose_face(viewer, qtbot, 1)
    card = viewer.faces.card
    assert not card._link.isVisible()
    assert not card._other.isVisible()
    assert not card._cover.isVisible()

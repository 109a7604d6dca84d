"""Photos in several places: found by a chip, counted, told apart in the viewer."""

# ruff: noqa: F401, F811  the fixtures

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from faceapp.core.gallery import GalleryFilter, Sort
from faceapp.services.copies import CopyService
from faceapp.ui.widgets.copy_note import CopyNote
from tests.ui.gallery_photos import names, page, photos, wait
from tests.ui.viewer_page import desk, filled, opened, settle, viewer

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def duplicated(page, photos, qtbot):
    """One photo in three places, another in two."""
    photos.copy("img2.jpg", "img2 copy.jpg")
    photos.copy("may one.jpg", "may copy.jpg")
    photos.copy("may one.jpg", "may copy 2.jpg")
    page.reload()
    wait(qtbot, page)
    return page


def test_duplicates_are_shown_by_what_they_take(duplicated, qtbot):
    chip = duplicated.bar._toggles["duplicates"]
    assert chip.text() == "Duplicates  2"
    qtbot.mouseClick(chip, LEFT)
    wait(qtbot, duplicated)
    assert names(duplicated) == ["may one.jpg", "img2.jpg"]
    assert duplicated.bar._sorts[Sort.SPARE].isChecked()
    spare = duplicated._model.spare.tolist()
    assert spare[0] > spare[1] > 0
    assert f"copies take {sum(spare) / 1000:.1f} kB" in duplicated.bar.count.text()

    duplicated.grid.choose_runs([(1, 2)])
    assert f"copies take {spare[1]} B" in duplicated.bar.count.text()
    assert "1 selected" in duplicated.bar.count.text()


def test_duplicates_have_an_order_of_their_own(duplicated, qtbot):
    duplicated.show_only(GalleryFilter(duplicates=True))
    wait(qtbot, duplicated)
    duplicated.bar.sort_wanted.emit("name")
    wait(qtbot, duplicated)
    assert names(duplicated) == ["img2.jpg", "may one.jpg"]
    duplicated.show_only(GalleryFilter())
    wait(qtbot, duplicated)
    assert names(duplicated)[0] == "may three.jpg"  # still the newest first
    assert duplicated.bar._sorts[Sort.NEWEST].isChecked()


def test_the_chip_is_there_only_if_there_are_duplicates(page):
    assert not page.bar._toggles["duplicates"].isVisible()


def test_a_tile_says_in_how_many_places_it_lies(duplicated, qtbot):
    tiles = {tile.name: tile for tile in duplicated._model.tiles_of(range(8))}
    assert (tiles["may one.jpg"].places, tiles["img10.jpg"].places) == (3, 1)
    assert "Lies in 3 places" in duplicated._tip(tiles["may one.jpg"])
    assert "Lies in" not in duplicated._tip(tiles["img10.jpg"])


def test_a_wrong_copy_becomes_a_photo_of_its_own(viewer, filled, qtbot):
    workspace = filled.workspace
    # b.jpg is taken for a copy of a.jpg; nobody looks for faces here: the files are plain grey
    with workspace._kept.write() as unit:
        (wrong,) = unit.copies.hashes(2)
        execute = unit.session.connection().exec_driver_sql
        execute(
            "INSERT INTO asset_copy SELECT sha256, 1, 9, 800, 600, format, pixel_hash, "
            "perceptual_hash, x'', taken_at FROM asset WHERE id = 2"
        )
        execute(f"UPDATE location SET asset_id = 1, copy_sha256 = '{wrong}' WHERE asset_id = 2")
        execute("DELETE FROM asset WHERE id = 2")
    looked: list[int] = []
    writing = workspace.decisions.writing
    workspace.__dict__["copies"] = CopyService(workspace._reading, writing, looked.append)
    opened(viewer, qtbot)
    viewer.toggle_info()
    settle(viewer, qtbot)
    (note,) = viewer.panel.findChildren(CopyNote)
    assert note.button.accessibleName() == "This is another photo"

    qtbot.mouseClick(note.button, LEFT)

    qtbot.waitUntil(lambda: len(looked) == 1)
    qtbot.waitUntil(lambda: not viewer.panel.findChildren(CopyNote))
    assert [place.locator[-5:] for place in workspace.details.get(1, "builtin").places] == ["a.jpg"]
    workspace.decisions.undo()
    assert len(workspace.details.get(1, "builtin").places) == 2

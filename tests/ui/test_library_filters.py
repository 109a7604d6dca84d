"""What the chips and the search field show."""

# ruff: noqa: F401, F811  the fixtures `page` and `photos`

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from faceapp.core.gallery import GalleryFilter
from faceapp.services.library import PhotoFilter
from faceapp.ui.widgets.date_popup import DatePopup
from faceapp.ui.widgets.pick_popup import PickPopup
from tests.ui.gallery_photos import names, page, photos, wait

LEFT = Qt.MouseButton.LeftButton


def shown(page, qtbot, **wanted):
    page.show_only(GalleryFilter(**wanted))
    wait(qtbot, page)
    return names(page)


def searched(page, qtbot, text):
    page.look_for(text)
    wait(qtbot, page)
    return set(names(page))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ёЛКА", {"Ёлка.jpg"}),
        ("Е\u0308лкА", {"Ёлка.jpg"}),
        ("MAY on", {"may one.jpg"}),
        ("%", {"100%_'sure'.jpg"}),
        ("_'", {"100%_'sure'.jpg"}),
        ("2021-05", {"may one.jpg", "may two.jpg", "may three.jpg"}),
        ("31.12.2020", {"Ёлка.jpg"}),
        ("анна", {"may two.jpg"}),
        ("анна two", {"may two.jpg"}),
        ("анна three", set()),
    ],
)
def test_search_field_finds_names_paths_dates_and_people(page, photos, qtbot, text, found):
    photos.name("Анна", photos.folder / "may two.jpg")
    page.reload()
    assert searched(page, qtbot, text) == found


def test_every_chip_filters(page, photos, qtbot):
    photos.fail("torn.jpg")
    photos.miss("img2.jpg")
    photos.name("Анна", photos.folder / "may two.jpg")
    photos.name("Боб", photos.folder / "img10.jpg")
    page.reload()
    wait(qtbot, page)

    assert shown(page, qtbot, faces="none") == ["may three.jpg"]
    assert shown(page, qtbot, faces="many") == ["may two.jpg", "Ёлка.jpg"]
    assert shown(page, qtbot, failed=True) == ["torn.jpg"]
    assert shown(page, qtbot, missing=True) == ["img2.jpg"]
    assert set(shown(page, qtbot, failed=True, missing=True)) == {"torn.jpg", "img2.jpg"}
    assert shown(page, qtbot, people=(1, 2)) == ["may two.jpg", "img10.jpg"]
    assert shown(page, qtbot, people=(1,), faces="one") == []
    assert "img10.jpg" not in shown(page, qtbot, unnamed=True)
    assert "may two.jpg" in shown(page, qtbot, unnamed=True)
    assert set(shown(page, qtbot, undated=True)) == {"undated.jpg", "torn.jpg"}
    year = shown(page, qtbot, since=date(2020, 12, 31), until=date(2021, 5, 1))
    assert year == ["may one.jpg", "Ёлка.jpg"]
    assert len(shown(page, qtbot, sources=(1,))) == 9
    assert shown(page, qtbot, sources=(7,)) == []
    assert len(shown(page, qtbot, photos=(1, 2, 99))) == 2


def test_chips_say_what_is_chosen_and_how_many_that_are(page, qtbot):
    chip = page.bar._toggles["none"]
    assert chip.isVisible()
    assert chip.text() == "Without faces  1"
    assert not page.bar._reset.isVisible()
    qtbot.mouseClick(chip, LEFT)
    wait(qtbot, page)
    assert chip.isChecked()
    assert names(page) == ["may three.jpg"]
    assert page.bar.count.text() == "1 photo"
    qtbot.mouseClick(page.bar._reset, LEFT)
    wait(qtbot, page)
    assert len(names(page)) == 8
    assert not chip.isChecked()


def test_chips_appear_only_where_they_mean_something(page, photos, qtbot):
    assert not page.bar._person.isVisible()
    assert not page.bar._source.isVisible()
    assert not page.bar._toggles["failed"].isVisible()
    photos.fail("torn.jpg")
    photos.name("Анна", photos.folder / "may two.jpg")
    page.reload()
    wait(qtbot, page)
    assert page.bar._person.isVisible()
    assert page.bar._toggles["failed"].text() == "Failed  1"


def test_people_are_picked_from_a_list(page, photos, qtbot):
    photos.name("Анна", photos.folder / "may two.jpg")
    photos.name("Боб", photos.folder / "img10.jpg")
    page.reload()
    wait(qtbot, page)
    qtbot.mouseClick(page.bar._person, LEFT)
    popup = page.bar.findChild(PickPopup)
    items = [popup._list.item(row) for row in range(popup._list.count())]
    assert [item.text().split()[0] for item in items] == ["Анна", "Боб"]
    for item in items:
        place = popup._list.visualItemRect(item).center()
        qtbot.mouseClick(popup._list.viewport(), LEFT, pos=place)
        wait(qtbot, page)
    assert names(page) == ["may two.jpg", "img10.jpg"]
    assert page.bar._person.text() == "Анна, Боб"
    popup.close()


def test_year_is_one_click_away(page, qtbot):
    qtbot.mouseClick(page.bar._date, LEFT)
    popup = page.bar.findChild(DatePopup)
    chips = {chip.text(): chip for chip in popup.findChildren(QPushButton)}
    assert {"2021", "2020", "2019", "Any date", "Without date (1)"} <= set(chips)
    qtbot.mouseClick(chips["2020"], LEFT)
    wait(qtbot, page)
    assert names(page) == ["Ёлка.jpg", "100%_'sure'.jpg"]
    assert page.bar._date.text() == "2020"


def test_days_are_chosen_in_a_calendar(page, qtbot):
    qtbot.mouseClick(page.bar._date, LEFT)
    popup = page.bar.findChild(DatePopup)
    popup._since.setDate(date(2021, 5, 2))  # the wrong way round is no mistake
    popup._until.setDate(date(2020, 12, 31))
    buttons = {chip.text(): chip for chip in popup.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Apply"], LEFT)
    wait(qtbot, page)
    assert names(page) == ["may two.jpg", "may one.jpg", "Ёлка.jpg"]


def test_nothing_found_offers_the_way_back(page, window, qtbot):
    window._field.setText("nowhere")
    wait(qtbot, page)
    assert page._pages.currentWidget() is page._nothing
    qtbot.mouseClick(page._nothing.findChild(QPushButton), LEFT)
    wait(qtbot, page)
    assert page._pages.currentWidget() is page.grid
    assert window._field.text() == ""


def test_filter_of_another_page(page, window, photos, qtbot):
    photos.fail("torn.jpg")
    page.reload()
    window.show_page("settings")
    window.desk.library_wanted.emit(PhotoFilter(failed=True, source="local"))
    wait(qtbot, page)
    assert names(page) == ["torn.jpg"]
    assert page.bar._toggles["failed"].isChecked()
    window.desk.library_wanted.emit([2, 3])
    wait(qtbot, page)
    assert len(names(page)) == 2
    assert page.bar._picked.isVisible()


def test_unknown_source_is_told(page, window, qtbot):
    with qtbot.waitSignal(window.desk.said) as said:
        page.show_only(PhotoFilter(source="nowhere"))
    assert "nowhere" in said.args[0].text
    wait(qtbot, page)


def test_empty_library_says_what_to_do(window, qtbot):
    page = window.page("library")
    wait(qtbot, page)
    steps = page._first_steps
    assert page._pages.currentWidget() is steps
    assert not page.bar.isVisible()
    samples = [button for button in steps.findChildren(QPushButton) if "sample" in button.text()]
    if samples:
        with qtbot.waitSignal(window.desk.paths_dropped) as dropped:
            window.desk.paths_dropped.disconnect(window.scanning.add)
            qtbot.mouseClick(samples[0], LEFT)
        folder = dropped.args[0][0]
        assert len(list(folder.iterdir())) >= 1

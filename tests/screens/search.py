"""The page "Search": without a sample, with results, and everything that can go wrong."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import PIL.Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent

from faceapp.core.combining import Rule
from faceapp.services.search import Filters
from faceapp.ui.desk import SearchWish
from faceapp.ui.pages.search import SearchPage
from faceapp.ui.widgets.date_popup import DatePopup
from tests.screens.stage import Stage

PHOTOS = Path(os.environ.get("FACEAPP_TEST_ASSETS") or "/work/shared") / "data" / "photos"


def page(stage: Stage) -> SearchPage:
    stage.window.show_page("search")
    stage.settle()
    found = stage.window.page("search")
    assert isinstance(found, SearchPage)
    return found


def searched(stage: Stage, name: str) -> SearchPage:
    found = page(stage)
    stage.window.desk.search_wanted.emit(SearchWish(paths=[PHOTOS / name]))
    stage.settle()
    stage.settle()
    return found


def start(stage: Stage) -> None:
    page(stage)


def full(stage: Stage) -> None:
    searched(stage, "samples/obama_and_biden.jpg")


def crowd(stage: Stage) -> None:
    shown = searched(stage, "groups/selfie.jpg")
    shown.results.slider.set_percent(70)


def no_match(stage: Stage) -> None:
    shown = page(stage)
    shown.results.slider.set_percent(90)
    found = shown.desk.workspace.sample_search.find

    def fewer(sample, face, filters):
        """As if the best were 84 %."""
        answer = found(sample, face, filters)
        return replace(answer, cosines=np.minimum(answer.cosines, answer.scale.cosine(84)))

    shown.desk.workspace.sample_search.find = fewer
    searched(stage, "samples/alex_lacamoire1.jpg")


def no_face(stage: Stage) -> None:
    file = Path("/tmp/faceapp-no-face.png")
    rows, columns = np.mgrid[0:600, 0:800]
    sky = np.dstack([rows // 5 + 60, rows // 6 + 120, 220 - rows // 9 + columns * 0])
    PIL.Image.fromarray(sky.astype(np.uint8)).save(file)
    page(stage)
    stage.window.desk.search_wanted.emit(SearchWish(paths=[file]))


def broken(stage: Stage) -> None:
    page(stage)
    file = Path("/tmp/faceapp-broken.jpg")
    file.write_bytes((PHOTOS / "samples/obama.jpg").read_bytes()[:20_000])
    stage.window.desk.search_wanted.emit(SearchWish(paths=[file]))


def dialog(stage: Stage) -> None:
    searched(stage, "samples/obama.jpg")
    stage.window.desk.search_wanted.emit(SearchWish())
    stage.settle()
    stage.shot = stage.window.page("search")._dialog


def compare(stage: Stage) -> None:
    shown = searched(stage, "samples/obama.jpg")
    shown._compare.click()
    stage.settle()
    stage.shot = stage.application.activeModalWidget()


def picker(stage: Stage) -> None:
    shown = searched(stage, "samples/obama_and_biden.jpg")
    shown.results.panel._enlarge.click()
    stage.shot = stage.application.activeModalWidget()


def working(stage: Stage) -> None:
    shown = page(stage)
    shown._show_busy(True)


def dates(stage: Stage) -> None:
    shown = searched(stage, "samples/obama.jpg")
    shown.results.filters._on_date_pressed()
    stage.shot = shown.results.filters.findChild(DatePopup)


def menu(stage: Stage) -> None:
    shown = searched(stage, "samples/obama.jpg")
    stage.shot = shown.results.actions_on_matches.menu(0)
    stage.shot.popup(QPoint(0, 0))


def drop(stage: Stage) -> None:
    shown = searched(stage, "samples/obama.jpg")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(PHOTOS / "samples/biden.jpg"))])
    where, keys = QPoint(300, 300), Qt.KeyboardModifier.NoModifier
    action, press = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    stage.application.sendEvent(shown, QDragEnterEvent(where, action, data, press, keys))


def empty(stage: Stage) -> None:
    page(stage)


def together(stage: Stage) -> None:
    """One of both on a sample, and not somebody with a name."""
    shown = pair(stage)
    name_somebody(stage, shown)
    for place, rule in enumerate((Rule.ANY, Rule.ANY, Rule.NONE)):
        search = shown._search.changed(place, rule=rule)
        shown.results.terms.changed.emit(search)
        stage.settle()
    shown.results.slider.set_percent(75)


def pair(stage: Stage) -> SearchPage:
    """Both on a sample together."""
    shown = searched(stage, "samples/obama_and_biden.jpg")
    shown.results.terms._add_face(1)
    stage.settle()
    shown.results.slider.set_percent(70)
    return shown


def weak(stage: Stage) -> None:
    """A face that is hardly seen, with a per cent of its own."""
    shown = pair(stage)
    shown.results.terms._add_face(2)
    stage.settle()
    search = shown._search.changed(2, rule=Rule.NONE, percent=90)
    shown.results.terms.changed.emit(search)


def name_somebody(stage: Stage, shown: SearchPage) -> None:
    """A term by name: whom the library has most of, called so for the picture."""
    workspace = stage.workspace
    everybody = workspace.people.everybody().named
    if not everybody:
        sample = workspace.sample_search.from_file(PHOTOS / "samples/biden.jpg")
        found = workspace.sample_search.find(sample, 0, Filters())
        workspace.decisions.name_faces(found.ids[1:3].tolist(), "Joe Biden")
        everybody = workspace.people.everybody().named
    shown.search(SearchWish(person=everybody[0].who.id, joins=True))
    stage.settle()


def together_menu(stage: Stage) -> None:
    full(stage)
    stage.shot = stage.window.page("search").results.terms.menu()
    stage.shot.popup(QPoint(0, 0))


def together_rule(stage: Stage) -> None:
    together(stage)
    stage.shot = stage.window.page("search").results.terms.chips[0].menu()
    stage.shot.popup(QPoint(0, 0))


def together_none(stage: Stage) -> None:
    shown = searched(stage, "samples/obama_and_biden.jpg")
    shown.results.terms._add_face(1)
    stage.settle()
    shown.results.terms.only_them.click()
    shown.results.terms.at_most.click()
    shown.results.terms.most.setValue(1)


def chooser(stage: Stage) -> None:
    shown = searched(stage, "samples/obama.jpg")
    shown._on_library_wanted()
    stage.settle()
    stage.shot = stage.application.activeModalWidget()


SCREENS = {
    "search-start": start,
    "search-full": full,
    "search-crowd": crowd,
    "search-no-match": no_match,
    "search-no-face": no_face,
    "search-broken": broken,
    "search-dialog": dialog,
    "search-compare": compare,
    "search-picker": picker,
    "search-working": working,
    "search-dates": dates,
    "search-drop": drop,
    "search-menu": menu,
    "search-together": together,
    "search-pair": pair,
    "search-weak": weak,
    "search-together-menu": together_menu,
    "search-together-rule": together_rule,
    "search-together-none": together_none,
    "search-chooser": chooser,
    "search-empty": empty,
}

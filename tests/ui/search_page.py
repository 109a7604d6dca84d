"""Hands on the page "Search", for its tests."""

import math
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from faceapp.ui.desk import SearchWish
from faceapp.ui.pages.search import SearchPage
from faceapp.ui.pages.search_terms import TermRow
from tests.fakes.painted import SCALE


def search(page: SearchPage, qtbot, *paths: Path) -> None:
    page.desk.search_wanted.emit(SearchWish(paths=paths))
    settle(page, qtbot)


def settle(page: SearchPage, qtbot) -> None:
    qtbot.waitUntil(lambda: not page.desk.questions.is_busy)


def names(page: SearchPage) -> list[str]:
    model = page.results.model
    return [Path(model.face(row).info.path).name for row in range(model.rowCount())]


def press(widget, name: str, qtbot) -> None:
    button = next(
        button
        for button in widget.findChildren(QPushButton)
        if name in button.text() and button.isVisibleTo(widget)
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def drag(widget, data: QMimeData) -> bool:
    """Drag over a widget and, if it agrees, drop; whether it did."""
    where = QPoint(200, 200)
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where, actions, data, buttons, keys)
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(where), actions, data, buttons, keys))
    return enter.isAccepted()


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def percent(degrees: float) -> float:
    return SCALE.percent(math.cos(math.radians(degrees)))


def terms(page: SearchPage) -> TermRow:
    return page.results.terms


def choose(menu: QMenu, text: str) -> None:
    """Press an entry of a menu or of one below it."""
    actions = [*menu.actions()]
    actions += [entry for action in actions if action.menu() for entry in action.menu().actions()]
    next(action for action in actions if text in action.text()).trigger()

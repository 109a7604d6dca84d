"""Tab goes through controls in the order in which they stand, also those that came later."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLayout, QScrollArea, QWidget


def order_tabs(root: QWidget) -> None:
    """Let the keyboard follow the layouts below `root`."""
    for before, after in pairwise(_controls(root)):
        QWidget.setTabOrder(before, after)


def _controls(widget: QWidget) -> Iterator[QWidget]:
    is_control = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    if is_control:
        yield widget
    inner, layout = widget.widget() if isinstance(widget, QScrollArea) else None, widget.layout()
    if inner:
        yield from _controls(inner)
    elif layout and not isinstance(widget, QAbstractScrollArea):
        yield from _inside(layout)


def _inside(layout: QLayout) -> Iterator[QWidget]:
    for position in range(layout.count()):
        item = layout.itemAt(position)
        if item and (widget := item.widget()):
            yield from _controls(widget)
        elif item and (below := item.layout()):
            yield from _inside(below)

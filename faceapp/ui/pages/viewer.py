"""One photo, large, with its faces."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from faceapp.ui.desk import Desk, View


class Viewer(QWidget):
    """To be built."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        """Take the desk."""
        super().__init__()
        self.desk = desk

    def open(self, view: View) -> None:
        """Show the photos of `view`, beginning with the one at its position."""

"""A remark above the results: another engine answers than the one that was chosen."""

from PySide6.QtWidgets import QLabel

from faceapp.services.library import Answering
from faceapp.ui.desk import Desk
from faceapp.ui.language import number


class EngineNote(QLabel):
    """Hidden while the chosen engine answers."""

    def __init__(self, desk: Desk) -> None:
        """Begin hidden."""
        super().__init__()
        self._desk = desk
        self.setProperty("kind", "warning")
        self.setWordWrap(True)
        self.hide()

    def show_answering(self, answering: Answering) -> None:
        """Say which engine answers, and why, if it is another."""
        chosen = self._desk.workspace.settings.engine
        self.setVisible(answering.engine != chosen or answering.failure is not None)
        if answering.failure:
            text = self.tr(
                "This is only what the engine %2 knows: %3 of %4 photos. The engine %1, which has "
                "seen all of those, could not be opened. %5"
            )
            text = text.replace("%1", answering.unopened)
            text = text.replace("%5", self._desk.explain(answering.failure))
        else:
            text = self.tr(
                "The engine %1 answers: %2, which you chose, has looked at %3 of %4 photos so far. "
                "Scan again to let it look at the rest."
            )
            text = text.replace("%1", answering.engine)
        text = text.replace("%2", chosen).replace("%3", number(answering.seen))
        self.setText(text.replace("%4", number(answering.photos)))

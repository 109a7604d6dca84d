"""Names that services tell for a face, each a press away."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from faceapp.core.proposals import Proposal
from faceapp.ui.source_words import SourceWords
from faceapp.ui.theme import TIGHT
from faceapp.ui.widgets.dark import dark_button
from faceapp.ui.widgets.labels import label

_MOST = 4


class ProposedNames(QWidget):
    """Hidden while there is none; `chosen` brings the name that was pressed."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Offer nothing yet."""
        super().__init__()
        self._words = SourceWords(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(TIGHT)
        self.hide()

    def offer(self, proposals: Sequence[Proposal]) -> None:
        """Show these, and no others."""
        while (item := self._column.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for proposal in proposals[:_MOST]:
            self._column.addWidget(self._button(proposal))
        if proposals:
            self._column.insertWidget(0, label(self.tr("Not checked by anybody here:"), "small"))
        self.setVisible(bool(proposals))

    def _button(self, proposal: Proposal) -> QWidget:
        told = self.tr("%1 says: %2").replace("%1", self._words.kind(proposal.kind))
        choose = partial(self.chosen.emit, proposal.name)
        return dark_button(told.replace("%2", proposal.name), choose, "row", symbol="user-plus")

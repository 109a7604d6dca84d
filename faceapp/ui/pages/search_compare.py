"""The same search three ways: memory index, Milvus, exact product (S1-26)."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from faceapp.core.errors import Code, FaceAppError
from faceapp.core.types import Floats
from faceapp.services.search import Comparison, Lookup
from faceapp.ui.desk import Desk
from faceapp.ui.language import number
from faceapp.ui.theme import GAP, PAGE, WIDE
from faceapp.ui.widgets.labels import button, label, set_kind, symbol_button


class CompareDialog(QDialog):
    """Asks as soon as it is open; it needs the library for itself, so a scan must be over."""

    def __init__(self, desk: Desk, probe: Floats, parent: QWidget) -> None:
        """Compare for this probe."""
        super().__init__(parent)
        self._desk, self._probe = desk, probe
        self.setWindowTitle(self.tr("Ways of searching compared"))
        self.setMinimumWidth(560)
        self.said = label(wraps=True)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.tr("Comparing"))
        self._table = QFrame()
        self._table.setProperty("kind", "card")
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self._grid.setHorizontalSpacing(PAGE)
        self._grid.setVerticalSpacing(GAP)
        self._grid.setColumnStretch(0, 1)
        self.index = label(kind="muted", wraps=True)
        self._again = symbol_button(self.tr("Again"), self.ask, symbol="refresh-cw")
        row = QHBoxLayout()
        row.addWidget(self._again)
        row.addStretch(1)
        row.addWidget(button(self.tr("Close"), self.accept, "primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        column.setSpacing(WIDE)
        for part in (self.said, self._bar, self._table, self.index):
            column.addWidget(part)
        column.addLayout(row)
        self.ask()

    def ask(self) -> None:
        """Compare now."""
        self._table.hide()
        self.index.hide()
        if any(job.lane == "scan" for job in self._desk.jobs.running()):
            self._refuse(
                self.tr(
                    "A scan is running. Milvus is written by one process at a time: compare "
                    "when the scan is over."
                )
            )
            return
        set_kind(self.said, "")
        self.said.setText(self.tr("The sample goes through all three; this takes some seconds."))
        self._bar.show()
        self._again.setEnabled(False)
        work = partial(self._desk.workspace.compare, self._probe)
        self._desk.ask(work, self._on_compared, self._on_comparing_failed)

    def _on_compared(self, comparison: Comparison) -> None:
        self._bar.hide()
        self._again.setEnabled(True)
        text = self.tr(
            "The %n nearest faces. Recall is the share of them that each way found; the exact "
            "product is the measure.",
            "",
            comparison.k,
        )
        self.said.setText(text)
        self._fill(comparison)
        info = comparison.milvus_info
        parameters = ", ".join(f"{name} = {value}" for name, value in info.parameters.items())
        index = self.tr("Index in force in Milvus: %1 (%2), metric COSINE, %3 vectors.")
        index = index.replace("%1", info.index_type).replace("%3", number(info.vectors))
        self.index.setText(index.replace("%2", parameters or self.tr("no parameters")))
        self._table.show()
        self.index.show()
        self.adjustSize()

    def _on_comparing_failed(self, error: FaceAppError) -> None:
        if error.code is Code.DATA_FOLDER_LOCKED:
            text = self.tr(
                "Another process writes to the library just now. Compare when it has finished."
            )
            self._refuse(text)
        else:
            self._refuse(self._desk.explain(error))

    def _refuse(self, text: str) -> None:
        self._bar.hide()
        self._again.setEnabled(True)
        set_kind(self.said, "warning")
        self.said.setText(text)

    def _fill(self, comparison: Comparison) -> None:
        while self._grid.count():
            old = self._grid.takeAt(0).widget()
            if old:
                old.deleteLater()
        recall = self.tr("Recall@%1").replace("%1", str(comparison.k))
        for column, name in enumerate((self.tr("Way"), recall, self.tr("Time"))):
            self._grid.addWidget(_cell(name, "small", is_figure=column > 0), 0, column)
        ways = (
            (self.tr("Memory index — answers every search"), comparison.memory),
            (
                self.tr("Milvus — %1").replace("%1", comparison.milvus_info.index_type),
                comparison.milvus,
            ),
            (self.tr("Exact product"), comparison.exact),
        )
        for row, (name, way) in enumerate(ways, 1):
            self._add_row(row, name, way)

    def _add_row(self, row: int, name: str, way: Lookup) -> None:
        time = self.tr("%1 ms").replace("%1", number(way.milliseconds, 1))
        for column, text in enumerate((name, number(way.recall, 2), time)):
            self._grid.addWidget(_cell(text, is_figure=column > 0), row, column)


def _cell(text: str, kind: str = "", *, is_figure: bool = False) -> QLabel:
    made = label(text, kind)
    if is_figure:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made

"""What all sections of the settings share: they keep a change at once, or say why not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from faceapp.core.errors import FaceAppError
from faceapp.core.settings import Settings
from faceapp.ui.desk import Desk
from faceapp.ui.theme import GAP, WIDE
from faceapp.ui.widgets.labels import label
from faceapp.ui.widgets.setting_rows import Card, Row


class Section(QWidget):
    """A heading and cards with rows; `reload` shows what is in force."""

    name = ""
    icon = ""
    rows_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        """Take the desk; there is nothing but the heading before `build`."""
        super().__init__()
        self.desk = desk
        self.is_built = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, GAP)
        self._column.setSpacing(WIDE)
        self._column.addWidget(label(self.heading(), "title"))

    def build(self) -> None:
        """Lay out the cards."""

    def finish(self) -> None:
        """Build it, unless that was done, and ask for what it shows."""
        if not self.is_built:
            self.is_built = True
            self.build()
            self.rows_changed.emit()
            self.reload()

    def heading(self) -> str:
        """Its name for people."""
        raise NotImplementedError

    def add_card(self, heading: str = "") -> Card:
        """A new card at the end."""
        made = Card(heading)
        self._column.addWidget(made)
        return made

    def reload(self) -> None:
        """Show what is in force, and ask for what takes time."""
        self.show_settings(self.desk.workspace.settings)

    def show_settings(self, settings: Settings) -> None:
        """Put every control on its setting."""

    def keep(self, row: Row, **values: object) -> bool:
        """Keep settings; if that fails say so beside the control, and put it back."""
        try:
            self.desk.change_settings(**values)
        except FaceAppError as error:
            row.fail(self.desk.explain(error))
            self.show_settings(self.desk.workspace.settings)
            return False
        row.fail("")
        return True

"""Settings: language, theme, where the library lies and how much room it takes."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel

from faceapp.core.settings import Settings
from faceapp.services.privacy import Sizes
from faceapp.ui.language import size
from faceapp.ui.pages.settings_section import Section
from faceapp.ui.widgets.labels import button, label
from faceapp.ui.widgets.setting_rows import Row, choice, set_choice

RETURN_TO = "settings_control"


class GeneralSection(Section):
    """Language and theme change the whole window, which is then built anew."""

    name = "general"
    icon = "sliders-horizontal"

    def build(self) -> None:
        """Lay out the cards."""
        self._add_look()
        self._add_places()

    def heading(self) -> str:
        """Its name for people."""
        return self.tr("General")

    def reload(self) -> None:
        """Ask for sizes too."""
        super().reload()
        self.desk.ask(self.desk.workspace.upkeep.privacy.sizes, self._on_sizes)

    def show_settings(self, settings: Settings) -> None:
        """Put every control on its setting."""
        set_choice(self.language, settings.language)
        set_choice(self.theme, settings.theme)

    def _add_look(self) -> None:
        languages = [("", self.tr("As the system")), ("ru", "Русский"), ("en", "English")]
        themes = [
            ("", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ]
        self.language = choice(languages, partial(self._on_look_chosen, "language"))
        self.theme = choice(themes, partial(self._on_look_chosen, "theme"))
        self.language.setObjectName("language")
        self.theme.setObjectName("theme")
        card = self.add_card()
        self._rows = {
            "language": Row(self.tr("Language"), "", self.language),
            "theme": Row(self.tr("Theme"), "", self.theme),
        }
        for row in self._rows.values():
            card.add(row)

    def _add_places(self) -> None:
        folders = self.desk.workspace.folders
        card = self.add_card(self.tr("The library on this computer"))
        place = Row(str(folders.data), self.tr("Database, index, models, backups and log files"))
        place.add(button(self.tr("Open the folder"), partial(_open, folders.data)))
        card.add(place, is_divided=False)
        how = self.tr(
            "To keep it elsewhere, close Faceapp, move the folder, and start with --data FOLDER "
            "or with the environment variable FACEAPP_DATA. Photos stay where they are."
        )
        card.add(Row(self.tr("Another place"), how))
        self._sizes: dict[str, QLabel] = {}
        for name, title in (
            ("database", self.tr("Database")),
            ("index", self.tr("Vector index")),
            ("thumbnails", self.tr("Small pictures")),
            ("originals", self.tr("Kept originals of photos from the network")),
            ("models", self.tr("Models")),
            ("backups", self.tr("Backups")),
            ("logs", self.tr("Log files")),
        ):
            self._sizes[name] = label("…", "muted")
            row = Row(title)
            row.add(self._sizes[name])
            card.add(row, is_divided=name == "database")

    def _on_look_chosen(self, name: str, value: object) -> None:
        self.desk.setProperty(RETURN_TO, name)  # the page is about to be built anew
        if not self.keep(self._rows[name], **{name: value}):
            self.desk.setProperty(RETURN_TO, None)

    def _on_sizes(self, sizes: Sizes) -> None:
        for name, shown in self._sizes.items():
            shown.setText(size(getattr(sizes, name)))


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

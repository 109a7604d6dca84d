"""Settings: which version this is, whose work is in it, where the log is."""

from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from faceapp.services.about import Work, bundled_works, version
from faceapp.ui.pages.settings_section import Section
from faceapp.ui.widgets.labels import button
from faceapp.ui.widgets.licences import LicenceDialog
from faceapp.ui.widgets.setting_rows import Row


class AboutSection(Section):
    """Nothing to choose."""

    name = "about"
    icon = "info"

    def build(self) -> None:
        """Lay out the card."""
        card = self.add_card()
        about = Row(
            self.tr("Faceapp %1").replace("%1", version()),
            self.tr("Free software under the Apache License 2.0"),
        )
        about.add(button(self.tr("Help"), partial(self.desk.help_wanted.emit, "")))
        works = Row(
            self.tr("The work of others"),
            self.tr(
                "Packages, weights and icons that Faceapp is built on, with their licences. "
                "The embedded weights are CC0 (dlib) and MIT (MTCNN), the icons are Lucide (ISC)."
            ),
        )
        self.licences = button(self.tr("Licences…"), self._on_licences_pressed)
        works.add(self.licences)
        logs = Row(self.tr("Log files"), str(self.desk.workspace.folders.logs))
        logs.add(button(self.tr("Open the folder"), self._on_logs_pressed))
        for position, row in enumerate((about, works, logs)):
            card.add(row, is_divided=position > 0)

    def heading(self) -> str:
        """Its name for people."""
        return self.tr("About Faceapp")

    def _on_licences_pressed(self) -> None:
        self.licences.setEnabled(False)
        self.desk.ask(bundled_works, self._on_works)

    def _on_works(self, works: list[Work]) -> None:
        self.licences.setEnabled(True)
        self.dialog = LicenceDialog(self, works)
        self.dialog.open()

    def _on_logs_pressed(self) -> None:
        folder = str(self.desk.workspace.folders.logs)
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))

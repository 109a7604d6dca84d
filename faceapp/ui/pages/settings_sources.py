"""Settings: how photos on the network are fetched, kept, and as which application."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QSpinBox

from faceapp.core.settings import Settings
from faceapp.ui.pages.settings_section import Section
from faceapp.ui.widgets.labels import button
from faceapp.ui.widgets.setting_rows import CONTROL_WIDTH, Row, amount, set_amount


class SourcesSection(Section):
    """What is chosen here takes hold with the next update."""

    name = "sources"
    icon = "folders"

    def build(self) -> None:
        """Lay out the cards."""
        self.fields: dict[str, QSpinBox] = {}
        self.applications: dict[str, QLineEdit] = {}
        self.rows: dict[str, Row] = {}
        self._add_fetching()
        self._add_applications()

    def heading(self) -> str:
        """Its name for people."""
        return self.tr("Sources")

    def show_settings(self, settings: Settings) -> None:
        """Put every control on its setting."""
        for name, field in self.fields.items():
            set_amount(field, getattr(settings, name))
        for name, line in self.applications.items():
            line.setText(getattr(settings, name))

    def _add_fetching(self) -> None:
        card = self.add_card(self.tr("Photos on the network"))
        downloads = self._amount(
            "downloads",
            self.tr("Downloads at once"),
            self.tr("More are faster on a quick line; services slow down those that ask too much."),
            amount(1, 32, partial(self._on_chosen, "downloads")),
        )
        cache = self._amount(
            "original_cache_mb",
            self.tr("Originals kept on this computer"),
            self.tr(
                "Of sources that keep originals. The ones not looked at for longest go first; "
                "they are fetched again when needed."
            ),
            amount(
                0,
                10_000_000,
                partial(self._on_chosen, "original_cache_mb"),
                suffix=self.tr(" MB"),
                step=1024,
            ),
        )
        card.add(downloads, is_divided=False)
        card.add(cache)

    def _add_applications(self) -> None:
        card = self.add_card(self.tr("Sign-in in the browser"))
        note = Row(
            self.tr("Applications of your own"),
            self.tr(
                "Services let programs in by the number of a registered application. Register "
                "one, free of charge, and type its number here; or paste a token when you sign "
                "in, which needs none."
            ),
        )
        note.add(button(self.tr("How to"), partial(self.desk.help_wanted.emit, "sources")))
        card.add(note, is_divided=False)
        for name, title in (
            ("vk_application", self.tr("VKontakte")),
            ("yandex_application", self.tr("Yandex.Disk")),
            ("dropbox_application", "Dropbox"),
        ):
            line = QLineEdit()
            line.setFixedWidth(CONTROL_WIDTH)
            line.setPlaceholderText(self.tr("Number of the application"))
            line.editingFinished.connect(partial(self._on_typed, name))
            self.applications[name] = line
            self.rows[name] = Row(title, "", line)
            card.add(self.rows[name])

    def _amount(self, name: str, title: str, detail: str, field: QSpinBox) -> Row:
        self.fields[name] = field
        self.rows[name] = Row(title, detail, field)
        return self.rows[name]

    def _on_chosen(self, name: str, value: object) -> None:
        self.keep(self.rows[name], **{name: value})

    def _on_typed(self, name: str) -> None:
        typed = self.applications[name].text().strip()
        if typed != getattr(self.desk.workspace.settings, name):
            self.keep(self.rows[name], **{name: typed})

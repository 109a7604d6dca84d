"""Settings: what is too large, and how much room small pictures may take."""

from functools import partial

from PySide6.QtWidgets import QSpinBox, QWidget

from faceapp.core.jobs import Changes
from faceapp.core.settings import Settings
from faceapp.services.privacy import Sizes
from faceapp.ui.language import size
from faceapp.ui.pages.settings_section import Section
from faceapp.ui.widgets.labels import button
from faceapp.ui.widgets.setting_rows import Row, amount, set_amount, tick


class LimitsSection(Section):
    """Numbers; a larger limit takes hold with the next scan."""

    name = "limits"
    icon = "scale"

    def build(self) -> None:
        """Lay out the cards."""
        self.fields: dict[str, QSpinBox] = {}
        self.rows: dict[str, Row] = {}
        self._add_thumbnails()
        self._add_photos()
        self._add_exports()

    def heading(self) -> str:
        """Its name for people."""
        return self.tr("Limits")

    def reload(self) -> None:
        """Ask how much room is taken, too."""
        super().reload()
        self.desk.ask(self.desk.workspace.upkeep.privacy.sizes, self._on_sizes)

    def show_settings(self, settings: Settings) -> None:
        """Put every control on its setting."""
        for name, field in self.fields.items():
            set_amount(field, getattr(settings, name))
        self.bom.setChecked(settings.csv_bom)

    def _add_thumbnails(self) -> None:
        card = self.add_card(self.tr("Small pictures"))
        megabytes = self.tr(" MB")
        most = self._field("thumbnail_cache_mb", 1, 1_000_000, suffix=megabytes, step=256)
        self._size_row = Row(self.tr("At present"), "…")
        self.clear = button(self.tr("Delete them"), self._on_clear_pressed)
        self._size_row.add(self.clear)
        card.add(
            self._row(
                "thumbnail_cache_mb",
                self.tr("At most"),
                self.tr("The ones not looked at for longest go first, at the end of a scan."),
                most,
            ),
            is_divided=False,
        )
        card.add(self._size_row)

    def _add_photos(self) -> None:
        card = self.add_card(self.tr("Photos and archives"))
        megapixels = self._field("max_megapixels", 1, 100_000, suffix=self.tr(" MP"), step=10)
        megabytes = self._field("max_file_mb", 1, 1_000_000, suffix=self.tr(" MB"), step=128)
        entries = self._field("archive_entries", 1, 100_000_000, step=1000)
        gigabytes = self._field("archive_gb", 1, 100_000, suffix=self.tr(" GB"), step=10)
        too_large = self.tr("Larger photos are listed as failed.")
        bombs = self.tr("Protects against archives that grow without end when unpacked.")
        card.add(
            self._row("max_megapixels", self.tr("Pixels of a photo"), too_large, megapixels),
            is_divided=False,
        )
        card.add(self._row("max_file_mb", self.tr("Size of a file"), too_large, megabytes))
        card.add(self._row("archive_entries", self.tr("Files in an archive"), bombs, entries))
        card.add(self._row("archive_gb", self.tr("Unpacked size of an archive"), bombs, gigabytes))

    def _add_exports(self) -> None:
        card = self.add_card(self.tr("Export"))
        self.bom = tick(self.tr("On"), partial(self._on_chosen, "csv_bom"))
        row = self._row(
            "csv_bom",
            self.tr("Byte order mark in CSV files"),
            self.tr("Excel needs it to read Cyrillic letters."),
            self.bom,
        )
        card.add(row, is_divided=False)

    def _field(
        self, name: str, least: int, most: int, *, suffix: str = "", step: int = 1
    ) -> QSpinBox:
        changed = partial(self._on_chosen, name)
        self.fields[name] = amount(least, most, changed, suffix=suffix, step=step)
        return self.fields[name]

    def _row(self, name: str, title: str, detail: str, control: QWidget) -> Row:
        self.rows[name] = Row(title, detail, control)
        return self.rows[name]

    def _on_chosen(self, name: str, value: object) -> None:
        self.keep(self.rows[name], **{name: value})

    def _on_sizes(self, sizes: Sizes) -> None:
        self._size_row.tell(size(sizes.thumbnails))
        self.clear.setEnabled(sizes.thumbnails > 0)

    def _on_clear_pressed(self) -> None:
        self.clear.setEnabled(False)
        self.desk.ask(self.desk.workspace.upkeep.privacy.clear_thumbnails, self._on_cleared)

    def _on_cleared(self, _nothing: object) -> None:
        self.desk.say(self.tr("The small pictures were deleted. They are made anew when needed."))
        self.desk.announce(Changes(photos=True))
        self.reload()

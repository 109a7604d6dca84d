"""Settings: which engine looks at photos, and what really runs it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QApplication, QButtonGroup, QRadioButton

from faceapp.core.errors import FaceAppError
from faceapp.core.jobs import Changes
from faceapp.core.records import DeviceReport, EngineInfo
from faceapp.core.settings import Settings
from faceapp.services.library import Answering
from faceapp.services.name_check import NameCheck
from faceapp.services.scan import ScanRequest
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.language import number
from faceapp.ui.pages.settings_section import Section
from faceapp.ui.widgets.labels import button, set_kind
from faceapp.ui.widgets.setting_rows import Card, Row, choice, set_choice, tick

_VARIANTS = ("int8", "flip")
_CHECK = "check-names"


class EngineSection(Section):
    """The engine is tried before it is kept, the device too: what does not run is refused."""

    name = "engine"
    icon = "cpu"

    def build(self) -> None:
        """Lay out the cards; engines come with `reload`."""
        self._engines = self.add_card(self.tr("Engine"))
        self._group = QButtonGroup(self)
        self.radios: dict[str, QRadioButton] = {}
        self._add_variants(self._engines)
        self._add_answering(self._engines)
        self._add_device()
        self._add_work()
        self.desk.jobs.ended.connect(self._on_job_ended)

    def heading(self) -> str:
        """Its name for people."""
        return self.tr("Engine and device")

    def reload(self) -> None:
        """Ask for engines, who answers, and what runs."""
        super().reload()
        workspace = self.desk.workspace
        self.desk.ask(lambda: workspace.models.engines(workspace.settings.engine), self._on_engines)
        self.desk.ask(lambda: workspace.answering, self._on_answering)
        self.desk.ask(lambda: workspace.device, self._on_device, self._on_device_refused)

    def show_settings(self, settings: Settings) -> None:
        """Put every control on its setting."""
        base, *words = settings.engine.split(":")
        for name, radio in self.radios.items():
            radio.setChecked(name == base)
        for word, box in self.variants.items():
            box.setChecked(word in words)
        set_choice(self.device, settings.device)
        set_choice(self.speed, settings.speed)
        self.half.setChecked(settings.half_precision)
        self.second_look.setChecked(settings.second_look)
        self.grouping.setChecked(settings.group_after_scan)

    # -- the engine

    def _add_variants(self, card: Card) -> None:
        self.variants = {
            "int8": tick(self.tr("Whole numbers (int8)"), self._on_variant_chosen),
            "flip": tick(self.tr("With the mirrored face (flip)"), self._on_variant_chosen),
        }
        self._variant_row = Row(
            self.tr("Variants"),
            self.tr(
                "int8 is several times as fast on a processor and a little less exact. flip looks "
                "at every face twice, once mirrored, and is a little more exact. Each variant is "
                "an engine of its own, and other engines know nothing of its faces."
            ),
        )
        for box in self.variants.values():
            self._variant_row.add_below(box)
        card.add(self._variant_row)

    def _add_answering(self, card: Card) -> None:
        self._answering = Row(self.tr("Your photos"))
        self.scan = button(self.tr("Scan all photos"), self._on_scan_pressed, "primary")
        self.check = button(self.tr("What about the names?"), self._on_check_pressed)
        self._answering.add(self.check)
        self._answering.add(self.scan)
        self._answering.hide()
        card.add(self._answering, is_divided=False)

    def _on_engines(self, engines: Sequence[EngineInfo]) -> None:
        for engine in engines:
            name = engine.name.partition(":")[0]
            if name not in self.radios:
                self._add_engine(name, engine)
        self.rows_changed.emit()
        self.show_settings(self.desk.workspace.settings)

    def _add_engine(self, name: str, engine: EngineInfo) -> None:
        title = self.tr("%1 (comes with Faceapp)") if name == "builtin" else "%1"
        radio = QRadioButton(title.replace("%1", name))
        parts = self.tr("Detector %1, recogniser %2, %3 numbers per face")
        for mark, value in zip(
            ("%1", "%2", "%3"),
            (engine.detector, engine.embedder, number(engine.dimension)),
            strict=True,
        ):
            parts = parts.replace(mark, value)
        radio.setAccessibleDescription(parts)
        radio.clicked.connect(partial(self._choose_engine, name))
        self._group.addButton(radio)
        row = Row("", parts)
        row.put_first(radio)
        self._engines.insert(len(self.radios) + 1, row)
        self.radios[name] = radio

    def _on_variant_chosen(self, _is_on: bool) -> None:
        self._choose_engine(self.desk.workspace.settings.engine.partition(":")[0])

    def _choose_engine(self, base: str, _checked: bool = True) -> None:
        words = [word for word in _VARIANTS if self.variants[word].isChecked()]
        wanted = ":".join([base, *words])
        self._variant_row.fail("")
        self._engines.setEnabled(False)
        self._variant_row.say_busy(self.tr("Trying the engine on a few photos…"))
        self.desk.ask(
            partial(self.desk.workspace.use_engine, wanted),
            self._on_engine_used,
            self._on_engine_refused,
        )

    def _on_engine_used(self, _nothing: object) -> None:
        self._end_trial()
        self.desk.announce(Changes(photos=True, faces=True))
        self.desk.ask(lambda: self.desk.workspace.answering, self._on_answering)

    def _on_engine_refused(self, error: FaceAppError) -> None:
        self._end_trial()
        self._variant_row.fail(self.desk.explain(error))

    def _end_trial(self) -> None:
        self._engines.setEnabled(True)
        self._variant_row.say_busy("")
        self.show_settings(self.desk.workspace.settings)

    def _on_answering(self, answering: Answering) -> None:
        is_behind = answering.seen < answering.photos
        self._answering.setVisible(is_behind)
        told = self.tr(
            "The engine %1 answers until %2 has looked at every photo; so far it has seen "
            "%3 of %4. Names and decisions stay."
        )
        seen, photos = number(answering.seen), number(answering.photos)
        chosen = self.desk.workspace.settings.engine
        for mark, value in (("%1", answering.engine), ("%2", chosen), ("%3", seen), ("%4", photos)):
            told = told.replace(mark, value)
        self._answering.tell(told)

    def _on_scan_pressed(self) -> None:
        self.desk.scan_wanted.emit(ScanRequest())

    def _on_check_pressed(self) -> None:
        """Before anything is changed."""
        self.check.setEnabled(False)
        work = partial(self.desk.workspace.check_names, None)
        self.desk.start(Job(_CHECK, self.tr("Looking at the photos of named faces"), work))

    def _on_job_ended(self, job: Job) -> None:
        if job.kind != _CHECK:
            return
        self.check.setEnabled(True)
        if job.error:
            self.desk.tell_failure(job.error)
        elif job.state == "done":
            job.outcome = self._said(job.result)
            self.desk.jobs.changed.emit(job)
            self._answering.tell(job.outcome)

    def _said(self, check: NameCheck) -> str:
        told = [
            self.tr("%Ln name(s) go over by themselves.", "", check.kept),
            self.tr(
                "%n are uncertain: the new engine does not find the face.", "", len(check.uncertain)
            ),
            self.tr("%n are on photos that cannot be read now.", "", len(check.unseen)),
            self.tr("None is lost: a name stays with its face."),
        ]
        counts = (1, len(check.uncertain), len(check.unseen), 1)
        return " ".join(text for text, count in zip(told, counts, strict=True) if count)

    # -- the device

    def _add_device(self) -> None:
        devices = [
            ("auto", self.tr("The fastest that runs")),
            ("cpu", self.tr("Processor")),
            ("cuda", self.tr("GPU (CUDA)")),
            ("tensorrt", self.tr("GPU (TensorRT)")),
        ]
        card = self.add_card(self.tr("Device"))
        self.device = choice(devices, self._on_device_chosen)
        self._device_row = Row(self.tr("Models run on"), "…", self.device)
        card.add(self._device_row, is_divided=False)
        self._remedy = Row("", self.tr("To use the GPU, run this command and start Faceapp again."))
        self._remedy.add(button(self.tr("Copy"), self._on_copy_pressed, symbol="copy"))
        self._remedy.title.setProperty("kind", "code")
        self._remedy.hide()
        card.add(self._remedy, is_divided=False)
        self.half = tick(self.tr("On"), self._on_half_chosen)
        self._half_row = Row(
            self.tr("Half precision"),
            self.tr("Computes in 16 instead of 32 bits. Faster, and on a GPU only."),
            self.half,
        )
        card.add(self._half_row)

    def _on_device(self, report: DeviceReport) -> None:
        texts = self.desk.texts
        if report.device == "cpu" and report.reason:
            told = texts.say("device.cpu_instead", reason=texts.reason(report.reason))
        else:
            told = texts.say(f"device.{report.device}")
        self._device_row.tell(told)
        set_kind(self._device_row.detail, "small" if report.device == "cpu" else "good")
        self._remedy.title.setText(report.remedy)
        self._remedy.setVisible(bool(report.remedy))
        self.half.setEnabled(report.device != "cpu")

    def _on_device_refused(self, error: FaceAppError) -> None:
        self._device_row.tell("")
        self._device_row.fail(self.desk.explain(error))
        remedy = str(error.details.get("remedy", ""))
        self._remedy.title.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self.device.setEnabled(True)
        set_choice(self.device, self.desk.workspace.settings.device)

    def _on_device_chosen(self, wanted: object) -> None:
        self.device.setEnabled(False)
        self._device_row.fail("")
        self._device_row.tell(self.tr("Trying the device…"))
        self.desk.ask(
            partial(self.desk.workspace.try_device, str(wanted)),
            self._on_device_tried,
            self._on_device_refused,
        )

    def _on_device_tried(self, report: DeviceReport) -> None:
        self.device.setEnabled(True)
        if self.keep(self._device_row, device=self.device.currentData()):
            self._on_device(report)

    def _on_copy_pressed(self) -> None:
        QApplication.clipboard().setText(self._remedy.title.text())
        self.desk.say(self.tr("The command was copied."), "good")

    def _on_half_chosen(self, is_on: bool) -> None:
        self.keep(self._half_row, half_precision=is_on)

    # -- how it works

    def _add_work(self) -> None:
        speeds = [
            ("", self.tr("By the situation")),
            ("considerate", self.tr("Considerate")),
            ("full", self.tr("Full")),
        ]
        card = self.add_card(self.tr("Scanning"))
        self.speed = choice(speeds, self._on_speed_chosen)
        self._speed_row = Row(
            self.tr("Speed"),
            self.tr(
                "Considerate leaves one core to you; full uses all of them. By the situation is "
                "considerate in the window and full on the command line."
            ),
            self.speed,
        )
        self.second_look = tick(self.tr("On"), self._on_look_chosen)
        self._look_row = Row(
            self.tr("Second look"),
            self.tr(
                "Looks again at crowds in tiles, and at photos lying on their side. "
                "Finds more faces and takes longer where there are many."
            ),
            self.second_look,
        )
        card.add(self._speed_row, is_divided=False)
        card.add(self._look_row)
        self.grouping = tick(self.tr("On"), self._on_grouping_chosen)
        self._grouping_row = Row(
            self.tr("Group new faces"),
            self.tr(
                "After a scan, new faces join people and groups. What you have decided stays as "
                "it is."
            ),
            self.grouping,
        )
        card.add(self._grouping_row)

    def _on_speed_chosen(self, value: object) -> None:
        self.keep(self._speed_row, speed=value)

    def _on_look_chosen(self, is_on: bool) -> None:
        self.keep(self._look_row, second_look=is_on)

    def _on_grouping_chosen(self, is_on: bool) -> None:
        self.keep(self._grouping_row, group_after_scan=is_on)

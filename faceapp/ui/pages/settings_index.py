"""Settings: how vectors are stored, and whether they agree with the database."""

from functools import partial

from PySide6.QtWidgets import QSpinBox

from faceapp.core.settings import CHOICES, Settings
from faceapp.services.vectors import Verdict
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.pages.settings_section import Section
from faceapp.ui.widgets.labels import button
from faceapp.ui.widgets.setting_rows import Row, amount, choice, set_amount, set_choice

_MOST = 100_000
_KINDS = ("rebuild-index", "verify")


class IndexSection(Section):
    """Type and parameters of Milvus Lite's index; making it anew and comparing it are jobs."""

    name = "index"
    icon = "database"

    def build(self) -> None:
        """Lay out the cards."""
        self.parameters: dict[str, QSpinBox] = {}
        self.rows: dict[str, Row] = {}
        self._card = self.add_card()
        self.kind = choice([(kind, kind) for kind in CHOICES["index_type"]], self._on_kind_chosen)
        self._kind_row = Row(
            self.tr("Type"),
            self.tr(
                "IVF and HNSW are quick on large libraries, SQ8 and SQ take a quarter of the room, "
                "FLAT compares with every face. Searches in this window are answered from memory "
                "and find the same with each; the index keeps vectors on disk."
            ),
            self.kind,
        )
        self._card.add(self._kind_row)
        self._add_care()
        self.desk.jobs.ended.connect(self._on_job_ended)

    def heading(self) -> str:
        """Its name for people."""
        return self.tr("Vector index")

    def show_settings(self, settings: Settings) -> None:
        """Put every control on its setting; a parameter that is not chosen shows its default."""
        set_choice(self.kind, settings.index_type)
        in_force = self.desk.workspace.index_parameters(settings)
        if list(in_force) != list(self.parameters):
            self._make_parameters(list(in_force))
        for name, value in in_force.items():
            set_amount(self.parameters[name], value)

    def _make_parameters(self, names: list[str]) -> None:
        self._card.cut_after(self._kind_row)
        self.rows, self.parameters = {}, {}
        said = {
            "nlist": self.tr("Lists that the vectors are divided into"),
            "nprobe": self.tr("Lists that a search looks through"),
            "M": self.tr("Neighbours that every vector remembers"),
            "efConstruction": self.tr("Candidates while the graph is built"),
            "ef": self.tr("Candidates while a search goes through the graph"),
        }
        for name in names:
            field = amount(0, _MOST, partial(self._on_parameter_chosen, name))
            self.parameters[name] = field
            self.rows[name] = Row(name, said.get(name, ""), field)
            self._card.add(self.rows[name])
        self.rows_changed.emit()

    def _on_kind_chosen(self, kind: object) -> None:
        self.keep(self._kind_row, index_type=kind, index_parameters={})
        self.show_settings(self.desk.workspace.settings)

    def _on_parameter_chosen(self, name: str, value: int) -> None:
        chosen = self.desk.workspace.settings.index_parameters | {name: value}
        self.keep(self.rows[name], index_parameters=chosen)

    # -- care

    def _add_care(self) -> None:
        card = self.add_card()
        anew = Row(
            self.tr("Make the index anew"),
            self.tr(
                "Fills a new index from the database, with the type and parameters above, and "
                "swaps it in when it is full."
            ),
        )
        self.rebuild = button(self.tr("Make it anew"), self._on_rebuild_pressed)
        anew.add(self.rebuild)
        self._check_row = Row(
            self.tr("Check"), self.tr("Compares every vector of the index with the database.")
        )
        self.check = button(self.tr("Compare"), self._on_check_pressed)
        self._check_row.add(self.check)
        card.add(anew)
        card.add(self._check_row)

    def _on_rebuild_pressed(self) -> None:
        work = self.desk.workspace.upkeep.rebuild_index
        self._start(Job("rebuild-index", self.tr("Making the vector index anew"), work))

    def _on_check_pressed(self) -> None:
        work = self.desk.workspace.upkeep.verify_index
        self._start(Job("verify", self.tr("Comparing the vector index"), work))

    def _start(self, job: Job) -> None:
        self.rebuild.setEnabled(False)
        self.check.setEnabled(False)
        self.desk.start(job)

    def _on_job_ended(self, job: Job) -> None:
        if job.kind not in _KINDS:
            return
        self.rebuild.setEnabled(True)
        self.check.setEnabled(True)
        if job.error:
            self.desk.tell_failure(job.error)
        elif job.state == "done":
            job.outcome = self._said(job.result)
            self.desk.jobs.changed.emit(job)
            is_good = not isinstance(job.result, Verdict) or job.result.is_clean
            self.desk.say(job.outcome, "good" if is_good else "error")

    def _said(self, result: object) -> str:
        if not isinstance(result, Verdict):
            return self.tr("The index was made anew with %n vector(s).", "", int(str(result)))
        if result.is_clean:
            return self.tr("The index agrees with the database: %n vector(s).", "", result.vectors)
        return self.tr("%n difference(s) found. Make the index anew.", "", result.count)

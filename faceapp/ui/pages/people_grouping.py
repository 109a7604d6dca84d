"""Grouping faces: chosen, computed beside the window, looked at, applied."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from faceapp.services.drafting import Decision
from faceapp.services.grouping import GroupingPlan
from faceapp.ui.deciding import Deciding
from faceapp.ui.desk import Desk
from faceapp.ui.face_covers import FaceCovers
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.language import number
from faceapp.ui.models.grouping import APPEAR, DISSOLVE, JOIN, SPLIT, GroupingModel
from faceapp.ui.theme import GAP, PAGE, WIDE
from faceapp.ui.widgets.blank import Blank
from faceapp.ui.widgets.change_list import ChangeList
from faceapp.ui.widgets.flow_layout import FlowLayout
from faceapp.ui.widgets.grouping_options import GroupingOptions
from faceapp.ui.widgets.labels import button, card, icon_button, label, set_kind

_OPTIONS_PX = 320


class GroupingView(QWidget):
    """A preview is computed in another process, and nothing changes before it is applied."""

    left = Signal()

    def __init__(self, desk: Desk, covers: FaceCovers, deciding: Deciding) -> None:
        """Compute nothing before somebody asks."""
        super().__init__()
        self._desk, self._deciding = desk, deciding
        self._job: Job | None = None
        self.plan: GroupingPlan | None = None
        self.model = GroupingModel(self)
        self.list = ChangeList(self.model, covers)
        self.list.setAccessibleName(self.tr("What would change"))
        self.options = GroupingOptions()
        self.blank = Blank()
        self._summary = label(kind="heading", wraps=True)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(self.tr("Grouping"))
        self._build()
        desk.jobs.changed.connect(self._on_job_changed)
        desk.jobs.ended.connect(self._on_job_ended)
        deciding.decided.connect(self._on_decided)
        self._show()

    # -- building

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE, 0, PAGE, PAGE)
        row.setSpacing(WIDE)
        row.addWidget(self._made_side())
        row.addWidget(self._made_result(), 1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, activated=self.left.emit)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _made_side(self) -> QWidget:
        side = card()
        side.setFixedWidth(_OPTIONS_PX)
        column = QVBoxLayout(side)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.setSpacing(WIDE)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(icon_button("arrow-left", self.tr("All people (Esc)"), self.left.emit))
        head.addWidget(label(self.tr("Group faces"), "heading"))
        head.addStretch(1)
        self._preview = button(self.tr("Preview"), self.preview, "primary")
        self._apply = button(self.tr("Apply"), self.apply)
        promise = self.tr(
            "People with a name are never changed by this. What you have confirmed or refused "
            "stays as it is."
        )
        column.addLayout(head)
        column.addWidget(self._scrolled(self.options, label(promise, "muted", wraps=True)), 1)
        column.addWidget(self._bar)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self._preview, 1)
        buttons.addWidget(self._apply, 1)
        column.addLayout(buttons)
        return side

    def _scrolled(self, *parts: QWidget) -> QScrollArea:
        """A low window shows them in part."""
        inside = QWidget()
        inside.setObjectName("column")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(WIDE)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _made_result(self) -> QWidget:
        chips = QWidget()
        flow = FlowLayout(chips)
        self._chips = {kind: self._chip(kind) for kind in (JOIN, SPLIT, APPEAR, DISSOLVE)}
        for chip in self._chips.values():
            flow.addWidget(chip)
        found = card()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, WIDE, 0, GAP)
        column.setSpacing(GAP)
        head = QVBoxLayout()
        head.setContentsMargins(WIDE, 0, WIDE, 0)
        head.setSpacing(GAP)
        head.addWidget(self._summary)
        head.addWidget(chips)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.blank)
        self._stack.addWidget(found)
        return self._stack

    def _chip(self, kind: str) -> QPushButton:
        chip = button("", partial(self._show_kind, kind), "chip")
        chip.setCheckable(True)
        return chip

    # -- what a person does

    def preview(self) -> None:
        """Compute what would change; or stop computing."""
        if self._job is not None:
            self._desk.jobs.cancel(self._job)
            return
        self.plan = None
        work = partial(self._desk.workspace.grouping.plan_apart, self.options.request)
        self._job = Job("group", self.tr("Grouping faces"), work, lane="group", in_percent=True)
        self._desk.start(self._job)
        self._show()

    def apply(self) -> None:
        """Make the groups of the preview those there are."""
        if self.plan is not None:
            plan, self.plan = self.plan, None
            self._apply.setEnabled(False)
            self._deciding.apply_grouping(plan)

    def _show_kind(self, kind: str) -> None:
        wanted = kind if self._chips[kind].isChecked() else ""
        for other, chip in self._chips.items():
            chip.setChecked(other == wanted)
        self.model.show_kind(wanted)

    # -- showing

    def _on_job_changed(self, job: Job) -> None:
        if job is self._job:
            self._bar.setRange(0, job.progress.total or 0)
            self._bar.setValue(job.progress.done)

    def _on_job_ended(self, job: Job) -> None:
        if job is not self._job:
            return
        self._job = None
        if job.error:
            self._show()
            text = self._desk.explain(job.error)
            self.blank.tell("triangle-alert", self.tr("Faces could not be grouped"), text)
        else:
            self.plan = job.result if isinstance(job.result, GroupingPlan) else None
            self._show()

    def _on_decided(self, decision: Decision) -> None:
        if decision.action == "group":
            self.left.emit()
            self._show()

    def _show(self) -> None:
        is_busy = self._job is not None
        self._bar.setVisible(is_busy)
        self._preview.setText(self.tr("Stop") if is_busy else self.tr("Preview"))
        self.options.setEnabled(not is_busy)
        self.model.show_plan(self.plan)
        changes = self.model.rowCount()
        self._apply.setEnabled(changes > 0)
        set_kind(self._apply, "primary" if changes else "")
        set_kind(self._preview, "" if changes else "primary")
        if self.plan is not None and changes:
            self._show_plan(self.plan)
        elif self.plan is not None:
            text = self.tr("With these settings the groups are what they are now.")
            self.blank.tell("circle-check", self.tr("Nothing would change"), text)
            self._stack.setCurrentIndex(0)
        else:
            self._tell_begin(is_busy=is_busy)

    def _tell_begin(self, *, is_busy: bool) -> None:
        self._stack.setCurrentIndex(0)
        if is_busy:
            text = self.tr("Nothing changes before you apply it. You can go on working.")
            self.blank.tell("hourglass", self.tr("Computing the groups…"), text)
        else:
            text = self.tr("The preview shows which groups would join, split, appear or dissolve.")
            self.blank.tell("layers", self.tr("First look, then apply"), text)

    def _show_plan(self, plan: GroupingPlan) -> None:
        facts = [
            self.tr("%n group(s)", "", plan.groups),
            self.tr("%n face(s) grouped", "", plan.grouped),
            self.tr("%n alone", "", plan.singles),
        ]
        if plan.guessed:
            facts.append(self.tr("%n guessed for people with a name", "", plan.guessed))
        self._summary.setText("  ·  ".join(facts))
        names = {
            JOIN: self.tr("Join"),
            SPLIT: self.tr("Split"),
            APPEAR: self.tr("Appear"),
            DISSOLVE: self.tr("Dissolve"),
        }
        for kind, count in self.model.counts().items():
            chip = self._chips[kind]
            chip.setText(f"{names[kind]}  {number(count)}")
            chip.setVisible(count > 0)
            chip.setChecked(False)
        self._stack.setCurrentIndex(1)

"""The grouping panel: what is asked for, shown before anything changes, applied, undone."""

# ruff: noqa: F811  the fixtures `page` and `scene`

import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from faceapp.core.errors import Code, UserError
from faceapp.core.face_groups import Algorithm, Grouping, GroupSize, Join, Preview, Split
from faceapp.core.jobs import Cancelled
from faceapp.services.grouping import GroupingPlan, GroupingRequest
from faceapp.ui.models.grouping import APPEAR, DISSOLVE, JOIN, SPLIT, GroupingModel
from tests.ui.people_page import page, scene, titles, wait  # noqa: F401


class Planner:
    """Stands for the process that computes: Boris joins Anna; that is applied for real."""

    def __init__(self, service, faces: dict[str, list[int]]) -> None:
        self.service, self.faces = service, faces
        self.asked: list[GroupingRequest] = []
        self.may_end = threading.Event()
        self.may_end.set()
        self.error: UserError | None = None

    def __call__(self, request, token, report) -> GroupingPlan:
        self.asked.append(request)
        while not self.may_end.wait(0.01):
            if token.is_cancelled:
                raise Cancelled
        if self.error:
            raise self.error
        ids = np.array(sorted(self.faces["anna"] + self.faces["boris"]), np.int64)
        nobody = np.full(len(ids), -1)
        labels = np.ones(len(ids), np.int64)
        self.service._keep("1", ids, Grouping(labels, nobody, nobody, nobody.astype(np.float32)))
        joins = [Join(GroupSize(1, 7), [GroupSize(1, 4), GroupSize(2, 3)])]
        anna, boris = tuple(self.faces["anna"]), tuple(self.faces["boris"])
        examples = {(False, 1): anna, (False, 2): boris, (True, 1): anna + boris}
        preview = Preview(joins, [], [], [GroupSize(3, 2)], 5)
        return GroupingPlan("1", request, 11, 1, 7, 4, 0, preview, examples)


@pytest.fixture
def planner(page, scene) -> Planner:
    workspace = page.desk.workspace
    made = Planner(workspace.grouping, scene.faces)
    workspace.__dict__["grouping"] = replace(workspace.grouping, plan_apart=made)
    page._on_grouping_wanted()
    return made


def preview(page, qtbot) -> None:
    page.grouping._preview.click()
    qtbot.waitUntil(lambda: page.grouping._job is None)


def test_the_usual_way_is_asked_for_first(page, planner, qtbot):
    preview(page, qtbot)
    assert planner.asked == [GroupingRequest(Algorithm.DBSCAN, None, None)]


def test_options_are_those_that_are_chosen(page, planner):
    options = page.grouping.options
    options._ways.button(1).click()
    options._people.setValue(12)
    assert options.request == GroupingRequest(Algorithm.KMEANS, 12, None)
    options._ways.button(2).click()
    options._usual.click()
    options._slider.setValue(91)
    assert options.request == GroupingRequest(Algorithm.QUALITY, None, 91.0)
    assert options._percent.text() == "91 %"


def test_a_preview_changes_nothing(page, planner, qtbot):
    preview(page, qtbot)
    wait(qtbot, page)
    assert titles(page) == ["Group 1", "Group 2", "Group 3", "Single faces"]
    assert page.grouping.model.counts() == {JOIN: 1, SPLIT: 0, APPEAR: 0, DISSOLVE: 1}
    assert page.grouping.model.index(0).data().startswith("2 group")
    assert page.grouping._apply.isEnabled()


def test_apply_makes_them_the_groups_and_undo_brings_the_old_ones_back(page, planner, qtbot):
    preview(page, qtbot)
    page.grouping._apply.click()
    qtbot.waitUntil(lambda: titles(page)[0] == "Group 1" and page.overview.isVisible())
    qtbot.waitUntil(lambda: page.overview.model.tile(0).faces == 7)
    page.acting.deciding.undo()
    qtbot.waitUntil(lambda: len(titles(page)) == 4)


def test_it_can_be_stopped(page, planner, qtbot):
    planner.may_end.clear()
    page.grouping.preview()
    assert page.grouping._preview.text() == "Stop"
    page.grouping._preview.click()
    qtbot.waitUntil(lambda: page.grouping._job is None)
    assert page.grouping.plan is None
    assert not page.grouping._apply.isEnabled()


def test_a_failure_says_why(page, planner, qtbot):
    planner.error = UserError(Code.NOTHING_TO_GROUP, engine="builtin")
    preview(page, qtbot)
    assert page.grouping.blank.heading.text() == "Faces could not be grouped"
    assert "builtin" in page.grouping.blank.text.text()


def test_chips_show_one_kind_of_change(page, planner, qtbot):
    preview(page, qtbot)
    page.grouping._chips[DISSOLVE].click()
    assert page.grouping.model.rowCount() == 1
    page.grouping._chips[DISSOLVE].click()
    assert page.grouping.model.rowCount() == 2


def test_people_with_a_name_are_said_to_stay(page, planner):
    said = [label.text() for label in page.grouping.findChildren(QLabel)]
    assert any("never changed by this" in text for text in said)


def test_escape_leads_back(page, planner, qtbot):
    page.window().activateWindow()
    page.grouping._preview.setFocus()
    qtbot.keyClick(page.grouping._preview, Qt.Key.Key_Escape)
    assert page.overview.isVisible()


def test_every_change_is_said_and_the_model_keeps_the_rules():
    changes = Preview(
        [Join(GroupSize(1, 9), [GroupSize(1, 4), GroupSize(2, 5)])],
        [Split(GroupSize(3, 8), [GroupSize(3, 3), GroupSize(4, 3)], 2)],
        [GroupSize(5, 4)],
        [GroupSize(6, 2)],
        9,
    )
    plan = GroupingPlan("1", GroupingRequest(), 30, 4, 20, 10, 0, changes)
    model = GroupingModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    model.show_plan(plan)
    said = [model.index(row).data() for row in range(tester.model().rowCount())]
    assert [text.split(" ")[0] for text in said] == ["2", "Group", "New", "Group"]
    assert "alone" in said[1]
    model.show_kind(SPLIT)
    assert model.rowCount() == 1

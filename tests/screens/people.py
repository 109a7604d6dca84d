"""The page "People" and what it leads to, in all states, on a library grouped and partly named."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from faceapp.core.errors import Code, FatalError
from faceapp.core.face_groups import Algorithm
from faceapp.core.jobs import CancelToken, Progress
from faceapp.core.people import Who
from faceapp.core.review import Asks, Candidate, Question, Settled
from faceapp.services.decisions import Entry
from faceapp.services.drafting import Decision, Named
from faceapp.services.grouping import GroupingRequest
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.models.people import SINGLES
from faceapp.ui.pages.people import PeoplePage
from tests.screens.stage import Stage

# Folders of the photos that are named after who is on them, and what people call these.
NAMES = {
    "Tony_Blair": "Тони Блэр",
    "Vladimir_Putin": "Владимир Путин",
    "obama": "Барак Обама",
    "kit_harington": "Кит Харингтон",
    "rose_leslie": "Роуз Лесли",
    "George_W_Bush": "Джордж Уокер Буш, сорок третий президент",
    "Gerhard_Schroeder": "Герхард Шрёдер",
}


def grouped(stage: Stage) -> None:
    """Group the library once, and name some by the folders their photos lie in."""
    workspace = stage.workspace
    with workspace._reading.read() as unit:
        if unit.people.list():
            return
    workspace.grouping.group(GroupingRequest(), CancelToken(), lambda _: None)
    _name(stage)


def _name(stage: Stage) -> None:
    workspace = stage.workspace
    rows = workspace.sample_search.rows(
        [face for tile in workspace.people.everybody().groups for face in _faces(stage, tile.who)]
    )
    for folder, name in NAMES.items():
        faces = [face for face, row in rows.items() if f"/{folder}/" in row.info.path]
        if faces:
            workspace.decisions.name_faces(faces[: max(2, len(faces) // 2)], name)
            person = workspace.people.find(name)
            _guess(stage, faces[max(2, len(faces) // 2) :], person.id)
    blair = workspace.people.find("Тони Блэр")
    text = "Руководил страной десять лет. На снимках архива с 1998 года."
    workspace.people_decisions.describe(blair.id, "Премьер-министр Великобритании", text)


def _guess(stage: Stage, faces: list[int], person: int) -> None:
    with stage.workspace._writing("group") as database, database.write() as unit:
        for face in faces:
            unit.people.assign(face, person, "automatic")


def _faces(stage: Stage, who: Who) -> list[int]:
    return [face.face for face in stage.workspace.people.page(who).faces]


def page(stage: Stage) -> PeoplePage:
    grouped(stage)
    stage.window.show_page("people")
    stage.settle()
    found = stage.window.page("people")
    assert isinstance(found, PeoplePage)
    return found


def full(stage: Stage) -> None:
    page(stage).overview.grid.setFocus()


def chosen(stage: Stage) -> None:
    overview = page(stage).overview
    overview.grid.choose_runs([(1, 3), (6, 7)])
    overview.grid.set_current(2)
    overview.grid.setFocus()


def naming(stage: Stage) -> None:
    overview = page(stage).overview
    row = len(overview._people.named)
    overview.grid.choose_runs([(row, row + 1)])
    overview.grid.set_current(row)
    overview.grid.setFocus()
    overview.grid.begin_naming("Ан")


def dragging(stage: Stage) -> None:
    overview = page(stage).overview
    grid, row = overview.grid, len(overview._people.named)
    grid.choose_runs([(row, row + 2)])
    grid._carry(grid.visualRect(overview.model.index(1)).center())


def empty(stage: Stage) -> None:
    stage.window.show_page("people")


def working(stage: Stage) -> None:
    stage.window.show_page("people")
    stage.settle()
    stage.window.page("people").overview.set_working(True)


def hidden(stage: Stage) -> None:
    """As if some were hidden."""
    overview = page(stage).overview
    people = overview._people
    some = [replace(tile, hidden=True) for tile in people.groups[:9]]
    overview.show_people(replace(people, hidden=some, groups=people.groups[9:]), None)
    overview._hidden.click()


def ungrouped(stage: Stage) -> None:
    stage.window.show_page("people")
    stage.settle()
    stage.window.page("people").overview._tell_nobody(1240)


def failed(stage: Stage) -> None:
    path = "/home/anna/.local/share/faceapp/faceapp.sqlite"
    page(stage)._on_failed(FatalError(Code.DATABASE_DAMAGED, path=path, backup="None"))


def person(stage: Stage, name: str = "Тони Блэр") -> PeoplePage:
    shown = page(stage)
    shown.open(stage.workspace.people.find(name))
    stage.settle()
    return shown


def person_full(stage: Stage) -> None:
    person(stage).person.grid.setFocus()


def person_chosen(stage: Stage) -> None:
    view = person(stage).person
    view.grid.choose_runs([(0, 2)])
    view.grid.set_current(1)
    view.grid.setFocus()


def person_naming(stage: Stage) -> None:
    person(stage).person.head.begin_naming()


def person_timeline(stage: Stage) -> None:
    """As if the photos had dates."""
    view = person(stage).person
    years = [(1998, 3), (1999, 9), (2001, 14), (2002, 22), (2003, 31), (2004, 12), (2007, 2)]
    view.head.timeline.show_years(years, None)


def group(stage: Stage) -> None:
    shown = page(stage)
    shown.open(shown.overview._people.groups[0].who)
    stage.settle()


def singles(stage: Stage) -> None:
    page(stage).open(SINGLES)
    stage.settle()


def split(stage: Stage) -> None:
    view = person(stage).person
    view.grid.choose_runs([(0, 2)])
    view.faces.act("x")
    stage.settle()
    stage.shot = stage.application.activeModalWidget() or stage.application.activeWindow()


def reviewing(stage: Stage) -> PeoplePage:
    shown = page(stage)
    shown._on_review_wanted()
    stage.until(lambda: not shown.review.is_busy)
    stage.settle()
    return shown


def review_is(stage: Stage) -> None:
    view = reviewing(stage).review
    for _ in range(40):
        if view.question and view.question.asks is Asks.IS and view.question.settles > 1:
            break
        view.skip()
        stage.until(lambda: not view.is_busy)
    view.board.tell_settled(Settled(14, 30, 0, "Анна", 7), None)
    stage.settle()


def review_who(stage: Stage) -> None:
    view = reviewing(stage).review
    for _ in range(60):
        if view.question and view.question.asks is Asks.WHO:
            break
        view.skip()
        stage.until(lambda: not view.is_busy)


def review_same(stage: Stage) -> None:
    """As if two of them were alike."""
    view = reviewing(stage).review
    named = stage.window.page("people").overview._people.named
    first, second = named[0], named[1]
    faces = _faces(stage, second.who)
    candidate = Candidate(first, 88.4, 0.6, _faces(stage, first.who))
    view.question = Question(Asks.SAME, faces, 3, 12, candidate, None, second)
    view._show()


def review_done(stage: Stage) -> None:
    view = reviewing(stage).review
    view.board.tell_settled(Settled(3, 0, 0, "", 37), None)
    view.question = None
    view._show()


def review_preparing(stage: Stage) -> None:
    shown = page(stage)
    shown._show(shown.review)
    shown.review.board.tell_preparing()


def grouping(stage: Stage) -> None:
    shown = page(stage)
    shown._on_grouping_wanted()
    shown.grouping.setFocus()


def grouping_working(stage: Stage) -> None:
    def work(token, report):
        report(Progress(420, 1000))
        while not token.is_cancelled:
            token.wait(0.05)

    shown = page(stage)
    shown._on_grouping_wanted()
    view = shown.grouping
    view._job = stage.window.desk.start(
        Job("group", view.tr("Grouping faces"), work, lane="group", in_percent=True)
    )
    view._show()
    stage.until(lambda: view._job.progress.done)


def grouping_plan(stage: Stage) -> None:
    shown = page(stage)
    shown._on_grouping_wanted()
    view = shown.grouping
    view.options._ways.button(0).click()
    view.options._usual.click()
    view.options._slider.setValue(62)
    view.preview()
    stage.until(lambda: view._job is None)


def grouping_kmeans(stage: Stage) -> None:
    shown = page(stage)
    shown._on_grouping_wanted()
    shown.grouping.options._ways.button(list(Algorithm).index(Algorithm.KMEANS)).click()


def journal(stage: Stage) -> None:
    page(stage)
    window = stage.window
    window.show_page("journal")
    stage.settle()
    shown = window.page("journal")
    entries = list(shown.model.entries)
    named = [Named("Анна"), Named("", Who.group(12)), Named("Борис")]
    told = [
        Decision("merge", tuple(range(214)), 0, named[0], (named[1],)),
        Decision("split", (1, 2, 3), 0, named[2]),
        Decision("hide", (1,), 0, named[1], tuple([named[1]] * 9)),
        Decision("reject", (1,), 4, named[0]),
        Decision("not_a_face", (1, 2, 3, 4)),
        Decision("rename", (1,), 0, Named("Анна Петрова"), (named[0],)),
        Decision("differ", (), 0, named[0], (named[2],)),
        Decision("group"),
    ]
    now = datetime.now(UTC)
    fresh = [
        Entry(1000 - at, now - timedelta(minutes=7 * at), decision, at < 2)
        for at, decision in enumerate(told)
    ]
    shown._on_read([*fresh, *entries])
    shown.list.setCurrentIndex(shown.model.index(4))
    shown.list.setFocus()


def journal_empty(stage: Stage) -> None:
    stage.window.show_page("journal")


SCREENS = {
    "people-empty": empty,
    "people-empty-working": working,
    "people-hidden": hidden,
    "people-ungrouped": ungrouped,
    "people-failed": failed,
    "people-full": full,
    "people-chosen": chosen,
    "people-naming": naming,
    "people-dragging": dragging,
    "people-person": person_full,
    "people-person-chosen": person_chosen,
    "people-person-naming": person_naming,
    "people-timeline": person_timeline,
    "people-group": group,
    "people-singles": singles,
    "people-split": split,
    "people-review-is": review_is,
    "people-review-who": review_who,
    "people-review-same": review_same,
    "people-review-done": review_done,
    "people-review-preparing": review_preparing,
    "people-grouping": grouping,
    "people-grouping-working": grouping_working,
    "people-grouping-plan": grouping_plan,
    "people-grouping-kmeans": grouping_kmeans,
    "people-journal": journal,
    "people-journal-empty": journal_empty,
}

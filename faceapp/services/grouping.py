"""Groups of faces: computed, looked at, applied; or joined by the faces of new photos."""

import secrets
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from faceapp.core import regrouping
from faceapp.core.errors import Code, UserError
from faceapp.core.face_groups import NONE, Algorithm, Grouping, GroupingOptions, Preview
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.ports import Engine, NeighbourSearch
from faceapp.core.types import Ids
from faceapp.paths import unwritable
from faceapp.services.drafting import Decision, Draft
from faceapp.services.gathering import Gathered, gather
from faceapp.services.jobs import JobService
from faceapp.stores.database import Database
from faceapp.stores.decisions import assign, regroup
from faceapp.stores.unit_of_work import UnitOfWork

Examples = dict[tuple[bool, int], tuple[int, ...]]
_EXAMPLES = 8
# Of all the work, finding neighbours takes this share.
_SEARCH_SHARE = 0.8
_STEPS = 1_000


@dataclass(frozen=True)
class GroupingRequest:
    """What a person asks for; `strictness` in per cent of the engine's scale, None for the usual.

    `people` is how many K-Means makes.
    """

    algorithm: Algorithm = Algorithm.DBSCAN
    people: int | None = None
    strictness: float | None = None

    def __post_init__(self) -> None:
        """Raise UserError for K-Means without a number, or a per cent that is none."""
        if self.algorithm is Algorithm.KMEANS and not self.people:
            raise UserError(Code.USAGE, reason="--k N.")
        if self.strictness is not None and not 0 < self.strictness < 100:
            raise UserError(Code.USAGE, reason=f"--strictness {self.strictness:g}.")


@dataclass(frozen=True)
class GroupingPlan:
    """A grouping that was computed and can be applied; `id` finds it.

    Of `faces`, `guessed` would be people's without a question; of those that nobody would have,
    `grouped` would be in `groups` groups, and `singles` alone, as People shows them. `examples` has
    some faces of each group in `preview`: by whether it is meant as it would be afterwards, and its
    number.
    """

    id: str
    request: GroupingRequest
    faces: int
    groups: int
    grouped: int
    singles: int
    guessed: int
    preview: Preview
    examples: Examples = field(default_factory=dict)


@dataclass(frozen=True)
class GroupingService:
    """Nothing that a person decided is ever changed by it; a plan lies in `file` until applied.

    `plan_apart` does what `plan` does in another process.
    """

    reading: Callable[[], Database]
    writing: Callable[[str], AbstractContextManager[Database]]
    engine: Callable[[], Engine]
    neighbours: Callable[[], NeighbourSearch]
    file: Path
    plan_apart: Callable[[GroupingRequest, CancelToken, Report], GroupingPlan]

    def plan(self, request: GroupingRequest, token: CancelToken, report: Report) -> GroupingPlan:
        """Compute groups and keep them aside. Raises UserError, FatalError, Cancelled."""
        gathered, grouping = self._grouped(request, token, report)
        before = gathered.faces.before
        assert before is not None
        free = (gathered.faces.person == NONE) & (grouping.people == NONE)
        sizes = _sizes(grouping.labels[free])
        plan = GroupingPlan(
            secrets.token_hex(8),
            request,
            len(gathered.ids),
            len(sizes),
            int(sizes.sum()),
            int(free.sum() - sizes.sum()),
            int((grouping.people != NONE).sum()),
            regrouping.preview(before, grouping.labels),
        )
        self._keep(plan.id, gathered.ids, grouping)
        examples = _examples(plan.preview, gathered.ids, before, grouping.labels)
        return replace(plan, examples=examples)

    def apply(self, plan: GroupingPlan) -> Decision:
        """Make the groups of a plan those there are, which can be undone; later decisions win.

        Raises UserError if another plan was made since.
        """
        kept = self._kept(plan.id)
        with (
            self.writing("group") as database,
            JobService(database).running("group", _arguments(plan.request)) as job,
            database.write() as unit,
        ):
            job.counts = {"groups": plan.groups, "newest_face": unit.faces.newest()}
            return _apply(unit, *kept)

    def group(self, request: GroupingRequest, token: CancelToken, report: Report) -> GroupingPlan:
        """Compute and apply. Raises UserError, FatalError, Cancelled."""
        plan = self.plan(request, token, report)
        self.apply(plan)
        return plan

    def join(self, token: CancelToken, report: Report) -> None:
        """Let faces found since the last grouping join people and groups, or wait.

        All are grouped if that was never done. Raises UserError, FatalError, Cancelled.
        """
        with self.writing("group") as database:
            with database.read() as unit:
                known = unit.jobs.last_count("group", "newest_face")
                newest = unit.faces.newest()
            if known is None and newest:
                self.group(GroupingRequest(), token, report)
            elif known is not None and newest > known:
                self._join(database, known, token, report)

    def _join(self, database: Database, newest: int, token: CancelToken, report: Report) -> None:
        from faceapp.core import clustering  # noqa: PLC0415  takes a second, and few runs need it

        engine = self.engine()
        with database.read() as unit:
            gathered = gather(unit, _engine_id(unit, engine))
        ids, faces = gathered.ids, gathered.faces
        rows = np.flatnonzero((ids > newest) & (faces.person == NONE))
        with JobService(database).running("group", {"new": len(rows)}) as job:
            searched, told = _part(report, 0, _SEARCH_SHARE), _part(report, _SEARCH_SHARE, 1)
            options = GroupingOptions(engine.calibration)
            least = options.least_cosine(len(ids))
            graph = self.neighbours()(faces.vectors, token, searched, rows=rows, least=least)
            result = clustering.attach(faces, rows, graph, options, token, told)
            changed = (result.labels != faces.before) & (result.labels != NONE)
            with database.write() as unit:
                guessed = _guess(unit, ids[rows], result.people[rows])
                unit.groups.put(ids[changed], result.labels[changed])
                job.counts = {"guessed": guessed, "newest_face": unit.faces.newest()}

    def _grouped(
        self, request: GroupingRequest, token: CancelToken, report: Report
    ) -> tuple[Gathered, Grouping]:
        engine = self.engine()
        scale = engine.calibration
        with self.reading().read() as unit:
            gathered = gather(unit, _engine_id(unit, engine))
        if not len(gathered.ids):
            raise UserError(Code.NOTHING_TO_GROUP, engine=engine.name)
        strictness = request.strictness
        options = GroupingOptions(
            scale,
            request.algorithm,
            request.people,
            None if strictness is None else scale.cosine(strictness),
        )
        least = options.least_cosine(len(gathered.ids))
        searched, told = _part(report, 0, _SEARCH_SHARE), _part(report, _SEARCH_SHARE, 1)
        graph = self.neighbours()(gathered.faces.vectors, token, searched, least=least)
        from faceapp.core import clustering  # noqa: PLC0415  as above

        return gathered, clustering.group(gathered.faces, graph, options, token, told)

    def _keep(self, number: str, ids: Ids, grouping: Grouping) -> None:
        try:
            with self.file.open("wb") as file:
                np.savez_compressed(
                    file,
                    id=np.array(number),
                    faces=ids,
                    labels=grouping.labels,
                    people=grouping.people,
                )
        except OSError as error:
            raise unwritable(self.file, error) from error

    def _kept(self, number: str) -> tuple[Ids, Ids, Ids]:
        try:
            with np.load(self.file, allow_pickle=False) as kept:
                if str(kept["id"]) == number:
                    return kept["faces"], kept["labels"], kept["people"]
        except (OSError, ValueError, KeyError) as error:
            raise UserError(Code.GROUPING_OUTDATED) from error
        raise UserError(Code.GROUPING_OUTDATED)


def _apply(unit: UnitOfWork, ids: Ids, labels: Ids, people: Ids) -> Decision:
    draft = Draft(unit)
    grouped = labels != NONE
    draft.regroup(regroup(ids[grouped], labels[grouped]), regroup(*unit.groups.all()))
    guesses = _by_person(ids, people)
    for person, faces in _by_person(*unit.people.assignments("automatic")).items():
        draft.unassign(faces - guesses.get(person, set()), person)
    for person, faces in _undecided(unit, guesses).items():
        draft.assign(faces, person, "automatic")
    return draft.commit(Decision("group"))


def _guess(unit: UnitOfWork, ids: Ids, people: Ids) -> int:
    """Give faces to people without a question and, as new photos do it, without an entry."""
    guesses = _undecided(unit, _by_person(ids, people))
    steps = [assign(sorted(faces), person, "automatic") for person, faces in guesses.items()]
    if steps:
        unit.decisions.apply(steps)
    return sum(map(len, guesses.values()))


def _by_person(ids: Ids, people: Ids) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for face, person in zip(ids.tolist(), people.tolist(), strict=True):
        if person != NONE:
            found.setdefault(person, set()).add(face)
    return found


def _undecided(unit: UnitOfWork, guesses: Mapping[int, set[int]]) -> dict[int, set[int]]:
    """Guesses without what people said about these faces meanwhile."""
    confirmed = set(unit.people.assignments("confirmed")[0].tolist())
    refused = _by_person(*unit.people.assignments("rejected"))
    left = {
        person: faces - confirmed - refused.get(person, set()) for person, faces in guesses.items()
    }
    return {person: faces for person, faces in left.items() if faces}


def _sizes(labels: Ids) -> Ids:
    """(G,) how many faces each group has; what decisions leave one face of stands alone."""
    sizes: Ids = np.unique(labels[labels != NONE], return_counts=True)[1]
    return sizes[sizes > 1]


def _examples(preview: Preview, ids: Ids, now: Ids, after: Ids) -> Examples:
    """Some faces of each group that is named in `preview`, as it is and as it would be."""
    sizes = [size for join in preview.joins for size in (join.into, *join.parts)]
    sizes += [size for split in preview.splits for size in (split.group, *split.parts)]
    sizes += [*preview.appearing, *preview.dissolving]
    return {
        (is_after, group): tuple(ids[np.flatnonzero(groups == group)[:_EXAMPLES]].tolist())
        for group in {size.group for size in sizes}
        for is_after, groups in ((False, now), (True, after))
    }


def _engine_id(unit: UnitOfWork, engine: Engine) -> int:
    engine_id = unit.engines.find(engine.identity)
    if engine_id is None:
        raise UserError(Code.NOTHING_TO_GROUP, engine=engine.name)
    return engine_id


def _arguments(request: GroupingRequest) -> dict[str, object]:
    return {
        "algorithm": str(request.algorithm),
        "people": request.people,
        "strictness": request.strictness,
    }


def _part(report: Report, begin: float, end: float) -> Report:
    """Tells the progress of a part as that of the whole."""

    def told(progress: Progress) -> None:
        share = progress.done / progress.total if progress.total else 0.0
        report(Progress(round(_STEPS * (begin + (end - begin) * share)), _STEPS))

    return told

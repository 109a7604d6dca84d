"""Groups of faces: computed beside the window, looked at, applied; or joined by new photos."""

from dataclasses import dataclass

from faceapp.core.face_groups import Algorithm, Preview
from faceapp.core.jobs import CancelToken, Report


@dataclass(frozen=True)
class GroupingRequest:
    """What a person asks for; `strictness` in per cent of the engine's scale, None for the usual.

    `people` is how many K-Means makes.
    """

    algorithm: Algorithm = Algorithm.DBSCAN
    people: int | None = None
    strictness: float | None = None


@dataclass(frozen=True)
class GroupingPlan:
    """A grouping that was computed and can be applied while nothing has changed.

    Of `faces`, `grouped` would be in `groups` groups, `singles` alone; `guessed` would join people
    without a question. `strictness` is the per cent that was used. `examples` has for each group
    in `preview` some of its faces.
    """

    request: GroupingRequest
    strictness: float
    faces: int
    groups: int
    grouped: int
    singles: int
    guessed: int
    preview: Preview
    examples: dict[int, tuple[int, ...]]


class GroupingService:
    """Computes in a process of its own."""

    def preview(self, request: GroupingRequest, token: CancelToken, report: Report) -> GroupingPlan:
        """Compute groups and keep them aside. Raises UserError, FatalError, Cancelled."""
        raise NotImplementedError

    def apply(self, plan: GroupingPlan) -> int:
        """Make them the groups there are, in one journal entry; how many there are.

        Raises UserError if faces or decisions have changed since.
        """
        raise NotImplementedError

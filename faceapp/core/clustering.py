"""Put faces together that are one person's, without ever going against what people decided."""

from faceapp.core.face_groups import FacesToGroup, Grouping, GroupingOptions, NeighbourGraph
from faceapp.core.jobs import CancelToken, Report
from faceapp.core.types import Ids


def group(
    faces: FacesToGroup,
    graph: NeighbourGraph,
    options: GroupingOptions,
    token: CancelToken,
    report: Report,
) -> Grouping:
    """Group all faces anew; `graph` has one row for each of them. Raises Cancelled.

    Groups are numbered from 0, the largest first, or as `faces.before` had them where they overlap
    most (`stable_numbers`).
    """
    raise NotImplementedError


def attach(
    faces: FacesToGroup,
    rows: Ids,
    graph: NeighbourGraph,
    options: GroupingOptions,
    token: CancelToken,
    report: Report,
) -> Grouping:
    """Let the new or waiting faces `rows` (M,) join groups and people, found a group, or wait.

    `graph` has one row for each of `rows`; its neighbours may be any face. `faces.before` has the
    groups so far, which stay as they are and keep their numbers. Raises Cancelled.
    """
    raise NotImplementedError

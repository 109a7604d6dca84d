"""How two groupings of the same faces differ, and numbers that outlive a new grouping."""

from faceapp.core.face_groups import Preview
from faceapp.core.types import Ids


def stable_numbers(labels: Ids, before: Ids) -> Ids:
    """`labels` (N,) with the numbers of `before` (N,) where groups overlap most.

    The pair of groups that shares most faces is matched first, each group once; a group without a
    partner gets a number above all that were ever used in `before`. -1 stays -1.
    """
    raise NotImplementedError


def preview(before: Ids, after: Ids) -> Preview:
    """What would change from the groups `before` (N,) to those `after` (N,), already stable."""
    raise NotImplementedError

"""Numbers that groups keep, and what a preview says."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from faceapp.core.face_groups import GroupSize, Join, Split
from faceapp.core.regrouping import preview, stable_numbers

LABELS = st.integers(1, 14).flatmap(
    lambda count: st.tuples(*[st.lists(st.integers(-1, 5), min_size=count, max_size=count)] * 2)
)


def test_the_greatest_overlap_keeps_the_number():
    before = np.array([7, 7, 7, 7, 3, 3, -1, -1])
    after = np.array([0, 0, 0, 1, 1, 1, 2, 2])
    assert stable_numbers(after, before).tolist() == [7, 7, 7, 3, 3, 3, 8, 8]


def test_a_number_is_never_given_twice_and_old_ones_are_not_reused():
    before = np.array([2, 2, 2, 2, 9, 9])
    after = np.array([0, 0, 1, 1, 1, 1])
    assert stable_numbers(after, before).tolist() == [2, 2, 9, 9, 9, 9]


@given(LABELS)
def test_stable_numbers_rename_only(labels):
    before, after = map(np.array, labels)
    stable = stable_numbers(after, before)
    assert ((stable == -1) == (after == -1)).all()
    assert ((after[:, None] == after) == (stable[:, None] == stable)).all()
    assert (stable_numbers(before, before) == before).all()


def test_a_preview_says_what_changes():
    before = np.array([1, 1, 2, 2, 3, 3, 3, 3, 4, 4, -1, -1, 5, 5])
    after = np.array([1, 1, 1, 1, 3, 3, 6, -1, -1, -1, 7, 7, 5, 5])
    seen = preview(before, after)
    assert seen.joins == [Join(GroupSize(1, 4), [GroupSize(1, 2), GroupSize(2, 2)])]
    assert seen.splits == [Split(GroupSize(3, 4), [GroupSize(3, 2), GroupSize(6, 1)], 1)]
    assert seen.appearing == [GroupSize(7, 2)]
    assert seen.dissolving == [GroupSize(4, 2)]
    assert seen.moved == 8


@given(LABELS)
def test_a_preview_adds_up(labels):
    before, after = map(np.array, labels)
    seen = preview(before, after)
    for split in seen.splits:
        assert split.group.faces == sum(part.faces for part in split.parts) + split.alone
    for join in seen.joins:
        assert join.into.faces >= sum(part.faces for part in join.parts)
    assert preview(before, before) == preview(after[:0], after[:0])

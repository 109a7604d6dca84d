"""The figures of a grouping, against definitions written as loops over faces and pairs."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceapp.core.clustering_metrics import grouping_quality

FACES = st.integers(1, 12).flatmap(
    lambda count: st.tuples(
        st.lists(st.integers(-1, 4), min_size=count, max_size=count),
        st.lists(st.integers(0, 4), min_size=count, max_size=count),
    )
)


def groups_of(labels):
    """The rows of each group, loners by themselves."""
    alone = [{row} for row, label in enumerate(labels) if label == -1]
    named = [
        {row for row, own in enumerate(labels) if own == label} for label in set(labels) - {-1}
    ]
    return alone + named


def own_group(groups, row):
    return next(group for group in groups if row in group)


def judged(labels, people):
    return grouping_quality(np.array(labels, np.int64), np.array(people, np.int64))


@given(FACES)
def test_bcubed_is_the_mean_over_faces(faces):
    labels, people = faces
    groups, persons = groups_of(labels), groups_of(people)
    precision = recall = 0.0
    for row in range(len(labels)):
        group, person = own_group(groups, row), own_group(persons, row)
        precision += len(group & person) / len(group) / len(labels)
        recall += len(group & person) / len(person) / len(labels)
    quality = judged(labels, people)
    assert quality.bcubed.precision == pytest.approx(precision)
    assert quality.bcubed.recall == pytest.approx(recall)
    assert quality.bcubed.f == pytest.approx(2 * precision * recall / (precision + recall))


@given(FACES)
def test_pairwise_counts_pairs(faces):
    labels, people = faces
    groups = groups_of(labels)
    pairs = list(combinations(range(len(labels)), 2))
    together = {pair for pair in pairs if pair[1] in own_group(groups, pair[0])}
    belonging = {pair for pair in pairs if people[pair[0]] == people[pair[1]]}
    right = len(together & belonging)
    quality = judged(labels, people)
    assert quality.pairwise.precision == (right / len(together) if together else 1)
    assert quality.pairwise.recall == (right / len(belonging) if belonging else 1)


@given(FACES)
def test_corrections_make_it_perfect(faces):
    labels, people = faces
    homes, merges, moves = {}, 0, 0
    for group in groups_of(labels):
        persons = [people[row] for row in group]
        most = max(map(persons.count, persons))
        moves += len(group) - most
        # Of equally large parts the person with the lowest number owns the group.
        owner = min(person for person in persons if persons.count(person) == most)
        merges += owner in homes
        homes[owner] = group
    quality = judged(labels, people)
    assert (quality.merges, quality.moves) == (merges, moves)
    assert quality.corrections == merges + moves
    assert quality.groups == len(groups_of(labels))


def test_a_perfect_grouping_needs_nothing():
    quality = judged([3, 3, 7, 7, -1], [0, 0, 1, 1, 2])
    assert quality.bcubed.f == quality.pairwise.f == 1
    assert quality.corrections == 0


def test_everybody_together_is_complete_and_wrong():
    quality = judged([0] * 4, [0, 0, 1, 2])
    assert quality.bcubed.recall == 1
    assert quality.bcubed.precision == pytest.approx(6 / 16)
    assert quality.moves == 2

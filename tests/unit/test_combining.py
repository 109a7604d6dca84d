"""Search algebra against trying out every choice of faces."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceapp.core.combining import MOST_TERMS, SAID, Hits, Rule, combine

ALL, ANY, NONE = Rule.ALL, Rule.ANY, Rule.NONE
GRID = [0.4, 0.5, 0.6, 0.7, 0.8]


def hits(*rows: tuple[int, int, int, float]) -> Hits:
    """From (term, face, photo, cosine)."""
    terms, faces, photos, cosines = zip(*rows, strict=True) if rows else ((), (), (), ())
    whole = [np.array(column, np.int64) for column in (terms, faces, photos)]
    return Hits(*whole, np.array(cosines, np.float32))


def shown(found, least: float) -> list[int]:
    return found.photos[found.admitted(least)].tolist()


def test_two_people_need_two_faces():
    alike = hits((0, 1, 7, 0.8), (1, 1, 7, 0.7))
    assert len(combine(alike, [ALL, ALL], [False] * 2).photos) == 0
    both = hits((0, 1, 7, 0.8), (1, 1, 7, 0.7), (1, 2, 7, 0.6))
    found = combine(both, [ALL, ALL], [False] * 2)
    assert (shown(found, 0.6), shown(found, 0.61)) == ([7], [])
    assert found.weakest[0] == np.float32(0.6)


def test_any_of_several_needs_one_more_face():
    some = hits((0, 1, 7, 0.8), (1, 1, 7, 0.7), (0, 2, 8, 0.8), (2, 3, 8, 0.5))
    assert combine(some, [ALL, ANY, ANY], [False] * 3).photos.tolist() == [8]
    assert combine(some, [ANY, ANY, ANY], [False] * 3).photos.tolist() == [7, 8]


def test_nobody_unwanted_is_looked_for_at_the_same_threshold():
    some = hits((0, 1, 7, 0.9), (1, 2, 7, 0.6), (0, 3, 8, 0.7))
    found = combine(some, [ALL, NONE], [False] * 2)
    assert shown(found, 0.5) == [8]
    assert shown(found, 0.65) == [7, 8]
    pinned = combine(some, [ALL, NONE], [False, True])
    assert shown(pinned, 0.65) == [8]


def test_a_pinned_term_counts_at_any_threshold_and_is_told_with_its_own_cosine():
    some = hits((0, 1, 7, 0.9), (1, 2, 7, 0.5))
    found = combine(some, [ALL, ALL], [False, True])
    assert shown(found, 0.9) == [7]
    assert found.weakest[0] == np.float32(0.5)


def test_what_was_said_is_above_every_threshold():
    found = combine(hits((0, 1, 7, SAID)), [ALL], [False])
    assert (shown(found, 0.99), found.weakest[0]) == ([7], SAID)


def test_only_them_counts_the_faces_that_reach_the_threshold():
    some = combine(hits((0, 1, 7, 0.9), (0, 2, 7, 0.6), (0, 3, 8, 0.9)), [ALL], [False])
    assert some.photos.tolist() == [7, 8]
    on_photo = np.array([2, 2])
    assert some.alone(0.5, on_photo).tolist() == [True, False]
    assert some.alone(0.7, on_photo).tolist() == [False, False]
    assert some.faces_of(0, 0.5)[0].tolist() == [1, 2]
    assert some.faces_of(0, 0.7)[0].tolist() == [1]


@pytest.mark.parametrize("rules", [[], [NONE], [ALL] * (MOST_TERMS + 1)])
def test_nothing_to_look_for_and_too_much_are_refused(rules):
    with pytest.raises(ValueError, match="cannot combine"):
        combine(hits(), rules, [False] * len(rules))


def test_nothing_was_hit():
    found = combine(hits(), [ALL, ANY, NONE], [False] * 3)
    assert (len(found.photos), found.starts.tolist()) == (0, [0])
    assert combine(hits((2, 1, 7, 0.9)), [ALL, ANY, NONE], [False] * 3).photos.tolist() == []


@st.composite
def questions(draw):
    rules = draw(st.lists(st.sampled_from(Rule), min_size=1, max_size=5))
    if all(rule is NONE for rule in rules):
        rules[0] = ALL
    pinned = draw(st.lists(st.booleans(), min_size=len(rules), max_size=len(rules)))
    pairs = st.tuples(st.integers(0, len(rules) - 1), st.integers(1, 9))
    cosines = st.sampled_from([*GRID, float(SAID)])
    drawn = draw(st.dictionaries(pairs, cosines, max_size=24))
    rows = [(term, face, face % 3, cosine) for (term, face), cosine in drawn.items()]
    return rows, rules, pinned


def best_choice(table: dict[tuple[int, int], float], wanted: list[list[int]], faces: list[int]):
    """The highest weakest value of any choice of a face of its own for each group of terms."""
    best = None
    for chosen in permutations(faces, len(wanted)):
        values = [
            max((table.get((term, face), -9.0) for term in terms), default=-9.0)
            for terms, face in zip(wanted, chosen, strict=True)
        ]
        if min(values) > -9:
            best = max(min(values), best or -9.0)
    return best


@given(questions())
def test_every_photo_is_judged_as_by_trying_all_choices(question):
    rows, rules, pinned = question
    found = combine(hits(*rows), rules, pinned)
    groups = [[term] for term, rule in enumerate(rules) if rule is ALL]
    if ANY in rules:
        groups.append([term for term, rule in enumerate(rules) if rule is ANY])
    for photo in range(3):
        here = [row for row in rows if row[2] == photo]
        cosines = {(term, face): cosine for term, face, _, cosine in here}
        gates = {key: float(SAID) if pinned[key[0]] else value for key, value in cosines.items()}
        faces = sorted({face for term, face, *_ in here if rules[term] is not NONE})
        weakest = best_choice(cosines, groups, faces)
        if weakest is None:
            assert photo not in found.photos
            continue
        place = found.photos.tolist().index(photo)
        assert found.weakest[place] == np.float32(weakest)
        for least in (*GRID, 0.45, 0.99):
            is_vetoed = any(
                rules[term] is NONE and np.float32(value) >= np.float32(least)
                for (term, _), value in gates.items()
            )
            reach = best_choice(gates, groups, faces)
            expected = np.float32(reach) >= np.float32(least) and not is_vetoed
            assert bool(found.admitted(least)[place]) == expected
            counting = {
                face
                for (term, face), value in gates.items()
                if rules[term] is not NONE and np.float32(value) >= np.float32(least)
            }
            assert set(found.faces_of(place, least)[0].tolist()) == counting
            assert found.alone(least, np.full(len(found.photos), len(counting)))[place]


@given(questions())
def test_the_best_photos_come_first_and_of_each_its_best_face(question):
    rows, rules, pinned = question
    found = combine(hits(*rows), rules, pinned)
    assert (np.diff(found.weakest) <= 0).all()
    for place, first in enumerate(found.first.tolist()):
        part = found.cosines[found.starts[place] : found.starts[place + 1]]
        assert part[0] == part.max()
        best = max(
            cosine for term, face, _, cosine in rows if face == first and rules[term] is not NONE
        )
        assert part[0] == np.float32(best)

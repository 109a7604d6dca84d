"""Groups of faces: right where it is easy, and never against what people decided."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceapp.core.boxes import iou_matrix
from faceapp.core.clustering import attach, group, may_found
from faceapp.core.clustering_metrics import grouping_quality
from faceapp.core.face_groups import Algorithm
from faceapp.core.grouping_levels import levels_of
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.core.similarity import PROVISIONAL_ARCFACE
from tests.fakes.grouped import crowd, faces_of, graph_of, grouped, options, unit

EVERY = list(Algorithm)
SAME_FACE = levels_of(PROVISIONAL_ARCFACE, 1).same_face


def partition(labels):
    """The groups as sets of rows, whatever their numbers."""
    rows = np.arange(len(labels))
    return {frozenset(rows[labels == label].tolist()) for label in set(labels.tolist()) - {-1}}


@pytest.mark.parametrize("algorithm", EVERY)
@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_people_far_apart_are_found(algorithm, dtype):
    vectors, whose = crowd(12, 8)
    found = grouped(replace(faces_of(vectors), vectors=vectors.astype(dtype)), algorithm, people=12)
    quality = grouping_quality(found.labels, whose)
    assert quality.bcubed.f > 0.97
    assert set(found.people) == set(found.suggested) == {-1}


def test_a_person_seen_once_waits():
    vectors, _ = crowd(6, 4)
    lone, _ = crowd(1, 1, seed=9)
    found = grouped(faces_of(np.concatenate([vectors, lone])))
    assert found.labels[-1] == -1
    assert (found.labels[:-1] >= 0).all()


@pytest.mark.parametrize("algorithm", EVERY)
def test_copies_of_one_picture_are_together(algorithm):
    vectors, _ = crowd(4, 1)
    copies = np.repeat(vectors, 5, axis=0)
    copies[::5] += 1e-6
    found = grouped(faces_of(copies), algorithm, people=4)
    assert partition(found.labels) == {frozenset(range(n, n + 5)) for n in (0, 5, 10, 15)}


@given(seed=st.integers(0, 1000), algorithm=st.sampled_from(EVERY))
@settings(deadline=None, max_examples=30)
def test_the_order_of_faces_does_not_matter(seed, algorithm):
    vectors, _ = crowd(9, 5, spread=0.9, seed=seed)
    order = np.random.default_rng(seed).permutation(len(vectors))
    first = grouped(faces_of(vectors), algorithm, people=9)
    second = grouped(faces_of(vectors[order]), algorithm, people=9)
    back = np.empty_like(second.labels)
    back[order] = second.labels
    assert partition(back) == partition(first.labels)


def test_groups_are_numbered_from_the_largest():
    vectors, whose = crowd(3, 6, spread=0.3)
    kept = np.concatenate([np.flatnonzero(whose == 1)[:3], np.flatnonzero(whose != 1)])
    found = grouped(faces_of(vectors[kept]))
    sizes = np.bincount(found.labels)
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)


@pytest.mark.parametrize("algorithm", EVERY)
def test_blurred_faces_form_no_person_and_bridge_nobody(algorithm):
    """Junk is alike to junk, and a little to everybody."""
    vectors, whose = crowd(8, 6)
    random = np.random.default_rng(1)
    junk = unit(random.standard_normal(128) + 0.3 * random.standard_normal((200, 128)))
    everything = np.concatenate([vectors, junk])
    poor = np.full(len(everything), 0.9, np.float32)
    poor[len(vectors) :] = 0.2
    found = grouped(faces_of(everything, quality=poor), algorithm, people=8)
    assert (found.labels[len(vectors) :] == -1).mean() > 0.9
    quality = grouping_quality(found.labels[: len(vectors)], whose)
    assert quality.bcubed.f > 0.97
    # without the gate they would be the largest person of all
    sharp = grouped(faces_of(everything), algorithm, people=9)
    assert np.bincount(sharp.labels[sharp.labels >= 0]).max() > 100


@pytest.mark.parametrize("flaw", ["quality", "scores", "boxes"])
def test_a_poor_face_joins_a_group_but_founds_none(flaw):
    vectors, _ = crowd(5, 4, spread=0.3)
    faces = faces_of(vectors)
    column = getattr(faces, flaw).copy()
    column[[0, 4, 5, 6, 7]] = (0, 0, 9, 9) if flaw == "boxes" else 0.1
    found = grouped(replace(faces, **{flaw: column}))
    assert found.labels[0] == found.labels[1] >= 0
    assert (found.labels[4:8] == -1).all()


def test_two_faces_of_a_photo_are_two_people():
    """Twins: as alike as one person's faces, but always side by side."""
    vectors, _ = crowd(1, 12, spread=1)
    photos = np.arange(12) // 2
    found = grouped(faces_of(vectors, photos=photos, boxes=side_by_side(12)))
    for one, other in zip(found.labels[::2], found.labels[1::2], strict=True):
        assert one == -1 or one != other
    assert len(partition(grouped(faces_of(vectors)).labels)) == 1


def side_by_side(count):
    boxes = np.array([(10, 20, 110, 140), (210, 20, 310, 140)], np.float32)
    return np.tile(boxes, (count // 2, 1))


def test_siblings_are_told_apart_by_the_photos_that_show_both():
    random = np.random.default_rng(4)
    parent = random.standard_normal(64)
    siblings = parent + 0.75 * random.standard_normal((2, 64))
    vectors = unit(np.tile(siblings, (10, 1)) + 0.5 * random.standard_normal((20, 64)))
    faces = faces_of(vectors, photos=np.arange(20) // 2, boxes=side_by_side(20))
    for algorithm in (Algorithm.DBSCAN, Algorithm.QUALITY):
        found = grouped(faces, algorithm)
        assert partition(found.labels) == {frozenset(range(0, 20, 2)), frozenset(range(1, 20, 2))}


def test_blurred_faces_of_a_crowd_are_no_collage():
    """Detectors find hundreds, and what is left of them looks all the same."""
    random = np.random.default_rng(2)
    blurred = unit(random.standard_normal(128) + 0.4 * random.standard_normal((60, 128)))
    boxes = np.array([(n * 20, 0, n * 20 + 15, 18) for n in range(60)], np.float32)
    quality = np.full(60, 0.3, np.float32)
    quality[:3] = 0.9  # one face of each photo passes
    boxes[:3, 2:] += 30
    faces = faces_of(blurred, photos=np.arange(60) % 3, boxes=boxes, quality=quality)
    found = grouped(faces)
    assert np.bincount(found.labels[found.labels >= 0], minlength=1).max() <= 3


def test_one_face_found_twice_and_a_collage_are_one_person():
    vectors, _ = crowd(1, 6, spread=0.8)
    collage = np.concatenate([vectors, vectors[:1] + 0.001])
    photos = np.array([0, 1, 2, 3, 4, 4, 0])
    boxes = np.tile(np.array([10, 20, 110, 140], np.float32), (7, 1))
    boxes[5] += 8  # nearly the box of face 4
    boxes[6] += 400
    found = grouped(faces_of(collage, photos=photos, boxes=boxes))
    assert len(partition(found.labels)) == 1
    assert (found.labels >= 0).all()


def decided(vectors, random, people=4):
    """Faces of few photos with random decisions about random people."""
    count = len(vectors)
    person = np.where(random.random(count) < 0.25, random.integers(0, people, count), -1)
    rejected = np.stack(
        [random.integers(0, count, count // 3), random.integers(0, people, count // 3)], axis=1
    )
    low = random.uniform(0, 300, (count, 2))
    return faces_of(
        vectors,
        photos=random.integers(0, count // 2, count),
        boxes=np.concatenate([low, low + 100], axis=1).astype(np.float32),
        quality=random.uniform(0.2, 1, count).astype(np.float32),
        person=person,
        rejected=rejected,
    )


def assert_decisions_kept(faces, found):
    home = dict(zip(faces.person, found.labels, strict=True))
    home.pop(-1, None)
    for person, label in zip(faces.person, found.labels, strict=True):
        if person != -1:
            assert label == home[person] != -1
    assert len(set(home.values())) == len(home)
    for row, person in faces.rejected.tolist():
        if faces.person[row] != person:
            assert person not in (found.people[row], found.suggested[row])
            assert found.labels[row] == -1 or found.labels[row] != home.get(person)
    for row in np.flatnonzero(found.people != -1):
        assert faces.person[row] == -1
        assert found.labels[row] == home[found.people[row]]
        assert found.suggested[row] == -1
    assert (found.suggested[faces.person != -1] == -1).all()
    sizes = np.bincount(found.labels[found.labels >= 0])
    assert all(sizes[label] > 1 or label in home.values() for label in set(found.labels) - {-1})
    assert_photos_kept(faces, found.labels)


def assert_photos_kept(faces, labels):
    cosines = faces.vectors.astype(np.float32) @ faces.vectors.astype(np.float32).T
    boxes = iou_matrix(faces.boxes, faces.boxes)
    same_person = (faces.person[:, None] == faces.person) & (faces.person != -1)
    same_photo = faces.photos[:, None] == faces.photos
    good = may_found(faces)
    alike = (cosines >= SAME_FACE) & good[:, None] & good
    linked = same_photo & (alike | (boxes > 0.5) | same_person)
    reach = linked | np.eye(len(labels), dtype=bool)
    for _ in range(5):  # who is one person with whom, by way of others on the photo
        reach = reach @ reach
    together = (labels[:, None] == labels) & (labels != -1)
    assert not (together & same_photo & ~reach).any()


@given(seed=st.integers(0, 100_000), algorithm=st.sampled_from(EVERY))
@settings(deadline=None, max_examples=120)
def test_no_decision_is_ever_broken(seed, algorithm):
    random = np.random.default_rng(seed)
    dimension = int(random.integers(3, 20))  # few dimensions: everybody looks like somebody else
    vectors, _ = crowd(8, 6, dimension=dimension, spread=random.uniform(0.2, 1), seed=seed)
    faces = decided(vectors, random)
    assert_decisions_kept(faces, grouped(faces, algorithm, people=int(random.integers(1, 12))))


@given(seed=st.integers(0, 100_000))
@settings(deadline=None, max_examples=80)
def test_attaching_breaks_no_decision_and_moves_nobody(seed):
    random = np.random.default_rng(seed)
    dimension = int(random.integers(3, 20))
    vectors, _ = crowd(8, 6, dimension=dimension, spread=random.uniform(0.2, 1), seed=seed)
    whole = decided(vectors, random)
    shown = random.random(len(vectors)) < 0.7
    old = replace(whole, person=np.where(shown, whole.person, -1))
    first = grouped(old)
    before = np.where(shown, first.labels, -1)
    faces = replace(whole, before=before)
    rows = np.flatnonzero(before == -1)
    found = attach(faces, rows, graph_of(faces, rows), options(), CancelToken(), lambda _: None)
    # groups of before may hold two faces of a photo of which one was confirmed since
    stays = (before != -1) & (faces.person == -1)
    home = dict(zip(faces.person, found.labels, strict=True))
    refused = {row for row, person in faces.rejected.tolist() if before[row] == home.get(person)}
    stays[list(refused)] = False
    assert (found.labels[stays] == before[stays]).all()
    for person, label in home.items():
        if person != -1:
            assert (found.labels[faces.person == person] == label).all()
    for row, person in faces.rejected.tolist():
        if faces.person[row] != person:
            assert found.labels[row] == -1 or found.labels[row] != home.get(person)


def test_a_confirmed_group_gets_its_faces_and_keeps_strangers_out():
    vectors, whose = crowd(6, 8)
    person = np.full(len(vectors), -1)
    person[[0, 1, 2]], person[[8, 9]] = 7, 3
    found = grouped(faces_of(vectors, person=person))
    assert set(found.labels[:8]) == {found.labels[0]}
    assert set(found.people[whose >= 2]) == {-1}
    assert set(found.people[person != -1]) == {-1}
    given_or_asked = np.maximum(found.people, found.suggested)
    assert (given_or_asked[3:8] == 7).all()
    assert (given_or_asked[10:16] == 3).all()
    assert (found.score[3:8] > 0.4).all()


@pytest.mark.parametrize("algorithm", EVERY)
def test_one_odd_confirmed_face_brings_no_strangers_with_it(algorithm):
    """A child's picture, say, that looks like somebody else."""
    vectors, _ = crowd(4, 8, spread=0.4)
    person = np.full(32, -1)
    person[[0, 1, 2, 8]] = 0
    found = grouped(faces_of(vectors, person=person), algorithm, people=4)
    assert set(found.labels[:8]) == {found.labels[8]}
    assert found.labels[8] not in found.labels[9:]


def test_a_look_alike_is_asked_about_not_given():
    """Two named people too close to each other: the margin decides."""
    random = np.random.default_rng(3)
    parent = random.standard_normal(64)
    twins = parent + 0.2 * random.standard_normal((2, 64))
    vectors = unit(np.repeat(twins, 8, axis=0) + 0.3 * random.standard_normal((16, 64)))
    person = np.full(16, -1)
    person[:3], person[8:11] = 0, 1
    found = grouped(faces_of(vectors, person=person))
    assert (found.people == -1).all()
    assert (found.suggested[person == -1] != -1).sum() >= 8
    apart = unit(
        np.repeat(random.standard_normal((2, 64)), 8, axis=0)
        + 0.3 * random.standard_normal((16, 64))
    )
    found = grouped(faces_of(apart, person=person))
    assert (found.people[person == -1] != -1).all()


def test_a_rejected_face_is_not_attached_by_way_of_the_others():
    vectors, _ = crowd(3, 8, spread=0.4)
    person = np.full(24, -1)
    person[0] = 5
    rejected = np.array([[3, 5]])
    found = grouped(faces_of(vectors, person=person, rejected=rejected))
    assert found.labels[3] != found.labels[0]
    assert found.people[3] == found.suggested[3] == -1
    beside = np.flatnonzero((found.labels == found.labels[3]) & (np.arange(24) != 3))
    assert len(beside) >= 2
    assert (found.people[beside] == -1).all()
    assert (found.suggested[beside] == 5).all()


@pytest.mark.parametrize("algorithm", EVERY)
def test_cancel_is_seen_at_any_moment(algorithm):
    class Impatient(CancelToken):
        def __init__(self, patience):
            super().__init__()
            self.left = patience

        def raise_if_cancelled(self):
            self.left -= 1
            if self.left < 0:
                self.cancel()
            super().raise_if_cancelled()

    vectors, _ = crowd(20, 6, spread=0.8)
    person = np.full(len(vectors), -1)
    person[:40:5] = np.arange(8)
    faces = faces_of(vectors, person=person)
    graph, chosen = graph_of(faces), options(algorithm, people=20)
    looks = Impatient(10**9)
    group(faces, graph, chosen, looks, lambda _: None)
    used = 10**9 - looks.left
    assert used > 10
    for patience in range(used):
        with pytest.raises(Cancelled):
            group(faces, graph, chosen, Impatient(patience), lambda _: None)


def test_progress_ends_complete():
    seen = []
    vectors, _ = crowd(5, 5)
    faces = faces_of(vectors)
    group(faces, graph_of(faces), options(), CancelToken(), seen.append)
    assert [step.done for step in seen] == sorted(step.done for step in seen)
    assert seen[-1].done == seen[-1].total


def test_nothing_to_group_is_fine():
    faces = faces_of(np.ones((1, 8)))
    assert grouped(faces).labels.tolist() == [-1]
    empty = replace(
        faces, **{name: getattr(faces, name)[:0] for name in vars(faces) if name != "before"}
    )
    assert grouped(empty).labels.tolist() == []


def test_attached_photos_join_found_or_wait():
    vectors, whose = crowd(8, 8)
    known = (whose < 6) & (np.arange(64) % 8 < 5)
    before = np.where(known, 10 + whose, -1)
    waiting = np.flatnonzero(whose == 6)[:1]
    rows = np.setdiff1d(np.flatnonzero(~known), waiting)
    rows = rows[(whose[rows] != 7) | (rows == 56)]  # one face of the last person
    shown = np.sort(np.concatenate([np.flatnonzero(known), waiting, rows]))
    faces = faces_of(vectors[shown], before=before[shown])
    new = np.searchsorted(shown, rows)
    found = attach(faces, new, graph_of(faces, new), options(), CancelToken(), lambda _: None)
    for person in range(6):
        assert set(found.labels[whose[shown] == person]) == {10 + person}
    assert set(found.labels[whose[shown] == 6]) == {16}  # also the face that waited
    assert found.labels[whose[shown] == 7].tolist() == [-1]


def test_a_regrouping_keeps_numbers():
    vectors, whose = crowd(5, 6)
    before = np.array([40, 30, 20, 10, 50])[whose]
    found = grouped(faces_of(vectors, before=before))
    assert (found.labels == before).all()

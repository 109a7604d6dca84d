import hashlib
from collections import Counter
from pathlib import Path

import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.pair_drawing import Drawing, NamedPhoto, Pair, draw_pairs
from faceapp.services.galleries import Gallery, Partition, open_gallery
from faceapp.services.pair_lists import read_pairs, writable, write_pairs

SIZES = {"Anna": 4, "Bob": 3, "Борис": 5, "Chloé": 2, "Dan": 4, "Eve": 1}
PEOPLE = {name: [f"{name}/{name}_{n:04d}.jpg" for n in range(1, 1 + SIZES[name])] for name in SIZES}


def tree(root: Path, *files: str) -> Path:
    for file in files:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return root


@pytest.fixture
def lfw(tmp_path: Path) -> Path:
    files = [file for files in PEOPLE.values() for file in files]
    return tree(
        tmp_path / "lfw", *files, "pairs.txt", "Anna/notes.txt", ".trash/Old/x.jpg", "a.jpg"
    )


@pytest.fixture
def celeba(tmp_path: Path) -> Path:
    root = tree(
        tmp_path / "celeba",
        *(f"img_align_celeba/{n:06d}.jpg" for n in range(1, 7)),
        "img_align_celeba/000008.jpg",
    )
    owners = "000001.jpg 7\n000002.jpg 7\n000003.jpg 12\n000004.jpg 12\n000005.jpg 9\n"
    (root / "identity_CelebA.txt").write_text(owners + "000006.jpg 9\n000007.jpg 9\n")
    parts = "".join(f"{n:06d}.jpg {part}\n" for n, part in enumerate([0, 2, 2, 2, 2, 1, 2], 1))
    (root / "list_eval_partition.txt").write_text(parts)
    return root


def refused(code: Code, call, *arguments, **named) -> dict[str, object]:
    with pytest.raises(UserError) as caught:
        call(*arguments, **named)
    assert caught.value.code is code
    return caught.value.details


def test_a_folder_per_person_is_a_gallery(lfw: Path):
    assert open_gallery(lfw).people == PEOPLE


def test_celeba_as_published_gives_the_photos_of_the_test_partition_that_are_there(celeba: Path):
    assert open_gallery(celeba).people == {
        "7": ["img_align_celeba/000002.jpg"],
        "12": ["img_align_celeba/000003.jpg", "img_align_celeba/000004.jpg"],
        "9": ["img_align_celeba/000005.jpg"],
    }
    assert open_gallery(celeba, Partition.TRAIN).people == {"7": ["img_align_celeba/000001.jpg"]}
    assert open_gallery(celeba, Partition.VALID).people == {"9": ["img_align_celeba/000006.jpg"]}


def test_celeba_in_the_folders_of_its_archive_is_found_too(celeba: Path):
    people = open_gallery(celeba).people
    for name, place in (
        ("identity_CelebA.txt", "Anno"),
        ("list_eval_partition.txt", "Eval"),
        ("img_align_celeba", "Img"),
    ):
        (celeba / place).mkdir()
        (celeba / name).rename(celeba / place / name)
    (celeba / "Img" / "img_align_celeba").rename(celeba / "Img" / "img_celeba")
    renamed = {
        person: [f"Img/{file.replace('_align', '')}" for file in files]
        for person, files in people.items()
    }
    assert open_gallery(celeba).people == renamed


def test_what_is_no_gallery_is_refused(tmp_path: Path, celeba: Path):
    refused(Code.PATH_NOT_FOUND, open_gallery, tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    refused(Code.NO_LABELLED_PHOTOS, open_gallery, tmp_path / "empty")
    (celeba / "list_eval_partition.txt").write_text("000001.jpg 2\n000002.jpg\n")
    assert refused(Code.LIST_INVALID, open_gallery, celeba)["line"] == 2
    (celeba / "list_eval_partition.txt").unlink()
    refused(Code.PATH_NOT_FOUND, open_gallery, celeba)


def test_the_same_seed_draws_the_same_list_for_ever(tmp_path: Path):
    drawing = draw_pairs(PEOPLE, seed=1, pairs=12, folds=2)
    write_pairs(tmp_path / "list", drawing, seed=1, folds=2)
    written = (tmp_path / "list").read_bytes()
    # Also what a program of twenty lines in Perl drew by the recipe in the header.
    assert hashlib.sha256(written).hexdigest() == (
        "a03c1d34b5eae3a59ef3f98bae72aea2b227c1df9383418ce77c94dd27f52e48"
    )
    turned = {name: PEOPLE[name][::-1] for name in reversed(PEOPLE)}
    assert draw_pairs(turned, seed=1, pairs=12, folds=2) == drawing
    assert draw_pairs(PEOPLE, seed=2, pairs=12, folds=2) != drawing


def test_pairs_are_balanced_and_different_and_folds_share_no_person():
    drawing = draw_pairs(PEOPLE, seed=3, pairs=12, folds=2)
    assert drawing.is_disjoint
    kinds = Counter((pair.fold, pair.one.person == pair.other.person) for pair in drawing.pairs)
    assert kinds == {(fold, same): 3 for fold in (1, 2) for same in (True, False)}
    assert len({frozenset((pair.one, pair.other)) for pair in drawing.pairs}) == 12
    assert all(pair.one != pair.other for pair in drawing.pairs)
    people = [
        {
            photo.person
            for pair in drawing.pairs
            if pair.fold == fold
            for photo in (pair.one, pair.other)
        }
        for fold in (1, 2)
    ]
    assert not people[0] & people[1]
    assert "Eve" not in people[0] | people[1]  # she has one photo


def test_too_few_people_to_divide_are_in_every_fold_and_no_pair_comes_twice():
    drawing = draw_pairs(PEOPLE, seed=1, pairs=40, folds=4)  # of 26 pairs of one person 20
    assert not drawing.is_disjoint
    assert len({frozenset((pair.one, pair.other)) for pair in drawing.pairs}) == 40


def test_more_pairs_than_there_are_is_told_with_how_many_are_possible():
    details = refused(Code.TOO_FEW_PAIRS, draw_pairs, PEOPLE, seed=1, pairs=56, folds=4)
    assert details == {"wanted": 56, "possible": 48}
    assert len(draw_pairs(PEOPLE, seed=1, pairs=48, folds=4).pairs) == 48
    nobody = {"Eve": PEOPLE["Eve"]}
    assert (
        refused(Code.TOO_FEW_PAIRS, draw_pairs, nobody, seed=1, pairs=2, folds=1)["possible"] == 0
    )


def test_a_written_list_is_read_back(lfw: Path, tmp_path: Path):
    gallery = open_gallery(lfw)
    drawing = draw_pairs(writable(gallery), seed=1, pairs=12, folds=2)
    write_pairs(tmp_path / "list", drawing, seed=1, folds=2)
    assert read_pairs(tmp_path / "list", gallery) == list(drawing.pairs)


def test_names_that_would_break_a_list_stay_out_of_it(tmp_path: Path):
    odd = Gallery(tmp_path, {"A\tB": ["A\tB/1.jpg"], "C": ["C/1\n.jpg", "C/2.jpg"]})
    assert writable(odd) == {"C": ["C/2.jpg"]}


def test_odd_but_possible_names_survive(tmp_path: Path):
    files = ["D\u2028/\udcff.jpg", "D\u2028/ #.jpg"]
    pair = Pair(NamedPhoto("D\u2028", files[0]), NamedPhoto("D\u2028", files[1]), 1)
    write_pairs(tmp_path / "list", Drawing((pair,), is_disjoint=True), seed=1, folds=1)
    assert read_pairs(tmp_path / "list", Gallery(tmp_path, {"D\u2028": files})) == [pair]


SAME, DIFFERENT = "Anna\t1\t2\n", "Anna\t1\tBob\t3\n"


@pytest.mark.parametrize(
    ("text", "folds"),
    [
        (SAME + DIFFERENT, [None] * 2),
        ("1\n" + SAME + DIFFERENT, [None] * 2),
        ("2\t1\n" + 2 * (SAME + DIFFERENT), [1, 1, 2, 2]),
        ("2 1\r\n" + 2 * (SAME + DIFFERENT).replace("\t", " ") + "\n", [1, 1, 2, 2]),
    ],
    ids=["bare", "size", "folds", "spaces"],
)
def test_the_lists_of_lfw_are_read(text: str, folds: list[int | None], lfw: Path):
    (lfw / "pairs.txt").write_bytes(text.encode())
    pairs = read_pairs(lfw / "pairs.txt", open_gallery(lfw))
    assert [pair.fold for pair in pairs] == folds
    first, second = ([pair.one.file, pair.other.file] for pair in pairs[:2])
    assert first == ["Anna/Anna_0001.jpg", "Anna/Anna_0002.jpg"]
    assert second == ["Anna/Anna_0001.jpg", "Bob/Bob_0003.jpg"]
    assert (pairs[1].one.person, pairs[1].other.person) == ("Anna", "Bob")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (SAME + "Anna\n", 2),
        (SAME + "Anna 1 Bob\n", 2),
        (SAME + "Anna one 2\n", 2),
        ("2 1\n" + SAME + DIFFERENT, 4),
        ("# faceapp pair list 1\n# x\n1\tAnna\tAnna/Anna_0001.jpg\tBob\n", 3),
    ],
)
def test_a_line_without_sense_is_named(text: str, line: int, lfw: Path):
    (lfw / "pairs.txt").write_text(text)
    details = refused(Code.LIST_INVALID, read_pairs, lfw / "pairs.txt", open_gallery(lfw))
    assert details["line"] == line


def test_photos_that_are_missing_are_counted_and_refused(lfw: Path):
    (lfw / "pairs.txt").write_text("Anna 1 9\nAnna 8 Bob 1\n")
    details = refused(Code.LISTED_PHOTOS_MISSING, read_pairs, lfw / "pairs.txt", open_gallery(lfw))
    assert details == {"count": 2, "first": "Anna/Anna_0008"}
    refused(Code.PATH_NOT_FOUND, read_pairs, lfw / "none", open_gallery(lfw))

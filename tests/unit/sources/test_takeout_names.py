"""Which sidecar belongs to which photo: names as Google cuts and numbers them."""

import unicodedata

import pytest

from faceapp.sources.takeout_names import find_sidecar, is_album_name, sidecar_key

LONG = "Screenshot_20200105-101010_org.telegram.messenger.jpg"  # 53 letters
CYRILLIC = "Фотография с дня рождения бабушки в деревне у озера летом.jpg"


def found(photo, *sidecars):
    return find_sidecar(photo, {sidecar_key(name): name for name in sidecars})


@pytest.mark.parametrize(
    ("photo", "sidecar"),
    [
        ("x.jpg", "x.jpg.json"),
        ("x.jpg", "x.jpg.supplemental-metadata.json"),
        ("x.jpg", "x.jpg.supplemental-me.json"),
        ("x.jpg", "x.jpg.s.json"),
        ("x.jpg", "x.jpg..json"),
        ("x.JPG", "x.jpg.json"),
        ("x(1).jpg", "x.jpg(1).json"),
        ("x(1).jpg", "x.jpg.supplemental-metadata(1).json"),
        ("x(1).jpg", "x(1).jpg.json"),
        ("x(1).jpg", "x(1).jpg.supplemental-metadata.json"),
        ("x(1)(2).jpg", "x(1).jpg(2).json"),
        ("(1).jpg", "(1).jpg.json"),
        ("x-edited.jpg", "x.jpg.json"),
        ("x-измененный.jpg", "x.jpg.supplemental-metadata.json"),
        ("x-ha editado.jpg", "x.jpg.json"),
        ("x-edited(1).jpg", "x.jpg(1).json"),
        ("a-b-edited.jpg", "a-b.jpg.json"),
        (LONG[:47] + ".jpg", LONG[:46] + ".json"),
        (LONG[:47] + "(3).jpg", LONG[:46] + "(3).json"),
        (CYRILLIC[:47] + ".jpg", CYRILLIC[:46] + ".json"),
        (
            "IMG_20200105_101010_PORTRAIT_01.jpg",
            "IMG_20200105_101010_PORTRAIT_01.jpg.supplement.json",
        ),
        ("\udcff.jpg", "\udcff.jpg.json"),
        ("мой.jpg", unicodedata.normalize("NFD", "мой.jpg.json")),
    ],
)
def test_a_photo_finds_its_sidecar(photo, sidecar):
    others = ["other.jpg.json", "x.png.json", "y.jpg(1).json", "metadata.json"]
    assert found(photo, *others, sidecar) == sidecar


@pytest.mark.parametrize(
    ("photo", "sidecar"),
    [
        ("x.jpg", "x.jpg(1).json"),
        ("x(1).jpg", "x.jpg.json"),
        ("x(2).jpg", "x.jpg(1).json"),
        ("x1.jpg", "x.jpg.json"),
        ("x.jpg", "x.json"),
        ("x.jpg", "x.jpg.other.json"),
        ("x-2.jpg", "x.jpg.json"),
        ("short name.jpg", "short na.json"),
        (LONG[:47] + ".jpg", LONG[:30] + ".json"),
    ],
)
def test_no_photo_takes_the_sidecar_of_another(photo, sidecar):
    assert found(photo, sidecar) is None


def test_a_name_that_no_export_has_is_not_pondered():
    assert found("x" * 60_000 + ".jpg", "x.jpg.json") is None


def test_an_edited_copy_with_a_sidecar_of_its_own_keeps_it():
    assert found("x-edited.jpg", "x.jpg.json", "x-edited.jpg.json") == "x-edited.jpg.json"


def test_a_copy_called_like_a_numbered_one_keeps_its_own():
    sidecars = ("x(1).jpg.json", "x.jpg(1).json")
    assert found("x(1).jpg", *sidecars) == "x(1).jpg.json"


@pytest.mark.parametrize("name", ["metadata.json", "метаданные.json", "Métadonnées(1).JSON"])
def test_files_about_albums_are_named_after_no_photo(name):
    assert is_album_name(name)
    assert not is_album_name("x.jpg.json")

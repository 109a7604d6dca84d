"""Links of Dropbox, as people copy them."""

import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.remote import SourceIdentity
from faceapp.sources.dropbox import identify
from faceapp.sources.dropbox_links import divided, is_file_link, place_of

FOLDER = "https://www.dropbox.com/scl/fo/abc1/De-F_2"


@pytest.mark.parametrize(
    ("link", "root"),
    [
        (f"{FOLDER}?rlkey=k9&dl=0", f"{FOLDER}?rlkey=k9"),
        (f" {FOLDER}?st=1&rlkey=k9&dl=0#x ", f"{FOLDER}?rlkey=k9"),
        ("dropbox.com/scl/fo/abc1/De-F_2?rlkey=k9", f"{FOLDER}?rlkey=k9"),
        (f"{FOLDER}/Лето 2020/?rlkey=k9", f"{FOLDER}/%D0%9B%D0%B5%D1%82%D0%BE%202020?rlkey=k9"),
        (
            f"{FOLDER}/%D0%9B%D0%B5%D1%82%D0%BE%202020?rlkey=k9",
            f"{FOLDER}/%D0%9B%D0%B5%D1%82%D0%BE%202020?rlkey=k9",
        ),
        ("http://m.dropbox.com/sh/a/B?dl=1", "https://www.dropbox.com/sh/a/B"),
        ("https://www.dropbox.com/s/a1/x.jpg", "https://www.dropbox.com/s/a1/x.jpg"),
        (
            "https://www.dropbox.com/scl/fi/a1/x.jpg?rlkey=z",
            "https://www.dropbox.com/scl/fi/a1/x.jpg?rlkey=z",
        ),
        ("dropbox:/Фото/Лето/", "dropbox:/фото/лето"),
        ("Dropbox:", "dropbox:/"),
        ("https://www.dropbox.com/home", "dropbox:/"),
        ("https://www.dropbox.com/home/Photos%20A?preview=x.jpg", "dropbox:/photos a"),
    ],
)
def test_a_link_means_one_root_however_it_was_copied(link, root):
    identity = identify(link)
    assert (identity.kind, identity.root) == ("dropbox", root)
    assert identify(root) == identity
    assert identity.title


@pytest.mark.parametrize(
    "link",
    [
        "",
        "photos",
        "https://www.dropbox.com",
        "https://www.dropbox.com/scl/fo/abc1",
        "https://www.dropbox.com/t/abc1",
        "https://www.dropbox.com/request/abc1/x",
        "https://dropbox.com.example.org/sh/a/B",
        "https://evil@www.dropbox.com/sh/a/B",
        "ftp://www.dropbox.com/sh/a/B",
        "https://[www.dropbox.com/sh/a/B",
        "https://disk.yandex.ru/d/abc",
    ],
)
def test_other_links_are_not_understood(link):
    with pytest.raises(UserError) as caught:
        identify(link)
    assert caught.value.code is Code.LINK_NOT_UNDERSTOOD
    assert "dropbox.com" in str(caught.value.details["examples"])


def test_ones_own_folder_is_called_by_its_path():
    assert identify("dropbox:/") == SourceIdentity("dropbox", "dropbox:/", "Dropbox")
    assert identify("dropbox:/Photos").title == "photos"


@pytest.mark.parametrize("path", ["/a.jpg", "/Лето #1/50% ?.jpg", "/a\n/b.jpg"])
@pytest.mark.parametrize("link", ["", f"{FOLDER}?rlkey=k9"])
def test_a_place_is_taken_apart_as_it_was_put_together(link, path):
    assert divided(place_of(link, path)) == (link, path)


def test_links_to_files_are_told_from_links_to_folders():
    assert is_file_link("https://www.dropbox.com/s/a1/x.jpg")
    assert is_file_link("https://www.dropbox.com/scl/fi/a1/x.jpg?rlkey=z")
    assert not is_file_link(FOLDER)
    assert not is_file_link("https://www.dropbox.com/sh/s/B")

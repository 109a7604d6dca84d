"""What people paste for Yandex.Disk, and how the places of photos are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceapp.core.errors import Code, UserError
from faceapp.sources.yandex import identify
from faceapp.sources.yandex_links import divided, place_of


@pytest.mark.parametrize(
    ("link", "root"),
    [
        ("https://disk.yandex.ru/d/AbC-1_2", "https://disk.yandex.ru/d/AbC-1_2"),
        ("  disk.yandex.ru/d/AbC/  ", "https://disk.yandex.ru/d/AbC"),
        ("http://yadi.sk/d/AbC", "https://disk.yandex.ru/d/AbC"),
        ("https://yadi.sk/i/AbC", "https://disk.yandex.ru/i/AbC"),
        ("https://disk.yandex.com/d/AbC?w=1#top", "https://disk.yandex.ru/d/AbC"),
        ("https://WWW.Disk.Yandex.com.tr/i/AbC", "https://disk.yandex.ru/i/AbC"),
        ("https://disk.360.yandex.ru/d/AbC", "https://disk.360.yandex.ru/d/AbC"),
        (
            "https://disk.yandex.ru/d/K/2020/%D0%9B%D0%B5%D1%82%D0%BE",
            "https://disk.yandex.ru/d/K/2020/Лето",
        ),
        ("https://disk.yandex.ru/d/K/a%20b%23c%25/", "https://disk.yandex.ru/d/K/a b%23c%25"),
        ("disk:/", "disk:/"),
        ("disk:", "disk:/"),
        ("Disk:/Фото/2020/", "disk:/Фото/2020"),
        ("https://disk.yandex.ru/client/disk", "disk:/"),
        ("https://disk.yandex.ru/client/disk/%D0%A4%D0%BE%D1%82%D0%BE?idApp=client", "disk:/Фото"),
    ],
)
def test_a_link_is_understood_in_every_form(link: str, root: str):
    found = identify(link)
    assert (found.kind, found.root) == ("yandex", root)
    assert found.title
    assert identify(found.root).root == root


@pytest.mark.parametrize(
    "link",
    [
        "",
        "disk",
        "https://vk.com/albums1",
        "https://disk.yandex.ru/",
        "https://disk.yandex.ru/d/",
        "https://disk.yandex.ru/a/album",
        "https://disk.yandex.ru.evil.example/d/AbC",
        "https://evil.example/disk.yandex.ru/d/AbC",
        "https://user@disk.yandex.ru/d/AbC",
        "https://disk.yandex.ru:444/d/AbC",
        "ftp://disk.yandex.ru/d/AbC",
        "https://disk.yandex.ru/d/Ключ",
        "https://[/d/AbC",
        "/home/me/disk.yandex.ru",
    ],
)
def test_other_links_are_refused_with_examples(link: str):
    with pytest.raises(UserError) as caught:
        identify(link)
    assert caught.value.code is Code.LINK_NOT_UNDERSTOOD
    assert caught.value.details["link"] == link
    for example in str(caught.value.details["examples"]).split(", "):
        assert identify(example)


names = st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1)


@given(st.lists(names, min_size=1), st.sampled_from(["", "https://disk.yandex.ru/d/K"]))
def test_a_place_leads_back_to_its_link_and_path(parts: list[str], link: str):
    path = "/" + "/".join(parts)
    assert divided(place_of(link, path)) == (link, path)


def test_a_place_can_be_read_and_opened():
    link = "https://disk.yandex.ru/d/K"
    assert place_of(link, "/Лето #1/50%?.jpg") == f"{link}/Лето %231/50%25%3F.jpg"
    assert place_of(link, "/") == link
    assert place_of("", "/Лето #1/a.jpg") == "disk:/Лето #1/a.jpg"

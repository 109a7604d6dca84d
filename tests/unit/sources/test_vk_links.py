"""What people paste for a place at VKontakte."""

import pytest

from faceapp.core.errors import Code, UserError
from faceapp.sources.vk_links import album_id, photo_link, photo_of, place_of

UNDERSTOOD = {
    "https://vk.com/album-123_456": "album-123_456",
    "http://vk.com/album-123_456/": "album-123_456",
    "vk.com/album-123_456?rev=1#top": "album-123_456",
    "https://m.vk.com/album-123_456?from=profile": "album-123_456",
    "https://www.vk.com/album1_2": "album1_2",
    "https://vk.ru/album-123_456": "album-123_456",
    "https://m.vk.ru/albums-123": "albums-123",
    "VK.COM/Album-123_456": "album-123_456",
    "  vk.com/albums-123\n": "albums-123",
    "https://vk.com/albums123?profile=1": "albums123",
    "https://vk.com/photos-123": "albums-123",
    "https://vk.com/club123": "albums-123",
    "https://vk.com/public123": "albums-123",
    "https://vk.com/event123": "albums-123",
    "https://vk.com/id1": "albums1",
    "https://vk.com/durov": "durov",
    "https://vk.com/Some.Club_1": "some.club_1",
    "https://vk.com/apiclub?w=wall-1_2": "apiclub",
    "https://vk.com/video_club": "video_club",
    "@durov": "durov",
    "durov": "durov",
    "club123": "albums-123",
    "id7": "albums7",
    "-123": "albums-123",
    "123": "albums123",
    "-123_456": "album-123_456",
    "123_456": "album123_456",
    "album-123_456": "album-123_456",
    "https://vk.com/album1_0": "album1_0",
    "https://vk.com/album1_00": "album1_00",
    "https://vk.com/album1_000": "album1_000",
    "https://vk.com/album1_-6": "album1_0",
    "https://vk.com/album-1_-7": "album-1_00",
    "https://vk.com/albums-123?z=album-123_456": "album-123_456",
    "https://vk.com/club123?z=photo-123_9%2Falbum-123_456%2Frev": "album-123_456",
    "https://vk.com/id1?z=photo1_9%2Falbum1_00": "album1_00",
    "https://vk.com/club123?z=photo-123_9%2Fwall-123_5": "albums-123",
    "https://vk.com/photo-123_9": "photo-123_9",
    "https://vk.com/feed?z=photo-123_9%2Ffeed1": "photo-123_9",
    "https://vk.com/wall-1_2?z=photo-1_3%2Fwall-1_2": "photo-1_3",
}

NOT_UNDERSTOOD = [
    "",
    "   ",
    "https://vk.com/",
    "https://vk.com",
    "https://vk.com/feed",
    "https://vk.com/im?sel=1",
    "https://vk.com/wall-1_2",
    "https://vk.com/wall1_2",
    "https://vk.com/videos-1",
    "https://vk.com/video-1_2",
    "https://vk.com/audios1",
    "https://vk.com/away.php?to=https%3A%2F%2Fvk.com%2Fclub1",
    "https://vk.com/club0",
    "https://vk.com/album0_1",
    "https://vk.com/durov/friends",
    "https://vk.com/дуров",
    "https://vkvideo.ru/club123",
    "https://api.vk.com/club123",
    "https://vk.com.evil.example/club123",
    "https://evil.example/vk.com/club123",
    "https://disk.yandex.ru/d/abc",
    "/home/me/photos",
    "C:\\photos",
    "photos/summer",
    "https://vk.com/club12three!",
    "мой альбом",
]


@pytest.mark.parametrize("link", UNDERSTOOD)
def test_every_form_of_a_link_leads_to_one_root(link):
    place = place_of(link)
    assert place.root == f"https://vk.com/{UNDERSTOOD[link]}"
    assert place_of(place.root) == place


@pytest.mark.parametrize("link", NOT_UNDERSTOOD)
def test_what_leads_to_no_photos_is_refused_with_examples(link):
    with pytest.raises(UserError) as caught:
        place_of(link)
    assert caught.value.code is Code.LINK_NOT_UNDERSTOOD
    assert caught.value.details["link"] == link.strip()
    for example in str(caught.value.details["examples"]).split(", "):
        assert place_of(example)


def test_system_albums_have_the_numbers_of_the_api():
    assert place_of("vk.com/album1_0").album == -6
    assert place_of("vk.com/album1_00").album == -7
    assert place_of("vk.com/album1_000").album == -15
    assert [album_id(1, number) for number in (-6, -7, -15, 5)] == [
        "album1_0",
        "album1_00",
        "album1_000",
        "album1_5",
    ]


def test_a_locator_names_the_photo_to_the_api():
    assert photo_link(-1, 2) == "https://vk.com/photo-1_2"
    assert photo_of(photo_link(-1, 2)) == "-1_2"

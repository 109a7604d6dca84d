"""Sources are added, changed, paused and removed; what they brought stays or goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.places import Keep, SourceInfo
from faceapp.core.remote import Account, RemoteAlbum, RemotePhoto
from faceapp.core.settings import Settings
from faceapp.services.sources import SourceService
from faceapp.sources import open_source
from faceapp.sources.remote import identify_source
from faceapp.stores.database import Database
from tests.unit.stores.library import Library, analysed, face

VK, YANDEX = "https://vk.com/albums-1", "https://disk.yandex.ru/d/KEY"


@dataclass
class MemoryAccounts:
    """Accounts as `core.remote.Accounts` keeps them, in memory."""

    kept: dict[str, dict[str, str]] = field(default_factory=dict)

    def check(self, kind: str, token: str) -> Account:
        if token != "good":
            raise UserError(Code.SIGN_IN_REFUSED, service=kind, reason="token_refused")
        return Account(kind, "Anna", token)

    def names(self, kind: str) -> list[str]:
        return list(self.kept.get(kind, ()))

    def keep(self, account: Account) -> None:
        self.kept.setdefault(account.kind, {})[account.name] = account.secret

    def forget(self, kind: str, name: str) -> bool:
        return self.kept[kind].pop(name, None) is not None


@dataclass
class World:
    library: Library
    accounts: MemoryAccounts = field(default_factory=MemoryAccounts)
    forgotten: list[str] = field(default_factory=list)
    carried: int = 0

    @contextmanager
    def _writing(self, _purpose: str) -> Iterator[Database]:
        yield self.library.database

    def _carry(self, _database: Database, _token: object) -> None:
        self.carried += 1

    @property
    def service(self) -> SourceService:
        return SourceService(
            reading=lambda: self.library.database,
            writing=self._writing,
            identify=identify_source,
            open_source=lambda path: open_source(path, Settings()),
            secrets=lambda: self.accounts,
            carry=self._carry,
            forget_pictures=self.forgotten.extend,
            forget_originals=self.forgotten.extend,
        )

    def bring(self, source: SourceInfo, *photos: tuple[str, str, str]) -> None:
        """Photos (locator, bytes, album) of a source, each with a face."""
        library = self.library
        library.source = source.id
        library.record(*(analysed(place, sha, face(sha.lower())) for place, sha, _ in photos))
        with library.database.write() as unit:
            albums = [RemoteAlbum(name, name.title()) for name in {each[2] for each in photos}]
            unit.told.add_albums(source.id, albums)
            told = [RemotePhoto(place, 1, 1, albums=(name,)) for place, _, name in photos]
            unit.told.save(source.id, told, listed_in=1, with_people=False)


@pytest.fixture
def world(library: Library) -> World:
    with library.database.write() as unit:  # the library's own source is not of interest
        unit.sources.drop(library.source)
    return World(library)


def test_link_is_guessed_and_listed_as_it_was_named(world: World):
    added = world.service.add("", f"{VK}?z=album-1_2", title="Club", keep="thumbnails")
    assert (added.kind, added.title, added.keep) == ("vk", "Club", Keep.THUMBNAILS)
    assert world.service.list() == [added]
    assert added.is_remote
    assert added.last_update is None


def test_folder_and_zip_are_sources_too(world: World, tmp_path: Path):
    added = world.service.add("", str(tmp_path))
    assert (added.kind, added.root, added.is_remote) == ("local", str(tmp_path), False)


def test_what_no_service_understands_is_refused_with_examples(world: World):
    with pytest.raises(UserError) as caught:
        world.service.add("yandex", "https://example.org/photos")
    assert caught.value.code is Code.LINK_NOT_UNDERSTOOD
    assert "disk.yandex.ru" in str(caught.value.details["examples"])


def test_the_same_place_is_not_added_twice(world: World):
    first = world.service.add("", VK)
    with pytest.raises(UserError) as caught:
        world.service.add("vk", "vk.com/albums-1")
    assert caught.value.code is Code.SOURCE_EXISTS
    assert caught.value.details["source"] == first.id


def test_counts_tell_photos_missing_ones_and_albums(world: World):
    source = world.service.add("", VK)
    world.bring(source, ("a", "A", "sea"), ("b", "B", "sea"), ("c", "C", "hills"))
    with world.library.database.write() as unit:
        unit.photos.mark_missing(source.id, ["c"])
    found = world.service.get(source.id)
    assert (found.photos, found.missing, found.albums) == (2, 1, 2)
    assert [(each.title, each.photos) for each in world.service.albums()] == [("Sea", 2)]


def test_name_given_by_a_person_and_other_choices_are_kept(world: World):
    source = world.service.add("", VK)
    world.service.rename(source.id, "Holidays")
    world.service.set_keep(source.id, Keep.THUMBNAILS)
    world.service.set_watched(source.id, True)
    world.service.pause(source.id)
    found = world.service.get(source.id)
    assert (found.title, found.keep, found.is_watched) == ("Holidays", "thumbnails", True)
    assert found.state == "paused"
    world.service.resume(source.id)
    assert world.service.get(source.id).state == "ok"


def test_source_removed_with_its_photos_kept_goes_on_when_it_is_added_again(world: World):
    source = world.service.add("", VK)
    world.bring(source, ("a", "A", "sea"))
    world.library.name(1, "Anna")
    world.service.remove(source.id, keep_photos=True)
    assert not any(each.is_remote for each in world.service.list())
    assert world.library.names() == {"a": ["Anna"]}
    assert not world.forgotten

    again = world.service.add("", VK)
    assert (again.id, again.photos, again.state) == (source.id, 1, "ok")


def test_source_dropped_takes_photos_along_that_lie_nowhere_else(world: World):
    vk, yandex = world.service.add("", VK), world.service.add("", YANDEX)
    world.bring(vk, ("a", "A", "sea"), ("b", "B", "sea"))
    world.bring(yandex, ("disk/b", "B", "disk"))
    world.service.remove(vk.id, keep_photos=False)
    with world.library.database.read() as unit:
        assert [photo.path for photo in unit.photos.list()[0]] == ["disk/b"]
        assert unit.faces.count_vectors() == 1
        assert [album.title for album in unit.sources.albums()] == ["Disk"]
    assert world.forgotten == ["A"]
    assert world.carried == 1


def test_decision_about_a_dropped_photo_is_there_when_the_photo_returns(world: World):
    source = world.service.add("", VK)
    world.bring(source, ("a", "A", "sea"))
    world.library.name(1, "Anna")
    world.service.remove(source.id, keep_photos=False)
    with world.library.database.read() as unit:
        assert unit.photos.list()[1] == 0
    world.bring(world.service.add("", VK), ("a", "A", "sea"))
    assert world.library.names() == {"a": ["Anna"]}


def test_pasted_token_signs_in_and_wakes_the_sources_that_wait_for_it(world: World):
    source = world.service.add("", VK)
    with world.library.database.write() as unit:
        unit.sources.change(source.id, state="stopped", error_code=Code.SIGN_IN_NEEDED)
    assert world.service.use_token("vk", " good\n").name == "Anna"
    found = world.service.get(source.id)
    assert (found.state, found.error_code, found.account) == ("ok", None, "Anna")
    assert world.service.add("", "https://vk.com/albums-2").account == "Anna"
    assert world.service.sign_out("vk", "Anna")
    assert world.service.accounts("vk") == []
    with pytest.raises(UserError):
        world.service.use_token("vk", "bad")


def test_answer_to_a_captcha_is_handed_on(world: World):
    source = world.service.add("", VK)
    with world.library.database.write() as unit:
        details = {"sid": "77", "address": "https://api.vk.ru/captcha.php"}
        unit.sources.change(source.id, state="stopped", error_details=details)
    world.service.answer_captcha(source.id, " z3k7 ")
    with world.library.database.read() as unit:
        assert unit.sources.get(source.id).captcha == ("77", "z3k7")
    assert world.service.get(source.id).state == "ok"


def test_folder_inside_one_that_was_removed_takes_its_photos_over(world: World, tmp_path: Path):
    inner = tmp_path / "2024"
    inner.mkdir()
    outer = world.service.add("", str(tmp_path))
    world.bring(outer, (str(inner / "a.jpg"), "A", "x"), (str(tmp_path / "b.jpg"), "B", "x"))
    world.service.remove(outer.id, keep_photos=True)
    added = world.service.add("", str(inner))
    assert added.photos == 1
    assert outer.id not in [each.id for each in world.service.list()]

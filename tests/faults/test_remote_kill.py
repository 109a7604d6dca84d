"""kill -9 while photos come from a service: nothing twice, nothing missing."""

import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.services import played
from tests.fakes.yandex import YandexFake
from tests.faults.child import COMMIT, THUMBNAIL, At, die
from tests.faults.library import Library, add_photos

PHOTOS, LINK = 24, "https://disk.yandex.ru/d/KEY"
_PLACES = (
    (COMMIT, 3, 14),
    (THUMBNAIL, 1, PHOTOS),
    ("faceapp.net.service:Service.download", 1, PHOTOS),
    ("faceapp.stores.told:Told.end_pass", 1, 1),
)


@pytest.fixture(scope="module")
def fake(tmp_path_factory: pytest.TempPathFactory) -> YandexFake:
    files = add_photos(tmp_path_factory.mktemp("photos"), PHOTOS, 1)
    tree = {f"/{'abc'[at % 3]}/{path.name}": path.read_bytes() for at, path in enumerate(files)}
    return YandexFake(public={"KEY": tree}, page_limit=5)


@pytest.fixture
def library(tmp_path: Path, fake: YandexFake) -> Iterator[Library]:
    with played(fake.hosts, tmp_path) as policy:
        yield Library(tmp_path, net=policy)


@pytest.mark.parametrize("place", _PLACES, ids=lambda place: place[0].rpartition(".")[2])
def test_update_killed_anywhere_goes_on_where_it_was(
    library: Library, fake: YandexFake, place: tuple[str, int, int]
):
    target, least, most = place
    moments = random.Random(target)
    assert library("sources", "add", LINK, "--no-update", "--json").code == 0
    fault = At(target, die, moments.randint(least, most), moments.random() < 0.5)
    assert library("sources", "update", faults=[fault]).code == -signal.SIGKILL, fault
    saved = library.finished()

    fake.requests.clear()
    run = library("sources", "update", "--json")
    assert (run.code, run.json["failed"]) == (0, 0), (run.out, run.err)
    assert fake.requests["storage"] <= PHOTOS - len(saved)
    found = library.finished()
    assert len(found) == PHOTOS
    assert saved <= found
    (source,) = library("sources", "list", "--json").json["sources"]
    assert (source["photos"], source["missing"], source["albums"]) == (PHOTOS, 0, 3)

    fake.requests.clear()
    again = library("sources", "update", "--json").json
    assert again["skipped"] == PHOTOS
    assert fake.requests["storage"] == 0

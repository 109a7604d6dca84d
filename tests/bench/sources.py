"""Sources on the network: as fast as plain downloads, models busy, and little asked twice.

The services are played over real HTTPS on this machine, each answer after a given time; a photo of
Yandex.Disk takes two, one of them to be sent on. The plain downloads are four threads of `urllib3`
that throw away what they get, from addresses listed before. A scan lists, downloads, verifies,
analyses with the built-in engine, and writes originals, thumbnails and rows.

Where the network is the slower part, photos have no faces and are looked at once. Models are busy
while any call of one runs; in between, the time from the first call to the last is idle.
"""

import ssl
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import urllib3

from faceapp.app import open_workspace
from faceapp.core.jobs import CancelToken
from faceapp.core.ports import Engine, EngineCard
from faceapp.net.policy import NetPolicy
from faceapp.net.secrets import Lent
from faceapp.net.service import Service
from faceapp.pipeline.second_look import SecondLook
from faceapp.services.scan import ScanCounts
from faceapp.services.workspace import Workspace
from faceapp.sources.yandex import YandexSource
from tests.bench.figures import Figure, at_least, at_most
from tests.bench.measuring import load
from tests.bench.sources_server import (
    FAST,
    MANY,
    SLOW,
    VK_LINK,
    VK_TOKEN,
    YANDEX_LINK,
    Served,
    pictures,
    served,
)

SLOW_S, FAST_S = 0.05, 0.001
DOWNLOADS = 4
LEAST_SHARE, MOST_IDLE, MOST_REQUESTS = 0.8, 10, 15


def measure(small: bool) -> list[Figure]:
    sizes = {SLOW: 20, FAST: 10, MANY: 1_100} if small else {SLOW: 2_000, FAST: 500, MANY: 10_000}
    with tempfile.TemporaryDirectory() as place, served(sizes, Path(place)) as services:
        return [
            *_speed(services, Path(place), sizes[SLOW]),
            *_busyness(services, Path(place), sizes[FAST]),
            _second_update("Yandex.Disk", services, Path(place), YANDEX_LINK + MANY, sizes[MANY]),
            _second_update("VKontakte", services, Path(place), VK_LINK, sizes[MANY]),
        ]


def _speed(service: Served, folder: Path, photos: int) -> Iterator[Figure]:
    """The scan between two rounds of plain downloads, of which the better one counts."""
    addresses = _addresses(service.policy)
    assert len(addresses) == photos
    service.answer_after(SLOW_S)
    before = _plain(addresses, service.policy)
    with _library(folder, service.policy, look_again=False) as (workspace, models):
        took = _scan(workspace, YANDEX_LINK + SLOW, models, photos)
    plain = max(before, _plain(addresses, service.policy))
    name = f"{1000 * SLOW_S:.0f} ms"
    yield Figure(f"{name}: four plain downloads", plain, "photos/s", load())
    idle = f"models idle {models.idle_percent():.0f} %"
    yield Figure(f"{name}: whole scan", photos / took, "photos/s", idle)
    yield at_least(f"{name}: share of plain downloads", photos / took / plain, "", LEAST_SHARE)


def _busyness(service: Served, folder: Path, photos: int) -> Iterator[Figure]:
    """The same photos from a network that is faster than the models, and from this computer."""
    service.answer_after(FAST_S)
    with _library(folder, service.policy, look_again=True) as (workspace, models):
        took = _scan(workspace, YANDEX_LINK + FAST, models, photos)
    own = _written(folder / "own", photos)
    with _library(folder, service.policy, look_again=True) as (workspace, own_models):
        own_took = _scan(workspace, str(own), own_models, photos)
    name = f"{1000 * FAST_S:.0f} ms"
    beside = f"from a folder {photos / own_took:.1f}, models idle {own_models.idle_percent():.1f} %"
    yield Figure(f"{name}: whole scan", photos / took, "photos/s", f"{beside}; {load()}")
    yield at_most(f"{name}: models idle", models.idle_percent(), "%", MOST_IDLE)


def _second_update(name: str, service: Served, folder: Path, link: str, photos: int) -> Figure:
    with _library(folder, service.policy, look_again=False) as (workspace, models):
        before = service.asked()
        _scan(workspace, link, models, photos)
        first = service.asked()
        started = time.perf_counter()
        counts = _update(workspace, models)
        took = time.perf_counter() - started
    assert counts.as_dict()["skipped"] == photos, counts
    return at_most(
        f"second update of {photos:,} photos of {name}",
        service.asked() - first,
        "requests",
        MOST_REQUESTS,
        f"the first took {first - before:,}; {took:.1f} s, {load()}",
    )


# -- plain downloads


def _addresses(policy: NetPolicy) -> list[str]:
    with closing(Service(policy, CancelToken())) as service:
        source = YandexSource(YANDEX_LINK + SLOW, service, None, max_file_mb=1)
        return [photo.address for page in source.pages({}) for photo in page.photos]


def _plain(addresses: Sequence[str], policy: NetPolicy) -> float:
    """Photos a second."""
    context = ssl.create_default_context(cafile=policy.ca_bundle)
    pools = {
        host: urllib3.HTTPSConnectionPool(
            *place,
            maxsize=DOWNLOADS,
            ssl_context=context,
            server_hostname=host,
            assert_hostname=host,
        )
        for host, place in policy.routes.items()
    }

    def fetch(address: str) -> int:
        split = urlsplit(address)
        host = str(split.hostname)
        path = f"{split.path}?{split.query}"
        answer = pools[host].request("GET", path, headers={"Host": host}, redirect=False)
        return fetch(answer.headers["location"]) if answer.status == 302 else len(answer.data)

    started = time.perf_counter()
    with ThreadPoolExecutor(DOWNLOADS) as threads:
        assert all(threads.map(fetch, addresses))
    rate = len(addresses) / (time.perf_counter() - started)
    for pool in pools.values():
        pool.close()
    return rate


# -- scans


@contextmanager
def _library(
    folder: Path, policy: NetPolicy, *, look_again: bool
) -> Iterator[tuple[Workspace, "_Models"]]:
    """A new library, its engine open and tried."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        tokens = Lent(secrets={"vk/Anna": VK_TOKEN})
        with closing(open_workspace(Path(place), net=policy, secrets=tokens)) as workspace:
            workspace.settings = replace(
                workspace.settings,
                second_look=look_again,
                speed="full",
                device="cpu",
                downloads=DOWNLOADS,
                group_after_scan=False,
            )
            yield workspace, _Models(workspace.engine())


def _scan(workspace: Workspace, link: str, models: "_Models", photos: int) -> float:
    """Add a source, bring it in; the seconds that took."""
    workspace.sources.add("", link)
    started = time.perf_counter()
    counts = _update(workspace, models)
    took = time.perf_counter() - started
    assert counts.done == photos and not counts.failures, counts
    return took


def _update(workspace: Workspace, models: "_Models") -> ScanCounts:
    sources = workspace.known_sources().present
    card = EngineCard.of(models.engine)
    return workspace.scan(sources, card, CancelToken(), lambda _: None).counts


class _Models:
    """An engine that remembers when its models worked."""

    def __init__(self, engine: Engine) -> None:
        self._calls: list[tuple[float, float]] = []
        look = engine.detector
        assert isinstance(look, SecondLook)
        detector = replace(look, detector=_Timed(look.detector, self._calls))
        embedder = _Timed(engine.embedder, self._calls)
        self.engine = replace(engine, detector=detector, embedder=embedder)

    def idle_percent(self) -> float:
        """Of the time from the first call to the last, when none was under way."""
        calls = sorted(self._calls)
        busy, end = 0.0, calls[0][0]
        for begin, done in calls:
            busy += max(0.0, done - max(begin, end))
            end = max(end, done)
        return 100 * (1 - busy / (end - calls[0][0]))


class _Timed:
    """A detector or embedder as it is, each question timed."""

    def __init__(self, model: object, calls: list[tuple[float, float]]) -> None:
        self._model = model
        self._calls = calls

    def __getattr__(self, name: str) -> object:
        found = getattr(self._model, name)
        return partial(self._ask, found) if name in _QUESTIONS else found

    def _ask(self, question: Callable[..., object], *given: object) -> object:
        begin = time.perf_counter()
        answer = question(*given)
        self._calls.append((begin, time.perf_counter()))
        return answer


_QUESTIONS = {"detect", "detect_all", "embed"}


def _written(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number, picture in enumerate(pictures(count)):
        (folder / f"IMG_{number:05}.jpg").write_bytes(picture)
    return folder

"""Random lives of a photo folder: whatever happens to files, scans agree with the disk."""

import random
from dataclasses import dataclass, replace

import pytest

from faceapp.core.types import Outcome, PhotoResult

from .library import Library, analysed, face, failed, known

PLACES = [f"/photos/{name}.jpg" for name in "abcdef"]
PEOPLE = ("anna", "bob", "carol")


@dataclass(frozen=True)
class Content:
    """What a file holds: `version` of the bytes of a picture, None for garbage."""

    picture: int
    people: tuple[str, ...] = ()
    version: int = 0
    edit: int = 0
    is_garbage: bool = False

    @property
    def pixels(self) -> str:
        return f"{self.picture}.{self.edit}"

    @property
    def sha(self) -> str:
        return f"{self.pixels}.{self.version}.{self.is_garbage}"


class Disk:
    """Files that people and programs change between scans."""

    def __init__(self, library: Library, seed: int) -> None:
        self.library = library
        self.chance = random.Random(seed)
        self.files: dict[str, Content] = {}
        self.mtimes: dict[str, int] = {}
        self.clock = 0

    def put(self, place: str, content: Content) -> None:
        self.clock += 1
        self.files[place] = content
        self.mtimes[place] = self.clock

    def live(self) -> None:
        """One random thing happens."""
        self.clock += 1
        place, other = self.chance.choice(PLACES), self.chance.choice(PLACES)
        content = self.files.get(place)
        if content is None:
            people = tuple(self.chance.sample(PEOPLE, self.chance.randint(0, 2)))
            self.put(place, Content(self.clock, people))
            return
        match self.chance.choice(["copy", "move", "swap", "delete", "tag", "edit", "garbage"]):
            case "copy":
                self.put(other, content)
            case "move":
                self.put(other, self.files.pop(place))
            case "swap":
                self.put(place, self.files.get(other, content))
                self.put(other, content)
            case "delete":
                del self.files[place]
            case rewrite:
                new = {"tag": {"version": self.clock}, "edit": {"edit": self.clock}}
                self.put(place, replace(content, **new.get(rewrite, {"is_garbage": True})))

    def scan(self) -> list[Outcome]:
        """As the scan service does it: list, skip, claim each content once, save in batches."""
        library = self.library
        library.gone = set(PLACES) - set(self.files)
        with library.database.write() as unit:
            finished = unit.photos.known_hashes(library.engine)
            places = unit.photos.known(library.source, library.engine)
            gone = [p for p, row in places.items() if row.present and p not in self.files]
            unit.photos.mark_missing(library.source, gone)
            same = {
                p
                for p in self.files
                if p in places
                and places[p].mtime_ns == self.mtimes[p]
                and (places[p].analysed or places[p].failed)
            }
            unit.photos.mark_seen(library.source, same)
        todo = sorted(set(self.files) - same)
        claimed = self._claim(todo, finished)
        results = [self._result(place, place in claimed) for place in todo]
        outcomes = library.batch(results[:3]) + library.batch(results[3:])
        library.forget()
        return outcomes

    def _claim(self, todo: list[str], finished: set[str]) -> set[str]:
        """Threads claim contents in any order."""
        claimed: dict[str, str] = {}
        for place in self.chance.sample(todo, len(todo)):
            sha = self.files[place].sha
            if sha not in finished:
                claimed.setdefault(sha, place)
        return set(claimed.values())

    def _result(self, place: str, is_mine: bool) -> PhotoResult:
        content, mtime = self.files[place], self.mtimes[place]
        if not is_mine:
            return known(place, content.sha, mtime)
        if content.is_garbage:
            return failed(place, content.sha, mtime=mtime)
        faces = [
            face(person, 100 + 200 * PEOPLE.index(person) + content.edit % 7)
            for person in content.people
        ]
        return analysed(place, content.sha, *faces, pixels=content.pixels, mtime=mtime)


@pytest.mark.parametrize("seed", range(4))
def test_scans_agree_with_the_disk_and_keep_decisions(library: Library, seed: int):
    disk = Disk(library, seed)
    for _ in range(15):
        before, decided = dict(disk.files), decisions(disk)
        for _ in range(disk.chance.randint(1, 4)):
            disk.live()
        disk.scan()
        disk.scan()  # analyses what was taken for known and had been rewritten meanwhile
        assert disk.scan() == []
        check_photos(disk)
        check_decisions(disk, before, decided)
        name_someone(disk)


def check_photos(disk: Disk) -> None:
    """Every content is one photo with its faces; nothing else is present."""
    with disk.library.database.read() as unit:
        assert unit.photos.check() == []
        present = [photo for photo in unit.photos.list()[0] if photo.state != "missing"]
        assert len(present) == len({content.sha for content in disk.files.values()})
        for photo in present:
            content = disk.files[photo.path]
            faces = unit.faces.list(disk.library.engine, photo.id)[0]
            assert (photo.state == "failed") == content.is_garbage
            assert content.is_garbage or len(faces) == len(content.people)


def decisions(disk: Disk) -> dict[str, set[str]]:
    """Who is named on the photo at each place."""
    shown = {
        disk.files[path].sha: set(names)
        for path, names in disk.library.names().items()
        if path in disk.files
    }
    return {place: shown[content.sha] for place, content in disk.files.items()}


def check_decisions(disk: Disk, before: dict[str, Content], decided: dict[str, set[str]]) -> None:
    """A picture keeps its names wherever it went, and if it was rewritten where it was."""
    named: dict[str, set[str]] = {}
    for place, names in decisions(disk).items():
        if not disk.files[place].is_garbage:
            named.setdefault(disk.files[place].pixels, set()).update(names)
    known_bytes = {content.sha for content in before.values()}
    for place, content in before.items():
        now = disk.files.get(place)
        now = now if now and not now.is_garbage else None
        is_rewritten = now and now.pixels == content.pixels and now.sha not in known_bytes
        if not content.is_garbage and (is_rewritten or content in disk.files.values()):
            assert decided[place] <= named[content.pixels]


def name_someone(disk: Disk) -> None:
    with disk.library.database.read() as unit:
        faces = [info for info in unit.faces.list(disk.library.engine)[0] if not info.person]
    for info in faces:
        if disk.chance.random() < 0.3:
            disk.library.name(info.id, PEOPLE[int(info.box.x - 100) // 200])

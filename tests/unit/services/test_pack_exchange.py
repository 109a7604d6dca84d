"""People packs between libraries: what goes out comes in, merges, is undone, and is checked."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceapp.core.errors import Code, UserError
from faceapp.core.exchange import Imported, SameName
from faceapp.core.jobs import CancelToken
from faceapp.core.names import clean_name
from faceapp.core.people import Who
from faceapp.core.settings import Settings
from faceapp.core.types import Quality
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.services.decisions import DecisionService
from faceapp.services.face_pictures import FacePictures
from faceapp.services.originals import Originals
from faceapp.services.pack_exchange import PackExchange
from faceapp.services.people_decisions import PeopleDecisions
from faceapp.services.people_pack import PackedPerson, PackError, read_pack, write_pack
from faceapp.sources import open_source
from faceapp.stores.database import open_database
from tests.unit.stores.library import DIMENSION, Library, analysed, face

PLACE = "/photos/a.jpg"


@dataclass
class Home:
    """A library with what it exchanges."""

    library: Library
    exchange: PackExchange
    decisions: DecisionService
    people: PeopleDecisions

    def take(self, file: Path, same_name: SameName = SameName.MERGE) -> Imported:
        return self.exchange.read(file, same_name)

    def give(self, file: Path) -> None:
        self.exchange.write(file, CancelToken(), lambda _: None)

    def rows(self) -> list[tuple[str, str, str]]:
        with self.library.database.read() as unit:
            return [(row.name, row.caption, row.description) for row in unit.people.list()]

    def references(self, engine: int | None = None) -> tuple[list[int], np.ndarray]:
        with self.library.database.read() as unit:
            people, vectors = unit.references.of_engine(engine or self.library.engine)
        assert vectors.shape[0] == len(people)
        return people.tolist(), vectors

    def number(self, name: str) -> int:
        with self.library.database.read() as unit:
            return unit.people.find(name)


def home(folder: Path, library: Library, identity: str = "identity") -> Home:
    @contextmanager
    def writing():
        yield library.database

    pictures = FacePictures(
        ThumbnailCache(folder / "thumbs", 100),
        Originals(lambda root: open_source(Path(root), Settings()), 100),
    )
    return Home(
        library,
        PackExchange(library.database, writing, pictures, lambda: ("builtin", identity)),
        DecisionService(library.database, writing),
        PeopleDecisions(writing),
    )


@pytest.fixture
def here(library: Library, tmp_path: Path) -> Home:
    """Anna has two faces and a caption, Bob has one face."""
    made = home(tmp_path, library)
    library.record(analysed(PLACE, "A", face("anna", 100), face("bob", 300)))
    library.record(analysed("/photos/b.jpg", "B", face("anna in a hat", 100)))
    made.decisions.name_faces([1, 3], "Анна")
    made.decisions.name(2, "Bob")
    made.people.describe(1, "Сестра", "Живёт в Омске")
    return made


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Home]:
    """An empty library."""
    folder = tmp_path / "there"
    folder.mkdir()
    with closing(open_database(folder / "faceapp.sqlite", folder / "backups")) as database:
        yield home(folder, Library(database))


@pytest.fixture
def pack(here: Home, tmp_path: Path) -> Path:
    file = tmp_path / "all.faceapp-people.json"
    here.give(file)
    return file


def test_an_imported_person_is_known_by_looks_without_any_photo(pack: Path, there: Home):
    summary = there.take(pack)
    assert (summary.new_people, summary.references, summary.notes) == (2, 3, [])
    assert there.rows() == [("Bob", "", ""), ("Анна", "Сестра", "Живёт в Омске")]
    people, vectors = there.references()
    anna = vectors[[person == there.number("Анна") for person in people]]
    assert np.max(anna @ face("anna").embedding) == pytest.approx(1, abs=2e-3)
    assert np.max(anna @ face("anna in a hat").embedding) == pytest.approx(1, abs=2e-3)
    bob = vectors[[person == there.number("Bob") for person in people]]
    assert bob.shape == (1, DIMENSION)
    assert vectors.dtype == np.float16


def test_an_import_is_undone_and_done_again(pack: Path, there: Home, tmp_path: Path):
    (tmp_path / "link.json").symlink_to(pack)
    there.take(tmp_path / "link.json")
    before = there.rows(), there.references()[0]
    there.decisions.undo()
    assert (there.rows(), there.references()[0]) == ([], [])
    there.decisions.redo()
    assert (there.rows(), there.references()[0]) == before
    assert [entry.decision.action for entry in there.decisions.journal(10)] == ["import"]


def test_names_alone_come_in_and_are_undone_and_done_again(there: Home, tmp_path: Path):
    bare = write_pack([PackedPerson("Ева", "", "", False, "", [])])
    (tmp_path / "bare.json").write_bytes(bare)
    there.take(tmp_path / "bare.json")
    assert there.rows() == [("Ева", "", "")]
    there.decisions.undo()
    assert there.rows() == []
    assert there.decisions.redo()
    assert there.rows() == [("Ева", "", "")]


def test_a_pack_that_comes_twice_or_comes_home_changes_nothing(pack: Path, here: Home, there: Home):
    for library in (here, there, there):
        summary = library.take(pack)
    assert (summary.references, summary.new_people, summary.changed) == (0, 0, False)
    assert here.references()[0] == []
    assert len(there.decisions.journal(10)) == 1


def test_a_known_name_is_the_same_person_and_keeps_what_was_told(pack: Path, there: Home):
    there.library.record(analysed(PLACE, "A", face("anna's other look", 100)))
    there.decisions.name(1, "Анна")
    there.people.describe(1, "Жена", "")
    summary = there.take(pack)
    assert (summary.known_people, summary.new_people) == (1, 1)
    assert there.rows()[1] == ("Анна", "Жена", "Живёт в Омске")
    assert [(note.code, note.details["text"]) for note in summary.notes] == [
        (Code.TEXT_KEPT, "Сестра")
    ]
    assert there.references()[0].count(1) == 2
    there.decisions.undo()
    assert there.rows() == [("Анна", "Жена", "")]


def test_a_known_name_can_be_another_person(pack: Path, there: Home):
    for expected in ("Анна", "Анна (2)", "Анна (3)"):
        there.take(pack, SameName.KEEP_BOTH)
        assert there.number(expected)
    assert len(set(there.references()[0])) == 6


def test_references_follow_a_person_who_is_merged(pack: Path, there: Home):
    there.take(pack)
    anna, bob = there.number("Анна"), there.number("Bob")
    before = sorted(there.references()[0])
    there.people.merge([Who.person(bob), Who.person(anna)], into=Who.person(anna))
    assert there.references()[0] == [anna] * 3
    there.decisions.undo()
    assert sorted(there.references()[0]) == before
    there.decisions.redo()
    assert there.references()[0] == [anna] * 3


def test_what_came_in_goes_out_again(pack: Path, there: Home, tmp_path: Path):
    there.take(pack)
    there.give(tmp_path / "on.json")
    first, second = (
        sorted(
            (person.name, person.caption, len(person.faces[0].vectors))
            for person in read_pack(file.read_bytes())
        )
        for file in (pack, tmp_path / "on.json")
    )
    assert first == second


def test_faces_of_another_engine_wait_for_it_and_that_is_said(pack: Path, tmp_path: Path):
    folder = tmp_path / "other"
    folder.mkdir()
    with closing(open_database(folder / "faceapp.sqlite", folder / "backups")) as database:
        with database.write() as unit:
            other = unit.engines.find_or_add("other", "other", DIMENSION)
        library = Library.__new__(Library)
        library.database, library.engine = database, other
        elsewhere = home(folder, library, "other")
        summary = elsewhere.take(pack)
        assert [(note.code, note.details["engines"]) for note in summary.notes] == [
            (Code.PACK_OTHER_ENGINE, "builtin")
        ]
        assert len(elsewhere.rows()) == 2
        assert elsewhere.references()[0] == []
        with database.write() as unit:
            later = unit.engines.find_or_add("identity", "builtin", DIMENSION)
        assert len(elsewhere.references(later)[0]) == 3


def test_the_best_thirty_faces_go_out(here: Home, tmp_path: Path):
    for number in range(40):
        one = face(f"look {number}")
        quality = Quality(*[number / 50] * 5)
        graded = type(one)(one.detection, quality, one.embedding)
        here.library.record(analysed(f"/photos/{number}.jpg", f"sha {number}", graded))
    known = here.library.faces().items()
    faces = [found[0] for place, found in known if Path(place).stem.isdigit()]
    here.decisions.name_faces(faces, "Many")
    here.give(tmp_path / "many.json")
    (many,) = [
        person
        for person in read_pack((tmp_path / "many.json").read_bytes())
        if person.name == "Many"
    ]
    (known,) = many.faces
    assert len(known.vectors) == 30
    assert known.qualities == pytest.approx(np.arange(39, 9, -1) / 50, abs=1e-3)
    assert known.vectors[0] @ face("look 39").embedding == pytest.approx(1, abs=2e-3)


def test_a_cover_comes_along_and_is_kept(library: Library, there: Home, tmp_path: Path):
    file = tmp_path / "photos" / "a.png"
    file.parent.mkdir()
    picture = PIL.Image.new("RGB", (640, 480), "red")
    picture.paste("blue", (100, 100, 150, 150))
    picture.save(file)
    here = home(tmp_path, library)
    with library.database.write() as unit:
        library.source = unit.sources.adopt("local", str(file.parent), "photos")
    library.record(analysed(str(file), "A", face("anna", 100)))
    here.decisions.name(1, "Анна")
    here.give(tmp_path / "a.json")
    there.take(tmp_path / "a.json")
    there.give(tmp_path / "b.json")
    covers = []
    for pack in ("a.json", "b.json"):
        (person,) = json.loads((tmp_path / pack).read_text("utf-8"))["people"]
        covers.append(b64decode(person["cover"]))
    with there.library.database.read() as unit:
        covers.append(unit.people.picture(there.number("Анна")))
    assert len(set(covers)) == 1
    (tmp_path / "cover.jpg").write_bytes(covers[0])
    with PIL.Image.open(tmp_path / "cover.jpg") as shown:
        assert max(shown.size) <= 256
        middle = shown.getpixel((shown.width // 2, shown.height // 2))
    assert middle[2] > 200 > 100 > middle[0]


def test_a_library_without_names_has_nothing_to_give(there: Home, tmp_path: Path):
    with pytest.raises(UserError) as failure:
        there.give(tmp_path / "none.json")
    assert failure.value.code is Code.NOBODY_NAMED
    assert not (tmp_path / "none.json").exists()


def change(path: str, value: object) -> Callable[[dict], None]:
    def changed(document: dict) -> None:
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        place = document
        for step in way:
            place = place[step]
        place[last] = value

    return changed


NAN = b64encode(np.full(DIMENSION, np.nan, "<f2").tobytes()).decode()
LONG = b64encode(np.ones(DIMENSION, "<f2").tobytes()).decode()


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("format", "other", ""),
        ("version", 2, ""),
        ("version", "1", "version"),
        ("version", True, "version"),
        ("people", {}, "people"),
        ("people", [1], "people[0]"),
        ("people.1.name", " \n ", "people[1].name"),
        ("people.1.name", None, "people[1].name"),
        ("people.0.caption", "x" * 10_001, "people[0].caption"),
        ("people.0.hidden", 1, "people[0].hidden"),
        ("people.0.cover", 1, "people[0].cover"),
        ("people.0.cover", "!", "people[0].cover"),
        ("people.0.faces.0.engine", 7, "people[0].faces[0].engine"),
        ("people.0.faces.0.engine", -1, "people[0].faces[0].engine"),
        ("people.0.faces.0.quality", 7, "people[0].faces[0].quality"),
        ("people.0.faces.0.quality", float("nan"), "people[0].faces[0].quality"),
        ("people.0.faces.0.embedding", "AAAA", "people[0].faces[0].embedding"),
        ("people.0.faces.0.embedding", NAN, "people[0].faces[0].embedding"),
        ("people.0.faces.0.embedding", LONG, "people[0].faces[0].embedding"),
        ("engines.0.dimension", 10**9, "engines[0].dimension"),
        ("engines.0.identity", "", "engines[0].identity"),
    ],
)
def test_a_pack_that_makes_no_sense_is_refused_and_nothing_changes(
    pack: Path, there: Home, path: str, value: object, where: str
):
    document = json.loads(pack.read_text("utf-8"))
    change(path, value)(document)
    pack.write_text(json.dumps(document), "utf-8")
    with pytest.raises(UserError) as failure:
        there.take(pack)
    assert failure.value.code is Code.PACK_INVALID
    assert str(failure.value.details["path"]).endswith(where)
    assert there.rows() == []


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b"{", b"[" * 200_000, b'{"format": "faceapp-people"}', b"1e999"],
)
def test_what_is_no_pack_is_refused(tmp_path: Path, there: Home, content: bytes):
    file = tmp_path / "odd.json"
    file.write_bytes(content)
    with pytest.raises(UserError) as failure:
        there.take(file)
    assert failure.value.code is Code.PACK_INVALID


def test_a_pack_that_is_too_large_or_not_there_is_refused(
    tmp_path: Path, there: Home, monkeypatch: pytest.MonkeyPatch
):
    with pytest.raises(UserError) as failure:
        there.take(tmp_path / "none.json")
    assert failure.value.code is Code.PATH_NOT_FOUND
    monkeypatch.setattr("faceapp.services.pack_exchange.MOST_BYTES", 10)
    (tmp_path / "large.json").write_bytes(b" " * 11)
    with pytest.raises(UserError) as failure:
        there.take(tmp_path / "large.json")
    assert failure.value.details["reason"] == "too_large"


def test_a_cover_that_cannot_be_shown_is_left_out():
    picture = b64encode(b"\xff\xd8 no picture").decode()
    (person,) = read_pack(write_pack([PackedPerson("Анна", cover=picture)]))
    assert person.cover == ""


def test_an_engine_with_two_lengths_breaks_nothing(pack: Path, there: Home, tmp_path: Path):
    there.take(pack)
    document = json.loads(pack.read_text("utf-8"))
    document["engines"][0]["dimension"] = 2
    short = b64encode(np.array([1, 0], "<f2").tobytes()).decode()
    for person in document["people"]:
        for known in person["faces"]:
            known["embedding"] = short
    pack.write_text(json.dumps(document), "utf-8")
    there.take(pack)
    assert there.references()[1].shape == (3, DIMENSION)
    there.give(tmp_path / "both.json")
    for person in read_pack((tmp_path / "both.json").read_bytes()):
        assert sorted(known.vectors.shape[1] for known in person.faces) == [2, DIMENSION]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(names=st.lists(TEXTS, min_size=1, max_size=4), caption=TEXTS)
def test_every_name_comes_back_as_it_is_kept(names: list[str], caption: str):
    kept = [clean_name(name) for name in names]
    content = write_pack([PackedPerson(name, caption) for name in names])
    if not all(kept):
        with pytest.raises(PackError):
            read_pack(content)
        return
    found = read_pack(content)
    assert [person.name for person in found] == kept
    assert all(person.caption == caption for person in found)

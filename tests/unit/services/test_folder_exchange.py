"""Folders of people with real photo files: read with care, written beside what is there."""

import io
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import PIL.Image
import pytest

from faceapp.core.errors import Code, UserError
from faceapp.core.exchange import Exported, Imported
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.core.settings import Settings
from faceapp.core.types import AnalysedPhoto, Face, PhotoRef
from faceapp.services.decisions import DecisionService
from faceapp.services.folder_exchange import FolderExchange
from faceapp.services.originals import Originals
from faceapp.services.people_decisions import PeopleDecisions
from faceapp.services.people_exchange import Format, guess_read, guess_written
from faceapp.services.person_folders import read_person_folders
from faceapp.sources import open_source
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst, PersonRow
from tests.unit.stores.library import Library, analysed, face

MP3, WAV, OGG = b"ID3\x04 sound", b"RIFF\x00\x00\x00\x00WAVEfmt ", b"OggS sound"
LINES = "Бабушка\nЖивёт в Омске\na.jpg\nпривет.mp3\n"


@dataclass
class Scene:
    library: Library
    root: Path
    exchange: FolderExchange
    decisions: DecisionService
    people: PeopleDecisions

    def add(self, name: str, *faces: Face) -> Path:
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        picture = PIL.Image.new("RGB", (640, 480), "red")
        for one in faces:
            box = one.detection.box
            sides = (box.x, box.y, box.x + box.width, box.y + box.height)
            picture.paste("blue", tuple(map(int, sides)))
        out = io.BytesIO()
        picture.save(out, "JPEG", comment=name)
        path.write_bytes(out.getvalue())
        status = path.stat()
        photo = analysed(str(path), name, *faces)
        ref = PhotoRef(str(path), status.st_size, status.st_mtime_ns)
        self.record(AnalysedPhoto(ref, name, photo.facts, faces))
        return path

    def record(self, photo: AnalysedPhoto) -> None:
        with self.library.database.write() as unit:
            source = unit.sources.adopt("local", str(self.root), "people")
            analyst = Analyst(self.library.engine, 1, 0.5)
            record(unit, source, analyst, [photo], still_there=lambda _: True)

    def read(self) -> Imported:
        return self.exchange.read(self.root)

    def write(self, out: Path, *, copies: bool = False) -> Exported:
        return self.exchange.write(out, CancelToken(), lambda _: None, copies=copies)

    def rows(self) -> list[PersonRow]:
        with self.library.database.read() as unit:
            return unit.people.list()

    def names(self) -> dict[str, list[str]]:
        found = self.library.names()
        return {Path(path).name: names for path, names in found.items() if names}


@pytest.fixture
def scene(library: Library, tmp_path: Path) -> Scene:
    root = tmp_path / "people"
    root.mkdir()

    @contextmanager
    def writing():
        yield library.database

    originals = Originals(lambda root: open_source(Path(root), Settings()), 100)
    return Scene(
        library,
        root,
        FolderExchange(library.database, writing, originals, tmp_path / "greetings"),
        DecisionService(library.database, writing),
        PeopleDecisions(writing),
    )


@pytest.fixture
def anna(scene: Scene) -> Path:
    """A folder with two photos, the first with two faces."""
    scene.add("Анна/a.jpg", face("anna", 100, size=80), face("child", 300))
    scene.add("Анна/b.jpg", face("anna by the sea", 100))
    return scene.root / "Анна"


def test_a_folder_names_its_person(scene: Scene, anna: Path, tmp_path: Path):
    (anna / "data.txt").write_text(LINES, "utf-8")
    (anna / "привет.mp3").write_bytes(MP3)
    summary = scene.read()
    assert (summary.named, summary.new_people) == (1, 1)
    assert [(Path(note.path).name, note.code) for note in summary.notes] == [
        ("a.jpg", Code.SEVERAL_FACES)
    ]
    (row,) = scene.rows()
    assert (row.name, row.caption, row.description) == ("Анна", "Бабушка", "Живёт в Омске")
    assert (tmp_path / "greetings" / row.greeting).read_bytes() == MP3
    assert (tmp_path / "greetings").stat().st_mode & 0o777 == 0o700
    assert scene.names() == {"a.jpg": ["Анна"]}
    with scene.library.database.read() as unit:
        assert unit.people.assignments("confirmed").tolist() == [[1], [row.id]]  # the larger face


def test_without_a_named_photo_every_one_shows_the_person(scene: Scene, anna: Path):
    scene.add("Анна/c.jpg")
    (anna / "d.jpg").write_bytes(b"not scanned")
    summary = scene.read()
    assert summary.named == 2
    assert {(Path(note.path).name, note.code) for note in summary.notes} == {
        ("a.jpg", Code.SEVERAL_FACES),
        ("c.jpg", Code.NO_FACE_TO_NAME),
        ("d.jpg", Code.PHOTO_NOT_SCANNED),
    }
    assert scene.names() == {"a.jpg": ["Анна"], "b.jpg": ["Анна"]}


def test_all_folders_are_one_decision(scene: Scene, anna: Path):
    scene.add("Bob/e.jpg", face("bob"))
    (anna / "data.txt").write_text("Бабушка\n", "utf-8")
    (scene.root / "Eva").mkdir()
    (scene.root / "Eva" / "data.txt").write_text("no photo yet\n", "utf-8")
    scene.read()
    assert {row.name: row.caption for row in scene.rows()} == {
        "Bob": "",
        "Eva": "no photo yet",
        "Анна": "Бабушка",
    }
    before = scene.rows()
    scene.decisions.undo()
    assert (scene.rows(), scene.names()) == ([], {})
    scene.decisions.redo()
    assert scene.rows() == before
    assert scene.read().changed is False


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_data_txt_is_read_in_every_usual_encoding(scene: Scene, anna: Path, codec: str, end: str):
    (anna / "data.txt").write_bytes(LINES.replace("\n", end).encode(codec))
    (anna / "привет.mp3").write_bytes(MP3)
    (folder,) = read_person_folders(scene.root)
    assert (folder.caption, folder.description) == ("Бабушка", "Живёт в Омске")
    assert folder.photos == [str(anna / "a.jpg")]
    assert folder.greeting is not None
    assert folder.notes == []


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ("../secret.jpg", "leads_out"),
        ("..\\secret.jpg", "leads_out"),
        ("..", "leads_out"),
        (".", "leads_out"),
        ("C:secret.jpg", "leads_out"),
        ("/etc/passwd", "leads_out"),
        ("sub/b.jpg", "leads_out"),
        ("link.jpg", "link"),
        ("none.jpg", "not_there"),
        ("folder", "not_there"),
    ],
)
def test_names_in_data_txt_stay_in_the_folder(scene: Scene, anna: Path, named: str, reason: str):
    (scene.root / "secret.jpg").write_bytes(MP3)
    (anna / "folder").mkdir()
    (anna / "link.jpg").symlink_to(scene.root / "secret.jpg")
    (anna / "data.txt").write_text(f"\n\n{named}\n{named}\n", "utf-8")
    (folder,) = read_person_folders(scene.root)
    assert [(note.code, note.details["reason"]) for note in folder.notes] == [
        (Code.FILE_NAME_REFUSED, reason)
    ] * 2
    assert folder.greeting is None
    assert folder.photos == [str(anna / name) for name in ("a.jpg", "b.jpg")]


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (MP3, ".mp3"),
        (b"\xff\xfb\x90 sound", ".mp3"),
        (WAV, ".wav"),
        (OGG, ".ogg"),
        (b"MZ program", None),
        (b"", None),
        (b"\xff", None),
    ],
)
def test_a_greeting_is_known_by_its_bytes(
    scene: Scene, anna: Path, content: bytes, suffix: str | None
):
    (anna / "data.txt").write_text("\n\n\nHELLO.MP3\n", "utf-8")
    (anna / "hello.mp3").write_bytes(content)
    (folder,) = read_person_folders(scene.root)
    assert (folder.greeting.suffix if folder.greeting else None) == suffix
    assert [note.details["reason"] for note in folder.notes] == ([] if suffix else ["no_sound"])


def test_what_is_too_large_is_told(scene: Scene, anna: Path):
    (anna / "data.txt").write_text("\n\n\nlarge.mp3\n", "utf-8")
    with (anna / "large.mp3").open("wb") as file:
        file.truncate(20_000_001)
    (folder,) = read_person_folders(scene.root)
    assert [note.details["reason"] for note in folder.notes] == ["too_large"]
    (anna / "data.txt").write_bytes(b"x" * 64_001)
    (folder,) = read_person_folders(scene.root)
    assert [note.code for note in folder.notes] == [Code.UNREADABLE]


def test_the_folder_of_one_person_may_be_named_itself(scene: Scene, anna: Path):
    (anna / "data.txt").write_text("Бабушка\n", "utf-8")
    (anna / "sub").mkdir()
    assert guess_read(anna) is Format.FOLDERS
    summary = scene.exchange.read(anna)
    assert (summary.named, summary.new_people) == (2, 1)
    assert [(row.name, row.caption) for row in scene.rows()] == [("Анна", "Бабушка")]


def test_a_greeting_that_is_not_wanted_is_not_kept(scene: Scene, anna: Path, tmp_path: Path):
    (anna / "data.txt").write_text(LINES, "utf-8")
    (anna / "привет.mp3").write_bytes(MP3)
    scene.read()
    (anna / "привет.mp3").write_bytes(WAV)
    assert scene.read().changed is False
    assert [path.suffix for path in (tmp_path / "greetings").iterdir()] == [".mp3"]


def test_hidden_folders_and_links_are_nobody(scene: Scene, anna: Path, tmp_path: Path):
    (scene.root / ".git").mkdir()
    (scene.root / "link").symlink_to(anna)
    assert [folder.name for folder in read_person_folders(scene.root)] == ["Анна"]
    for place, code in ((anna, Code.NO_PERSON_FOLDERS), (tmp_path / "no", Code.PATH_NOT_FOUND)):
        with pytest.raises(UserError) as failure:
            read_person_folders(place)
        assert failure.value.code is code


def test_what_lies_there_tells_the_form(scene: Scene, anna: Path, tmp_path: Path):
    assert guess_read(scene.root) is Format.XMP
    (anna / "DATA.TXT").write_text("", "utf-8")
    assert guess_read(scene.root) is Format.FOLDERS
    assert guess_read(tmp_path / "x.faceapp-people.json") is Format.PACK
    assert guess_read(anna / "a.jpg") is Format.XMP
    assert guess_written(tmp_path / "x.JSON") is Format.PACK
    assert guess_written(tmp_path / "x") is Format.FOLDERS


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_library_comes_out_and_in_again(scene: Scene, anna: Path, tmp_path: Path):
    (anna / "data.txt").write_text(LINES.replace("a.jpg", ""), "utf-8")
    (anna / "привет.mp3").write_bytes(MP3)
    scene.add("Bob/e.jpg", face("bob"))
    scene.read()
    out = tmp_path / "out"
    summary = scene.write(out)
    greeting = next(row.greeting for row in scene.rows() if row.name == "Анна")
    assert files(out) == {
        "Анна/data.txt",
        "Анна/cover.jpg",
        "Анна/b face.jpg",
        f"Анна/{greeting}",
        "Bob/data.txt",
        "Bob/cover.jpg",
    }
    assert (summary.people, summary.faces, summary.files, summary.notes) == (2, 3, 6, [])
    with PIL.Image.open(out / "Анна" / "cover.jpg") as cover:
        middle = cover.getpixel((cover.width // 2, cover.height // 2))
    assert middle[2] > 200 > 100 > middle[0]
    (bob, again) = read_person_folders(out)
    assert (again.name, again.caption, again.description) == ("Анна", "Бабушка", "Живёт в Омске")
    assert again.greeting.read() == MP3
    assert again.photos == [str(out / "Анна" / "cover.jpg")]
    assert (bob.name, bob.caption, bob.greeting, bob.notes) == ("Bob", "", None, [])


def test_nothing_is_overwritten(scene: Scene, anna: Path, tmp_path: Path):
    scene.read()
    out = tmp_path / "out"
    (out / "Анна").mkdir(parents=True)
    (out / "Анна" / "data.txt").write_text("mine", "utf-8")
    scene.write(out)
    scene.write(out)
    assert (out / "Анна" / "data.txt").read_text("utf-8") == "mine"
    assert {path.name for path in out.iterdir()} == {"Анна", "Анна (2)", "Анна (3)"}


def test_copies_are_whole_files(scene: Scene, anna: Path, tmp_path: Path):
    scene.read()
    scene.write(tmp_path / "out", copies=True)
    for name in ("a.jpg", "b.jpg"):
        assert (tmp_path / "out" / "Анна" / name).read_bytes() == (anna / name).read_bytes()
    assert files(tmp_path / "out") == {
        "Анна/" + x for x in ("a.jpg", "b.jpg", "cover.jpg", "data.txt")
    }


def test_names_that_no_system_takes_become_others(scene: Scene, tmp_path: Path):
    scene.add("x.jpg", face("a", 100), face("b", 200), face("c", 300), face("d", 400))
    for number, name in enumerate(("../../evil", "CON", "a/b", "a:b"), 1):
        scene.decisions.name(number, name)
    scene.write(tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "_.._evil",
        "_CON",
        "a_b",
        "a_b (2)",
    }
    assert {path.name for path in tmp_path.iterdir()} >= {"out", "people"}
    assert not (tmp_path.parent / "evil").exists()


def hidden_person(scene: Scene) -> None:
    with scene.library.database.write() as unit:
        unit.session.connection().exec_driver_sql("UPDATE person SET hidden = 1")


def no_person(scene: Scene) -> None:
    scene.decisions.undo()


@pytest.mark.parametrize("arrange", [hidden_person, no_person])
def test_nobody_to_write_is_told(
    scene: Scene, anna: Path, tmp_path: Path, arrange: Callable[[Scene], None]
):
    scene.read()
    arrange(scene)
    with pytest.raises(UserError) as failure:
        scene.write(tmp_path / "out")
    assert failure.value.code is Code.NOBODY_NAMED
    assert not (tmp_path / "out").exists()


def test_a_photo_that_is_gone_is_told(scene: Scene, anna: Path, tmp_path: Path):
    scene.read()
    (anna / "a.jpg").unlink()
    summary = scene.write(tmp_path / "out")
    assert [(Path(note.path).name, note.code) for note in summary.notes] == [
        ("a.jpg", Code.VANISHED)
    ]
    assert "Анна/data.txt" in files(tmp_path / "out")


def test_a_folder_that_cannot_be_is_refused(scene: Scene, anna: Path, tmp_path: Path):
    scene.read()
    with pytest.raises(UserError) as failure:
        scene.write(tmp_path / "no" / "such")
    assert failure.value.code is Code.PATH_NOT_FOUND
    (tmp_path / "file").touch()
    with pytest.raises(UserError) as failure:
        scene.write(tmp_path / "file")
    assert failure.value.code is Code.EXPORT_UNWRITABLE


def test_an_export_can_be_stopped(scene: Scene, anna: Path, tmp_path: Path):
    scene.read()
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        scene.exchange.write(tmp_path / "out", token, lambda _: None)

"""Folders of people: into the library, and out of it into a folder of each person's own."""

import hashlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.exchange import Exported, Imported
from faceapp.core.gallery import PhotoTile
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.core.names import file_name
from faceapp.core.types import FaceBox
from faceapp.paths import make_private_folder, replace_file, unwritable
from faceapp.services.drafting import Draft
from faceapp.services.naming import Wish, commit, confirm, fill, person
from faceapp.services.originals import Originals
from faceapp.services.person_folders import DATA, Greeting, PersonFolder, read_person_folders
from faceapp.services.photo_export import as_jpeg, cut_out, write_free
from faceapp.services.small_file import read_small
from faceapp.stores.database import Database
from faceapp.stores.exchange import NamedFace
from faceapp.stores.rows import PersonRow
from faceapp.stores.unit_of_work import UnitOfWork

_COVER = "cover.jpg"
_MOST_GREETING_BYTES = 20_000_000


@dataclass(frozen=True)
class FolderExchange:
    """Greetings lie in `greetings`, named after what is in them."""

    reading: Database
    writing: Callable[[], AbstractContextManager[Database]]
    originals: Originals
    greetings: Path

    def read(self, root: Path) -> Imported:
        """Name the people of folders in `root`, whose photos were scanned before.

        The largest face of a photo is the person's. Raises UserError, FatalError; one decision in
        the journal, or none.
        """
        folders = read_person_folders(root)
        summary = Imported()
        with self.writing() as database, database.write() as unit:
            draft = Draft(unit)
            wishes = [wish for folder in folders for wish in _wishes(unit, folder, summary)]
            faces = confirm(draft, wishes, summary)
            for folder in folders:
                summary.notes += folder.notes
                self._tell(draft, folder, summary)
            summary.changed = commit(draft, faces)
        return summary

    def write(
        self, root: Path, token: CancelToken, report: Report, *, copies: bool = False
    ) -> Exported:
        """A folder for everybody with a name: data.txt, the cover, all confirmed faces.

        Faces are cut out, or with `copies` the whole files copied. Nothing that is there is
        overwritten. Raises UserError, FatalError, Cancelled; what was written until then stays.
        """
        with self.reading.read() as unit:
            rows = [row for row in unit.people.list() if row.name and not row.hidden]
            faces = unit.exchange.named_faces()
            covers = {row.id: row.cover or unit.exchange.best_face(row.id) for row in rows}
            pictures = {row.id: unit.people.picture(row.id) for row in rows}
        if not rows:
            raise UserError(Code.NOBODY_NAMED)
        _make_folder(root)
        out = {row.id: _Out(row, _free_folder(root, row.name), covers[row.id]) for row in rows}
        summary = Exported(people=len(rows))
        self._write_faces(out, faces, copies, summary, (token, report))
        for row in rows:
            self._finish(out[row.id], pictures[row.id], summary)
        summary.files = sum(each.files for each in out.values())
        return summary

    def _tell(self, draft: Draft, folder: PersonFolder, summary: Imported) -> None:
        """Let the library know what data.txt says. Raises UserError, FatalError."""
        if not (folder.caption or folder.description or folder.greeting):
            return
        number = draft.unit.people.find(folder.name)
        if number is None:
            number = person(draft, folder.name, summary)
        texts = {"caption": folder.caption, "description": folder.description}
        if folder.greeting and not draft.unit.decisions.person(number)["greeting"]:
            texts["greeting"] = self._keep(folder.greeting)
        fill(draft, number, folder.path, summary, **texts)

    def _keep(self, greeting: Greeting) -> str:
        """The name under which a greeting is kept. Raises UserError, FatalError."""
        try:
            content = greeting.read()
        except ItemError as error:
            raise UserError(Code.UNREADABLE, **error.details) from error
        make_private_folder(self.greetings)
        name = hashlib.sha256(content).hexdigest()[:32] + greeting.suffix
        if not (self.greetings / name).exists():
            replace_file(self.greetings / name, content)
        return name

    def _write_faces(
        self,
        out: dict[int, "_Out"],
        faces: Sequence[NamedFace],
        copies: bool,
        summary: Exported,
        task: tuple[CancelToken, Report],
    ) -> None:
        on_photo: dict[int, list[NamedFace]] = defaultdict(list)
        for face in faces:
            on_photo[face.photo].append(face)
        token, report = task
        with self.reading.read() as unit:
            photos = unit.gallery.tiles(list(on_photo))
        for done, photo in enumerate(photos):
            token.raise_if_cancelled()
            report(Progress(done, len(photos)))
            try:
                self._write_photo(photo, on_photo[photo.id], out, copies)
            except ItemError as error:
                summary.note(photo.path, error.code, **error.details)
                continue
            summary.faces += len(on_photo[photo.id])
        report(Progress(len(photos), len(photos)))

    def _write_photo(
        self, photo: PhotoTile, faces: Sequence[NamedFace], out: dict[int, "_Out"], copies: bool
    ) -> None:
        """Raises ItemError, UserError, FatalError."""
        if copies:
            content = self.originals.read(photo)
            for number in {face.person for face in faces}:
                out[number].write(file_name(photo.name), content, photo.mtime_ns)
        image = self.originals.decode(photo)
        stem = file_name(Path(photo.name).stem)
        for face in faces:
            cut = as_jpeg(cut_out(image, face.box))
            if face.face == out[face.person].cover:
                out[face.person].write(_COVER, cut, photo.mtime_ns)
                out[face.person].has_cover = True
            elif not copies:
                out[face.person].write(f"{stem} face.jpg", cut, photo.mtime_ns)

    def _finish(self, out: "_Out", picture: bytes | None, summary: Exported) -> None:
        """Add what is no face of a photo here: data.txt, the greeting, a picture from a pack."""
        row, now = out.row, time.time_ns()
        if not out.has_cover and picture:
            out.write(_COVER, picture, now)
            out.has_cover = True
        greeting = self._greeting(row, summary)
        if greeting:
            out.write(row.greeting, greeting, now)
        lines = (
            row.caption,
            row.description,
            _COVER if out.has_cover else "",
            row.greeting if greeting else "",
        )
        text = "".join(" ".join(line.split()) + "\n" for line in lines)
        out.write(DATA, text.encode(), now)

    def _greeting(self, row: PersonRow, summary: Exported) -> bytes | None:
        if not row.greeting:
            return None
        path = self.greetings / row.greeting
        try:
            content = read_small(path, _MOST_GREETING_BYTES)
        except ItemError as error:
            summary.note(path, error.code, **error.details)
            return None
        if content is None:
            summary.note(path, Code.VANISHED)
        return content


@dataclass
class _Out:
    """The folder of one person, made a moment ago for this export."""

    row: PersonRow
    folder: Path
    cover: int | None
    files: int = 0
    has_cover: bool = False

    def write(self, name: str, content: bytes, mtime_ns: int) -> None:
        """Raises UserError, FatalError."""
        write_free(self.folder / name, content, mtime_ns)
        self.files += 1


def _wishes(unit: UnitOfWork, folder: PersonFolder, summary: Imported) -> Iterator[Wish]:
    """The largest face of each photo that shows the person."""
    for path, boxes in _faces(unit, folder.photos, folder, summary):
        if not boxes:
            summary.note(path, Code.NO_FACE_TO_NAME, name=folder.name)
            continue
        if len(boxes) > 1:
            summary.note(path, Code.SEVERAL_FACES, name=folder.name, faces=len(boxes))
        largest = max(boxes, key=lambda face: boxes[face].area)
        yield Wish(largest, folder.name, path)


def _faces(
    unit: UnitOfWork, paths: Sequence[str], folder: PersonFolder, summary: Imported
) -> Iterator[tuple[str, dict[int, FaceBox]]]:
    """Each photo with its faces; one that no scan could read is told and left out."""
    places = unit.exchange.at(paths)
    boxes = unit.exchange.boxes(sorted(set(places.values())))
    for path in paths:
        if path in places:
            yield path, boxes.get(places[path], {})
        else:
            summary.note(path, Code.PHOTO_NOT_SCANNED, name=folder.name)


def _make_folder(root: Path) -> None:
    try:
        root.mkdir(exist_ok=True)
    except FileNotFoundError as error:
        raise UserError(Code.PATH_NOT_FOUND, path=str(root.parent)) from error
    except OSError as error:
        raise unwritable(root, error, Code.EXPORT_UNWRITABLE) from error


def _free_folder(root: Path, name: str) -> Path:
    """A new folder: `Anna`, `Anna (2)`, … Raises UserError, FatalError."""
    wanted = file_name(name)
    for number in count(1):
        folder = root / (wanted if number == 1 else f"{wanted} ({number})")
        try:
            with suppress(FileExistsError):
                folder.mkdir()
                return folder
        except OSError as error:
            raise unwritable(folder, error, Code.EXPORT_UNWRITABLE) from error
    raise AssertionError

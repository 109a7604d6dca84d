"""Folders of people: `PERSON/` with photos and perhaps `data.txt`, read with a stranger's care.

Lines of data.txt: caption, description, the photo that shows the person, a greeting (MP3, WAV or
Ogg). Names of files mean files in the very folder, none through a link.
"""

import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.exchange import Note
from faceapp.core.names import clean_name
from faceapp.imaging.formats import is_hidden_name, is_photo_name
from faceapp.services.small_file import read_small

DATA = "data.txt"
_MOST_DATA_BYTES, _MOST_GREETING_BYTES = 64_000, 20_000_000
_MOST_LETTERS = 10_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class Greeting:
    """A sound file, and the ending that its first bytes call for."""

    path: Path
    suffix: str

    def read(self) -> bytes:
        """The whole file; empty if it is gone. Raises ItemError."""
        return read_small(self.path, _MOST_GREETING_BYTES) or b""


@dataclass(frozen=True)
class PersonFolder:
    """What a folder tells; `photos` are paths of those that show the person."""

    name: str
    path: Path
    caption: str = ""
    description: str = ""
    photos: Sequence[str] = ()
    greeting: Greeting | None = None
    notes: list[Note] = field(default_factory=list)


def has_person_folders(root: Path) -> bool:
    """Whether it, or some folder in it, has a data.txt."""
    return any(_find(_files(folder), DATA) for folder in _folders(root))


def read_person_folders(root: Path) -> list[PersonFolder]:
    """Every folder in `root`, one a person; `root` itself if that has a data.txt.

    Raises UserError if there is none.
    """
    folders = _folders(root)
    if not folders:
        raise UserError(Code.NO_PERSON_FOLDERS, path=str(root))
    return [_read(folder) for folder in folders]


def _folders(root: Path) -> list[Path]:
    base = Path(os.path.normpath(root.absolute()))
    try:
        with os.scandir(base) as entries:
            found = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UserError(Code.PATH_NOT_FOUND, path=str(root)) from error
    except OSError as error:
        raise UserError(Code.UNREADABLE, reason=error.strerror or "") from error
    if _find(_files(base), DATA):
        return [base]
    names = sorted(entry.name for entry in found if not is_hidden_name(entry.name))
    return [base / name for name in names if clean_name(name)]


def _files(folder: Path) -> list[str]:
    """Names of ordinary files and links, sorted; none where we may not look."""
    try:
        with os.scandir(folder) as entries:
            return sorted(
                entry.name for entry in entries if not entry.is_dir(follow_symlinks=False)
            )
    except OSError:
        return []


def _read(folder: Path) -> PersonFolder:
    files, notes = _files(folder), list[Note]()
    lines = _lines(folder, files, notes)
    photos = _photos(folder, files, lines[2], notes)
    greeting = _greeting(folder, files, lines[3], notes)
    name = clean_name(folder.name)
    return PersonFolder(name, folder, lines[0], lines[1], photos, greeting, notes)


def _lines(folder: Path, files: Sequence[str], notes: list[Note]) -> list[str]:
    """The four lines, empty where there are fewer."""
    found = _find(files, DATA)
    lines: list[str] = []
    if found is not None:
        try:
            content = read_small(folder / found, _MOST_DATA_BYTES) or b""
            lines = _decoded(content).splitlines()
        except ItemError as error:
            notes.append(Note(str(folder / found), error.code, error.details))
    shown = ["".join(letter for letter in line if letter.isprintable()) for line in lines[:4]]
    shown += [""] * (4 - len(shown))
    return [line.strip()[:_MOST_LETTERS] for line in shown]


def _decoded(content: bytes) -> str:
    """Text in UTF-8, UTF-16 or Windows-1251, with or without a byte order mark."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return content.decode(codec, "replace")
    pairs = content[: len(content) // 2 * 2]
    high, low = pairs[1::2], pairs[::2]
    if pairs and b"\x00" in pairs:  # no other encoding has them: lines end, words are divided
        is_little = high.count(0) >= low.count(0)
        return pairs.decode("utf-16-le" if is_little else "utf-16-be", "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1251", "replace")


def _photos(folder: Path, files: Sequence[str], named: str, notes: list[Note]) -> list[str]:
    """The one that is named, else all there are."""
    photos = [
        str(folder / name)
        for name in files
        if is_photo_name(name) and not (folder / name).is_symlink()
    ]
    if not named:
        return photos
    try:
        return [str(folder / _confined(folder, files, named))]
    except ItemError as error:
        notes.append(_refused(folder, named, str(error.details["reason"])))
        return photos


def _greeting(folder: Path, files: Sequence[str], named: str, notes: list[Note]) -> Greeting | None:
    if not named:
        return None
    try:
        greeting = Greeting(folder / _confined(folder, files, named), "")
        suffix = _sound_suffix(greeting.read())
    except ItemError as error:
        notes.append(_refused(folder, named, str(error.details["reason"])))
        return None
    if suffix is None:
        notes.append(_refused(folder, named, "no_sound"))
        return None
    return replace(greeting, suffix=suffix)


def _confined(folder: Path, files: Sequence[str], named: str) -> str:
    """The file that is meant, if it is an ordinary one of the folder itself. Raises ItemError."""
    if named in (".", "..") or set(named) & set("/\\:"):
        raise ItemError(Code.UNREADABLE, reason="leads_out")
    found = _find(files, named)
    if found is None:
        raise ItemError(Code.UNREADABLE, reason="not_there")
    if (folder / found).is_symlink():
        raise ItemError(Code.UNREADABLE, reason="link")
    return found


def _find(files: Sequence[str], named: str) -> str | None:
    """The file of this name; Windows knows no case, macOS takes letters apart."""
    if named in files:
        return named
    return next((name for name in files if _alike(name) == _alike(named)), None)


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _sound_suffix(content: bytes) -> str | None:
    if content[:3] == b"ID3" or (content[:1] == b"\xff" and content[1:2] >= b"\xe0"):
        return ".mp3"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return ".wav"
    return ".ogg" if content[:4] == b"OggS" else None


def _refused(folder: Path, named: str, reason: str) -> Note:
    return Note(str(folder), Code.FILE_NAME_REFUSED, {"name": named, "reason": reason})

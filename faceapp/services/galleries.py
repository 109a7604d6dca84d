"""Folders of labelled photos: one sub-folder per person (LFW), or as CelebA is published."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from faceapp.core.errors import Code, UserError
from faceapp.imaging.formats import is_hidden_name, is_photo_name

_IDENTITIES, _PARTITIONS = "identity_CelebA.txt", "list_eval_partition.txt"
_PHOTO_FOLDERS = ("img_align_celeba", "img_celeba")
# Everything side by side, or in the folders of the published archive.
_PLACES = (".", "Anno", "Eval", "Img")


class Partition(StrEnum):
    """The parts of CelebA in the order of the numbers in `list_eval_partition.txt`."""

    TRAIN = "train"
    VALID = "valid"
    TEST = "test"


@dataclass(frozen=True)
class Gallery:
    """Photos of each person: paths below `root`, parts divided by "/", sorted."""

    root: Path
    people: Mapping[str, Sequence[str]]


def open_gallery(root: Path, partition: Partition = Partition.TEST) -> Gallery:
    """The photos that are there, of CelebA those of `partition`. Raises UserError."""
    if not root.is_dir():
        raise UserError(Code.PATH_NOT_FOUND, path=str(root))
    identities = _find(root, _IDENTITIES)
    labelled = _celeba(root, identities, partition) if identities else _folders(root)
    people = defaultdict(list)
    for person, file in labelled:
        people[person].append(file)
    if not people:
        raise UserError(Code.NO_LABELLED_PHOTOS, path=str(root))
    return Gallery(root, {person: sorted(files) for person, files in people.items()})


def _folders(root: Path) -> Iterator[tuple[str, str]]:
    for path in root.rglob("*"):
        below = path.relative_to(root)
        is_seen = is_photo_name(path.name) and not any(map(is_hidden_name, below.parts))
        if is_seen and len(below.parts) > 1 and path.is_file():
            yield path.parent.name, below.as_posix()


def _celeba(root: Path, identities: Path, partition: Partition) -> Iterator[tuple[str, str]]:
    partitions = _find(root, _PARTITIONS)
    folder = next((found for name in _PHOTO_FOLDERS if (found := _find(root, name))), None)
    if partitions is None or folder is None:
        missing = _PARTITIONS if partitions is None else _PHOTO_FOLDERS[0]
        raise UserError(Code.PATH_NOT_FOUND, path=str(root / missing))
    number = str(list(Partition).index(partition))
    chosen = {name for name, part in _columns(partitions) if part == number}
    chosen &= {path.name for path in folder.iterdir()}
    for name, person in _columns(identities):
        if name in chosen:
            yield person, (folder / name).relative_to(root).as_posix()


def _find(root: Path, name: str) -> Path | None:
    return next((path for place in _PLACES if (path := root / place / name).exists()), None)


def _columns(path: Path) -> list[tuple[str, str]]:
    """The two columns of each line. Raises UserError naming the line that has not two."""
    rows = []
    for number, line in enumerate(read_lines(path), 1):
        words = line.split()
        if len(words) == 2:
            rows.append((words[0], words[1]))
        elif words:
            raise UserError(Code.LIST_INVALID, path=str(path), line=number)
    return rows


def read_lines(path: Path) -> list[str]:
    """The lines of a list; bytes that are no text come as surrogates. Raises UserError."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="surrogateescape")
    except FileNotFoundError as error:
        raise UserError(Code.PATH_NOT_FOUND, path=str(path)) from error
    except OSError as error:
        raise UserError(Code.UNREADABLE, reason=error.strerror or "") from error
    return text.split("\n")  # not splitlines(): it also divides at characters of a file name

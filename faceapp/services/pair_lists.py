"""Lists of pairs: LFW's own `pairs.txt`, and ours, which anybody can draw again."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from faceapp.core.errors import Code, UserError
from faceapp.core.pair_drawing import Drawing, NamedPhoto, Pair
from faceapp.paths import replace_file, resources
from faceapp.services.galleries import Gallery, read_lines

_MARK = "# faceapp pair list 1"
_DIVIDERS = frozenset("\t\r\n")


def write_pairs(path: Path, drawing: Drawing, *, seed: int, folds: int) -> None:
    """Write the list under a header that tells how to draw it. Raises UserError, FatalError."""
    recipe = (resources() / "lab" / "pair_list_header.txt").read_text(encoding="ascii")
    people = "no person is in two folds" if drawing.is_disjoint else "every fold has all people"
    header = recipe.format(seed=seed, pairs=len(drawing.pairs), folds=folds, people=people)
    rows = (
        f"{pair.fold}\t{pair.one.person}\t{pair.one.file}\t{pair.other.person}\t{pair.other.file}\n"
        for pair in drawing.pairs
    )
    text = f"{_MARK}\n{header}{''.join(rows)}"
    replace_file(path, text.encode("utf-8", "surrogateescape"), Code.EXPORT_UNWRITABLE)


def writable(gallery: Gallery) -> dict[str, Sequence[str]]:
    """People and files whose names fit into a list: without tabs and line breaks."""
    return {
        person: [file for file in files if not _DIVIDERS & set(file)]
        for person, files in gallery.people.items()
        if not _DIVIDERS & set(person)
    }


def read_pairs(path: Path, gallery: Gallery) -> list[Pair]:
    """The pairs of a list in either form.

    Raises UserError if a line makes no sense, and if a photo of the list is not in the gallery:
    figures without it would not be those of the list.
    """
    lines = read_lines(path)
    is_ours = lines[:1] == [_MARK]
    pairs = _ours(path, lines) if is_ours else _lfw(path, lines)
    known = {file: file for files in gallery.people.values() for file in files}
    if not is_ours:  # its photos are named without folder and ending
        known = {
            f"{person}/{PurePosixPath(file).stem}": file
            for person, files in gallery.people.items()
            for file in files
        }
    named = {photo.file for pair in pairs for photo in (pair.one, pair.other)}
    if missing := sorted(named - set(known)):
        raise UserError(Code.LISTED_PHOTOS_MISSING, count=len(missing), first=missing[0])
    return [replace(pair, one=_at(pair.one, known), other=_at(pair.other, known)) for pair in pairs]


def _at(photo: NamedPhoto, known: Mapping[str, str]) -> NamedPhoto:
    return replace(photo, file=known[photo.file])


def _ours(path: Path, lines: Sequence[str]) -> list[Pair]:
    pairs = []
    for number, line in enumerate(lines, 1):
        columns = line.rstrip("\r").split("\t")
        if line.startswith("#") or not line.strip():
            continue
        if len(columns) != 5 or not columns[0].isdecimal():
            raise UserError(Code.LIST_INVALID, path=str(path), line=number)
        fold, one, file, other, other_file = columns
        pairs.append(Pair(NamedPhoto(one, file), NamedPhoto(other, other_file), int(fold)))
    return pairs


def _lfw(path: Path, lines: Sequence[str]) -> list[Pair]:
    """Lines "NAME I J" and "NAME I NAME J", perhaps below "FOLDS SIZE" or "SIZE".

    A fold has SIZE pairs of one person and SIZE of different people (vis-www.cs.umass.edu/lfw).
    """
    rows = [(number, line.split()) for number, line in enumerate(lines, 1) if line.strip()]
    sizes = _sizes(rows[0][1]) if rows else []
    pairs = [_lfw_pair(path, number, words) for number, words in rows[1 if sizes else 0 :]]
    if sizes and len(pairs) != 2 * math.prod(sizes):
        raise UserError(Code.LIST_INVALID, path=str(path), line=len(lines))
    if len(sizes) < 2:
        return pairs
    return [replace(pair, fold=index // (2 * sizes[1]) + 1) for index, pair in enumerate(pairs)]


def _sizes(words: Sequence[str]) -> list[int]:
    is_header = len(words) < 3 and all(word.isdecimal() for word in words)
    return [int(word) for word in words] if is_header else []


def _lfw_pair(path: Path, number: int, words: Sequence[str]) -> Pair:
    one, other = words[:2], words[-2:] if len(words) == 4 else (words[0], words[-1])
    if len(words) not in (3, 4) or not (one[1].isdecimal() and other[1].isdecimal()):
        raise UserError(Code.LIST_INVALID, path=str(path), line=number)
    return Pair(_lfw_photo(*one), _lfw_photo(*other))


def _lfw_photo(name: str, index: str) -> NamedPhoto:
    return NamedPhoto(name, f"{name}/{name}_{int(index):04d}")

"""The file format of people packs: JSON, checked value by value when it comes from a stranger.

`{"format": "faceapp-people", "version": 1, "engines": [{"identity", "name", "dimension"}],
"people": [{"name", "caption", "description", "hidden", "cover", "faces": [{"engine", "quality",
"embedding"}]}]}`: `engine` is a place in `engines`, `embedding` a float16 unit vector
(little-endian) and `cover` a small JPEG, both in base64. Later versions may add keys.
"""

import binascii
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from faceapp.core.errors import ItemError
from faceapp.core.names import clean_name
from faceapp.core.types import Halves
from faceapp.imaging.decode import decode
from faceapp.stores.blobs import EMBEDDING
from faceapp.stores.references import KnownFaces

FORMAT, VERSION = "faceapp-people", 1
SUFFIX = ".faceapp-people.json"
MOST_BYTES = 256_000_000
BEST_FACES = 30
_MOST_PEOPLE, _MOST_ENGINES, _MOST_DIMENSION = 50_000, 100, 4_096
_MOST_LETTERS, _MOST_COVER_BYTES = 10_000, 200_000
_UNIT = 0.02


@dataclass(frozen=True, eq=False)
class PackedPerson:
    """A person on the way; `cover` is a JPEG in base64, empty if there is none."""

    name: str
    caption: str = ""
    description: str = ""
    hidden: bool = False
    cover: str = ""
    faces: Sequence[KnownFaces] = ()


class PackError(ValueError):
    """What is wrong with a pack, as a code, and where."""

    def __init__(self, reason: str, where: str = "") -> None:
        """Keep both."""
        super().__init__(reason, where)
        self.reason = reason
        self.where = where


def write_pack(people: Sequence[PackedPerson]) -> bytes:
    """The file, one person a line."""
    engines = list(
        dict.fromkeys(
            (known.engine, known.engine_name, known.vectors.shape[1])
            for person in people
            for known in person.faces
        )
    )
    numbers = {(identity, dimension): at for at, (identity, _, dimension) in enumerate(engines)}
    told = [
        {"identity": identity, "name": name, "dimension": dimension}
        for identity, name, dimension in engines
    ]
    head = {"format": FORMAT, "version": VERSION, "engines": told}
    lines = ",\n".join(_text(_as_json(person, numbers)) for person in people)
    return f'{_text(head)[:-1]}, "people": [\n{lines}\n]}}\n'.encode()


def read_pack(content: bytes) -> list[PackedPerson]:
    """The people of a file, the best faces of each. Raises PackError."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise PackError("no_json") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise PackError("no_pack")
    if _whole(document, "version", "", 1, 10**9) > VERSION:
        raise PackError("newer_version")
    engines = [_engine(each, at) for at, each in _each(document, "engines", _MOST_ENGINES)]
    return [_person(each, at, engines) for at, each in _each(document, "people", _MOST_PEOPLE)]


def _as_json(person: PackedPerson, engines: Mapping[tuple[str, int], int]) -> dict[str, object]:
    faces = [
        {
            "engine": engines[known.engine, known.vectors.shape[1]],
            "quality": round(float(quality), 4),
            "embedding": b64encode(vector.astype(EMBEDDING).tobytes()).decode(),
        }
        for known in person.faces
        for quality, vector in zip(known.qualities, known.vectors, strict=True)
    ]
    return {
        "name": person.name,
        "caption": person.caption,
        "description": person.description,
        "hidden": person.hidden,
        "cover": person.cover or None,
        "faces": faces,
    }


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _each(
    holder: Mapping[str, Any], key: str, most: int, where: str = ""
) -> list[tuple[str, dict[str, Any]]]:
    """The objects of a list, each with where it stands."""
    place = f"{where}.{key}" if where else key
    values = holder.get(key, [])
    if not isinstance(values, list) or len(values) > most:
        raise PackError("wrong_value", place)
    for number, value in enumerate(values):
        if not isinstance(value, dict):
            raise PackError("wrong_value", f"{place}[{number}]")
    return [(f"{place}[{number}]", value) for number, value in enumerate(values)]


def _engine(value: Mapping[str, Any], where: str) -> tuple[str, str, int]:
    dimension = _whole(value, "dimension", where, 1, _MOST_DIMENSION)
    identity = _string(value, "identity", where)
    if not identity:
        raise PackError("wrong_value", f"{where}.identity")
    return identity, clean_name(_string(value, "name", where)), dimension


def _person(
    value: Mapping[str, Any], where: str, engines: Sequence[tuple[str, str, int]]
) -> PackedPerson:
    name = clean_name(_string(value, "name", where))
    if not name:
        raise PackError("wrong_value", f"{where}.name")
    if not isinstance(value.get("hidden", False), bool):
        raise PackError("wrong_value", f"{where}.hidden")
    return PackedPerson(
        name,
        _string(value, "caption", where),
        _string(value, "description", where),
        value.get("hidden", False),
        _cover(value, where),
        _faces(value, where, engines),
    )


def _faces(
    value: Mapping[str, Any], where: str, engines: Sequence[tuple[str, str, int]]
) -> list[KnownFaces]:
    found: dict[int, list[tuple[float, Halves]]] = {}
    for at, face in _each(value, "faces", BEST_FACES * _MOST_ENGINES, where):
        number = _whole(face, "engine", at, 0, len(engines) - 1)
        quality = face.get("quality", 0.0)
        if not isinstance(quality, int | float) or not 0 <= quality <= 1:
            raise PackError("wrong_value", f"{at}.quality")
        vector = _vector(_string(face, "embedding", at), engines[number][2], f"{at}.embedding")
        found.setdefault(number, []).append((float(quality), vector))
    known = []
    for number, faces in found.items():
        best = sorted(faces, key=lambda face: -face[0])[:BEST_FACES]
        qualities = np.array([quality for quality, _ in best], np.float32)
        vectors = np.stack([vector for _, vector in best])
        known.append(KnownFaces(engines[number][0], engines[number][1], qualities, vectors))
    return known


def _vector(text: str, dimension: int, where: str) -> Halves:
    content = _bytes(text, where)
    if len(content) != dimension * EMBEDDING.itemsize:
        raise PackError("wrong_value", where)
    vector = np.frombuffer(content, EMBEDDING).astype(np.float16)
    length = float(np.linalg.norm(vector.astype(np.float64)))
    if not abs(length - 1) < _UNIT:  # NaN neither
        raise PackError("wrong_value", where)
    return vector


def _cover(value: Mapping[str, Any], where: str) -> str:
    """A picture that can be shown; one that cannot is left out."""
    text = value.get("cover") or ""
    if not isinstance(text, str):
        raise PackError("wrong_value", f"{where}.cover")
    content = _bytes(text, f"{where}.cover")
    if not content.startswith(b"\xff\xd8") or len(content) > _MOST_COVER_BYTES:
        return ""
    try:
        decode(content, max_megapixels=1)
    except ItemError:
        return ""
    return text


def _bytes(text: str, where: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise PackError("wrong_value", where) from error


def _string(value: Mapping[str, Any], key: str, where: str) -> str:
    text = value.get(key, "")
    if not isinstance(text, str) or len(text) > _MOST_LETTERS:
        raise PackError("wrong_value", f"{where}.{key}")
    # A lone surrogate fits no database and no file.
    return text.encode("utf-8", "replace").decode()


def _whole(value: Mapping[str, Any], key: str, where: str, least: int, most: int) -> int:
    number = value.get(key)
    if isinstance(number, int) and not isinstance(number, bool) and least <= number <= most:
        return number
    raise PackError("wrong_value", f"{where}.{key}" if where else key)

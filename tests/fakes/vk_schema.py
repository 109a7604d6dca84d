"""VKontakte's published schema of its API, where it is at hand: the fake's answers keep to it.

The schema is of JSON Schema's third draft ("required": true inside a property).
"""

import json
import os
from functools import cache
from pathlib import Path

from jsonschema import Draft3Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3

_ROOT = Path(__file__).resolve().parents[2]
_BASE = "http://schema/"
# The schema of other parts of the API is not at hand; what is taken from there may be anything.
_ELSEWHERE = (
    "base_bool_int",
    "base_likes",
    "base_object_count",
    "base_property_exists",
    "base_reposts_info",
)
_MOST_ITEMS = 20


def folder() -> Path:
    """Where the schema would be."""
    assets = os.environ.get("FACEAPP_TEST_ASSETS") or _ROOT.parent / "shared"
    return Path(assets) / "facts" / "vk-schema"


def check(method: str, answer: dict) -> None:
    """Raises jsonschema.ValidationError if `answer` is not what `method` answers."""
    validator = _validator(method)
    if validator is not None:
        validator.validate(_thinned(answer))


@cache
def _validator(method: str) -> Draft3Validator | None:
    path = folder() / "photos_responses.json"
    name = f"{method.replace('.', '_')}_response"
    if not path.is_file() or name not in json.loads(path.read_text())["definitions"]:
        return None
    address = f"{_BASE}photos/responses.json#/definitions/{name}"
    return Draft3Validator({"$ref": address}, registry=Registry(retrieve=_retrieve))


def _retrieve(address: str) -> Resource:
    part, _, name = address.removeprefix(_BASE).partition("/")
    path = folder() / f"{part}_{name}"
    text = path.read_text() if path.is_file() else None
    content = json.loads(text) if text else {"definitions": {name: {} for name in _ELSEWHERE}}
    return Resource.from_contents(content, default_specification=DRAFT3)


def _thinned(answer: dict) -> dict:
    """A page of 1,000 would take a second; some of its items are as good."""
    content = answer["response"]
    if isinstance(content, list):
        return {"response": content[:: max(1, len(content) // _MOST_ITEMS)]}
    items = content["items"]
    return {"response": content | {"items": items[:: max(1, len(items) // _MOST_ITEMS)]}}

"""VKontakte's published schema of its API, where it is at hand: the fake's answers keep to it.

The schema is of JSON Schema's third draft ("required": true inside a property).
"""

import json
import os
import re
from functools import cache
from pathlib import Path

from jsonschema import Draft3Validator

_ROOT = Path(__file__).resolve().parents[2]
_FILES = ("photos_objects.json", "photos_responses.json")
_OTHER_FILE = re.compile(r'"\.\./\w+/\w+\.json#/definitions/(\w+)"')
_MOST_ITEMS = 20


def folder() -> Path:
    """Where the schema would be."""
    assets = os.environ.get("FACEAPP_TEST_ASSETS") or _ROOT.parent / "shared"
    return Path(assets) / "facts" / "vk-schema"


def check(method: str, answer: dict) -> None:
    """Raises jsonschema.ValidationError if `answer` is not what `method` answers."""
    definitions = _definitions()
    name = f"{method.replace('.', '_')}_response"
    if name in definitions:
        schema = {"$ref": f"#/definitions/{name}", "definitions": definitions}
        Draft3Validator(schema).validate(_thinned(answer))


@cache
def _definitions() -> dict[str, dict]:
    """All in one; what is defined in files that are not at hand may be anything."""
    if not all((folder() / name).is_file() for name in _FILES):
        return {}
    texts = [(folder() / name).read_text(encoding="utf-8") for name in _FILES]
    found = {name: {} for text in texts for name in _OTHER_FILE.findall(text)}
    for text in texts:
        found |= json.loads(_OTHER_FILE.sub(r'"#/definitions/\1"', text))["definitions"]
    return found


def _thinned(answer: dict) -> dict:
    """A page of 1,000 would take a second; some of its items are as good."""
    content = answer["response"]
    if isinstance(content, list):
        return {"response": content[:: max(1, len(content) // _MOST_ITEMS)]}
    items = content["items"]
    return {"response": content | {"items": items[:: max(1, len(items) // _MOST_ITEMS)]}}

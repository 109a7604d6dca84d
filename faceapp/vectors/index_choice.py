"""Which index Milvus Lite shall build; it ignores parameters it does not know, so we do not."""

from collections.abc import Mapping
from dataclasses import dataclass

from faceapp.core.errors import Code, UserError

# Defaults when building and when searching, and the least value that works. More lists and a
# longer candidate list than usual: Milvus Lite spends its time elsewhere (facts of 3.2.2).
_IVF = ({"nlist": 128}, {"nprobe": 64})
_HNSW = ({"M": 16, "efConstruction": 100}, {"ef": 256})
_DEFAULTS: Mapping[str, tuple[Mapping[str, int], Mapping[str, int]]] = {
    "HNSW": _HNSW,
    "HNSW_SQ": _HNSW,
    "IVF_FLAT": _IVF,
    "IVF_SQ8": _IVF,
    "FLAT": ({}, {}),
}
_LEAST = {"M": 2}


@dataclass(frozen=True)
class IndexChoice:
    """An index type with all its parameters, those of building and those of searching."""

    index_type: str
    build: dict[str, int]
    search: dict[str, int]


def choose_index(index_type: str, parameters: Mapping[str, int]) -> IndexChoice:
    """Defaults overlaid with `parameters`. Raises UserError for what Milvus Lite cannot do."""
    if index_type not in _DEFAULTS:
        raise _refused("index_type", index_type)
    build, search = _DEFAULTS[index_type]
    for name, value in parameters.items():
        if name not in {*build, *search} or value < _LEAST.get(name, 1):
            raise _refused("index_parameters", f"{index_type} {name} = {value}")
    return IndexChoice(
        index_type,
        {name: parameters.get(name, value) for name, value in build.items()},
        {name: parameters.get(name, value) for name, value in search.items()},
    )


def _refused(key: str, reason: str) -> UserError:
    return UserError(Code.SETTINGS_INVALID, path="settings.toml", key=key, reason=reason)

"""The catalogue among the resources, and which of its models are in the store, byte for byte."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from faceapp.core.catalogue import CatalogueFile, CatalogueModel
from faceapp.ml.builtin.convert import damaged_graphs
from faceapp.ml.builtin.weights import damaged_weights
from faceapp.ml.engines import BUILTIN, pack_problems
from faceapp.ml.model_files import ModelFile, list_packs
from faceapp.ml.single_models import list_models
from faceapp.paths import resources


def load_catalogue(path: Path | None = None) -> tuple[CatalogueModel, ...]:
    """The models that can be installed, by default those that come with the program."""
    path = path or resources() / "models" / "catalogue.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_model(name, entry) for name, entry in entries.items())


def installed_names(catalogue: Sequence[CatalogueModel], models: Path) -> set[str]:
    """Models of the catalogue that the store holds as they were published."""
    stored, problems = stored_files(models), pack_problems(models)
    return {
        model.name
        for model in catalogue
        if {file.sha256 for file in stored.get(model.name, ())} == set(model.hashes)
        and not problems[model.name]
    }


def model_problems(
    models: Path, onnx_cache: Path, catalogue: Sequence[CatalogueModel]
) -> dict[str, list[str]]:
    """Name -> "file: reason" for every file that is not as it should be, the embedded ones too.

    A model that bears a name of the catalogue must have the files of the catalogue.
    """
    problems = {BUILTIN: damaged_weights() + damaged_graphs(onnx_cache)} | pack_problems(models)
    published = {model.name: model.hashes for model in catalogue}
    for name, files in stored_files(models).items():
        problems[name] += [
            f"{file.path.name}: not_published"
            for file in files
            if name in published and file.sha256 not in published[name]
        ]
    return problems


def stored_files(models: Path) -> dict[str, tuple[ModelFile, ...]]:
    """Name in the store -> the files that were imported under it."""
    packs = {pack.name: (pack.detector, pack.embedder) for pack in list_packs(models)}
    return packs | {model.name: (model.file,) for model in list_models(models)}


def _model(name: str, entry: dict[str, Any]) -> CatalogueModel:
    files = tuple(
        CatalogueFile(file["name"], file["sha256"], file.get("bytes"), tuple(file["addresses"]))
        for file in entry["files"]
    )
    archives = tuple(entry.get("archives", ()))
    return CatalogueModel(name, entry["kind"], entry["licence"], files, archives)

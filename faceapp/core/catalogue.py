"""What the catalogue says of a model, and what a person agreed to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CatalogueFile:
    """A file of a model, known by its hash; `size` in bytes, None if nobody is certain."""

    name: str
    sha256: str
    size: int | None
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class CatalogueModel:
    """A model that can be installed; `kind` is pack, detector or embedder, `licence` an id.

    `archives` are addresses of zip files that hold all the files among others.
    """

    name: str
    kind: str
    licence: str
    files: tuple[CatalogueFile, ...]
    archives: tuple[str, ...] = ()

    @property
    def size(self) -> int | None:
        """Bytes of all files, None if one is not known."""
        sizes = [file.size for file in self.files]
        return None if None in sizes else sum(size or 0 for size in sizes)

    @property
    def hashes(self) -> tuple[str, ...]:
        """The hashes of all files."""
        return tuple(file.sha256 for file in self.files)


@dataclass(frozen=True)
class Offer:
    """A model of the catalogue; `is_installed` if it is in the store as it was published."""

    model: CatalogueModel
    is_installed: bool

"""The seams of the program: what an adapter must offer to the pipeline and the services."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from faceapp.core.export import FaceRow
from faceapp.core.face_groups import NEIGHBOURS, NeighbourGraph
from faceapp.core.jobs import CancelToken, Report
from faceapp.core.remote import RemoteAlbum
from faceapp.core.similarity import Calibration
from faceapp.core.types import Detection, Floats, Halves, Ids, Image, ListingFailure, PhotoRef


class PhotoSource(Protocol):
    """A place with photos. `kind` and `root` identify it for ever; `title` is for people."""

    kind: str
    root: str
    title: str

    def list(self) -> Iterator[PhotoRef | ListingFailure]:
        """Everything that looks like a photo, in a stable order."""
        ...

    def read(self, ref: PhotoRef) -> bytes:
        """The photo's bytes. Raises ItemError."""
        ...

    def exists(self, locator: str) -> bool:
        """Whether something still lies there."""
        ...

    def covers(self, locator: str) -> bool:
        """Whether a complete `list()` would have named `locator` if it still existed."""
        ...


@runtime_checkable
class HasAlbums(Protocol):
    """A source of `RemotePhoto`s on this computer, whose albums are known once it was listed."""

    albums: Sequence[RemoteAlbum]


class PhotoReader(Protocol):
    """Reads photos of one source, wherever it lies."""

    def read(self, ref: PhotoRef) -> bytes:
        """The photo's bytes. Raises ItemError, and UserError if the source is closed to us."""
        ...


@runtime_checkable
class Closing(Protocol):
    """Holds something that must be let go of."""

    def close(self) -> None:
        """Let go of it; safe while others use it."""
        ...


@dataclass(frozen=True, eq=False)
class Template:
    """Where five landmarks lie on a square chip of `size` pixels; `points` is (5, 2) float32."""

    points: Floats
    size: int


class Detector(Protocol):
    """Finds faces."""

    @property
    def name(self) -> str:
        """The name of its file, or of its kind."""
        ...

    @property
    def family(self) -> str:
        """Its kind, which calibrations depend on."""
        ...

    @property
    def identity(self) -> str:
        """Covers its files and the version of its code."""
        ...

    @property
    def sure_score(self) -> float:
        """0..1: a face from this score on stands upright and is no mistake.

        19 of 20 upright faces reach it, and 1 in 20 of those lying on their side.
        """
        ...

    def detect(self, image: Image) -> list[Detection]:
        """Faces of one upright RGB photo of any size, strongest first. Thread-safe."""
        ...


@runtime_checkable
class BatchDetector(Detector, Protocol):
    """A detector that looks at several photos in one run of its graph."""

    def detect_all(self, images: Sequence[Image]) -> list[list[Detection]]:
        """What `detect` finds on each of the photos, which may differ in size. Thread-safe."""
        ...


class Embedder(Protocol):
    """Turns aligned chips into vectors.

    `identity` covers everything that shapes a vector; `sha256` is of its weights, by which its
    calibration is found.
    """

    name: str
    sha256: str
    identity: str
    dimension: int
    template: Template

    def embed(self, chips: Sequence[Image]) -> Floats:
        """(N, dimension) float32 unit vectors of N RGB chips cut by `template`."""
        ...


@runtime_checkable
class CentredEmbedder(Embedder, Protocol):
    """An embedder whose unit vectors are made of its network's descriptors minus a fitted mean."""

    def describe(self, chips: Sequence[Image]) -> Floats:
        """(N, D) float32 descriptors of N RGB chips, before the mean is taken away."""
        ...


@dataclass(frozen=True, eq=False)
class Engine:
    """Detector + alignment + embedder + calibration.

    `identity` is a hash over all weight files, the alignment and the code version: vectors of
    engines with different identities never meet. `device` is what really runs ("cpu", "cuda").
    """

    name: str
    identity: str
    detector: Detector
    embedder: Embedder
    calibration: Calibration
    device: str


@dataclass(frozen=True, eq=False)
class EngineCard:
    """What is known of an engine before its models are opened, and how to open them."""

    name: str
    identity: str
    dimension: int
    open: Callable[[], Engine]

    @classmethod
    def of(cls, engine: Engine) -> "EngineCard":
        """The card of an engine that is open."""
        return cls(engine.name, engine.identity, engine.embedder.dimension, lambda: engine)


@dataclass(frozen=True)
class IndexInfo:
    """What an index says of itself: its type and the parameters really in force."""

    index_type: str
    parameters: dict[str, int]
    vectors: int


class VectorIndex(Protocol):
    """Unit vectors by face id, of one engine. Upsert and delete are idempotent."""

    def upsert(self, ids: Ids, vectors: Floats | Halves) -> None:
        """Store (N,) ids with their (N, D) unit vectors, replacing what the ids had."""
        ...

    def delete(self, ids: Ids) -> None:
        """Drop ids; unknown ones are ignored."""
        ...

    def flush(self) -> None:
        """Make everything so far durable and fast to search."""
        ...

    def search(self, query: Floats, limit: int, allowed: Ids | None = None) -> tuple[Ids, Floats]:
        """Up to `limit` nearest ids with their cosines, best first; only `allowed` ids if given."""
        ...

    def ids(self) -> Ids:
        """All ids held, sorted."""
        ...

    def vectors(self, ids: Ids) -> Floats:
        """(N, D) vectors of ids that are held. Raises KeyError for an unknown one."""
        ...

    def info(self) -> IndexInfo:
        """Type, parameters in force, number of vectors."""
        ...

    def close(self) -> None:
        """Release files and threads; safe to call twice."""
        ...


class NeighbourSearch(Protocol):
    """Finds the nearest faces of many faces at once."""

    def __call__(
        self,
        vectors: Floats | Halves,
        token: CancelToken,
        report: Report,
        *,
        rows: Ids | None = None,
        count: int = NEIGHBOURS,
        least: float = -1.0,
    ) -> NeighbourGraph:
        """The `count` nearest of the (N, D) unit vectors for each of `rows` (M,), else for all.

        Those below the cosine `least` may be left out, as `least` of the graph tells. Of the others
        98 in 100 are found, or more.
        Raises Cancelled within half a second.
        """
        ...


class Exporter(Protocol):
    """Writes rows to a file."""

    def __call__(self, path: Path, rows: Iterable[FaceRow]) -> int:
        """Write all rows, whole or not at all; return how many. Raises UserError, FatalError."""
        ...

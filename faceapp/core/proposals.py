"""Names that services tell for somebody on a photo: offered to a person, never taken for true."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from faceapp.core.types import FaceBox


@dataclass(frozen=True)
class Proposal:
    """A name told by a service of this kind; `box` in pixels where it tells where."""

    name: str
    kind: str
    box: FaceBox | None = None


@dataclass(frozen=True)
class Told:
    """What a service tells of a photo at one place, by its locator."""

    locator: str
    author: str
    caption: str
    albums: tuple[str, ...] = ()


def proposals_for(
    box: FaceBox, proposals: Iterable[Proposal], taken: Iterable[str]
) -> Sequence[Proposal]:
    """Those that may mean the face at `box`: whose place it is, then those without a place.

    Each name once; none that is `taken` by another face of the photo.
    """
    used = {name.casefold() for name in taken}
    here = [one for one in proposals if one.box is None or _meet(box, one.box)]
    found = []
    for one in sorted(here, key=lambda one: one.box is None):
        if one.name.casefold() not in used:
            used.add(one.name.casefold())
            found.append(one)
    return found


def _meet(face: FaceBox, told: FaceBox) -> bool:
    """Whether the middle of the one lies in the other: people draw such boxes by eye."""
    return _holds(told, face) or _holds(face, told)


def _holds(outer: FaceBox, inner: FaceBox) -> bool:
    x, y = inner.x + inner.width / 2, inner.y + inner.height / 2
    return outer.x <= x <= outer.x + outer.width and outer.y <= y <= outer.y + outer.height

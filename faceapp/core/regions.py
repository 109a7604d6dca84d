"""Named parts of pictures as photo programs write them into metadata."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from faceapp.core.types import FaceBox

# Two boxes that share this much of what they cover are one face.
SAME_FACE_IOU = 0.5
# By EXIF orientation: which one turns an upright picture back into the stored one.
_BACK = {6: 8, 8: 6}


@dataclass(frozen=True)
class Region:
    """A named rectangle: its centre and sides as shares of the picture's width and height.

    Programs count on the stored picture, before its EXIF orientation was applied.
    """

    name: str
    x: float
    y: float
    width: float
    height: float

    def upright(self, orientation: int) -> "Region":
        """The same on the upright picture; `orientation` is that of EXIF, 1..8."""
        x, y = {
            1: (self.x, self.y),
            2: (1 - self.x, self.y),
            3: (1 - self.x, 1 - self.y),
            4: (self.x, 1 - self.y),
            5: (self.y, self.x),
            6: (1 - self.y, self.x),
            7: (1 - self.y, 1 - self.x),
            8: (self.y, 1 - self.x),
        }[orientation]
        sides = (self.height, self.width) if swaps_sides(orientation) else (self.width, self.height)
        return replace(self, x=x, y=y, width=sides[0], height=sides[1])

    def stored(self, orientation: int) -> "Region":
        """From the upright picture to the stored one."""
        return self.upright(_BACK.get(orientation, orientation))

    def box(self, width: int, height: int) -> FaceBox:
        """In pixels of a picture of this size."""
        return FaceBox(
            (self.x - self.width / 2) * width,
            (self.y - self.height / 2) * height,
            self.width * width,
            self.height * height,
        )

    def overlap(self, other: "Region") -> float:
        """Intersection over union, 0..1; shares of one picture do as well as its pixels."""
        across = (self.width + other.width) / 2 - abs(self.x - other.x)
        down = (self.height + other.height) / 2 - abs(self.y - other.y)
        shared = max(0, min(across, self.width, other.width)) * max(
            0, min(down, self.height, other.height)
        )
        union = self.width * self.height + other.width * other.height - shared
        return shared / union if union else 0.0


def region(name: str, box: FaceBox, width: int, height: int) -> Region:
    """The region of a box in pixels of a picture of this size, as far as it lies on the picture."""
    left, right = (min(max(side, 0), width) for side in (box.x, box.x + box.width))
    top, bottom = (min(max(side, 0), height) for side in (box.y, box.y + box.height))
    return Region(
        name,
        (left + right) / 2 / width,
        (top + bottom) / 2 / height,
        (right - left) / width,
        (bottom - top) / height,
    )


def swaps_sides(orientation: int) -> bool:
    """Whether the upright picture is as wide as the stored one is high."""
    return orientation >= 5


def distinct(regions: Iterable[Region]) -> Sequence[Region]:
    """Without those that lie where an earlier one does: programs write a face in two ways."""
    found: list[Region] = []
    for each in regions:
        if all(each.overlap(known) < SAME_FACE_IOU for known in found):
            found.append(each)
    return found

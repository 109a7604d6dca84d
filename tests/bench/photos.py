"""Small JPEG photos with real faces pasted in, as many as wanted, no two with the same bytes."""

from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import simplejpeg

ASSETS = Path(__file__).resolve().parents[3] / "shared/data/lfw_aligned/images"
SIDE_PX = 250


def make_photos(folder: Path, count: int) -> Path:
    """Write `count` photos of one face each, a hundred to a folder; the same every time."""
    faces = _faces()
    random = np.random.default_rng(3)
    for number in range(count):
        place = folder / f"{number // 100:04}" / f"IMG_{number:05}.jpg"
        place.parent.mkdir(parents=True, exist_ok=True)
        photo = _photo(faces[number % len(faces)], random)
        place.write_bytes(simplejpeg.encode_jpeg(photo, quality=90))
    return folder


def make_thumbnails(folder: Path, count: int) -> list[Path]:
    """Write `count` pictures of one face each, 256 by 192 pixels as thumbnails have them."""
    faces, random, made = _faces(), np.random.default_rng(4), []
    folder.mkdir(parents=True)
    for number in range(count):
        picture = _photo(faces[number % len(faces)], random)[:192]
        picture = cv2.resize(picture, (256, 192), interpolation=cv2.INTER_AREA)
        made.append(folder / f"{number}.jpg")
        made[-1].write_bytes(simplejpeg.encode_jpeg(picture, quality=82))
    return made


def make_sample(file: Path, width: int = 1600, height: int = 1200) -> Path:
    """Write a photo of the size cameras and messengers make, with one face 336 pixels wide."""
    rough = np.random.default_rng(5).integers(60, 200, (5, 5, 3), np.uint8)
    photo = cv2.resize(rough, (width, height), interpolation=cv2.INTER_LINEAR)
    face = cv2.resize(_faces()[0], (336, 336), interpolation=cv2.INTER_CUBIC)
    photo[400:736, 600:936] = face
    file.write_bytes(simplejpeg.encode_jpeg(photo, quality=90))
    return file


def _photo(face: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """A face somewhere on soft colours: noise of 5 by 5 pixels enlarged."""
    rough = random.integers(60, 200, (5, 5, 3), np.uint8)
    photo = cv2.resize(rough, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_LINEAR)
    height, width = face.shape[:2]
    top, left = random.integers(0, SIDE_PX - height), random.integers(0, SIDE_PX - width)
    photo[top : top + height, left : left + width] = face
    return np.ascontiguousarray(photo)


def _faces() -> list[np.ndarray]:
    """(112, 112, 3) RGB: those of LFW beside the checkout, else the one in a package."""
    files = sorted(ASSETS.rglob("*.jpg"))[:1000] or [_packaged()]
    return [cv2.cvtColor(cv2.imread(str(file)), cv2.COLOR_BGR2RGB) for file in files]


def _packaged() -> Path:
    package = find_spec("insightface")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "data/images/Tom_Hanks_54745.png"

"""People made of paint: an engine whose faces are coloured squares, alike by any angle one likes.

A square's red is the person, its green how far its vector is turned away from the person's own.
"""

import hashlib
from pathlib import Path

import cv2
import numpy as np
import PIL.Image

from faceapp.core.ports import Engine, Template
from faceapp.core.similarity import Calibration
from faceapp.core.types import Detection, FaceBox

PEOPLE = 6
DIMENSION = 2 * PEOPLE
SCALE = Calibration("painted", t70=0.5, t95=0.7, fmr95=1e-5, impostor_pairs=10)
_POINTS = np.array([[10, 12], [22, 12], [16, 18], [11, 24], [21, 24]], np.float32)


class SquareDetector:
    """Every square of paint is a face."""

    name = family = identity = "squares"
    sure_score = 0.5

    def detect(self, image: np.ndarray) -> list[Detection]:
        mask = (image.max(axis=2).astype(int) - image.min(axis=2) > 40).astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
        return [_detection(*map(int, row[:4])) for row in stats[1:] if row[4] > 100]


class ColourEmbedder:
    name = sha256 = identity = "colours"
    dimension = DIMENSION
    template = Template(_POINTS, 32)

    def embed(self, chips) -> np.ndarray:
        return np.array([_vector(*chip[16, 16]) for chip in chips], np.float32).reshape(
            -1, DIMENSION
        )


def painted_engine(name: str = "builtin", scale: Calibration = SCALE) -> Engine:
    return Engine(name, f"painted {name}", SquareDetector(), ColourEmbedder(), scale, "cpu")


def wall(of: object, height: int, width: int) -> np.ndarray:
    """Grey bricks, laid otherwise behind each picture: two pictures must be no copies of one."""
    seed = int.from_bytes(hashlib.sha256(str(of).encode()).digest()[:4], "big")
    bricks = np.random.default_rng(seed).integers(108, 148, (height // 20, width // 20, 1))
    return np.tile(bricks.astype(np.uint8).repeat(20, axis=0).repeat(20, axis=1), 3)


def paint(
    path: Path, *squares: tuple[int, int, int, int, float], day: str = "", is_sharp: bool = False
) -> Path:
    """A photo with squares (x, y, side, person, degrees), perhaps taken on a day "2020:05:31".

    Flat paint is as bad as a blurred face; sharp squares are checked around their middle.
    """
    pixels = wall(path.name, 300, 400)
    for x, y, side, person, degrees in squares:
        square = pixels[y : y + side, x : x + side]
        square[:] = (person * 40, round(degrees * 255 / 90), 255)
        if is_sharp:
            across, down = np.meshgrid(range(side), range(side))
            edge = (abs(across - side / 2) > side / 10) | (abs(down - side / 2) > side / 10)
            square[edge & ((across // 4 + down // 4) % 2 == 1), 1] += 80
    exif = PIL.Image.Exif()
    if day:
        exif[0x8769] = {0x9003: f"{day} 12:00:00"}
    path.parent.mkdir(parents=True, exist_ok=True)
    PIL.Image.fromarray(pixels).save(path, exif=exif)
    return path


def _detection(x: int, y: int, width: int, height: int) -> Detection:
    points = _POINTS / 32 * (width, height) + (x, y)
    return Detection(FaceBox(x, y, width, height), points.astype(np.float32), 0.99)


def _vector(red: int, green: int, blue: int) -> np.ndarray:
    person, angle = round(int(red) / 40), np.deg2rad(int(green) * 90 / 255)
    vector = np.zeros(DIMENSION, np.float32)
    vector[person], vector[PEOPLE + person] = np.cos(angle), np.sin(angle)
    return vector

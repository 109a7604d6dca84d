from pathlib import Path

import cv2
import numpy as np
import pytest

from faceapp.core.jobs import Cancelled, CancelToken, Progress
from faceapp.core.ports import Engine, Template
from faceapp.core.similarity import PROVISIONAL_ARCFACE
from faceapp.core.types import Detection, FaceBox
from faceapp.services.enrolment import Enroller, Framing

COLOURS = {"red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255), "black": (0, 0, 0)}
POINTS = np.array([(3, 3), (7, 3), (5, 5), (3, 7), (7, 7)], np.float32)


class SquareDetector:
    """Finds every square of pure colour, the smallest first."""

    name = family = identity = "squares"
    sure_score = 0.0

    def detect(self, image: np.ndarray) -> list[Detection]:
        found = []
        for colour in ("red", "green", "blue"):
            mask = (image == COLOURS[colour]).all(axis=2).astype(np.uint8)
            parts = cv2.connectedComponentsWithStats(mask)[2][1:]
            for x, y, width, height, _ in parts:
                scale = np.array([width, height], np.float32) / 10
                box = FaceBox(float(x), float(y), float(width), float(height))
                landmarks = (POINTS * scale + (x, y)).astype(np.float32)
                found.append(Detection(box, landmarks, 0.9))
        return sorted(found, key=lambda face: face.box.area)


class ColourEmbedder:
    """The mean colour of a chip; no vector at all for black."""

    name = identity = sha256 = "colours"
    dimension = 3
    template = Template(POINTS, 10)

    def embed(self, chips: list[np.ndarray]) -> np.ndarray:
        means = np.array([chip.mean(axis=(0, 1)) for chip in chips], np.float32).reshape(-1, 3)
        with np.errstate(invalid="ignore"):
            return means / np.linalg.norm(means, axis=1, keepdims=True)


ENGINE = Engine("fake", "fake", SquareDetector(), ColourEmbedder(), PROVISIONAL_ARCFACE, "cpu")


def photo(path: Path, *squares: tuple[str, int, int, int], size: int = 120) -> Path:
    """Squares (colour, x, y, side) on grey."""
    image = np.full((size, size, 3), 128, np.uint8)
    for colour, x, y, side in squares:
        image[y : y + side, x : x + side] = COLOURS[colour]
    cv2.imwrite(str(path), image[..., ::-1])
    return path


def colours(vectors: np.ndarray) -> list[str]:
    names = list(COLOURS)
    return [names[int(vector.argmax())] if vector.any() else "none" for vector in vectors]


def enrol(framing: Framing, *photos: Path, token: CancelToken | None = None):
    steps: list[Progress] = []
    return Enroller(ENGINE, framing, 2)(photos, token or CancelToken(), steps.append), steps


def test_the_largest_face_of_each_photo_is_embedded_and_failures_are_counted(tmp_path: Path):
    both = photo(tmp_path / "1.png", ("red", 5, 5, 20), ("green", 50, 50, 40))
    nobody = photo(tmp_path / "2.png")
    broken = tmp_path / "3.png"
    broken.write_bytes(b"no photo")
    one = photo(tmp_path / "4.png", ("blue", 5, 5, 20))
    result, steps = enrol(Framing.WHOLE, both, nobody, broken, tmp_path / "gone.png", one)
    assert colours(result.vectors) == ["green", "none", "none", "none", "blue"]
    assert result.enrolled.tolist() == [True, False, False, False, True]
    assert result.unreadable == 2
    assert steps[-1] == Progress(5, 5)


def test_many_photos_keep_their_order(tmp_path: Path):
    names = [["red", "green", "blue"][number % 3] for number in range(100)]
    photos = [photo(tmp_path / f"{n}.png", (name, 5, 5, 20)) for n, name in enumerate(names)]
    assert colours(enrol(Framing.WHOLE, *photos)[0].vectors) == names


def test_an_aligned_crop_needs_no_detector(tmp_path: Path):
    # Red lies where ArcFace has its face, blue is the larger box.
    crop = photo(tmp_path / "1.png", ("blue", 0, 0, 112), ("red", 14, 28, 82), size=112)
    result, _ = enrol(Framing.ALIGNED, crop)
    assert colours(result.vectors) == ["red"]


@pytest.mark.parametrize("framing", [Framing.REFLECT, Framing.BLACK])
def test_of_a_crop_with_a_border_the_face_in_the_middle_is_meant(tmp_path: Path, framing: Framing):
    crop = photo(tmp_path / "1.png", ("blue", 2, 2, 40), ("red", 50, 50, 20))
    assert colours(enrol(framing, crop)[0].vectors) == ["red"]


def test_a_vector_that_is_not_finite_is_a_failure_to_enrol(tmp_path: Path):
    result, _ = enrol(Framing.ALIGNED, photo(tmp_path / "1.png", ("black", 0, 0, 120)))
    assert not result.enrolled.any()
    assert not result.vectors.any()


def test_a_cancel_ends_it(tmp_path: Path):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        enrol(Framing.WHOLE, photo(tmp_path / "1.png"), token=token)

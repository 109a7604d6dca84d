"""A face at a person's word: found by the detector in the box, else taken as the box says."""

from types import SimpleNamespace

import numpy as np
import pytest

from faceapp.core.alignment import ARCFACE
from faceapp.core.ports import Engine
from faceapp.core.similarity import PROVISIONAL_ARCFACE
from faceapp.core.types import Detection, FaceBox
from faceapp.pipeline.drawn_face import face_in_box

IMAGE = np.random.default_rng(1).integers(0, 255, (400, 600, 3)).astype(np.uint8)
BOX = FaceBox(250, 150, 80, 100)


class Finder:
    """Finds faces at fixed places of the photo, whichever region it is shown."""

    sure_score, identity, family, name = 0.9, "finder", "finder", "finder"

    def __init__(self, *places: FaceBox) -> None:
        self.places = places
        self.shapes: list[tuple[int, ...]] = []

    def detect(self, image: np.ndarray) -> list[Detection]:
        self.shapes.append(image.shape)
        top, left = self.corner(image)
        points = ARCFACE.points * 0.7
        return [
            Detection(
                FaceBox(box.x - left, box.y - top, box.width, box.height),
                points + np.array([box.x - left, box.y - top], np.float32),
                0.8,
            )
            for box in self.places
        ]

    @staticmethod
    def corner(image: np.ndarray) -> tuple[int, int]:
        first = np.argwhere((image[0, 0] == IMAGE).all(axis=2))
        fitting = [
            (top, left)
            for top, left in first.tolist()
            if np.array_equal(IMAGE[top : top + 3, left : left + 3], image[:3, :3])
        ]
        return fitting[0]


def engine(finder: Finder) -> Engine:
    def embed(chips):
        assert all(chip.shape == (112, 112, 3) for chip in chips)
        vectors = np.zeros((len(chips), 4), np.float32)
        vectors[:, 0] = 1
        return vectors

    embedder = SimpleNamespace(template=ARCFACE, embed=embed, dimension=4)
    return Engine("tried", "tried", finder, embedder, PROVISIONAL_ARCFACE, "cpu")


def test_what_the_detector_sees_gives_the_landmarks_and_the_person_the_box():
    finder = Finder(FaceBox(255, 155, 76, 96))
    face = face_in_box(IMAGE, BOX, engine(finder))
    assert face.detection.box == BOX
    assert face.detection.score == pytest.approx(0.8)
    assert np.allclose(face.detection.landmarks, ARCFACE.points * 0.7 + [255, 155], atol=0.01)
    assert finder.shapes == [(300, 240, 3)]  # the box and as much around it


def test_a_neighbour_is_not_taken_for_the_drawn_face():
    face = face_in_box(IMAGE, BOX, engine(Finder(FaceBox(320, 150, 80, 100))))
    assert face.detection.score == 0


def test_without_a_detection_the_face_lies_as_in_the_template():
    face = face_in_box(IMAGE, BOX, engine(Finder()))
    assert face.detection.box == BOX
    assert (face.detection.score, face.quality.score) == (0, 0)
    scale = 100 / 112
    assert np.allclose(face.detection.landmarks, ARCFACE.points * scale + [240, 150], atol=0.01)


@pytest.mark.parametrize("box", [FaceBox(-10, -20, 60, 60), FaceBox(560, 370, 60, 50)])
def test_a_box_at_the_edge_works(box):
    assert face_in_box(IMAGE, box, engine(Finder())).detection.box == box

"""A face where a person says there is one, though the detector may not see it."""

from dataclasses import replace

import numpy as np

from faceapp.core.boxes import iou
from faceapp.core.ports import Engine, Template
from faceapp.core.types import Detection, Face, FaceBox, Floats, Image
from faceapp.pipeline.second_look import moved
from faceapp.pipeline.stages import align, embed

# Around the box as much again on each side: detectors want to see where a head ends.
_MARGIN = 1.0
# A detection that shares less with the box is another face, or a part of one.
_SAME_FACE_IOU = 0.3


def face_in_box(image: Image, box: FaceBox, engine: Engine) -> Face:
    """The face inside a drawn `box` of an upright RGB photo, embedded; it keeps that box.

    The engine's detector looks at the box and its surroundings and gives the landmarks. Where it
    finds nothing there, they are taken to lie in the box as in the engine's template: a pose that
    fits no tilted head, so its score and quality are 0 and it matches less well. Raises ItemError.
    """
    found = _detected(image, box, engine)
    guess = Detection(box, _as_in_template(box, engine.embedder.template), 0.0)
    seen = align(image, [replace(found, box=box)] if found else [], engine)
    return embed(seen or align(image, [guess], engine), engine)[0]


def _detected(image: Image, box: FaceBox, engine: Engine) -> Detection | None:
    """The detection that shares most with the box, in pixels of the whole photo."""
    left, top = (max(0, round(value)) for value in _corner(box))
    right = round(box.x + box.width * (1 + _MARGIN))
    bottom = round(box.y + box.height * (1 + _MARGIN))
    region = np.ascontiguousarray(image[top : max(top, bottom), left : max(left, right)])
    if not region.size:
        return None
    found = [moved(face, 1.0, (left, top)) for face in engine.detector.detect(region)]
    best = max(found, key=lambda face: iou(face.box, box), default=None)
    return best if best and iou(best.box, box) >= _SAME_FACE_IOU else None


def _corner(box: FaceBox) -> tuple[float, float]:
    return box.x - box.width * _MARGIN, box.y - box.height * _MARGIN


def _as_in_template(box: FaceBox, template: Template) -> Floats:
    """(5, 2) landmarks: the chip is the smallest square around the box."""
    side = max(box.width, box.height)
    corner = (box.x + (box.width - side) / 2, box.y + (box.height - side) / 2)
    points: Floats = template.points * np.float32(side / template.size)
    return points + np.array(corner, np.float32)

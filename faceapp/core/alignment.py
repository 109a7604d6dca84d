"""Where the five landmarks lie on an aligned chip, and the transform that brings them there."""

import numpy as np

from faceapp.core.ports import Template
from faceapp.core.types import Floats

# The pose that ArcFace and its relatives were trained on (insightface face_align.py).
ARCFACE = Template(
    np.array(
        [
            (38.2946, 51.6963),
            (73.5318, 51.5014),
            (56.0252, 71.7366),
            (41.5493, 92.3655),
            (70.7299, 92.2041),
        ],
        np.float32,
    ),
    112,
)

# dlib's mean face of 68 points in a 150-pixel chip with padding 0.25, reduced to eye centres,
# nose tip and mouth corners (mean face: dlib image_transforms/interpolation.h).
DLIB = Template(
    np.array(
        [
            (47.549, 46.599),
            (100.476, 46.599),
            (74.013, 76.562),
            (50.415, 103.023),
            (97.610, 103.023),
        ],
        np.float32,
    ),
    150,
)


def similarity_transform(points: Floats, template: Template) -> Floats:
    """The (2, 3) matrix that turns, scales and shifts (5, 2) `points` onto the template.

    Least squares without reflection (Umeyama 1991); with points as complex numbers that is the
    linear regression target = factor * point + shift. Raises ValueError if the points coincide,
    are not finite, or say nothing about the pose.
    """
    source = _complex(points)
    target = _complex(template.points)
    centred = source - source.mean()
    factor = np.vdot(centred, target) / max(np.vdot(centred, centred).real, 1e-12)
    if not 1e-6 < abs(factor) < 1e6:
        raise ValueError(f"no similarity transform for landmarks {points.tolist()}")
    shift = target.mean() - factor * source.mean()
    return np.array(
        [[factor.real, -factor.imag, shift.real], [factor.imag, factor.real, shift.imag]]
    )


def _complex(points: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.complex128]]:
    return points[:, 0].astype(np.float64) + 1j * points[:, 1]

"""Where five landmarks lie on an aligned chip, and the transform that brings them there."""

import numpy as np
from numpy.typing import NDArray

from faceapp.core.ports import Template
from faceapp.core.types import Floats

# The pose of ArcFace and its relatives (insightface, utils/face_align.py).
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

# dlib's mean face (image_transforms/interpolation.h, padding 0.25) with the eye points averaged,
# and 5 % larger: behind MTCNN's landmarks that tells people apart a little better, on LFW's photos
# (d' 4.43, not 4.32) as on its aligned crops (4.84, not 4.78).
DLIB = Template(
    np.array(
        [
            (46.176, 45.179),
            (101.750, 45.179),
            (73.964, 76.640),
            (49.186, 104.424),
            (98.741, 104.424),
        ],
        np.float32,
    ),
    150,
)


def similarity_transform(points: Floats, template: Template) -> NDArray[np.float64]:
    """The (2, 3) matrix that turns, scales and shifts (5, 2) `points` onto the template.

    Least squares without reflection (Umeyama 1991): with points as complex numbers a linear
    regression. Raises ValueError if the points coincide, are not finite or show no pose.
    """
    source, target = _complex(points), _complex(template.points)
    centred = source - source.mean()
    spread = np.vdot(centred, centred).real
    factor = np.vdot(centred, target) / spread if spread > 0 else 0j
    if not 1e-6 < abs(factor) < 1e6:
        raise ValueError(f"landmarks without a pose: {points.tolist()}")
    shift = target.mean() - factor * source.mean()
    return np.array(
        [[factor.real, -factor.imag, shift.real], [factor.imag, factor.real, shift.imag]]
    )


def _complex(points: Floats) -> NDArray[np.complex128]:
    return points[:, 0].astype(np.complex128) + 1j * points[:, 1]

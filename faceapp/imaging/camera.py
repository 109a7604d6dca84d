"""What a camera wrote about how a photo was taken; Pillow reads it, nonsense is left out."""

import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import PIL.Image

_CAMERA_DIRECTORY, _GPS_DIRECTORY = 0x8769, 0x8825
_MAKE, _MODEL, _LENS = 0x010F, 0x0110, 0xA434
_EXPOSURE, _APERTURE, _ISO, _FOCAL_LENGTH = 0x829A, 0x829D, 0x8827, 0x920A
_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE = 1, 2, 3, 4


@dataclass(frozen=True)
class Camera:
    """Empty or None is what the file does not say.

    `exposure` is in seconds as people write it ("1/250"), `focal_length` in millimetres, `place`
    is (latitude, longitude) in degrees, north and east positive.
    """

    model: str = ""
    lens: str = ""
    exposure: str = ""
    aperture: float | None = None
    iso: int | None = None
    focal_length: float | None = None
    place: tuple[float, float] | None = None


def read_camera(data: bytes) -> Camera:
    """What the bytes of a photo say; never raises."""
    try:
        with PIL.Image.open(io.BytesIO(data)) as image:
            exif = image.getexif()
            top, below = dict(exif), dict(exif.get_ifd(_CAMERA_DIRECTORY))
            place = dict(exif.get_ifd(_GPS_DIRECTORY))
    except Exception:  # noqa: BLE001  hostile blocks raise anything, and this is a nicety
        return Camera()
    return Camera(
        _model(_text(top.get(_MAKE)), _text(top.get(_MODEL))),
        _text(below.get(_LENS)),
        _exposure(_number(below.get(_EXPOSURE))),
        _number(below.get(_APERTURE)),
        _whole(below.get(_ISO)),
        _number(below.get(_FOCAL_LENGTH)),
        _place(place),
    )


def _model(make: str, model: str) -> str:
    """Most makers repeat their name in the model, some do not."""
    first = make.split(" ", maxsplit=1)[0]
    return model if model.lower().startswith(first.lower()) else f"{first} {model}".strip()


def _text(value: object) -> str:
    text = value.split("\x00")[0] if isinstance(value, str) else ""
    return " ".join("".join(letter for letter in text if letter.isprintable()).split())[:80]


def _number(value: Any) -> float | None:  # noqa: ANN401  whatever stands in the file
    try:
        number = float(value)
    except (TypeError, ValueError, ArithmeticError):
        return None
    return number if math.isfinite(number) and number > 0 else None


def _whole(value: Any) -> int | None:  # noqa: ANN401
    first = value[0] if isinstance(value, tuple) and value else value
    number = _number(first)
    return None if number is None else round(number)


def _exposure(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds >= 0.4:
        return f"{seconds:.1f}".removesuffix(".0")
    return str(Fraction(1, max(1, round(1 / seconds))))


def _place(gps: Mapping[int, object]) -> tuple[float, float] | None:
    latitude = _degrees(gps.get(_LATITUDE), gps.get(_LATITUDE_REF) == "S")
    longitude = _degrees(gps.get(_LONGITUDE), gps.get(_LONGITUDE_REF) == "W")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def _degrees(parts: object, is_negative: bool) -> float | None:
    """Degrees, minutes and seconds as one number."""
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    try:
        whole, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ArithmeticError):
        return None
    degrees = whole + minutes / 60 + seconds / 3600
    if not math.isfinite(degrees):
        return None
    return -degrees if is_negative else degrees

import io
import sys

import numpy as np
import pytest
import tifffile

from faceapp.core.errors import Code, ItemError
from faceapp.imaging.decode import decode

RED, BLUE = (50_000, 3_000, 3_000), (3_000, 3_000, 50_000)


def dng(orientation=1):
    """The smallest raw file: an RGGB mosaic of 160 x 120, red on the left and blue on the right."""
    scene = np.empty((120, 160, 3), np.uint16)
    scene[:, :80], scene[:, 80:] = RED, BLUE
    mosaic = scene[:, :, 1].copy()
    mosaic[0::2, 0::2] = scene[0::2, 0::2, 0]
    mosaic[1::2, 1::2] = scene[1::2, 1::2, 2]
    identity = [value for row in np.eye(3, dtype=int) for cell in row for value in (int(cell), 1)]
    tags = [
        (271, "s", 0, "Maker", True),
        (272, "s", 0, "Model", True),
        (274, "H", 1, orientation, True),
        (33421, "H", 2, (2, 2), True),  # CFARepeatPatternDim
        (33422, "B", 4, bytes((0, 1, 1, 2)), True),  # CFAPattern
        (50706, "B", 4, bytes((1, 4, 0, 0)), True),  # DNGVersion
        (50708, "s", 0, "Maker Model", True),
        (50717, "I", 1, 65_535, True),  # WhiteLevel
        (50721, "2i", 9, identity, True),  # ColorMatrix1
        (50728, "2I", 3, [1, 1, 1, 1, 1, 1], True),  # AsShotNeutral
        (50778, "H", 1, 21, True),  # CalibrationIlluminant1: D65
    ]
    file = io.BytesIO()
    tifffile.imwrite(file, mosaic, photometric=32_803, planarconfig=1, extratags=tags)
    return file.getvalue()


def code_of(data, name):
    with pytest.raises(ItemError) as caught:
        decode(data, name=name)
    return caught.value.code


def test_a_raw_file_is_developed_and_upright():
    pytest.importorskip("rawpy")
    flat, tall = decode(dng(), name="DSC_1.DNG"), decode(dng(orientation=6), name="DSC_2.dng")
    assert (flat.facts.format, flat.facts.width, flat.facts.height) == ("RAW", 160, 120)
    assert (tall.facts.width, tall.facts.height) == (120, 160)
    assert flat.pixels.dtype == np.uint8
    for strongest, seen in ((0, flat.pixels[60, 40]), (2, flat.pixels[60, 120])):
        assert seen.argmax() == strongest
    # turned clockwise, the left edge is on top
    for strongest, seen in ((0, tall.pixels[40, 60]), (2, tall.pixels[120, 60])):
        assert seen.argmax() == strongest


def test_bad_raw_files_say_what_is_wrong():
    pytest.importorskip("rawpy")
    assert code_of(dng()[:20_000], "a.dng") is Code.CORRUPT
    assert code_of(b"no raw file at all" * 50, "a.NEF") is Code.NOT_AN_IMAGE
    with pytest.raises(ItemError) as caught:
        decode(dng(), name="a.dng", max_megapixels=0)
    assert caught.value.code is Code.TOO_MANY_PIXELS


def test_without_rawpy_a_raw_file_asks_for_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "rawpy", None)
    assert code_of(dng(), "photo.Cr2") is Code.RAW_EXTRA_MISSING

"""Names in XMP: as exiftool reads and writes them, merged into sidecars, on turned photos."""

import io
import sys
from pathlib import Path

import numpy as np
import PIL.Image
import PIL.PngImagePlugin
import pytest

from faceapp.core.boxes import iou
from faceapp.core.regions import Region, distinct, region
from faceapp.core.types import FaceBox
from faceapp.imaging.decode import decode, read_orientation
from faceapp.imaging.xmp_packet import read_packet
from faceapp.imaging.xmp_regions import read_regions, with_regions
from tests.fakes.exiftool import exiftool, write_region, written_regions

ANNA = Region("Анна & <Co> \"'", 0.3, 0.4, 0.1, 0.2)
BOB = Region("Bob", 0.7, 0.4, 0.1, 0.2)
needs_exiftool = pytest.mark.skipif(sys.platform != "linux", reason="exiftool comes from Debian")

LIGHTROOM = """<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core 7.0">
 <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <r:Description r:about="uuid:1" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
    xmlns:regions="http://www.metadataworkinggroup.com/schemas/regions/"
    xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#" xmlns:stDim="http://ns.adobe.com/xap/1.0/sType/Dimensions#"
   crs:Exposure2012="+0.35" crs:Note='two
lines &#10; and > a sign'>
   <!-- kept -->
   <regions:Regions r:parseType="Resource">
    <regions:AppliedToDimensions stDim:w="300" stDim:h="200" stDim:unit="pixel"/>
    <regions:RegionList><r:Bag>
      <r:li><r:Description crs:Odd=' a:Name="x" ' crs:DisplayName="y"
        regions:Name = "Anne" regions:Type="Face">
       <regions:Area stArea:h="0.2" stArea:w="0.1" stArea:x="0.3" stArea:y="0.4"/>
      </r:Description></r:li>
      <r:li r:parseType="Resource"><regions:Type>Pet</regions:Type><regions:Name>Rex</regions:Name>
       <regions:Area stArea:h="0.2" stArea:w="0.1" stArea:x="0.7" stArea:y="0.4"/></r:li>
    </r:Bag></regions:RegionList>
   </regions:Regions>
  </r:Description>
 </r:RDF>
</x:xmpmeta>
"""


def names(packet: bytes) -> list[str]:
    return [found.name for found in read_regions(packet).regions]


def jpeg(orientation: int = 1) -> bytes:
    """A black picture with a white mark where the face is, off every axis of symmetry."""
    pixels = np.zeros((160, 240, 3), np.uint8)
    pixels[16:64, 24:56] = 255
    out, exif = io.BytesIO(), PIL.Image.Exif()
    exif[0x0112] = orientation
    PIL.Image.fromarray(pixels).save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_region_lies_on_the_face_however_the_camera_was_held(orientation: int):
    data = jpeg(orientation)
    assert read_orientation(data) == orientation
    pixels = decode(data).pixels
    height, width = pixels.shape[:2]
    rows, columns = np.nonzero(pixels[..., 0] > 128)
    seen = FaceBox(
        columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1
    )  # of the upright picture
    stored = region("Anna", FaceBox(24, 16, 32, 48), 240, 160)
    assert iou(stored.upright(orientation).box(width, height), seen) > 0.9
    back = region("Anna", seen, width, height).stored(orientation)
    assert back.overlap(stored) > 0.9


def test_a_region_ends_where_the_picture_does():
    found = region("Anna", FaceBox(-10, 150, 50, 100), 300, 200)
    assert found.box(300, 200) == FaceBox(0, 150, 40, 50)


def test_a_face_written_in_two_ways_counts_once():
    assert distinct([ANNA, BOB, Region("Anna", 0.31, 0.4, 0.1, 0.2)]) == [ANNA, BOB]


@needs_exiftool
def test_exiftool_reads_what_we_write(tmp_path: Path):
    file = tmp_path / "a.jpg.xmp"
    file.write_bytes(with_regions(None, [ANNA, BOB], 300, 200))
    assert written_regions(file) == [
        {"Name": ANNA.name, "Type": "Face", "X": 0.3, "Y": 0.4, "W": 0.1, "H": 0.2},
        {"Name": "Bob", "Type": "Face", "X": 0.7, "Y": 0.4, "W": 0.1, "H": 0.2},
    ]
    size = exiftool("-s3", "-RegionAppliedToDimensionsW", "-RegionAppliedToDimensionsH", file)
    assert size.split() == ["300", "200"]


@needs_exiftool
@pytest.mark.parametrize("form", ["a.jpg", "a.png", "a.webp", "a.tif", "a.jpg.xmp"])
def test_what_exiftool_writes_is_read_wherever_it_lies(tmp_path: Path, form: str):
    file = tmp_path / form
    if file.suffix != ".xmp":
        PIL.Image.new("RGB", (300, 200)).save(file)
    write_region(file, "Анна", (0.3, 0.4, 0.1, 0.2))
    exiftool(
        *("-q", "-overwrite_original", "-XMP-MP:RegionPersonDisplayName=Bob"),
        *("-XMP-MP:RegionRectangle=0.65, 0.3, 0.1, 0.2", file),
    )
    if file.suffix == ".xmp":
        packet = file.read_bytes()
    else:
        with file.open("rb") as opened:
            packet = read_packet(opened)
    found = read_regions(packet)
    assert [known.name for known in found.regions] == ["Анна", "Bob"]
    assert found.regions[0].overlap(ANNA) == pytest.approx(1)
    assert found.regions[1].overlap(BOB) == pytest.approx(1)
    assert found.size == (300, 200)


@needs_exiftool
def test_a_sidecar_of_exiftool_gets_our_names_and_keeps_its_own(tmp_path: Path):
    file = tmp_path / "a.jpg.xmp"
    write_region(file, "Anne", (0.3, 0.4, 0.1, 0.2))
    exiftool("-q", "-overwrite_original", "-XMP-dc:Subject=snow", "-XMP-xmp:Rating=4", file)
    file.write_bytes(with_regions(file.read_bytes(), [ANNA, BOB], 300, 200))
    assert [found["Name"] for found in written_regions(file)] == [ANNA.name, "Bob"]
    assert exiftool("-s3", "-Subject", "-Rating", file).split() == ["snow", "4"]


def test_attributes_and_nested_descriptions_are_read():
    assert names(LIGHTROOM.encode()) == ["Anne"]  # a pet is no face


def test_merging_changes_the_bytes_of_names_alone():
    merged = with_regions(LIGHTROOM.encode(), [ANNA, BOB], 300, 200).decode()
    assert names(merged.encode()) == [ANNA.name, "Bob"]
    at = merged.index("<rdf:li")
    end = merged.index("</rdf:li>") + len("</rdf:li>\n")
    renamed = 'regions:Name = "Анна &amp; &lt;Co&gt; &quot;&apos;"'
    rest = (merged[:at].rstrip(" ") + merged[end:]).replace(renamed, 'regions:Name = "Anne"')
    assert "".join(rest.split()) == "".join(LIGHTROOM.split())
    assert with_regions(merged.encode(), [ANNA, BOB], 300, 200).decode() == merged


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_sidecar_keeps_its_encoding(codec: str):
    text = f'<?xml version="1.0" encoding="{codec[:6]}"?>\n{LIGHTROOM}'
    merged = with_regions(text.encode(codec), [BOB], 300, 200)
    assert names(merged) == ["Anne", "Bob"]
    assert merged.decode(codec).startswith("<?xml")


@pytest.mark.parametrize(
    "regions",
    [
        "",
        "<regions:Regions/>",
        "<regions:Regions r:parseType='Resource'><regions:RegionList/></regions:Regions>",
        "<regions:Regions r:parseType='Resource'><regions:RegionList><r:Bag/>"
        "</regions:RegionList></regions:Regions>",
    ],
)
def test_a_sidecar_without_a_list_of_regions_gets_one(regions: str):
    start, end = LIGHTROOM.index("<regions:Regions"), LIGHTROOM.index("</regions:Regions>")
    text = LIGHTROOM[:start] + regions + LIGHTROOM[end + len("</regions:Regions>") :]
    merged = with_regions(text.encode(), [ANNA], 300, 200)
    assert names(merged) == [ANNA.name]
    assert b'crs:Exposure2012="+0.35"' in merged
    assert with_regions(merged, [ANNA], 300, 200) == merged


@pytest.mark.parametrize(
    "name",
    ["<regions:Name/>", "<regions:Name></regions:Name>", "<regions:Name>Anne</regions:Name>", ""],
)
def test_a_region_without_our_name_gets_it(name: str):
    text = LIGHTROOM.replace('regions:Name = "Anne"', "").replace(
        '<regions:Area stArea:h="0.2" stArea:w="0.1" stArea:x="0.3"',
        f'{name}<regions:Area stArea:h="0.2" stArea:w="0.1" stArea:x="0.3"',
    )
    merged = with_regions(text.encode(), [ANNA], 300, 200)
    assert names(merged) == [ANNA.name]
    assert merged.count(b"<r:li") == 2


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"no xml",
        b"<a/>",
        b"<!DOCTYPE a>" + LIGHTROOM.encode(),
        b'<!DOCTYPE a [<!ENTITY b "bbbb">]>' + LIGHTROOM.replace("Anne", "&b;").encode(),
        b"<a>" * 1000,
        LIGHTROOM.replace("<!-- kept -->", "<b/>" * 100_000).encode(),
        LIGHTROOM.replace("<!-- kept -->", "<b>" * 100 + "</b>" * 100).encode(),
        b"\xff\xfe<\x00",
        b"\xff\xff",
    ],
)
def test_what_is_no_xmp_is_not_merged(packet: bytes):
    with pytest.raises(ValueError):
        with_regions(packet, [ANNA], 300, 200)
    assert with_regions(LIGHTROOM.encode(), [ANNA], 300, 200)


def test_pixels_as_unit_need_the_size_and_nonsense_is_left_out():
    text = LIGHTROOM.replace(
        'stArea:h="0.2" stArea:w="0.1" stArea:x="0.3" stArea:y="0.4"',
        'stArea:h="40" stArea:w="30" stArea:x="90" stArea:y="80" stArea:unit="pixel"',
    )
    (found,) = read_regions(text.encode()).regions
    assert found.overlap(ANNA) == pytest.approx(1)
    for wrong in ("nan", "inf", "x", "1e300", "-5"):
        assert names(text.replace('stArea:w="30"', f'stArea:w="{wrong}"').encode()) == []
    assert names(text.replace("AppliedToDimensions", "Other").encode()) == []


@pytest.mark.parametrize("zipped", [False, True])
def test_a_png_may_tell_it_packed(zipped: bool):
    out, info = io.BytesIO(), PIL.PngImagePlugin.PngInfo()
    info.add_itxt("Comment", "not this")
    info.add_itxt("XML:com.adobe.xmp", LIGHTROOM, "en", "x", zip=zipped)
    PIL.Image.new("RGB", (30, 20)).save(out, "PNG", pnginfo=info)
    assert read_packet(io.BytesIO(out.getvalue())) == LIGHTROOM.encode()


def test_a_png_that_swells_has_no_packet():
    out, info = io.BytesIO(), PIL.PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", "x" * 16_000_001, zip=True)
    PIL.Image.new("RGB", (30, 20)).save(out, "PNG", pnginfo=info)
    assert len(out.getvalue()) < 100_000
    assert read_packet(io.BytesIO(out.getvalue())) is None


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_cut_and_garbled_pictures_have_no_packet(form: str):
    out = io.BytesIO()
    told = (
        {"tiffinfo": {700: LIGHTROOM.encode()}} if form == "TIFF" else {"xmp": LIGHTROOM.encode()}
    )
    PIL.Image.new("RGB", (30, 20)).save(out, form, **told)
    whole = out.getvalue()
    if form != "PNG":  # Pillow writes none there
        assert read_packet(io.BytesIO(whole)) == LIGHTROOM.encode()
    for length in range(0, len(whole), 7):
        packet = read_packet(io.BytesIO(whole[:length]))
        assert packet is None or LIGHTROOM.encode().startswith(packet)
    random = np.random.default_rng(1)
    for _ in range(300):
        garbled = bytearray(whole)
        for at in random.integers(0, min(200, len(whole)), 8):
            garbled[at] = random.integers(256)
        read_packet(io.BytesIO(bytes(garbled)))

"""Names of faces in XMP: read from MWG and Microsoft regions, written as MWG regions.

Writing changes the bytes of the regions that are meant and leaves every other byte alone. MWG:
Guidelines for Handling Image Metadata 2.0, "Image Regions"; Microsoft: MP:RegionInfo.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from xml.sax.saxutils import escape

from faceapp.core.names import clean_name
from faceapp.core.regions import SAME_FACE_IOU, Region, distinct
from faceapp.imaging.xml_tree import Element, parse, to_utf8

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MWG = "http://www.metadataworkinggroup.com/schemas/regions/"
_AREA = "http://ns.adobe.com/xmp/sType/Area#"
_SIZE = "http://ns.adobe.com/xap/1.0/sType/Dimensions#"
_MP = "http://ns.microsoft.com/photo/1.2/"
_MP_INFO = "http://ns.microsoft.com/photo/1.2/t/RegionInfo#"
_MP_REGION = "http://ns.microsoft.com/photo/1.2/t/Region#"

_MOST_REGIONS = 1_000
_ATTRIBUTE = re.compile(rb"""\s(?:[^\s=:]+:)?([^\s=:]+)\s*=\s*("[^"]*"|'[^']*')""")
_EMPTY = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


@dataclass(frozen=True)
class FoundRegions:
    """The faces that a packet names, each place once.

    `size` is the picture's width and height as the writer saw it, None where it does not say.
    """

    regions: Sequence[Region]
    size: tuple[float, float] | None = None


@dataclass(frozen=True)
class _Known:
    """A region as it stands in a packet; `element` is the structure that holds its fields."""

    region: Region
    element: Element


def read_regions(packet: bytes) -> FoundRegions:
    """The named faces of an XMP packet or sidecar. Raises ValueError if it is none."""
    root = parse(to_utf8(packet)[0])
    found = [*(known.region for known in _mwg(root)), *_microsoft(root)]
    named = (region for region in found if region.name)
    return FoundRegions(distinct(islice(named, _MOST_REGIONS)), _size(root))


def with_regions(
    sidecar: bytes | None, regions: Sequence[Region], width: int, height: int
) -> bytes:
    """A sidecar that names these faces too; itself if it does so already.

    A known region at the same place gets the name, and nothing else of it changes. `width` and
    `height` are those of the picture that the regions are shares of. Raises ValueError if what is
    there is no XMP.
    """
    text, codec = to_utf8(_EMPTY.encode() if sidecar is None else sidecar)
    root = parse(text)
    known = list(islice(_mwg(root), _MOST_REGIONS))
    edits, fresh = [], []
    for region in (replace(each, name=clean_name(each.name)) for each in regions):
        there = max(known, key=lambda each: each.region.overlap(region), default=None)
        if there is None or there.region.overlap(region) < SAME_FACE_IOU:
            fresh.append(region)
        elif there.region.name != region.name:
            edits.append(_renamed(text, there.element, region.name))
    if fresh:
        edits.append(_added(root, fresh, width, height))
    for start, end, content in sorted(edits, reverse=True):
        text = text[:start] + content + text[end:]
    return text.decode().encode(codec)


def _mwg(root: Element) -> Iterator[_Known]:
    """All faces, also those without a name."""
    size = _size(root)
    for found in root.all():
        if found.name != f"{_MWG} Regions":
            continue
        for item in _items(_struct(found).child(f"{_MWG} RegionList")):
            struct = _struct(item)
            kind = _value(struct, f"{_MWG} Type") or "Face"
            area = _area(struct.child(f"{_MWG} Area"), size)
            if kind == "Face" and area:
                name = clean_name(_value(struct, f"{_MWG} Name") or "")
                yield _Known(Region(name, *area), struct)


def _microsoft(root: Element) -> Iterator[Region]:
    for found in root.all():
        if found.name != f"{_MP} RegionInfo":
            continue
        for item in _items(_struct(found).child(f"{_MP_INFO} Regions")):
            struct = _struct(item)
            name = clean_name(_value(struct, f"{_MP_REGION} PersonDisplayName") or "")
            sides = _numbers((_value(struct, f"{_MP_REGION} Rectangle") or "").split(","))
            if sides and len(sides) == 4 and _is_area(*sides[2:]):
                left, top, width, height = sides
                yield Region(name, left + width / 2, top + height / 2, width, height)


def _items(holder: Element | None) -> Sequence[Element]:
    """The items of a list of any kind."""
    found = _list(holder)
    return [child for child in found.children if child.name == f"{_RDF} li"] if found else []


def _list(holder: Element | None) -> Element | None:
    kinds = {f"{_RDF} {kind}" for kind in ("Bag", "Seq", "Alt")}
    children = holder.children if holder else []
    return next((child for child in children if child.name in kinds), None)


def _struct(element: Element) -> Element:
    """What holds the fields of a structure: the element itself, or a description in it."""
    return element.child(f"{_RDF} Description") or element


def _value(struct: Element, name: str) -> str | None:
    """A simple field, which may be an attribute or an element."""
    child = struct.child(name)
    return struct.attributes.get(name) if child is None else child.text


def _size(root: Element) -> tuple[float, float] | None:
    for found in root.all():
        if found.name == f"{_MWG} AppliedToDimensions":
            struct = _struct(found)
            sides = _numbers([_value(struct, f"{_SIZE} {side}") for side in "wh"])
            if sides and min(sides) > 0:
                return sides[0], sides[1]
    return None


def _area(
    found: Element | None, size: tuple[float, float] | None
) -> tuple[float, float, float, float] | None:
    """Centre and sides; None for a point, a circle, or nonsense."""
    if found is None:
        return None
    struct = _struct(found)
    sides = _numbers([_value(struct, f"{_AREA} {side}") for side in "xywh"])
    if sides is None:
        return None
    x, y, width, height = sides
    if _value(struct, f"{_AREA} unit") == "pixel":
        if size is None:
            return None
        x, y, width, height = x / size[0], y / size[1], width / size[0], height / size[1]
    return (x, y, width, height) if _is_area(width, height) else None


def _is_area(width: float, height: float) -> bool:
    return 0 < width <= 1 and 0 < height <= 1


def _numbers(texts: Sequence[str | None]) -> list[float] | None:
    try:
        numbers = [float(text or "") for text in texts]
    except ValueError:
        return None
    return (
        numbers if all(math.isfinite(number) and abs(number) < 1e6 for number in numbers) else None
    )


def _renamed(text: bytes, struct: Element, name: str) -> tuple[int, int, bytes]:
    """The bytes to replace so that a region has another name."""
    written = escape(name, {'"': "&quot;", "'": "&apos;"}).encode()
    child = struct.child(f"{_MWG} Name")
    if child is not None and child.end > child.inside:
        return child.inside, child.inside_end, written
    if child is not None:  # <mwg-rs:Name/>
        return child.start, child.end, _name_element(written)
    for found in _ATTRIBUTE.finditer(text, struct.start, struct.inside):
        if found[1] == b"Name" and f"{_MWG} Name" in struct.attributes:
            return found.start(2), found.end(2), b'"' + written + b'"'
    return struct.inside, struct.inside, _name_element(written)


def _name_element(written: bytes) -> bytes:
    return b'<mwg-rs:Name xmlns:mwg-rs="%s">%s</mwg-rs:Name>' % (_MWG.encode(), written)


def _added(
    root: Element, regions: Sequence[Region], width: int, height: int
) -> tuple[int, int, bytes]:
    """The bytes to insert: into the list that is there, else a description with a list."""
    items = "".join(map(_item, regions))
    for found in root.all():
        if found.name == f"{_MWG} Regions":
            present = _list(_struct(found).child(f"{_MWG} RegionList"))
            if present is None or present.end == present.inside:  # <rdf:Bag/>, or no list at all
                return found.start, found.end, _regions(items, width, height).encode()
            return present.inside_end, present.inside_end, items.encode()
    rdf = next((each for each in root.all() if each.name == f"{_RDF} RDF"), None)
    if rdf is None or rdf.end == rdf.inside:
        raise ValueError("no RDF")
    described = rdf.child(f"{_RDF} Description")
    about = (described.attributes.get(f"{_RDF} about") if described else None) or ""
    content = (
        f'<rdf:Description xmlns:rdf="{_RDF}" rdf:about="{escape(about, {chr(34): "&quot;"})}">\n'
        f"{_regions(items, width, height)}\n </rdf:Description>\n"
    )
    return rdf.inside_end, rdf.inside_end, content.encode()


def _regions(items: str, width: int, height: int) -> str:
    return f"""  <mwg-rs:Regions xmlns:mwg-rs="{_MWG}" xmlns:rdf="{_RDF}" rdf:parseType="Resource">
   <mwg-rs:AppliedToDimensions xmlns:stDim="{_SIZE}" rdf:parseType="Resource">
    <stDim:w>{width}</stDim:w>
    <stDim:h>{height}</stDim:h>
    <stDim:unit>pixel</stDim:unit>
   </mwg-rs:AppliedToDimensions>
   <mwg-rs:RegionList>
    <rdf:Bag>
{items}    </rdf:Bag>
   </mwg-rs:RegionList>
  </mwg-rs:Regions>"""


def _item(region: Region) -> str:
    """Complete in itself: it may come to stand where other prefixes are in use."""
    sides = zip("xywh", (region.x, region.y, region.width, region.height), strict=True)
    area = "".join(f"<stArea:{side}>{share:.6f}</stArea:{side}>" for side, share in sides)
    area += "<stArea:unit>normalized</stArea:unit>"
    return f"""     <rdf:li xmlns:rdf="{_RDF}" xmlns:mwg-rs="{_MWG}" rdf:parseType="Resource">
      <mwg-rs:Name>{escape(region.name)}</mwg-rs:Name>
      <mwg-rs:Type>Face</mwg-rs:Type>
      <mwg-rs:Area xmlns:stArea="{_AREA}" rdf:parseType="Resource">
       {area}
      </mwg-rs:Area>
     </rdf:li>
"""

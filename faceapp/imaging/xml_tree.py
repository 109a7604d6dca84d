"""XML of strangers as a small tree that knows where everything stands in the bytes.

So a part can be changed and every other byte stays what it was. A document type, and with it any
entity of its own, is refused.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

_MOST_ELEMENTS, _MOST_DEPTH = 100_000, 100
_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(eq=False)
class Element:
    """An element; names are `namespace name`, positions count bytes of the UTF-8 text.

    Its tag begins at `start`, what is in it at `inside`; that ends at `inside_end`, it at `end`.
    `text` is what stands directly in it.
    """

    name: str
    attributes: dict[str, str]
    start: int
    inside: int
    inside_end: int = 0
    end: int = 0
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def child(self, name: str) -> "Element | None":
        """The first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def all(self) -> Iterator["Element"]:
        """Itself and everything below it."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))


def to_utf8(data: bytes) -> tuple[bytes, str]:
    """The document without its byte order mark, and the codec that brings it back.

    Raises ValueError.
    """
    codec = next((codec for mark, codec in _MARKS if data.startswith(mark)), "utf-8")
    return data.decode(codec).encode(), codec


def parse(text: bytes) -> Element:
    """The root of a UTF-8 document. Raises ValueError."""
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise ValueError("a document type is not read")
    builder = _Builder(text)
    try:
        builder.parser.Parse(text, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return builder.root


class _Builder:
    def __init__(self, text: bytes) -> None:
        self._text = text
        self._open: list[Element] = []
        self._count = 0
        self.root = Element("", {}, 0, 0)
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS or len(self._open) > _MOST_DEPTH:
            raise ValueError("too many elements")
        at = self.parser.CurrentByteIndex
        tag = _TAG.match(self._text, at)
        assert tag is not None
        element = Element(name, attributes, at, tag.end())
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, _name: str) -> None:
        element = self._open.pop()
        if self._text[element.inside - 2 : element.inside] == b"/>":
            element.inside_end = element.end = element.inside
            return
        element.inside_end = self.parser.CurrentByteIndex
        element.end = self._text.index(b">", element.inside_end) + 1

    def _characters(self, text: str) -> None:
        self._open[-1].text += text

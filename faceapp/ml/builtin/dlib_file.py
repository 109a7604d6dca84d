"""Reads dlib's stream format of the face descriptor network into a flat list of layers.

A network is written as the version numbers of all its parts from the output inwards, then the
parts themselves from the input outwards.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from faceapp.core.types import Floats

_NEGATIVE, _LENGTH = 0x80, 0x0F
_TAG, _LAYER, _INNERMOST = 1, 2, 3
# What each kind of layer writes: t tensor, i integer, a alias (a view into the tensor), f float.
_LAYOUTS = {
    "con_4": "tiiiiiiiaaffff",
    "affine_": "taai",
    "relu_": "",
    "max_pool_2": "iiiiii",
    "avg_pool_2": "iiiiii",
    "add_prev_": "",
    "fc_2": "iitaaiffff",
}
# After that come three flags and leftovers of training: gradients and a cached output.
_LEFTOVERS = {_LAYER: "bbbttt", _INNERMOST: "bbbttti"}


@dataclass(frozen=True, eq=False)
class DlibLayer:
    """One step on the way from the input to the output.

    `kind` is dlib's name, or "branch" where a residual block begins, or "swap" where it goes on
    from the block's input while the result so far waits. `integers` are in dlib's order.
    """

    kind: str
    integers: tuple[int, ...] = ()
    parameters: Floats = field(default_factory=lambda: np.empty(0, np.float32))


@dataclass(frozen=True, eq=False)
class DlibNetwork:
    """`side` of the square RGB input, the `mean` (R, G, B) to subtract from it, and the layers."""

    side: int
    mean: tuple[float, ...]
    layers: tuple[DlibLayer, ...]


def parse_network(content: bytes) -> DlibNetwork:
    """The network in `content`. Raises ValueError if that is anything else, or longer."""
    stream = _Stream(content)
    stream.expect(1)
    stream.expect("loss_metric_2")
    stream.fields("ff")
    versions = []
    while (version := stream.integer()) != _INNERMOST:
        versions.append(version)
    stream.expect("input_rgb_image_sized")
    mean = tuple(stream.floating() for _ in range(3))
    side, _ = stream.integer(), stream.integer()
    layers = [_layer(stream, _INNERMOST), *_outer_layers(stream, versions[::-1])]
    if stream.remaining:
        raise ValueError(f"{stream.remaining} bytes left over")
    return DlibNetwork(side, mean, tuple(layers))


def _outer_layers(stream: "_Stream", versions: Sequence[int]) -> list[DlibLayer]:
    layers: list[DlibLayer] = []
    for version in versions:
        if version == _LAYER:
            layers.append(_layer(stream, version))
        elif layers[-1].kind == "branch":  # a tag and then a skip to the one before
            layers[-1] = DlibLayer("swap")
        else:
            layers.append(DlibLayer("branch"))
    return layers


def _layer(stream: "_Stream", version: int) -> DlibLayer:
    kind = stream.text()
    if kind not in _LAYOUTS:
        raise ValueError(f"unknown layer {kind!r}")
    values = stream.fields(_LAYOUTS[kind])
    stream.fields(_LEFTOVERS[version])
    integers = tuple(value for value in values if isinstance(value, int))
    tensors = [value for value in values if isinstance(value, np.ndarray)]
    return DlibLayer(kind, integers, *tensors)


class _Stream:
    """A cursor over dlib's encoding of integers, floats, texts and tensors."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._position = 0

    @property
    def remaining(self) -> int:
        return len(self._content) - self._position

    def fields(self, layout: str) -> list[object]:
        readers = {
            "t": self.tensor,
            "a": self.alias,
            "i": self.integer,
            "f": self.floating,
            "b": self.flag,
        }
        return [readers[code]() for code in layout]

    def expect(self, value: int | str) -> None:
        found = self.integer() if isinstance(value, int) else self.text()
        if found != value:
            raise ValueError(f"expected {value!r}, found {found!r}")

    def integer(self) -> int:
        control = self._take(1)[0]
        magnitude = int.from_bytes(self._take(control & _LENGTH), "little")
        return -magnitude if control & _NEGATIVE else magnitude

    def floating(self) -> float:
        mantissa = self.integer()
        return math.ldexp(mantissa, self.integer())

    def text(self) -> str:
        return self._take(self.integer()).decode("ascii", "replace")

    def flag(self) -> None:
        if self._take(1) not in (b"0", b"1"):
            raise ValueError("not a flag")

    def alias(self) -> None:
        self.expect(1)
        self.fields("iiii")

    def tensor(self) -> Floats:
        self.expect(2)
        count = math.prod(self.integer() for _ in range(4))
        return np.frombuffer(self._take(4 * count), "<f4")

    def _take(self, count: int) -> bytes:
        end = self._position + count
        if not self._position <= end <= len(self._content):
            raise ValueError("the stream ends too early")
        taken = self._content[self._position : end]
        self._position = end
        return taken

"""Changes that turn a good file into a hostile one, the same for the same seed and number."""

import random
from collections.abc import Callable, Mapping

from tests.fuzz.chunks import split
from tests.fuzz.report import Case

# Sizes, counts, offsets and lengths that programs stumble over.
_EDGES = (0, 1, 2, 3, 7, 8, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 9999, 100_000)
_LARGE = (0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, 0x10000000, 0x3FFFFFFF)
_MOST_BYTES = 3_000_000
Change = Callable[[random.Random, bytes, Mapping[str, bytes]], bytes]


def mutated(samples: Mapping[str, bytes], seed: int, number: int) -> Case:
    """The trial of this seed and number; its name is that of the sample it began with."""
    rng = random.Random(f"{seed}/{number}")
    name = rng.choice(list(samples))
    data, steps = samples[name], []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        change = rng.choice(_CHANGES)
        data = change(rng, data, samples)[:_MOST_BYTES]
        steps.append(change.__name__.strip("_"))
    return Case(name, data, f"seed {seed} trial {number} {name} {'+'.join(steps)}")


def _flip_bits(rng: random.Random, data: bytes, _: Mapping[str, bytes]) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20, 100)) if data else 0):
        changed[_place(rng, data)] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _overwrite_run(rng: random.Random, data: bytes, _: Mapping[str, bytes]) -> bytes:
    at, length = _place(rng, data), rng.choice((1, 2, 4, 16, 200, 3000))
    run = rng.choice((bytes(length), b"\xff" * length, rng.randbytes(length)))
    return data[:at] + run + data[at + length :]


def _insert_or_drop(rng: random.Random, data: bytes, _: Mapping[str, bytes]) -> bytes:
    at, length = _place(rng, data), rng.choice((1, 2, 4, 16, 200, 3000))
    if rng.random() < 0.5:
        return data[:at] + data[at + length :]
    return data[:at] + rng.choice((bytes(length), data[at : at + length])) + data[at:]


def _truncate(rng: random.Random, data: bytes, _: Mapping[str, bytes]) -> bytes:
    return data[: _place(rng, data)]


def _edit_number(rng: random.Random, data: bytes, _: Mapping[str, bytes]) -> bytes:
    """Sizes and lengths lie in the first bytes."""
    at = rng.randrange(min(len(data), 600) or 1)
    return _with_number(rng, data, at)


def _splice(rng: random.Random, data: bytes, samples: Mapping[str, bytes]) -> bytes:
    other = samples[rng.choice(list(samples))]
    return data[: _place(rng, data)] + other[_place(rng, other) :]


def _move_pieces(rng: random.Random, data: bytes, _: Mapping[str, bytes]) -> bytes:
    """Swap, double, drop or multiply pieces."""
    found = split(data)
    if found is None or not found.pieces:
        return _overwrite_run(rng, data, {})
    pieces = found.pieces
    one, other = rng.randrange(len(pieces)), rng.randrange(len(pieces))
    deed = rng.choice(("swap", "double", "drop", "multiply"))
    if deed == "swap":
        pieces[one], pieces[other] = pieces[other], pieces[one]
    elif deed == "double":
        pieces.insert(other, pieces[one])
    elif deed == "drop":
        del pieces[one]
    else:
        pieces[one:one] = [pieces[one]] * rng.choice((5, 50, 500))
    return found.joined(mended=rng.random() < 0.8)


def _edit_piece(rng: random.Random, data: bytes, _: Mapping[str, bytes]) -> bytes:
    """A number inside one piece, then the checksums put right: the parsers behind get to see it."""
    found = split(data)
    if found is None or not found.pieces:
        return _edit_number(rng, data, {})
    index = rng.randrange(len(found.pieces))
    piece = found.pieces[index]
    found.pieces[index] = _with_number(rng, piece, rng.randrange(min(len(piece), 80) or 1))
    return found.joined(mended=rng.random() < 0.8)


def _with_number(rng: random.Random, data: bytes, at: int) -> bytes:
    width = rng.choice((1, 2, 4))
    value = rng.choice(_EDGES + _LARGE) if rng.random() < 0.8 else rng.getrandbits(32)
    order = rng.choice(("big", "little"))
    return data[:at] + (value % (1 << 8 * width)).to_bytes(width, order) + data[at + width :]


def _place(rng: random.Random, data: bytes) -> int:
    """Somewhere, half of the time near the beginning."""
    reach = min(len(data), 400) if rng.random() < 0.5 else len(data)
    return rng.randrange(reach) if reach else 0


_CHANGES: tuple[Change, ...] = (
    _flip_bits,
    _overwrite_run,
    _insert_or_drop,
    _truncate,
    _edit_number,
    _splice,
    _move_pieces,
    _edit_piece,
)

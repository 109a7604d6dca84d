"""Random weights of Inception-ResNet-v1 in a file as keras writes it."""

from collections.abc import Iterator
from pathlib import Path

import h5py
import numpy as np

Shape = tuple[int, ...]
_STEM = {
    "Conv2d_1a_3x3": (3, 3, 3, 32),
    "Conv2d_2a_3x3": (3, 3, 32, 32),
    "Conv2d_2b_3x3": (3, 3, 32, 64),
    "Conv2d_3b_1x1": (1, 1, 64, 80),
    "Conv2d_4a_3x3": (3, 3, 80, 192),
    "Conv2d_4b_3x3": (3, 3, 192, 256),
}
_BLOCK35 = {
    "Branch_0_Conv2d_1x1": (1, 1, 256, 32),
    "Branch_1_Conv2d_0a_1x1": (1, 1, 256, 32),
    "Branch_1_Conv2d_0b_3x3": (3, 3, 32, 32),
    "Branch_2_Conv2d_0a_1x1": (1, 1, 256, 32),
    "Branch_2_Conv2d_0b_3x3": (3, 3, 32, 32),
    "Branch_2_Conv2d_0c_3x3": (3, 3, 32, 32),
}
_MIXED_6A = {
    "Branch_0_Conv2d_1a_3x3": (3, 3, 256, 384),
    "Branch_1_Conv2d_0a_1x1": (1, 1, 256, 192),
    "Branch_1_Conv2d_0b_3x3": (3, 3, 192, 192),
    "Branch_1_Conv2d_1a_3x3": (3, 3, 192, 256),
}
_BLOCK17 = {
    "Branch_0_Conv2d_1x1": (1, 1, 896, 128),
    "Branch_1_Conv2d_0a_1x1": (1, 1, 896, 128),
    "Branch_1_Conv2d_0b_1x7": (1, 7, 128, 128),
    "Branch_1_Conv2d_0c_7x1": (7, 1, 128, 128),
}
_MIXED_7A = {
    "Branch_0_Conv2d_0a_1x1": (1, 1, 896, 256),
    "Branch_0_Conv2d_1a_3x3": (3, 3, 256, 384),
    "Branch_1_Conv2d_0a_1x1": (1, 1, 896, 256),
    "Branch_1_Conv2d_1a_3x3": (3, 3, 256, 256),
    "Branch_2_Conv2d_0a_1x1": (1, 1, 896, 256),
    "Branch_2_Conv2d_0b_3x3": (3, 3, 256, 256),
    "Branch_2_Conv2d_1a_3x3": (3, 3, 256, 256),
}
_BLOCK8 = {
    "Branch_0_Conv2d_1x1": (1, 1, 1792, 192),
    "Branch_1_Conv2d_0a_1x1": (1, 1, 1792, 192),
    "Branch_1_Conv2d_0b_1x3": (1, 3, 192, 192),
    "Branch_1_Conv2d_0c_3x1": (3, 1, 192, 192),
}


def kernels() -> Iterator[tuple[str, Shape]]:
    """Every layer with weights, in keras' order, and the shape of its kernel."""
    yield from _STEM.items()
    yield from _blocks("Block35", 5, _BLOCK35, (1, 1, 96, 256))
    yield from _within("Mixed_6a", _MIXED_6A)
    yield from _blocks("Block17", 10, _BLOCK17, (1, 1, 256, 896))
    yield from _within("Mixed_7a", _MIXED_7A)
    yield from _blocks("Block8", 6, _BLOCK8, (1, 1, 384, 1792))
    yield "Bottleneck", (1792, 512)


def write_weights(path: Path, seed: int) -> Path:
    """Weights under which signals keep their size, all drawn from `seed`."""
    random = np.random.default_rng(seed)
    with h5py.File(path, "w") as file:
        for name, shape in kernels():
            spread = np.sqrt(2 / np.prod(shape[:-1]))
            kernel = random.standard_normal(shape, np.float32) * np.float32(spread)
            outputs = shape[-1]
            if _is_residual(name):
                shift = random.standard_normal(outputs, np.float32) * np.float32(0.1)
                _write(file, name, kernel=kernel, bias=shift)
            else:
                _write(file, name, kernel=kernel)
                _write(
                    file,
                    f"{name}_BatchNorm",
                    beta=random.standard_normal(outputs, np.float32) * np.float32(0.1),
                    moving_mean=random.standard_normal(outputs, np.float32) * np.float32(0.1),
                    moving_variance=random.uniform(0.5, 1.5, outputs).astype(np.float32),
                )
        file.create_group("MaxPool_3a_3x3")  # layers without weights are groups too
    return path


def chips(seed: int, count: int = 3) -> np.ndarray:
    """(count, 160, 160, 3) uint8 pictures drawn from `seed`, coarse enough to differ."""
    small = np.random.default_rng(seed).integers(0, 256, (count, 8, 8, 3), np.uint8)
    return small.repeat(20, axis=1).repeat(20, axis=2)


def _blocks(
    name: str, count: int, branches: dict[str, Shape], residual: Shape
) -> Iterator[tuple[str, Shape]]:
    for number in range(1, count + 1):
        yield from _within(f"{name}_{number}", branches)
        yield f"{name}_{number}_Conv2d_1x1", residual


def _within(name: str, layers: dict[str, Shape]) -> Iterator[tuple[str, Shape]]:
    return ((f"{name}_{layer}", shape) for layer, shape in layers.items())


def _is_residual(name: str) -> bool:
    return name.startswith("Block") and "Branch" not in name


def _write(file: h5py.File, layer: str, **arrays: np.ndarray) -> None:
    group = file.create_group(layer)
    group.attrs["weight_names"] = [f"{layer}/{name}:0" for name in arrays]
    for name, values in arrays.items():
        group.create_dataset(f"{layer}/{name}:0", data=values)

"""Make facenet_random.json: Inception-ResNet-v1 written down anew with torch, on random weights.

Needs torch 2.13 (CPU), h5py and numpy. From the project's root:
python -m tests.models.reference.make_facenet_random
"""

import json
import tempfile
from pathlib import Path

import h5py
import torch
from torch import nn
from torch.nn import functional

from tests.models.facenet_weights import chips, write_weights

SEED, CHIPS_SEED = 20180402, 160


class Unit(nn.Module):
    """Convolution, batch normalisation, ReLU."""

    def __init__(self, inputs, outputs, size, stride=1, padding=0):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, size, stride, padding, bias=False)
        self.norm = nn.BatchNorm2d(outputs, eps=0.001)

    def forward(self, x):
        return functional.relu(self.norm(self.conv(x)))


class Residual(nn.Module):
    def __init__(self, scale, inputs, branches, width, relu=True):
        super().__init__()
        self.scale, self.relu = scale, relu
        self.branches = nn.ModuleList(branches)
        self.up = nn.Conv2d(width, inputs, 1)

    def forward(self, x):
        mixed = torch.cat([branch(x) for branch in self.branches], 1)
        x = x + self.scale * self.up(mixed)
        return functional.relu(x) if self.relu else x


class Reduction(nn.Module):
    def __init__(self, branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        pooled = functional.max_pool2d(x, 3, 2)
        return torch.cat([*(branch(x) for branch in self.branches), pooled], 1)


def block35():
    return Residual(
        0.17,
        256,
        [
            nn.Sequential(Unit(256, 32, 1)),
            nn.Sequential(Unit(256, 32, 1), Unit(32, 32, 3, padding=1)),
            nn.Sequential(Unit(256, 32, 1), Unit(32, 32, 3, padding=1), Unit(32, 32, 3, padding=1)),
        ],
        96,
    )


def block17():
    tall_and_wide = [Unit(128, 128, (1, 7), padding=(0, 3)), Unit(128, 128, (7, 1), padding=(3, 0))]
    long = nn.Sequential(Unit(896, 128, 1), *tall_and_wide)
    return Residual(0.1, 896, [nn.Sequential(Unit(896, 128, 1)), long], 256)


def block8(scale=0.2, relu=True):
    tall_and_wide = [Unit(192, 192, (1, 3), padding=(0, 1)), Unit(192, 192, (3, 1), padding=(1, 0))]
    long = nn.Sequential(Unit(1792, 192, 1), *tall_and_wide)
    return Residual(scale, 1792, [nn.Sequential(Unit(1792, 192, 1)), long], 384, relu)


def mixed_6a():
    return Reduction(
        [
            nn.Sequential(Unit(256, 384, 3, 2)),
            nn.Sequential(Unit(256, 192, 1), Unit(192, 192, 3, 1, 1), Unit(192, 256, 3, 2)),
        ]
    )


def mixed_7a():
    return Reduction(
        [
            nn.Sequential(Unit(896, 256, 1), Unit(256, 384, 3, 2)),
            nn.Sequential(Unit(896, 256, 1), Unit(256, 256, 3, 2)),
            nn.Sequential(Unit(896, 256, 1), Unit(256, 256, 3, 1, 1), Unit(256, 256, 3, 2)),
        ]
    )


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(
            Unit(3, 32, 3, 2),
            Unit(32, 32, 3),
            Unit(32, 64, 3, padding=1),
            nn.MaxPool2d(3, 2),
            Unit(64, 80, 1),
            Unit(80, 192, 3),
            Unit(192, 256, 3, 2),
        )
        self.blocks = nn.Sequential(
            *(block35() for _ in range(5)),
            mixed_6a(),
            *(block17() for _ in range(10)),
            mixed_7a(),
            *(block8() for _ in range(5)),
            block8(1.0, relu=False),
        )
        self.linear = nn.Linear(1792, 512, bias=False)
        self.norm = nn.BatchNorm1d(512, eps=0.001)

    def forward(self, x):
        return self.norm(self.linear(self.blocks(self.stem(x)).mean((2, 3))))


def load(network: Network, file: h5py.File) -> None:
    """Fill the modules in the order they were made with the layers in the order of their depth."""
    layers = iter(sorted((name for name in file if len(file[name])), key=depth))
    norms = (nn.BatchNorm1d, nn.BatchNorm2d)
    for module in network.modules():
        if not isinstance(module, (nn.Conv2d, nn.Linear, *norms)):
            continue
        name = next(layers)
        values = {key[:-2]: torch.from_numpy(data[()]) for key, data in file[name][name].items()}
        if isinstance(module, norms):
            assert name.endswith("BatchNorm"), name
            module.bias.data = values["beta"]
            module.running_mean = values["moving_mean"]
            module.running_var = values["moving_variance"]
        else:
            assert not name.endswith("BatchNorm"), name
            kernel = values["kernel"]
            kernel = kernel.permute(3, 2, 0, 1) if kernel.ndim == 4 else kernel.T
            assert kernel.shape == module.weight.shape, name
            module.weight.data = kernel.contiguous()
            if module.bias is not None:
                module.bias.data = values["bias"]
    assert next(layers, None) is None


def depth(name: str) -> tuple:
    """Where a layer stands in the network, by its name alone."""
    stages = ["Conv2d", "Block35", "Mixed_6a", "Block17", "Mixed_7a", "Block8", "Bottleneck"]
    stage = next(index for index, start in enumerate(stages) if name.startswith(start))
    parts = name.split("_")
    number = int(parts[1]) if name.startswith("Block") else 0
    branch = int(parts[parts.index("Branch") + 1]) if "Branch" in parts else 9
    # 0a, 0b, 0c come before 1a; the stem counts 1a to 4b; normalisation follows its convolution.
    layer = name.rpartition("Conv2d_")[2]
    return stage, number, branch, layer.split("_")[0], name.endswith("BatchNorm")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_weights(Path(folder) / "weights.h5", SEED)
        network = Network().eval()
        with h5py.File(path) as file:
            load(network, file)
    pixels = torch.from_numpy(chips(CHIPS_SEED)).permute(0, 3, 1, 2).float()
    with torch.no_grad():
        vectors = functional.normalize(network((pixels - 127.5) / 128.0))
    print(vectors @ vectors.T, vectors[:, :5])
    document = {
        "weights_seed": SEED,
        "chips_seed": CHIPS_SEED,
        "torch": torch.__version__,
        "vectors": [[round(value, 7) for value in vector] for vector in vectors.tolist()],
    }
    target = Path(__file__).with_name("facenet_random.json")
    target.write_text(json.dumps(document) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

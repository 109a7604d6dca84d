"""Photos of people to try the program on, out of packages that are installed beside it anyway."""

import shutil
from importlib.util import find_spec
from pathlib import Path

from faceapp.paths import make_private_folder, unwritable

# Public-domain portrait of NASA in scikit-image; a group photo that comes with insightface.
_FILES = (
    ("skimage", "data/astronaut.png", "astronaut.png"),
    ("insightface", "data/images/t1.jpg", "friends.jpg"),
    ("insightface", "data/images/Tom_Hanks_54745.png", "portrait.png"),
)


def find_samples() -> dict[str, Path]:
    """The sample photos on this machine, by the name to give them; nothing is downloaded."""
    return {name: path for package, place, name in _FILES if (path := _found(package, place))}


def copy_samples(folder: Path) -> Path:
    """Put them into a folder of their own, to be scanned like any. Raises UserError, FatalError."""
    make_private_folder(folder)
    for name, path in find_samples().items():
        try:
            shutil.copyfile(path, folder / name)
        except OSError as error:
            raise unwritable(folder, error) from error
    return folder


def _found(package: str, place: str) -> Path | None:
    spec = find_spec(package)  # imports nothing: insightface alone would take a second
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / place
    return path if path.is_file() else None

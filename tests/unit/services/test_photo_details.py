"""One photo with its places, pixels and faces; a look in tiles is saved as a scan's."""

import hashlib
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest

from faceapp.core.alignment import ARCFACE
from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.ports import Engine
from faceapp.core.settings import Settings
from faceapp.core.similarity import PROVISIONAL_ARCFACE
from faceapp.core.types import AnalysedPhoto, Detection, FaceBox, PhotoFacts, PhotoRef
from faceapp.imaging.thumbnails import ThumbnailCache
from faceapp.services.originals import Originals
from faceapp.services.photo_details import PhotoDetailsService
from faceapp.sources import open_source
from faceapp.stores.record import record
from faceapp.stores.rows import Analyst
from tests.unit.stores.library import DIMENSION, Library, face


class Finder:
    """Sees a face at 100, and in tiles another one."""

    sure_score, identity, family, name = 0.5, "finder", "finder", "finder"
    seen = 0

    def detect(self, image: np.ndarray) -> list[Detection]:
        self.seen += 1
        places = [100] if self.seen == 1 else [100, 400]
        points = ARCFACE.points
        return [Detection(FaceBox(x, 100, 50, 50), points + x, 0.9) for x in places]


class Embedder:
    template, dimension, identity, name, sha256 = ARCFACE, DIMENSION, "identity", "", ""

    def embed(self, chips: list) -> np.ndarray:
        return np.eye(DIMENSION, dtype=np.float32)[: len(chips)]


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """The same photo in two folders."""
    pixels = np.random.default_rng(3).integers(0, 255, (400, 600, 3)).astype(np.uint8)
    paths = [tmp_path / name / "photo.png" for name in ("one", "two")]
    for path in paths:
        path.parent.mkdir()
        cv2.imwrite(str(path), pixels)
    return paths


@pytest.fixture
def service(library: Library, photos: list[Path], tmp_path: Path) -> PhotoDetailsService:
    sha256 = hashlib.sha256(photos[0].read_bytes()).hexdigest()
    facts = PhotoFacts(600, 400, "PNG", "pixels", "0f")
    for path in photos:
        status = path.stat()
        ref = PhotoRef(str(path), status.st_size, status.st_mtime_ns)
        with library.database.write() as unit:
            source = unit.sources.adopt("local", str(path.parent), path.parent.name)
            photo = AnalysedPhoto(ref, sha256, facts, (face("anna", 100),))
            record(
                unit,
                source,
                Analyst(library.engine, 1, 0.5),
                [photo],
                still_there=lambda _: True,
            )

    @contextmanager
    def writing():
        yield library.database

    engine = Engine("builtin", "identity", Finder(), Embedder(), PROVISIONAL_ARCFACE, "cpu")
    return PhotoDetailsService(
        library.database,
        writing,
        lambda: engine,
        Originals(lambda root: open_source(Path(root), Settings()), 100).read_at,
        ThumbnailCache(tmp_path / "thumbs", 10),
        100,
    )


def look(service: PhotoDetailsService):
    return service.look_harder(1, CancelToken(), lambda _: None)


def test_a_photo_is_told_with_all_its_places(service, photos):
    details = service.get(1, "builtin")
    assert [place.locator for place in details.places] == [str(path) for path in photos]
    assert (details.width, details.format, details.state) == (600, "PNG", "ok")
    assert [known.id for known in details.faces] == [1]
    with pytest.raises(UserError) as caught:
        service.get(2, "builtin")
    assert caught.value.code is Code.UNKNOWN_PHOTO
    assert service.get(1, "unheard of").faces == ()


def test_pixels_come_from_wherever_the_photo_still_lies(service, photos):
    details = service.get(1, "builtin")
    photos[0].unlink()
    photos[0].parent.rmdir()
    assert service.full(details).levels[0].shape == (400, 600, 3)
    photos[1].unlink()
    with pytest.raises(UserError) as caught:
        service.full(details)
    assert caught.value.code is Code.PATH_NOT_FOUND


def test_a_large_photo_comes_in_halves(service, photos, tmp_path):
    details = service.get(1, "builtin")
    for path in photos:
        cv2.imwrite(str(path), np.zeros((4100, 6000, 3), np.uint8))
    levels = service.full(details).levels
    assert [level.shape[:2] for level in levels] == [(4100, 6000), (2050, 3000), (1025, 1500)]


def test_more_pixels_than_anybody_is_shown_are_reduced(service, monkeypatch):
    monkeypatch.setattr("faceapp.services.photo_details.SHOWN_MEGAPIXELS", 0.06)
    assert service.full(service.get(1, "builtin")).levels[0].shape[:2] == (200, 300)


def test_a_harder_look_adds_what_it_finds(service, library):
    found = look(service)
    assert (found.before, found.after, found.new) == (1, 2, (2,))
    assert [known.id for known in service.get(1, "builtin").faces] == [1, 2]
    assert len(service.get(1, "builtin").places) == 2
    with library.database.read() as unit:
        assert unit.photos.known_hashes(library.engine, in_tiles=True)


def test_a_harder_look_at_a_changed_file_leaves_the_library_alone(service, photos):
    for path in photos:
        path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(ItemError) as caught:
        look(service)
    assert caught.value.code is Code.CHANGED_WHILE_READ
    assert len(service.get(1, "builtin").faces) == 1


def test_a_face_in_a_box_comes_with_its_engine(service):
    seen, engine = service.face_at(1, FaceBox(300, 200, 60, 60))
    assert (seen.detection.box, engine.name) == (FaceBox(300, 200, 60, 60), "builtin")

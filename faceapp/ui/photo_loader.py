"""Brings photos into the viewer: at once the thumbnail, then the photo, then its neighbours."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from faceapp.core.errors import FaceAppError
from faceapp.core.records import PhotoDetails
from faceapp.core.types import Image
from faceapp.imaging.camera import Camera
from faceapp.services.workspace import Workspace
from faceapp.ui.desk import Desk
from faceapp.ui.jobs.questions import Question

# Decoded photos kept, whatever comes first; a megapixel takes 3 MB.
_MOST_FULL, _MOST_MEGAPIXELS = 3, 130
_MOST_GLANCES = 12
_NO_CAMERA = Camera()


@dataclass(frozen=True, eq=False)
class Glance:
    """What is there at once: everything known of a photo, and its thumbnail, or a null image."""

    details: PhotoDetails
    thumbnail: QImage


@dataclass(frozen=True, eq=False)
class Loaded:
    """A decoded photo, the most detailed picture first, or why there is none."""

    photo: int
    images: tuple[QImage, ...] = ()
    camera: Camera = _NO_CAMERA
    error: FaceAppError | None = None

    @property
    def megapixels(self) -> float:
        """Of all pictures."""
        return sum(image.width() * image.height() for image in self.images) / 1_000_000


class PhotoLoader(QObject):
    """Loads what is wanted and lets go of the rest; `loaded` never comes before `glanced`."""

    glanced = Signal(object)
    loaded = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        """Begin with nothing; its owner keeps it."""
        super().__init__()
        self._desk = desk
        self._glances: OrderedDict[int, Glance] = OrderedDict()
        self._full: OrderedDict[int, Loaded] = OrderedDict()
        self._wanted: list[int] = []
        self._questions: list[Question] = []

    def want(self, photo: int, neighbours: Sequence[int]) -> None:
        """Bring a photo, then those that may be wanted next."""
        self.stop()
        self._wanted = [photo, *neighbours]
        for failed in [other for other, loaded in self._full.items() if loaded.error]:
            del self._full[failed]  # the disk may be back
        if photo in self._full:
            self._full.move_to_end(photo)
        if photo in self._glances:
            self._show(self._glances[photo])
        else:
            self._ask_glance(photo)
        self._load_next()

    def refresh(self) -> None:
        """What is known of the photos may have changed, their pixels have not."""
        self._glances.clear()
        if self._wanted:
            self._ask_glance(self._wanted[0])

    def stop(self) -> None:
        """Nothing more is wanted."""
        for question in self._questions:
            question.drop()
        self._questions.clear()
        self._wanted = []

    def let_go(self) -> None:
        """Give the memory back."""
        self.stop()
        self._full.clear()
        self._glances.clear()

    def _ask_glance(self, photo: int) -> None:
        work = partial(_glance, self._desk.workspace, photo)
        self._questions.append(self._desk.ask(work, self._on_glanced, self._on_failed))

    def _load_next(self) -> None:
        """One at a time, the photo itself first."""
        missing = [photo for photo in self._wanted if photo not in self._full]
        if missing:
            work = partial(_loaded, self._desk.workspace, missing[0])
            self._questions.append(self._desk.ask(work, self._on_loaded, is_slow=True))

    def _on_glanced(self, glance: Glance) -> None:
        photo = glance.details.id
        self._glances[photo] = glance
        while len(self._glances) > _MOST_GLANCES:
            self._glances.popitem(last=False)
        if self._wanted[:1] == [photo]:
            self._show(glance)
            for other in self._wanted[1:]:
                if other not in self._glances:
                    self._ask_glance(other)

    def _show(self, glance: Glance) -> None:
        """What there is of the photo; the rest follows when it comes."""
        self.glanced.emit(glance)
        if glance.details.id in self._full:
            self.loaded.emit(self._full[glance.details.id])

    def _on_failed(self, error: FaceAppError) -> None:
        self.failed.emit(error)

    def _on_loaded(self, loaded: Loaded) -> None:
        self._full[loaded.photo] = loaded
        self._full.move_to_end(loaded.photo)
        self._make_room()
        if self._wanted[:1] == [loaded.photo] and loaded.photo in self._glances:
            self.loaded.emit(loaded)
        if loaded.photo in self._full:  # else there is no room for neighbours
            self._load_next()

    def _make_room(self) -> None:
        """Of the decoded photos drop the oldest, but never the one that is shown."""
        for photo in list(self._full):
            if len(self._full) <= _MOST_FULL and self._megapixels() <= _MOST_MEGAPIXELS:
                return
            if self._wanted[:1] != [photo] or len(self._full) == 1:
                del self._full[photo]

    def _megapixels(self) -> float:
        return sum(loaded.megapixels for loaded in self._full.values())


def _glance(workspace: Workspace, photo: int) -> Glance:
    details = workspace.details.get(photo, workspace.answering.engine)
    path = workspace.details.thumbnail(details)
    return Glance(details, QImage(str(path)) if path else QImage())


def _loaded(workspace: Workspace, photo: int) -> Loaded:
    """The photo, or its failure, which belongs to it and is no news of its own."""
    try:
        details = workspace.details.get(photo, workspace.answering.engine)
        full = workspace.details.full(details)
    except FaceAppError as error:
        return Loaded(photo, error=error)
    return Loaded(photo, tuple(map(_as_qimage, full.levels)), full.camera)


def _as_qimage(pixels: Image) -> QImage:
    """A copy of (H, W, 3) RGB pixels: QImage does not keep alive what it borrows."""
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()

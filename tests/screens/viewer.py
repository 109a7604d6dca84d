"""The viewer: a photo with its faces, close up, with information, while drawing, and what fails."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from faceapp.services.library import PhotoFilter
from faceapp.ui.desk import View
from tests.screens.stage import Stage


def photos(stage: Stage) -> list:
    return stage.workspace.library.photos(PhotoFilter(), None)[0]


def opened(stage: Stage, name: str, **view: object):
    """The viewer on the first photo whose path ends like this."""
    found = photos(stage)
    position = next(index for index, photo in enumerate(found) if photo.path.endswith(name))
    desk = stage.window.desk
    desk.memory.setValue("viewer/info", False)
    desk.memory.setValue("viewer/boxes", True)
    stage.window.rebuild()
    desk.view_wanted.emit(View([photo.id for photo in found], position, **view))
    stage.settle()
    return stage.window._viewer


def crowd(stage: Stage) -> str:
    """The photo with the most faces."""
    return max(photos(stage), key=lambda photo: photo.faces).path


def family(stage: Stage) -> str:
    """The largest photo with two to six faces."""
    some = [photo for photo in photos(stage) if 2 <= photo.faces <= 6]
    return max(some, key=lambda photo: photo.width * photo.height).path


def full(stage: Stage) -> None:
    opened(stage, family(stage))


def many(stage: Stage) -> None:
    opened(stage, crowd(stage))


def info(stage: Stage) -> None:
    viewer = opened(stage, family(stage))
    viewer.toggle_info()


def card(stage: Stage) -> None:
    viewer = opened(stage, family(stage))
    viewer._on_panel_face_pressed(viewer._details.faces[0].id)


def zoomed(stage: Stage) -> None:
    viewer = opened(stage, crowd(stage))
    viewer.photo.zoom_to(200, QPointF(viewer.photo.rect().center()))


def found(stage: Stage) -> None:
    name = family(stage)
    photo = next(photo for photo in photos(stage) if photo.path == name)
    faces = stage.workspace.details.get(photo.id, stage.workspace.answering.engine).faces
    similarities = {face.id: 97.3 - 11.2 * index for index, face in enumerate(faces)}
    opened(stage, name, face=faces[0].id, similarities=similarities)


def drawing(stage: Stage) -> None:
    viewer = opened(stage, family(stage))
    viewer.toggle_drawing()
    middle = viewer.photo.rect().center()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(viewer.photo, left, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mouseMove(viewer.photo, middle + QPoint(90, 120))


def working(stage: Stage) -> None:
    viewer = opened(stage, crowd(stage))
    viewer._is_drawing_saved = True
    viewer.pill.announce("Ищу тщательнее…", can_stop=True)


def keys(stage: Stage) -> None:
    opened(stage, family(stage)).keys.toggle()


def failed(stage: Stage) -> None:
    some = [photo for photo in photos(stage) if photo.state == "failed"]
    if some:
        opened(stage, some[0].path).toggle_info()


def empty(stage: Stage) -> None:
    stage.window.desk.view_wanted.emit(View([]))


SCREENS = {
    "viewer-full": full,
    "viewer-many": many,
    "viewer-info": info,
    "viewer-card": card,
    "viewer-zoomed": zoomed,
    "viewer-found": found,
    "viewer-drawing": drawing,
    "viewer-working": working,
    "viewer-keys": keys,
    "viewer-failed": failed,
    "viewer-empty": empty,
}

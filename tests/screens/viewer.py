"""The viewer: a photo with its faces, close up, with information, while drawing, and what fails."""

import io
from dataclasses import replace
from pathlib import Path

import PIL.Image
import PIL.ImageOps
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from faceapp.core.jobs import CancelToken
from faceapp.core.proposals import Proposal, Told
from faceapp.core.records import Place
from faceapp.services.library import PhotoFilter
from faceapp.ui.desk import View
from faceapp.ui.jobs.job_center import Job
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
    return stage.window.viewer


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


def told(stage: Stage) -> None:
    """A photo of a service, whose words stand beside it, and a face that it knows a name for."""
    viewer = opened(stage, family(stage))
    viewer.toggle_info()
    stage.settle()
    details = viewer.faces._details
    face = replace(details.faces[0], person=None)
    place = Place(
        "https://vk.com/photo-123456_789", "vk", "", "Туристический клуб «Вершина»", True, 0, 1
    )
    said = Told(place.locator, "Борис Петров", "На перевале. Лето 2019", ("Кавказ", "Лучшее"))
    names = (Proposal("Анна Каренина", "vk", face.box), Proposal("Вера", "vk"))
    viewer.faces.show(
        replace(
            details,
            places=(place, *details.places),
            faces=(face, *details.faces[1:]),
            told=(said,),
            proposals=names,
        )
    )
    stage.settle()
    viewer.faces._on_face_pressed(face.id)


def card(stage: Stage) -> None:
    viewer = opened(stage, family(stage))
    viewer.faces._on_panel_face_pressed(viewer._details.faces[0].id)


def card_named(stage: Stage) -> None:
    """As if this face had a name."""
    viewer = opened(stage, family(stage))
    face = viewer._details.faces[0].id
    mark = replace(viewer.photo.mark(face), name="Анна Петрова")
    viewer.photo.set_marks([mark])
    viewer.faces._on_panel_face_pressed(face)


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
    viewer.faces.toggle_drawing()
    middle = viewer.photo.rect().center()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(viewer.photo, left, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mouseMove(viewer.photo, middle + QPoint(90, 120))


def named(stage: Stage) -> None:
    """Marks as decisions make them; the library of all pictures stays as it is."""
    viewer = opened(stage, family(stage))
    first, second, third, *rest = viewer.photo._marks
    marks = [
        replace(first, name="Анна"),
        replace(second, is_drawn=True),
        replace(third, is_new=True),
    ]
    viewer.photo.set_marks([*marks, *rest])


def working(stage: Stage) -> None:
    viewer = opened(stage, crowd(stage))
    viewer.faces._job = Job("look", "", lambda token, report: None)
    viewer.faces._show_work()


def keys(stage: Stage) -> None:
    opened(stage, family(stage)).keys.toggle()


def extras(stage: Stage) -> None:
    """A damaged photo, one that is gone by now, one of a camera that tells all."""
    folder = stage.workspace.folders.data.parent / "extras"
    if folder.is_dir():
        return
    folder.mkdir()
    data = Path(family(stage)).read_bytes()
    (folder / "damaged.jpg").write_bytes(data[: len(data) // 2])
    exif = PIL.Image.Exif()
    exif.update({0x010F: "Canon", 0x0110: "Canon EOS 5D Mark III"})
    exif[0x8769] = {0x829A: 1 / 250, 0x829D: 2.8, 0x8827: 400, 0x920A: 85.0}
    exif[0x8769] |= {0xA434: "EF85mm f/1.8 USM", 0x9003: "2019:06:14 18:32:05"}
    exif[0x8825] = {1: "N", 2: (55.0, 45.0, 7.6), 3: "E", 4: (37.0, 37.0, 2.1)}
    with PIL.Image.open(io.BytesIO(data)) as image:
        mirrored = PIL.ImageOps.mirror(image)  # no copy of the photo in the library
    mirrored.save(folder / "camera.jpg", exif=exif)
    mirrored.crop((0, 0, mirrored.width - 40, mirrored.height - 60)).save(folder / "gone.jpg")
    for _ in range(2):
        workspace = stage.workspace
        sources = workspace.open_sources([folder])
        workspace.scan(sources, workspace.engine_card(), CancelToken(), lambda _: None)
        (folder / "gone.jpg").unlink(missing_ok=True)


def failed(stage: Stage) -> None:
    extras(stage)
    opened(stage, "damaged.jpg")


def missing(stage: Stage) -> None:
    extras(stage)
    opened(stage, "gone.jpg").toggle_info()


def camera(stage: Stage) -> None:
    extras(stage)
    opened(stage, "camera.jpg").toggle_info()


def empty(stage: Stage) -> None:
    stage.window.desk.view_wanted.emit(View([]))


def copies(stage: Stage) -> None:
    """The photo with a near copy among the places of its information."""
    found = stage.workspace.copies.duplicates(None).photos
    photo = next(each for each in found if any(place.copy_sha256 for place in each.places))
    viewer = opened(stage, photo.photo.path)
    viewer.toggle_info()


SCREENS = {
    "viewer-copies": copies,
    "viewer-told": told,
    "viewer-full": full,
    "viewer-many": many,
    "viewer-info": info,
    "viewer-card": card,
    "viewer-card-named": card_named,
    "viewer-zoomed": zoomed,
    "viewer-found": found,
    "viewer-drawing": drawing,
    "viewer-named": named,
    "viewer-working": working,
    "viewer-keys": keys,
    "viewer-failed": failed,
    "viewer-missing": missing,
    "viewer-camera": camera,
    "viewer-empty": empty,
}

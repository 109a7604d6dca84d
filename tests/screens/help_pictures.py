"""`python -m tests.screens.help_pictures`: the pictures of the help and the README, drawn anew.

The library is made of photos that are in the public domain and lie in scikit-image: a portrait by
NASA in many croppings and colours, and some without people. Nothing of a tester's own is shown.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import astuple
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import PIL.Image
import PIL.ImageEnhance
import PIL.ImageFilter
import PIL.ImageOps
from PIL import ImageColor
from PySide6.QtCore import QBuffer, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from faceapp import paths
from faceapp.app import scan_lent
from faceapp.core.jobs import CancelToken, Progress
from faceapp.net.policy import NetPolicy
from faceapp.services.library import PhotoFilter
from faceapp.services.samples import find_samples
from faceapp.services.scan import ScanRequest
from faceapp.ui.desk import SearchWish, View
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.theme import DARK, LIGHT
from tests.screens.stage import Look, Stage

SIZE = QSize(1120, 720)
MOST_BYTES = 150_000
_FLAT_COLOURS = 32
_THEME = sorted({*astuple(LIGHT), *astuple(DARK)})
WORDS = {
    "ru": {"folder": "Лето", "scan": "Сканирование: Архив 2019", "name": "Айлин"},
    "en": {"folder": "Summer", "scan": "Scanning Archive 2019", "name": "Eileen"},
}
Draw = Callable[[Stage, dict[str, str]], QWidget]


def main() -> int:
    """Draw every picture in every language; `--only` names one."""
    parser = argparse.ArgumentParser(prog="python -m tests.screens.help_pictures")
    parser.add_argument("--only", default="")
    parser.add_argument("--out", type=Path, default=paths.resources() / "help" / "pictures")
    given = parser.parse_args()
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as scratch:
        for language in WORDS:
            _draw_all(application, Path(scratch), language, given)
    return 0


def _draw_all(
    application: QApplication, scratch: Path, language: str, given: argparse.Namespace
) -> None:
    words = WORDS[language]
    folder = scratch / language / words["folder"]
    _take_photos(folder)
    data = scratch / language / "data"
    scan_lent(data, NetPolicy(), None, ScanRequest((folder,)), CancelToken(), lambda _: None)
    out = given.out / language
    out.mkdir(parents=True, exist_ok=True)
    for name, draw in PICTURES.items():
        if given.only not in name:
            continue
        stage = Stage(application, data, Look(language, "light"), SIZE)
        try:
            shot = draw(stage, words)
            stage.settle(0.5)
            size = _save(shot.grab().toImage(), out / f"{name}.png")
            print(f"{out / name}.png  {size // 1000} kB")
        finally:
            stage.close()


def _save(image: QImage, path: Path) -> int:
    """With as many colours as fit into MOST_BYTES: those of the theme, then those of the photos."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    whole = PIL.Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
    usual = sorted(whole.getcolors(1 << 24), reverse=True)[:_FLAT_COLOURS]
    flat = [ImageColor.getrgb(colour)[:3] for colour in _THEME] + [colour for _, colour in usual]
    for colours in (256, 192, 144, 112, 96):
        rest = whole.quantize(colours - len(flat), dither=PIL.Image.Dither.NONE).getpalette()
        palette = PIL.Image.new("P", (1, 1))
        palette.putpalette([*(value for colour in flat for value in colour), *rest])
        few = whole.quantize(palette=palette, dither=PIL.Image.Dither.NONE)
        few.save(path, optimize=True)
        if path.stat().st_size <= MOST_BYTES:
            break
    return path.stat().st_size


# -- the photos


def _take_photos(folder: Path) -> None:
    folder.mkdir(parents=True)
    for number, (day, photo) in enumerate(_photos(), 2031):
        exif = PIL.Image.Exif()
        exif[0x8769] = {0x9003: f"{day} 12:{number % 60:02}:00"}
        photo.save(folder / f"IMG_{number}.jpg", quality=90, exif=exif)


def _photos() -> Iterator[tuple[str, PIL.Image.Image]]:
    data = find_samples()["astronaut.png"].parent
    portrait = _opened(data / "astronaut.png")
    close = portrait.crop((96, 0, 352, 256)).resize((640, 640), PIL.Image.Resampling.LANCZOS)
    tall = portrait.crop((60, 0, 400, 512))
    grey = PIL.ImageOps.grayscale(portrait).convert("RGB")
    sepia = PIL.ImageOps.colorize(PIL.ImageOps.grayscale(close), "#1c1208", "#ffeccd")
    cool = PIL.Image.blend(portrait, PIL.Image.new("RGB", portrait.size, "#3a78c8"), 0.18)
    warm = PIL.Image.blend(close, PIL.Image.new("RGB", close.size, "#ffb060"), 0.2)
    dim = PIL.ImageEnhance.Brightness(tall).enhance(0.6)
    july = (portrait, _opened(data / "rocket.jpg"), _wide(close), PIL.ImageOps.mirror(tall), warm)
    june = (
        cool,
        _pair(portrait.resize((420, 420))),
        _opened(data / "coffee.png"),
        sepia,
        _wide(portrait),
        dim,
    )
    may = (_opened(data / "chelsea.png"), grey, PIL.ImageOps.mirror(close), _pair(close))
    for month, photos in (("2025:07", july), ("2025:06", june), ("2025:05", may)):
        for day, photo in enumerate(photos, 3):
            yield f"{month}:{day:02}", photo


def _opened(path: Path) -> PIL.Image.Image:
    with PIL.Image.open(path) as image:
        return image.convert("RGB")


def _wide(photo: PIL.Image.Image) -> PIL.Image.Image:
    """On a blurred ground of itself, as tall photos are shown on wide screens."""
    width, height = photo.width * 3 // 2, photo.height
    ground = photo.resize((width, height)).filter(PIL.ImageFilter.GaussianBlur(24))
    ground.paste(photo, ((width - photo.width) // 2, 0))
    return ground


def _pair(photo: PIL.Image.Image) -> PIL.Image.Image:
    """The photo beside its mirror image."""
    both = PIL.Image.new("RGB", (2 * photo.width, photo.height))
    both.paste(photo, (0, 0))
    both.paste(PIL.ImageOps.mirror(photo), (photo.width, 0))
    return both


# -- the pictures


def photos(stage: Stage, _words: dict[str, str]) -> QWidget:
    """The page with all photos."""
    stage.until(lambda: stage.window.page("library").is_settled)
    return stage.window


def viewer(stage: Stage, words: dict[str, str]) -> QWidget:
    """A photo with its faces, one of them named."""
    found = _known(stage)
    pair = next(index for index, photo in enumerate(found) if photo.faces == 2)
    engine = stage.workspace.answering.engine
    faces = stage.workspace.details.get(found[pair].id, engine).faces
    stage.workspace.decisions.name(faces[0].id, words["name"])
    stage.window.desk.view_wanted.emit(View([photo.id for photo in found], pair))
    return stage.window


def search(stage: Stage, _words: dict[str, str]) -> QWidget:
    """Results with the slider."""
    sample = next(photo for photo in _known(stage) if photo.faces == 1)
    stage.window.desk.search_wanted.emit(SearchWish(paths=[Path(sample.path)]))
    page = stage.window.page("search")
    stage.until(page.results.model.rowCount)
    return stage.window


def dialog(stage: Stage, _words: dict[str, str]) -> QWidget:
    """Where a sample is chosen."""
    stage.window.desk.search_wanted.emit(SearchWish())
    stage.settle()
    return stage.window.page("search")._dialog


def review(stage: Stage, _words: dict[str, str]) -> QWidget:
    """A question."""
    stage.window.show_page("people")
    page = stage.window.page("people")
    stage.until(lambda: page.is_settled)
    page._on_review_wanted()
    stage.until(lambda: not page.review.is_busy)
    return stage.window


def person(stage: Stage, words: dict[str, str]) -> QWidget:
    """Somebody over the years."""
    group = stage.workspace.people.everybody().groups[0]
    decision = stage.workspace.people_decisions.name(group.who, words["name"])
    stage.window.desk.person_wanted.emit(decision.subject.who)
    page = stage.window.page("people")
    stage.until(lambda: page.person.shown is not None and page.is_settled)
    return stage.window


def jobs(stage: Stage, words: dict[str, str]) -> QWidget:
    """One that runs and one that is done."""

    def work(token: CancelToken, report: Callable[[Progress], object]) -> None:
        report(Progress(1240, 10_000))
        while not token.is_cancelled:
            token.wait(0.05)

    job = stage.window.desk.start(Job("scan", words["scan"], work, can_pause=True))
    stage.until(lambda: job.progress.done)
    job.pace.forget()
    job.pace.note(time.monotonic() - 29, 640)
    job.pace.note(time.monotonic(), 1240)
    stage.window.show_page("jobs")
    return stage.window


def settings(stage: Stage, _words: dict[str, str]) -> QWidget:
    """Engine, device, speed."""
    stage.window.show_page("settings")
    stage.settle(0.4)
    stage.window.page("settings").open_section("engine")
    return stage.window


def _known(stage: Stage) -> list:
    return stage.workspace.library.photos(PhotoFilter(), None)[0]


PICTURES: dict[str, Draw] = {
    "photos": photos,
    "viewer": viewer,
    "search": search,
    "sample": dialog,
    "review": review,
    "person": person,
    "jobs": jobs,
    "settings": settings,
}

if __name__ == "__main__":
    sys.exit(main())

"""The photo never gives way to its thumbnail, whichever is read first."""

import threading

from PySide6.QtGui import QImage

from faceapp.core.records import PhotoDetails
from faceapp.ui import photo_loader
from faceapp.ui.photo_loader import Glance, Loaded, PhotoLoader


def test_what_is_read_first_waits_for_what_is_shown_first(desk, qtbot, monkeypatch):
    gate, shown = threading.Event(), []

    def late(_workspace, photo):
        gate.wait(10)
        return Glance(_details(photo), QImage())

    monkeypatch.setattr(photo_loader, "_glance", late)
    monkeypatch.setattr(photo_loader, "_loaded", lambda _, photo: Loaded(photo))
    loader = PhotoLoader(desk)
    loader.glanced.connect(lambda glance: shown.append(("glance", glance.details.id)))
    loader.loaded.connect(lambda loaded: shown.append(("photo", loaded.photo)))
    loader.want(1, [])
    qtbot.waitUntil(lambda: 1 in loader._full)
    assert shown == []
    gate.set()
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert shown == [("glance", 1), ("photo", 1)]
    loader.want(1, [])
    assert shown[2:] == [("glance", 1), ("photo", 1)]
    loader.let_go()


def _details(photo: int) -> PhotoDetails:
    facts = (photo, None, 8, 8, "JPEG", None, "ok", None, {}, "builtin", None)
    return PhotoDetails(*facts, places=(), faces=())

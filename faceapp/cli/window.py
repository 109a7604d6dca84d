"""`faceapp` alone and `faceapp window`: the program with its window."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from faceapp.cli.session import Session

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def register(application: typer.Typer) -> None:
    """Add the command."""
    application.command("window", help="window")(_window)


def show_window(session: Session, files: list[Path]) -> int:
    """Open the window, or say what can be done where there is no screen."""
    has_screen = sys.platform != "linux" or any(os.environ.get(name) for name in _SCREENS)
    if session.wants_json or not has_screen:
        sentence = session.say("cli.no_window")
        session.show({"message": sentence}, lambda: iter([sentence]))
        return 0
    return session.open_window(files)


def _window(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(readable=False, help="scan_paths")] = None,
) -> int:
    return show_window(context.obj, paths or [])

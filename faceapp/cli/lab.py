"""`faceapp lab`: fit an engine's figures on labelled photos."""

from pathlib import Path
from typing import Annotated

import typer

from faceapp.cli.session import Session
from faceapp.services.lab import labelled_photos


def register(application: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="lab")
    group.callback()(lambda: None)
    group.command("calibrate", help="calibrate")(_calibrate)
    group.command("fit-mean", help="fit_mean")(_fit_mean)
    application.add_typer(group, name="lab", help="lab")


def _calibrate(
    context: typer.Context,
    profile: Annotated[str, typer.Argument(help="lab_profile")],
    people: Annotated[list[Path] | None, typer.Option(help="lab_people")] = None,
    aligned: Annotated[list[Path] | None, typer.Option(help="lab_aligned")] = None,
    crowds: Annotated[list[Path] | None, typer.Option(help="lab_crowds")] = None,
    without: Annotated[list[str] | None, typer.Option(help="lab_without")] = None,
    engine: Annotated[str | None, typer.Option(help="engine")] = None,
) -> None:
    session: Session = context.obj
    photos = labelled_photos(people or [], crowds or [], aligned or [], without or [])
    figures = session.workspace.lab(engine).calibrate(profile, photos)
    session.show(figures, lambda: (f"{name} = {_toml(value)}" for name, value in figures.items()))


def _fit_mean(
    context: typer.Context,
    folders: Annotated[list[Path], typer.Argument(readable=False, help="lab_folders")],
    engine: Annotated[str | None, typer.Option(help="engine")] = None,
) -> None:
    session: Session = context.obj
    photos = labelled_photos([], folders, [], [])
    figures = session.workspace.lab(engine).fit_mean(photos)
    session.show(figures, lambda: (f"{name} = {_toml(value)}" for name, value in figures.items()))


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)

"""`faceapp lab`: measure engines and fit their figures on labelled photos."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from faceapp.cli.lab_accuracy import measure
from faceapp.cli.lab_clusters import measure_clusters
from faceapp.cli.session import Session, note_making
from faceapp.core.errors import Code, UserError
from faceapp.core.pair_drawing import draw_pairs
from faceapp.services.galleries import Partition, open_gallery
from faceapp.services.lab import Figures
from faceapp.services.labelled import labelled_photos
from faceapp.services.pair_lists import writable, write_pairs


def register(application: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="lab")
    group.callback()(lambda: None)
    group.command("accuracy", help="accuracy")(measure)
    group.command("clusters", help="clusters")(measure_clusters)
    group.command("pairs", help="lab_pairs")(_pairs)
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
    note_making(session, [engine])
    figures = session.workspace.calibrate(profile, photos, engine)
    path = session.workspace.folders.calibration / f"{figures['profile']}.toml"
    session.show({**figures, "path": str(path)}, lambda: _toml_lines(figures))
    session.note(session.say("lab.calibrated", path=path))


def _pairs(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(readable=False, help="accuracy_folder")],
    file: Annotated[Path, typer.Argument(readable=False, metavar="LIST", help="pairs_file")],
    seed: Annotated[int, typer.Option(help="pairs_seed")] = 1,
    pairs: Annotated[int, typer.Option(min=2, help="pairs_count")] = 6000,
    folds: Annotated[int, typer.Option(min=1, help="pairs_folds")] = 10,
    partition: Annotated[Partition, typer.Option(help="partition")] = Partition.TEST,
) -> None:
    session: Session = context.obj
    if pairs % (2 * folds):
        raise UserError(Code.USAGE, reason=f"--pairs = N × 2 × {folds}.")
    people = writable(open_gallery(folder, partition))
    drawing = draw_pairs(people, seed=seed, pairs=pairs, folds=folds)
    write_pairs(file, drawing, seed=seed, folds=folds)
    facts = {"path": str(file), "pairs": pairs, "folds": folds, "seed": seed}
    key = "lab.drawn_disjoint" if drawing.is_disjoint else "lab.drawn"
    session.show(
        {**facts, "disjoint": drawing.is_disjoint}, lambda: iter([session.say(key, **facts)])
    )


def _fit_mean(
    context: typer.Context,
    folders: Annotated[list[Path], typer.Argument(readable=False, help="lab_folders")],
    engine: Annotated[str | None, typer.Option(help="engine")] = None,
) -> None:
    session: Session = context.obj
    photos = labelled_photos([], folders, [], [])
    figures = session.workspace.lab(engine).fit_mean(photos)
    session.show(figures, lambda: _toml_lines(figures))


def _toml_lines(figures: Figures) -> Iterator[str]:
    for name, value in figures.items():
        yield f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}"

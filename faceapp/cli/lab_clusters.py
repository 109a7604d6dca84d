"""`faceapp lab clusters`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from faceapp.cli.session import Session, note_making
from faceapp.core.clustering_metrics import Agreement
from faceapp.services.enrolment import Framing
from faceapp.services.galleries import open_gallery
from faceapp.services.lab_clusters import Way, at_least


def measure_clusters(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(readable=False, help="clusters_folder")],
    engine: Annotated[str | None, typer.Option(help="engine")] = None,
    aligned: Annotated[bool, typer.Option("--aligned", help="accuracy_aligned")] = False,
    least: Annotated[int, typer.Option(min=1, help="clusters_least")] = 1,
) -> None:
    """Measure ways to group; the docstring of a command is not shown, its help text is."""
    session: Session = context.obj
    gallery = at_least(open_gallery(folder), least)
    note_making(session, [engine])
    framing = Framing.ALIGNED if aligned else Framing.WHOLE
    with session.progress() as report:
        faces, ways = session.workspace.measure_clusters(engine, gallery, framing, report)
    photos = sum(map(len, gallery.people.values()))
    facts = {
        "engine": engine or session.workspace.settings.engine,
        "photos": photos,
        "faces": faces,
        "people": len(gallery.people),
    }
    document = {
        "folder": str(folder),
        "framing": framing,
        **facts,
        "ways": [_document(way) for way in ways],
    }
    session.show(document, lambda: _lines(session, facts, ways))


def _document(way: Way) -> dict[str, object]:
    quality = way.quality
    return {
        "way": way.name,
        "groups": quality.groups,
        "bcubed": _agreement(quality.bcubed),
        "pairwise": _agreement(quality.pairwise),
        "merges": quality.merges,
        "moves": quality.moves,
        "corrections": quality.corrections,
        "seconds": round(way.seconds, 3),
    }


def _agreement(agreement: Agreement) -> dict[str, float]:
    return {"precision": agreement.precision, "recall": agreement.recall, "f": agreement.f}


def _lines(session: Session, facts: dict[str, object], ways: Sequence[Way]) -> Iterator[str]:
    yield session.say("clusters.faces", **facts)
    for way in ways:
        quality = way.quality
        yield session.say(f"clusters.{way.name}")
        yield f"  {session.say('clusters.bcubed', **_shares(quality.bcubed))}"
        yield f"  {session.say('clusters.pairwise', **_shares(quality.pairwise))}"
        told = {
            "groups": quality.groups,
            "merges": quality.merges,
            "moves": quality.moves,
            "corrections": quality.corrections,
            "seconds": f"{way.seconds:.1f}",
        }
        yield f"  {session.say('clusters.corrections', **told)}"


def _shares(agreement: Agreement) -> dict[str, str]:
    return {name: f"{share:.4f}" for name, share in _agreement(agreement).items()}

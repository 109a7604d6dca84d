"""`faceapp search` and `faceapp export`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from faceapp.cli.combined import Wanted, search_together
from faceapp.cli.session import Session, note_other_engine
from faceapp.core.combining import Rule
from faceapp.core.errors import Code, UserError
from faceapp.core.similarity import DEFAULT_PERCENT
from faceapp.core.types import Face, FaceBox
from faceapp.services.search import Answer, Comparison, Filters, Match, Request
from faceapp.services.workspace import Sample

_DAYS = ["%Y-%m-%d"]
Similarity = Annotated[float, typer.Option(help="similarity")]
Words = Annotated[list[str] | None, typer.Option(help="person")]
Source = Annotated[str | None, typer.Option(help="source")]
Album = Annotated[str | None, typer.Option(help="album")]


class Metric(StrEnum):
    """Which distance a person wants to see; on unit vectors both rank alike."""

    COSINE = "cosine"
    L2 = "l2"


def register(application: typer.Typer) -> None:
    """Add the commands."""
    application.command("search", help="search")(_search)
    application.command("export", help="export")(_export)


def _search(
    context: typer.Context,
    photo: Annotated[list[Path] | None, typer.Argument(readable=False, help="sample")] = None,
    similarity: Similarity = DEFAULT_PERCENT,
    top: Annotated[int, typer.Option(min=1, help="top")] = 50,
    face: Annotated[int | None, typer.Option(help="face")] = None,
    source: Source = None,
    album: Album = None,
    since: Annotated[datetime | None, typer.Option(formats=_DAYS, help="since")] = None,
    until: Annotated[datetime | None, typer.Option(formats=_DAYS, help="until")] = None,
    metric: Annotated[Metric, typer.Option(help="metric")] = Metric.COSINE,
    compare: Annotated[bool, typer.Option("--compare", help="compare")] = False,
    person: Words = None,
    all_of: Annotated[list[str] | None, typer.Option(help="all_of")] = None,
    any_of: Annotated[list[str] | None, typer.Option(help="any_of")] = None,
    none_of: Annotated[list[str] | None, typer.Option(help="none_of")] = None,
    only_them: Annotated[bool, typer.Option("--only-them", help="only_them")] = False,
    max_faces: Annotated[int | None, typer.Option(min=1, help="max_faces")] = None,
    alike: Annotated[bool, typer.Option("--alike", help="alike")] = False,
) -> None:
    session: Session = context.obj
    first, last = (moment.date() if moment else None for moment in (since, until))
    request = Request(similarity, top, Filters(source, first, last, album))
    words = {Rule.ALL: all_of, Rule.ANY: any_of, Rule.NONE: none_of}
    typed = [(rule, word) for rule, some in words.items() for word in some or ()]
    wanted = Wanted(tuple(photo or ()), tuple(person or ()), tuple(typed))
    wanted = replace(wanted, only_them=only_them, most_faces=max_faces, alike=alike)
    if wanted == Wanted():
        missing = session.say("usage.missing", name="photo", help=session.say("help.sample"))
        raise UserError(Code.USAGE, reason=missing)
    if not wanted.is_simple:
        if compare:
            raise UserError(Code.USAGE, reason="--compare: PHOTO × 1?")
        search_together(session, wanted, request, face)
        return
    _search_one(session, wanted.photos[0], request, face, metric, compare=compare)


def _search_one(
    session: Session,
    photo: Path,
    request: Request,
    face: int | None,
    metric: Metric,
    *,
    compare: bool,
) -> None:
    sample = session.workspace.sample(photo, face)
    answer = session.workspace.search.search(sample.chosen.embedding, request)
    comparison = session.workspace.compare(sample.chosen.embedding) if compare else None
    document = {
        "probe": {"faces": [_probe_face(item) for item in sample.faces], "used": sample.used},
        "engine": session.workspace.answering_engine().name,
        "similarity": request.percent,
        "matches": [_match(match) for match in answer.matches],
        "seconds": round(answer.seconds, 6),
    }
    if comparison is not None:
        document["compare"] = _comparison(comparison)
    note_other_engine(session)
    session.show(document, lambda: _lines(session, sample, answer, comparison, request, metric))


def _export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(readable=False, help="export_file")],
    similar_to: Annotated[Path | None, typer.Option(readable=False, help="similar_to")] = None,
    similarity: Annotated[float | None, typer.Option(help="similarity")] = None,
    source: Source = None,
    album: Album = None,
    bom: Annotated[bool, typer.Option("--bom", help="bom")] = False,
) -> None:
    session: Session = context.obj
    if similarity is not None and similar_to is None:
        raise UserError(Code.USAGE, reason="--similarity: --similar-to?")
    percent = DEFAULT_PERCENT if similarity is None else similarity
    request = Request(percent, filters=Filters(source, album=album))
    count = session.workspace.export(file, similar_to, request, bom=bom)
    note_other_engine(session)
    document = {"path": str(file), "faces": count}
    session.show(document, lambda: iter([session.say("export.done", path=file, count=count)]))


def _corners(box: FaceBox) -> list[float]:
    return [round(side, 1) for side in (box.x, box.y, box.width, box.height)]


def _probe_face(face: Face) -> dict[str, object]:
    return {"box": _corners(face.detection.box), "score": round(face.detection.score, 4)}


def _match(match: Match) -> dict[str, object]:
    return {
        "rank": match.rank,
        "face_id": match.face.id,
        "photo_id": match.face.photo_id,
        "path": match.face.path,
        "source": match.face.source,
        "source_title": match.face.source_title,
        "similarity": round(match.similarity, 1),
        "cosine": round(match.cosine, 4),
        "distance": round(match.distance, 4),
        "box": _corners(match.face.box),
        "person": match.face.person,
    }


def _comparison(comparison: Comparison) -> dict[str, object]:
    ways = {"memory": comparison.memory, "milvus": comparison.milvus, "exact": comparison.exact}
    info = comparison.milvus_info
    return {
        "k": comparison.k,
        **{
            name: {"milliseconds": round(way.milliseconds, 3), "recall": round(way.recall, 4)}
            for name, way in ways.items()
        },
        "milvus_index": {"type": info.index_type, "parameters": info.parameters},
    }


def _lines(
    session: Session,
    sample: Sample,
    answer: Answer,
    comparison: Comparison | None,
    request: Request,
    metric: Metric,
) -> Iterator[str]:
    yield session.say("search.probe", count=len(sample.faces), used=sample.used)
    if not answer.searched:
        yield session.say("search.nothing_admitted")
    elif not answer.matches:
        percent = f"{request.percent:g}"
        yield session.say("search.none", similarity=percent, faces=answer.searched)
    else:
        yield from _found(session, answer, metric)
    if comparison is not None:
        yield _compared(session, comparison)


def _found(session: Session, answer: Answer, metric: Metric) -> Iterator[str]:
    milliseconds = f"{1000 * answer.seconds:.1f}"
    yield session.say(
        "search.header",
        count=len(answer.matches),
        faces=answer.searched,
        milliseconds=milliseconds,
    )
    if answer.strangers is not None:
        few = answer.strangers < 0.01
        yield session.say("search.strangers", count="< 0.01" if few else f"{answer.strangers:.2g}")
    for match in answer.matches:
        shown = match.cosine if metric is Metric.COSINE else match.distance
        box = "x".join(f"{side:.0f}" for side in _corners(match.face.box)[2:])
        place = f"{match.face.box.x:+.0f}{match.face.box.y:+.0f}"
        yield (
            f"{match.rank:4}  {match.similarity:5.1f} %  {metric} {shown:.3f}  "
            f"{match.face.path}  [{box}{place}]"
        )


def _compared(session: Session, comparison: Comparison) -> str:
    info = comparison.milvus_info
    parameters = " ".join(f"{name}={value}" for name, value in info.parameters.items())
    return session.say(
        "search.compare",
        k=comparison.k,
        memory_ms=f"{comparison.memory.milliseconds:.1f}",
        memory_recall=f"{comparison.memory.recall:.2f}",
        milvus_type=info.index_type,
        milvus_parameters=parameters,
        milvus_ms=f"{comparison.milvus.milliseconds:.1f}",
        milvus_recall=f"{comparison.milvus.recall:.2f}",
        exact_ms=f"{comparison.exact.milliseconds:.1f}",
    )

"""`faceapp lab accuracy`."""

from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from faceapp.cli.session import Session, note_making
from faceapp.core.accuracy import AcceptRate, Estimate
from faceapp.core.errors import Code, UserError
from faceapp.services.accuracy import EngineAccuracy, make_contest
from faceapp.services.enrolment import Framing
from faceapp.services.galleries import Partition, open_gallery


class _Border(StrEnum):
    REFLECT = "reflect"
    BLACK = "black"


def measure(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(readable=False, help="accuracy_folder")],
    pairs: Annotated[Path | None, typer.Option(help="accuracy_pairs")] = None,
    engine: Annotated[str | None, typer.Option(help="accuracy_engine")] = None,
    aligned: Annotated[bool, typer.Option("--aligned", help="accuracy_aligned")] = False,
    border: Annotated[_Border | None, typer.Option(help="accuracy_border")] = None,
    partition: Annotated[Partition, typer.Option(help="partition")] = Partition.TEST,
) -> None:
    """Measure engines; the docstring of a command is not shown, its help text is."""
    session: Session = context.obj
    if aligned and border:
        raise UserError(Code.USAGE, reason="--aligned | --border.")
    framing = Framing.ALIGNED if aligned else Framing(border or Framing.WHOLE)
    contest = make_contest(open_gallery(folder, partition), pairs)
    names = engine.split(",") if engine else [None]
    note_making(session, names)
    with session.progress() as report:
        results = session.workspace.lab.measure(names, contest, framing, report)
    document = {
        "folder": str(folder),
        "list": str(pairs) if pairs else None,
        "framing": framing,
        "engines": [_document(result) for result in results],
    }
    session.show(document, lambda: (line for each in results for line in _lines(session, each)))


def _document(result: EngineAccuracy) -> dict[str, object]:
    accuracy = asdict(result.accuracy)
    rates = accuracy.pop("accept_rates")
    return {
        "engine": result.engine.name,
        "device": result.engine.device,
        "photos": result.photos,
        "detection_rate": result.detection_rate,
        "failures_to_enrol": result.photos - result.enrolled,
        "unreadable": result.unreadable,
        "seconds": round(result.seconds, 3),
        "threads": result.threads,
        "ms_per_photo": round(1000 * result.seconds / result.photos, 2),
        "genuine_pairs": accuracy.pop("genuine"),
        "impostor_pairs": accuracy.pop("impostors"),
        **accuracy,
        "tar_at_far": [{"far": 1 / rate.pop("one_in"), **rate} for rate in rates],
    }


def _lines(session: Session, result: EngineAccuracy) -> Iterator[str]:
    accuracy = result.accuracy
    yield session.say(
        "accuracy.engine",
        engine=result.engine.name,
        device=result.engine.device,
        photos=result.photos,
        people=accuracy.people,
        milliseconds=f"{1000 * result.seconds / result.photos:.1f}",
        threads=result.threads,
    )
    if result.detection_rate is None:
        yield f"  {session.say('accuracy.no_detector')}"
    else:
        rate = f"{100 * result.detection_rate:.2f}"
        yield f"  {session.say('accuracy.detected', rate=rate)}"
    failures = result.photos - result.enrolled
    told = {"failures": failures, "unreadable": result.unreadable}
    yield f"  {session.say('accuracy.failures', **told)}"
    counts = {"genuine": accuracy.genuine, "impostors": accuracy.impostors}
    yield f"  {session.say('accuracy.pairs', **counts)}"
    yield from _figures(session, result)


def _figures(session: Session, result: EngineAccuracy) -> Iterator[str]:
    accuracy = result.accuracy
    yield "  " + session.say(
        "accuracy.f1",
        f1=_estimate(accuracy.f1),
        threshold="–" if accuracy.threshold is None else f"{accuracy.threshold:.3f}",
        precision=_estimate(accuracy.precision),
        recall=_estimate(accuracy.recall),
    )
    for rate in accuracy.accept_rates:
        yield f"  {_accept_rate(session, rate)}"
    if accuracy.lfw:
        mean, error = (100 * share for share in (accuracy.lfw.mean, accuracy.lfw.standard_error))
        shown = {"mean": f"{mean:.2f}", "error": f"{error:.2f}", "folds": accuracy.lfw.folds}
        yield f"  {session.say('accuracy.lfw', **shown)}"


def _accept_rate(session: Session, rate: AcceptRate) -> str:
    far = f"1e-{len(str(rate.one_in)) - 1}"
    if rate.tar is None:
        return session.say("accuracy.tar_unknown", far=far, one_in=rate.one_in)
    return session.say(
        "accuracy.tar",
        far=far,
        tar=_estimate(rate.tar),
        cosine=f"{rate.cosine:.3f}",
    )


def _estimate(estimate: Estimate) -> str:
    if estimate.low is None:
        return f"{estimate.value:.4f}"
    return f"{estimate.value:.4f} [{estimate.low:.4f}–{estimate.high:.4f}]"

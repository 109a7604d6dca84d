"""`faceapp scan`."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from faceapp.cli.device import device_lines
from faceapp.cli.passphrases import unlock_for
from faceapp.cli.session import Session, note_making
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken
from faceapp.services.scan import ScanOptions, ScanSummary
from faceapp.services.workspace import KnownSources

STOPPED, _FIXABLE = 130, 3


def register(application: typer.Typer) -> None:
    """Add the command."""
    application.command("scan", help="scan")(_scan)


def _scan(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(readable=False, help="scan_paths")] = None,
    engine: Annotated[str | None, typer.Option(help="engine")] = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="retry_failed")] = False,
    tiles: Annotated[bool, typer.Option("--tiles", help="tiles")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="dry_run")] = False,
) -> int:
    session: Session = context.obj
    if dry_run:
        for path in paths or ():  # it looks at the photos of named faces, wherever they are
            raise UserError(Code.USAGE, reason=session.say("usage.surplus", name=path))
        return _dry_run(session, engine)
    workspace = session.workspace
    # Until here Ctrl+C just ends it; a scan under way is stopped with care.
    known = None if paths else _known_sources(session)
    sources = known.present if known else workspace.open_sources(paths or [])
    chosen = workspace.engine_card(engine)
    if known:
        unlock_for(session, ())
    if paths:
        workspace.photos.readmit(paths)
    note_making(session, [engine])
    options = ScanOptions(retry_failed, in_tiles=tiles, known_only=not paths)
    with cancelled_by_signals() as token, session.progress() as report:
        summary = workspace.scan(sources, chosen, token, report, options=options, paths=paths or ())
    gone = known.left_out if known else {}
    left_out = [{"path": root, "code": why.code} for root, why in gone.items()]
    document = {**scan_document(summary), "left_out": left_out}
    session.show(document, lambda: scan_lines(session, summary))
    return exit_code(summary)


def _dry_run(session: Session, engine: str | None) -> int:
    """What a scan with an engine would make of names."""
    note_making(session, [engine])
    with cancelled_by_signals() as token, session.progress() as report:
        check = session.workspace.check_names(engine, token, report)
    document = {
        "kept": check.kept,
        "uncertain": list(check.uncertain),
        "unseen": list(check.unseen),
    }
    counts = {
        name: len(value) if isinstance(value, list) else value for name, value in document.items()
    }
    session.show(document, lambda: iter([session.say("scan.names", **counts)]))
    return 0


def _known_sources(session: Session) -> KnownSources:
    known = session.workspace.known_sources()
    for root, why in known.left_out.items():
        session.note(session.say("scan.left_out", root=root, why=session.texts.error(why)))
    return known


@contextmanager
def cancelled_by_signals() -> Iterator[CancelToken]:
    """A token that the first Ctrl+C or SIGTERM cancels; a second one stops at once."""
    token = CancelToken()

    def stop(_number: int, _frame: FrameType | None) -> None:
        if token.is_cancelled:
            raise KeyboardInterrupt
        token.cancel()

    previous = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield token
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def exit_code(summary: ScanSummary) -> int:
    """What a scan's command ends with: 3 if a source waits for the person."""
    if summary.cancelled:
        return STOPPED
    return _FIXABLE if summary.counts.stopped else 0


def scan_document(summary: ScanSummary) -> dict[str, object]:
    """A scan as JSON shows it."""
    counts = summary.counts
    return {
        **counts.as_dict(),
        "seconds": round(summary.seconds, 3),
        "photos_per_second": round(summary.photos_per_second, 2),
        "engine": summary.engine_name,
        "device": summary.device,
        "failures": [{"path": item.path, "code": item.code} for item in counts.failures],
        "cancelled": summary.cancelled,
        "unreadable_folders": [{"path": item.path, "code": item.code} for item in counts.unlisted],
        "stopped": [{"source": item.path, "code": item.code} for item in counts.stopped],
    }


def scan_lines(session: Session, summary: ScanSummary) -> Iterator[str]:
    """A scan for people."""
    for name, count in summary.counts.as_dict().items():
        yield f"{session.say(f'scan.{name}')}: {count}"
    counts = summary.counts
    for item in counts.failures + counts.unlisted + counts.stopped:
        yield f"  {item.path}: {session.texts.failure(item.code, item.details)}"
    if summary.counts.gone:
        yield f"{session.say('scan.gone')}: {summary.counts.gone}"
    if summary.device and summary.photos_per_second:
        yield session.say(
            "scan.rate",
            rate=f"{summary.photos_per_second:.1f}",
            seconds=f"{summary.seconds:.1f}",
            engine=summary.engine_name,
            device=summary.device,
        )
        yield from device_lines(session, session.workspace.device)
    if summary.is_provisional:
        yield session.say("scan.provisional")
    if summary.cancelled:
        yield session.say("scan.cancelled")

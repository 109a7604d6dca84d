"""`faceapp people export` and `faceapp people import`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from faceapp.cli.scan import STOPPED, cancelled_by_signals
from faceapp.cli.session import Session, note_making
from faceapp.core.errors import Code, UserError
from faceapp.core.exchange import Exported, Format, Imported, SameName
from faceapp.core.jobs import CancelToken
from faceapp.services.people_exchange import guess_read, guess_written
from faceapp.services.scan import ScanSummary

Form = Annotated[Format | None, typer.Option("--format", help="people_format")]


def register(people: typer.Typer) -> None:
    """Add the commands to `faceapp people`."""
    people.command("export", help="people_export")(_export)
    people.command("import", help="people_import")(_import)


def _export(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(readable=False, help="people_export_path")],
    form: Form = None,
    copies: Annotated[bool, typer.Option("--copies", help="people_copies")] = False,
) -> None:
    session: Session = context.obj
    chosen = form or guess_written(path)
    if copies and chosen is not Format.FOLDERS:
        raise UserError(Code.USAGE, reason="--copies: --format folders?")
    exchange = session.workspace.people_exchange
    with cancelled_by_signals() as token, session.progress() as report:
        summary = exchange.write(path, chosen, token, report, copies=copies)
    document = {"path": str(path), "format": chosen, **_document(summary)}
    session.show(document, lambda: _lines(session, summary, "exported"))


def _import(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(readable=False, help="people_import_path")],
    form: Form = None,
    on_same_name: Annotated[SameName, typer.Option(help="on_same_name")] = SameName.MERGE,
) -> int:
    session: Session = context.obj
    if path.suffix.lower() == ".xmp":  # a sidecar: the photo is meant, which would be no photo else
        path = path.with_suffix("")
    chosen = form or guess_read(path)
    if chosen is not Format.PACK and on_same_name is not SameName.MERGE:
        raise UserError(Code.USAGE, reason="--on-same-name: --format pack?")
    exchange = session.workspace.people_exchange
    with cancelled_by_signals() as token:
        scanned = None if chosen is Format.PACK else _scan(session, path, token)
        if scanned is not None and scanned.cancelled:
            session.note(session.say("scan.cancelled"))
            return STOPPED
        with session.progress() as report:
            summary = exchange.read(path, chosen, token, report, same_name=on_same_name)
    photos = {"scanned": scanned.counts.as_dict()} if scanned else {}
    counts = {**_document(summary), "changed": summary.changed}
    document = {"path": str(path), "format": chosen, **counts, **photos}
    session.show(document, lambda: _imported_lines(session, summary))
    return 0


def _scan(session: Session, path: Path, token: CancelToken) -> ScanSummary:
    """Names are for faces that the library knows: look at what is new there first."""
    workspace = session.workspace
    sources = workspace.open_sources([path])
    note_making(session, [None])
    with session.progress() as report:
        return workspace.scan(sources, workspace.engine_card(), token, report, paths=[path])


def _document(summary: Exported | Imported) -> dict[str, object]:
    notes = [
        {"path": note.path, "code": note.code, "details": note.details} for note in summary.notes
    ]
    return {**dict(summary.counts()), "notes": notes}


def _lines(session: Session, summary: Exported | Imported, section: str) -> Iterator[str]:
    """Every count that is not zero, then what to know about single files."""
    for number, (name, count) in enumerate(summary.counts()):
        if count or not number:
            yield f"{session.say(f'{section}.{name}')}: {count}"
    for note in summary.notes:
        yield f"  {note.path}: {session.texts.failure(note.code, note.details)}"


def _imported_lines(session: Session, summary: Imported) -> Iterator[str]:
    yield from _lines(session, summary, "imported")
    if summary.changed:
        yield session.say("imported.undo")

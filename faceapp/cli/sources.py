"""`faceapp sources`: where photos come from."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from faceapp.cli import accounts, watching
from faceapp.cli.passphrases import unlock_for
from faceapp.cli.scan import cancelled_by_signals, exit_code, scan_document, scan_lines
from faceapp.cli.session import Session, note_making
from faceapp.core.errors import Code, UserError
from faceapp.core.places import Keep, SourceInfo
from faceapp.services.scan_request import ScanOptions

One = Annotated[str, typer.Argument(help="sources_one")]


def register(application: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="sources", invoke_without_command=True)
    group.callback()(_sources)
    group.command("list", help="sources_list")(_list)
    group.command("add", help="sources_add")(_add)
    group.command("update", help="sources_update")(_update)
    group.command("rename", help="sources_rename")(_rename)
    group.command("pause", help="sources_pause")(_pause)
    group.command("resume", help="sources_resume")(_resume)
    group.command("remove", help="sources_remove")(_remove)
    accounts.register(group)
    watching.register(group)
    application.add_typer(group, name="sources", help="sources")


def _sources(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        _list(context)


def _list(context: typer.Context) -> None:
    session: Session = context.obj
    found = session.workspace.sources.list()
    document = {"sources": [_facts(source) for source in found]}
    session.show(document, lambda: _lines(session, found))


def _add(
    context: typer.Context,
    link: Annotated[str, typer.Argument(help="sources_link")],
    kind: Annotated[str, typer.Option(help="sources_kind")] = "",
    title: Annotated[str, typer.Option(help="sources_title")] = "",
    keep: Annotated[Keep, typer.Option(help="sources_keep")] = Keep.ORIGINALS,
    no_update: Annotated[bool, typer.Option("--no-update", help="sources_no_update")] = False,
) -> int:
    session: Session = context.obj
    source = session.workspace.sources.add(kind, link, title=title, keep=keep)
    facts = {"id": source.id, "title": source.title, "kind": source.kind}
    if no_update:
        session.show(_facts(source), lambda: iter([session.say("sources.added", **facts)]))
        return 0
    session.note(session.say("sources.added", **facts))
    return _bring(session, [source.id])


def _update(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(help="sources_names")] = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="retry_failed")] = False,
    captcha: Annotated[str, typer.Option(help="sources_captcha")] = "",
) -> int:
    session: Session = context.obj
    service = session.workspace.sources
    wanted = [source for name in names or () for source in service.called(name)]
    if captcha:
        if len(wanted) != 1:
            raise UserError(Code.USAGE, reason="--captcha: SOURCE × 1.")
        service.answer_captcha(wanted[0].id, captcha)
    return _bring(session, [source.id for source in wanted], ScanOptions(retry_failed))


def _bring(session: Session, numbers: Sequence[int], options: ScanOptions = ScanOptions()) -> int:
    workspace = session.workspace
    known = workspace.known_sources(numbers)
    for root, why in known.left_out.items():
        session.note(session.say("scan.left_out", root=root, why=session.texts.error(why)))
    unlock_for(session, numbers)
    chosen = workspace.engine_card()
    note_making(session, [None])
    with cancelled_by_signals() as token, session.progress() as report:
        summary = workspace.scan(known.present, chosen, token, report, options=options)
    left_out = [{"path": root, "code": why.code} for root, why in known.left_out.items()]
    document = {**scan_document(summary), "left_out": left_out}
    session.show(document, lambda: scan_lines(session, summary))
    return exit_code(summary)


def _rename(
    context: typer.Context,
    name: One,
    title: Annotated[str, typer.Argument(help="sources_new_title")],
) -> None:
    session: Session = context.obj
    source = _one(session, name)
    session.workspace.sources.rename(source.id, title)
    _tell(session, source.id, "sources.renamed")


def _pause(context: typer.Context, name: One) -> None:
    session: Session = context.obj
    source = _one(session, name)
    session.workspace.sources.pause(source.id)
    _tell(session, source.id, "sources.is_paused")


def _resume(context: typer.Context, name: One) -> None:
    session: Session = context.obj
    source = _one(session, name)
    session.workspace.sources.resume(source.id)
    _tell(session, source.id, "sources.is_resumed")


def _remove(
    context: typer.Context,
    name: One,
    drop: Annotated[bool, typer.Option("--drop", help="sources_drop")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="sources_yes")] = False,
) -> None:
    session: Session = context.obj
    source = _one(session, name)
    told = {"title": source.title, "photos": source.photos}
    if drop and not yes and not typer.confirm(session.say("sources.drop_sure", **told), err=True):
        raise typer.Abort
    session.workspace.sources.remove(source.id, keep_photos=not drop)
    key = "sources.removed_dropped" if drop else "sources.removed_kept"
    document = {"removed": source.id, "photos_kept": not drop}
    session.show(document, lambda: iter([session.say(key, **told)]))


def _one(session: Session, name: str) -> SourceInfo:
    """The source a person means. Raises UserError if that may be several."""
    found = session.workspace.sources.called(name)
    if len(found) > 1:
        known = ", ".join(f"{source.id}: {source.title}" for source in found)
        raise UserError(Code.UNKNOWN_SOURCE, source=name, known=known)
    return found[0]


def _tell(session: Session, number: int, key: str) -> None:
    source = session.workspace.sources.get(number)
    sentence = session.say(key, id=source.id, title=source.title)
    session.show(_facts(source), lambda: iter([sentence]))


def _facts(source: SourceInfo) -> dict[str, object]:
    return {
        "id": source.id,
        "kind": source.kind,
        "title": source.title,
        "link": source.root,
        "state": source.state,
        "error": source.error_code,
        "photos": source.photos,
        "missing": source.missing,
        "albums": source.albums,
        "updated_at": source.last_update.isoformat() if source.last_update else None,
        "keep": source.keep if source.is_remote else None,
        "watched": source.is_watched,
        "account": source.account or None,
    }


def _lines(session: Session, found: Sequence[SourceInfo]) -> Iterator[str]:
    if not found:
        yield session.say("sources.none")
    for source in found:
        updated = source.last_update.astimezone() if source.last_update else None
        told = {
            **_facts(source),
            "state": session.say(f"sources.{source.state}"),
            "updated": f"{updated:%Y-%m-%d %H:%M}" if updated else session.say("sources.never"),
        }
        yield session.say("sources.line", **told)
        if source.error_code:
            why = session.texts.failure(source.error_code, dict(source.error_details))
            yield f"       {why}"

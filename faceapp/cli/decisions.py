"""`faceapp group`, `faceapp undo`, `faceapp redo` and `faceapp journal`."""

from collections.abc import Iterator
from typing import Annotated

import typer

from faceapp.cli.scan import cancelled_by_signals
from faceapp.cli.session import Session
from faceapp.core.face_groups import Algorithm
from faceapp.services.decisions import Entry
from faceapp.services.drafting import Decision, Named
from faceapp.services.grouping import GroupingPlan, GroupingRequest


def register(application: typer.Typer) -> None:
    """Add the commands."""
    application.command("group", help="group")(_group)
    application.command("undo", help="undo")(_undo)
    application.command("redo", help="redo")(_redo)
    application.command("journal", help="journal")(_journal)


def show_decision(session: Session, decision: Decision | None) -> None:
    """Say what was decided; None is nothing."""
    if decision is None:
        session.show({"action": None}, lambda: iter([session.say("journal.nothing")]))
    else:
        session.show(_facts(decision), lambda: iter([_words(session, decision)]))


def _group(
    context: typer.Context,
    algorithm: Annotated[Algorithm, typer.Option(help="algorithm")] = Algorithm.DBSCAN,
    k: Annotated[int | None, typer.Option("--k", min=1, help="people_count")] = None,
    strictness: Annotated[float | None, typer.Option(help="strictness")] = None,
    preview: Annotated[bool, typer.Option("--preview", help="preview")] = False,
) -> None:
    session: Session = context.obj
    grouping, request = session.workspace.grouping, GroupingRequest(algorithm, k, strictness)
    with cancelled_by_signals() as token, session.progress("group.progress") as report:
        work = grouping.plan if preview else grouping.group
        plan = work(request, token, report)
    session.show(_plan_facts(plan), lambda: _plan_lines(session, plan, preview))


def _undo(
    context: typer.Context,
    to: Annotated[int | None, typer.Option(help="undo_to")] = None,
) -> None:
    session: Session = context.obj
    decisions = session.workspace.decisions
    if to is None:
        show_decision(session, decisions.undo())
        return
    count = decisions.undo_to(to)
    session.show({"undone": count}, lambda: iter([session.say("journal.undone", count=count)]))


def _redo(context: typer.Context) -> None:
    session: Session = context.obj
    show_decision(session, session.workspace.decisions.redo())


def _journal(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="limit")] = 50,
) -> None:
    session: Session = context.obj
    entries = session.workspace.decisions.journal(limit)
    document = {
        "entries": [
            {
                "id": entry.id,
                "at": entry.at.isoformat(),
                "undone": entry.is_undone,
                **_facts(entry.decision),
            }
            for entry in entries
        ]
    }
    session.show(document, lambda: _entry_lines(session, entries))


def _facts(decision: Decision) -> dict[str, object]:
    return {
        "action": decision.action,
        "name": decision.name,
        "others": [_said(other) for other in decision.others],
        "faces": list(decision.faces),
        "photo": decision.photo or None,
    }


def _words(session: Session, decision: Decision) -> str:
    return session.say(
        f"journal.{decision.action}",
        name=_said(decision.subject),
        others=", ".join(_said(other) for other in decision.others),
        faces=len(decision.faces),
    )


def _said(named: Named) -> str:
    if named.name or named.who is None:
        return named.name
    return f"{named.who.kind}:{named.who.id}"


def _entry_lines(session: Session, entries: list[Entry]) -> Iterator[str]:
    if not entries:
        yield session.say("journal.empty")
    for entry in entries:
        mark = f"  ({session.say('journal.taken_back')})" if entry.is_undone else ""
        moment = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
        yield f"{entry.id:6}  {moment}  {_words(session, entry.decision)}{mark}"


def _plan_facts(plan: GroupingPlan) -> dict[str, object]:
    preview = plan.preview
    return {
        "algorithm": plan.request.algorithm,
        "faces": plan.faces,
        "groups": plan.groups,
        "grouped": plan.grouped,
        "singles": plan.singles,
        "guessed": plan.guessed,
        "moved": preview.moved,
        "joins": [
            {"into": join.into.group, "groups": [part.group for part in join.parts]}
            for join in preview.joins
        ],
        "splits": [
            {"group": split.group.group, "into": [part.group for part in split.parts]}
            for split in preview.splits
        ],
        "appearing": [size.group for size in preview.appearing],
        "dissolving": [size.group for size in preview.dissolving],
    }


def _plan_lines(session: Session, plan: GroupingPlan, is_preview: bool) -> Iterator[str]:
    facts = {"groups": plan.groups, "grouped": plan.grouped, "singles": plan.singles}
    yield session.say("group.done", faces=plan.faces, guessed=plan.guessed, **facts)
    changes = plan.preview
    yield session.say(
        "group.changes",
        joins=len(changes.joins),
        splits=len(changes.splits),
        appearing=len(changes.appearing),
        dissolving=len(changes.dissolving),
        moved=changes.moved,
    )
    if is_preview:
        yield session.say("group.preview")

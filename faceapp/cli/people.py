"""`faceapp people`: who is in the library, and what somebody says about it."""

from collections.abc import Iterator
from typing import Annotated

import typer

from faceapp.cli import people_exchange
from faceapp.cli.decisions import show_decision
from faceapp.cli.scan import cancelled_by_signals
from faceapp.cli.session import Session
from faceapp.core.errors import Code, UserError
from faceapp.core.people import Kind, People, PersonTile, Who
from faceapp.core.review import Asks, Question, Settled
from faceapp.services.review import Review

Names = Annotated[list[str], typer.Argument(help="people_names")]
One = Annotated[str, typer.Argument(help="people_name")]
Faces = Annotated[list[int], typer.Argument(help="people_faces")]
# What may be typed for a key of the prompts: in Russian its word, the letter on the same key of the
# keyboard, or the one that looks the same.
_KEYS = {
    said: key
    for key, all_said in {
        "y": ("y", "yes", "д", "да"),
        "n": ("n", "no", "н", "нет", "т"),
        "x": ("x", "ч", "х"),
        "h": ("h", "р"),
        "u": ("u", "г"),
        "q": ("q", "й"),
    }.items()
    for said in all_said
}


def register(application: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="people", invoke_without_command=True)
    group.callback()(_people)
    group.command("list", help="people_list")(_list)
    group.command("name", help="people_rename")(_name)
    group.command("merge", help="people_merge")(_merge)
    group.command("split", help="people_split")(_split)
    group.command("hide", help="people_hide")(_hide)
    group.command("review", help="people_review")(_review)
    group.command("forget", help="people_forget")(_forget)
    people_exchange.register(group)
    application.add_typer(group, name="people", help="people")


def _people(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        _list(context)


def _list(
    context: typer.Context,
    everybody: Annotated[bool, typer.Option("--all", help="people_all")] = False,
) -> None:
    session: Session = context.obj
    people = session.workspace.people.everybody()
    shown = [*people.named, *people.groups, *(people.hidden if everybody else ())]
    document = {
        "people": [_facts(tile) for tile in shown if tile.who.kind is Kind.PERSON],
        "groups": len([tile for tile in people.groups if tile.who.kind is Kind.GROUP]),
        "group_sizes": {
            str(tile.who.id): tile.faces for tile in people.groups if tile.who.kind is Kind.GROUP
        },
        "singles": people.singles,
    }
    session.show(document, lambda: _lines(session, people, shown))


def _name(
    context: typer.Context,
    who: One,
    name: Annotated[str, typer.Argument(help="people_new_name")],
) -> None:
    session: Session = context.obj
    decisions = session.workspace.people_decisions
    show_decision(session, decisions.name(_who(session, who), name))


def _merge(context: typer.Context, names: Names) -> None:
    session: Session = context.obj
    whos = [_who(session, name) for name in names]
    show_decision(session, session.workspace.people_decisions.merge(whos))


def _split(
    context: typer.Context,
    faces: Faces,
    name: Annotated[str, typer.Option(help="people_new_name")] = "",
) -> None:
    session: Session = context.obj
    show_decision(session, session.workspace.people_decisions.split(faces, name))


def _hide(
    context: typer.Context,
    names: Names,
    show: Annotated[bool, typer.Option("--show", help="people_show")] = False,
) -> None:
    session: Session = context.obj
    whos = [_who(session, name) for name in names]
    show_decision(session, session.workspace.people_decisions.hide(whos, hidden=not show))


def _forget(
    context: typer.Context,
    name: One,
    yes: Annotated[bool, typer.Option("--yes", help="people_yes")] = False,
) -> None:
    session: Session = context.obj
    who = _who(session, name)
    if who.kind is Kind.GROUP:
        raise UserError(Code.UNKNOWN_PERSON, name=name)
    if not yes and not typer.confirm(session.say("people.forget_sure", name=name), err=True):
        raise typer.Abort
    with cancelled_by_signals() as token, session.progress("people.forgetting") as report:
        receipt = session.workspace.upkeep.forget(who.id, token, report)
    session.show(receipt.as_dict(), lambda: _receipt(session, receipt.as_dict()))


def _review(
    context: typer.Context,
    source: Annotated[str | None, typer.Option(help="source")] = None,
) -> None:
    """Questions on stderr, answers line by line on stdin, so that a script can answer, too."""
    session: Session = context.obj
    review = session.workspace.review(source)
    while (question := review.question()) is not None:
        session.note(_asked(session, question))
        try:
            said = input().strip()
        except EOFError:
            break
        said = _KEYS.get(said.casefold(), said)
        if said == "q":
            break
        settled = _answered(review, said)
        if settled is not None:
            session.note(_told(session, settled))
    left = 0 if question is None else question.left
    document = {"answers": review.answers, "left": left}
    session.show(document, lambda: iter([session.say("people.reviewed", **document)]))


def _answered(review: Review, said: str) -> Settled | None:
    match said:
        case "y":
            return review.yes()
        case "n":
            return review.no()
        case "x":
            return review.not_faces()
        case "h":
            return review.hide()
        case "u":
            review.undo()
        case "":
            review.skip()
        case name:
            return review.name(name)
    return None


def _asked(session: Session, question: Question) -> str:
    names = {"faces": ", ".join(map(str, question.faces[:8])), "count": len(question.faces)}
    if question.asks is Asks.WHO or question.candidate is None:
        return session.say("people.who", left=question.left, **names)
    candidate = question.candidate
    told = {"name": candidate.tile.name, "percent": f"{candidate.percent:.0f}"}
    if question.asks is Asks.SAME and question.other:
        return session.say("people.same", left=question.left, other=question.other.name, **told)
    return session.say("people.is", left=question.left, **told, **names)


def _told(session: Session, settled: Settled) -> str:
    return session.say(
        "people.settled",
        confirmed=settled.confirmed,
        guessed=settled.guessed,
        refused=settled.refused,
    )


def _who(session: Session, said: str) -> Who:
    """A name, `person:7` or `group:12`, as the list shows them."""
    kind, _, number = said.partition(":")
    if kind in list(Kind) and number.isdecimal():
        return session.workspace.people.tile(Who(Kind(kind), int(number))).who
    return session.workspace.people.find(said)


def _facts(tile: PersonTile) -> dict[str, object]:
    return {
        "id": tile.who.id,
        "name": tile.name,
        "faces": tile.faces,
        "photos": tile.photos,
        "cover_face": tile.cover,
        "hidden": tile.hidden,
        "guessed": tile.guessed,
    }


def _lines(session: Session, people: People, shown: list[PersonTile]) -> Iterator[str]:
    for tile in shown:
        name = tile.name or f"{tile.who.kind}:{tile.who.id}"
        mark = f"  ({session.say('people.hidden')})" if tile.hidden else ""
        yield session.say("people.line", name=name, faces=tile.faces, photos=tile.photos) + mark
    yield session.say("people.singles", count=people.singles)


def _receipt(session: Session, receipt: dict[str, object]) -> Iterator[str]:
    yield session.say("people.forgotten", **receipt)
    yield session.say("people.left")
    for place in ("backups", "logs", "exports", "originals"):
        paths = receipt[place]
        assert isinstance(paths, list)
        yield from (f"  {path}" for path in paths)

"""`faceapp models`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from faceapp.cli import catalogue
from faceapp.cli.catalogue import engine_facts
from faceapp.cli.session import Session, note_making
from faceapp.core.records import EngineInfo


def register(application: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="models", invoke_without_command=True)
    group.callback()(_models)
    group.command("list", help="models_list")(_list)
    group.command("import", help="models_import")(_import)
    group.command("use", help="models_use")(_use)
    group.command("verify", help="models_verify")(_verify)
    catalogue.register(group)
    application.add_typer(group, name="models", help="models")


def _models(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        _list(context)


def _list(context: typer.Context) -> None:
    session: Session = context.obj
    engines = session.workspace.models.engines(session.workspace.settings.engine)
    document = {"engines": [engine_facts(engine) for engine in engines]}
    session.show(document, lambda: (_line(session, engine) for engine in engines))


def _import(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(readable=False, help="models_path")],
    name: Annotated[str | None, typer.Option(help="models_name")] = None,
) -> None:
    session: Session = context.obj
    engine = session.workspace.models.import_path(path, name)
    facts = engine_facts(engine)
    session.show(facts, lambda: iter([session.say("models.imported", **facts)]))


def _use(context: typer.Context, name: Annotated[str, typer.Argument(help="models_name")]) -> None:
    session: Session = context.obj
    note_making(session, [name])
    session.workspace.use_engine(name)
    session.show({"engine": name}, lambda: iter([session.say("models.used", name=name)]))


def _verify(context: typer.Context) -> int:
    session: Session = context.obj
    problems = session.workspace.models.verify()
    session.show({"engines": problems}, lambda: _verdicts(session, problems))
    return 3 if any(problems.values()) else 0


def _line(session: Session, engine: EngineInfo) -> str:
    mark = f"  ({session.say('models.active')})" if engine.is_active else ""
    return f"{engine.name}: {engine.detector} + {engine.embedder}, {engine.dimension}-D{mark}"


def _verdicts(session: Session, problems: dict[str, list[str]]) -> Iterator[str]:
    for name, found in problems.items():
        key = "models.unsound" if found else "models.sound"
        told = [problem.partition(": ") for problem in found]
        words = ", ".join(f"{file}: {session.texts.reason(why)}" for file, _, why in told)
        yield session.say(key, name=name, problems=words)

"""`faceapp models install` and `faceapp models remove`."""

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from faceapp.cli.scan import STOPPED, cancelled_by_signals
from faceapp.cli.session import Session
from faceapp.core.catalogue import CatalogueModel, Offer
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Cancelled
from faceapp.core.records import EngineInfo


def register(group: typer.Typer) -> None:
    """Add the commands to `faceapp models`."""
    group.command("install", help="models_install")(_install)
    group.command("remove", help="models_remove")(_remove)


def engine_facts(engine: EngineInfo) -> dict[str, object]:
    """An engine as JSON shows it."""
    return {
        "name": engine.name,
        "detector": engine.detector,
        "embedder": engine.embedder,
        "dimension": engine.dimension,
        "active": engine.is_active,
    }


def _install(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="models_offer")] = None,
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="accept_licence")
    ] = False,
) -> int:
    session: Session = context.obj
    catalogue = session.workspace.catalogue
    if name is None:
        offers = catalogue.offers()
        document = {"models": [_facts(session, offer) for offer in offers]}
        session.show(document, lambda: _lines(session, offers))
        return 0
    offer = catalogue.offer(name)
    if offer.is_installed:
        sentence = session.say("models.present", name=name)
        session.show({"name": name, "downloaded": False}, lambda: iter([sentence]))
        return 0
    if not catalogue.has_consent(offer.model):
        _ask(session, offer.model, accept_licence)
        catalogue.give_consent(offer.model)
    return _fetch(session, offer.model)


def _fetch(session: Session, model: CatalogueModel) -> int:
    bar = session.progress("models.download", in_bytes=True)
    try:
        with cancelled_by_signals() as token, bar as report:
            engine = session.workspace.catalogue.install(model, token, report)
    except Cancelled:
        session.note(session.say("models.stopped", name=model.name))
        return STOPPED
    facts = engine_facts(engine)
    session.show(
        {**facts, "downloaded": True}, lambda: iter([session.say("models.imported", **facts)])
    )
    return 0


def _ask(session: Session, model: CatalogueModel, is_accepted: bool) -> None:
    """Show what would be fetched under which licence. Raises UserError without a yes."""
    session.note(_about(session, model))
    session.note(session.say(f"licences.{model.licence}"))
    if model.archives:
        session.note(session.say("models.archive_size"))
    if is_accepted:
        return
    if session.wants_json or sys.stdin is None or not sys.stdin.isatty():
        raise UserError(Code.CONSENT_NEEDED, name=model.name)
    session.note(session.say("models.question"))
    answer = sys.stdin.readline().strip().lower()
    if answer not in session.say("models.yes").split():
        raise UserError(Code.CONSENT_NEEDED, name=model.name)


def _remove(
    context: typer.Context, name: Annotated[str, typer.Argument(help="models_stored")]
) -> None:
    session: Session = context.obj
    session.workspace.catalogue.remove(name, session.workspace.settings.engine)
    session.show({"removed": name}, lambda: iter([session.say("models.removed", name=name)]))


def _facts(session: Session, offer: Offer) -> dict[str, object]:
    model = offer.model
    return {
        "name": model.name,
        "kind": model.kind,
        "about": session.say(f"offers.{model.name}"),
        "licence": model.licence,
        "licence_text": session.say(f"licences.{model.licence}"),
        "bytes": model.size,
        "installed": offer.is_installed,
    }


def _lines(session: Session, offers: list[Offer]) -> Iterator[str]:
    for offer in offers:
        mark = f"  ({session.say('models.installed')})" if offer.is_installed else ""
        yield _about(session, offer.model) + mark
        yield f"  {session.say(f'licences.{offer.model.licence}')}"
    yield session.say("models.how_to_install")


def _about(session: Session, model: CatalogueModel) -> str:
    about = session.say(f"offers.{model.name}")
    if model.size is None:
        return session.say("models.about_unknown", name=model.name, about=about)
    size = f"{model.size / 1e6:.1f}"
    return session.say("models.about", name=model.name, about=about, size=size)

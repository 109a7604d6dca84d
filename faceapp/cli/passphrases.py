"""The passphrase of tokens, asked for before they are needed."""

import sys
from collections.abc import Sequence

import typer

from faceapp.cli.session import Session
from faceapp.core.errors import Code, UserError


def unlock_for(session: Session, numbers: Sequence[int]) -> None:
    """Ask for the passphrase of tokens if one of the sources, or any for none, may need them."""
    sources = session.workspace.sources
    wanted = [each for each in sources.list() if not numbers or each.id in numbers]
    if any(each.is_remote for each in wanted) and may_ask(session):
        unlock(session)


def unlock(session: Session) -> None:
    """See to it that tokens can be read. Raises UserError if nobody can be asked."""
    tokens = session.workspace.sources.secrets()
    if tokens.keeping != "locked":
        return
    if not may_ask(session):
        raise UserError(Code.SECRETS_LOCKED)
    tokens.unlock(typer.prompt(session.say("sources.passphrase"), hide_input=True, err=True))


def may_ask(session: Session) -> bool:
    """Whether somebody sits at the keyboard."""
    return not session.wants_json and sys.stdin is not None and sys.stdin.isatty()

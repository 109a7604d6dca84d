"""`faceapp sources login` and `logout`; passphrases and tokens are typed unseen, never options."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from faceapp.cli.scan import STOPPED, cancelled_by_signals
from faceapp.cli.session import Session, printable
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Cancelled
from faceapp.core.remote import Account

Service = Annotated[str, typer.Argument(help="sources_service")]
_KINDS = ("vk", "yandex", "dropbox")


def register(group: typer.Typer) -> None:
    """Add the commands to `faceapp sources`."""
    group.command("login", help="sources_login")(_login)
    group.command("logout", help="sources_logout")(_logout)


def unlock(session: Session, numbers: Sequence[int]) -> None:
    """Ask for the passphrase if one of the sources, or any for none, is read with an account."""
    sources = session.workspace.sources
    wanted = [each for each in sources.list() if not numbers or each.id in numbers]
    if any(each.account for each in wanted) and _may_ask(session):
        _open(session)


def _login(
    context: typer.Context,
    kind: Service,
    token: Annotated[bool, typer.Option("--token", help="sources_token")] = False,
) -> int:
    session: Session = context.obj
    _require_service(kind)
    _open(session)
    try:
        account = _pasted(session, kind) if token else _agreed(session, kind)
    except Cancelled:
        return STOPPED
    told = {"service": kind, "name": account.name}
    session.show(told, lambda: iter([session.say("sources.signed_in", **told)]))
    return 0


def _agreed(session: Session, kind: str) -> Account:
    """The account of somebody who agreed in a browser. Raises UserError, Cancelled."""
    sources = session.workspace.sources
    sign_in = sources.sign_in(kind)
    with cancelled_by_signals() as token:
        _tell(session.say("sources.address", address=sign_in.address))
        if sign_in.code:
            _tell(session.say("sources.code", code=sign_in.code))
        account = sign_in.wait(token)
    sources.finish(account)
    return account


def _pasted(session: Session, kind: str) -> Account:
    if _may_ask(session):
        text = typer.prompt(session.say("sources.token_prompt"), hide_input=True, err=True)
    else:
        text = sys.stdin.readline() if sys.stdin else ""
    return session.workspace.sources.use_token(kind, text)


def _logout(
    context: typer.Context,
    kind: Service,
    name: Annotated[str, typer.Argument(help="sources_account")] = "",
) -> None:
    session: Session = context.obj
    _require_service(kind)
    _open(session)
    sources = session.workspace.sources
    known = sources.accounts(kind)
    wanted = [each for each in known if name in ("", each)]
    if not wanted:
        raise UserError(Code.USAGE, reason=session.say("sources.nobody", service=kind))
    if len(wanted) > 1:
        raise UserError(Code.USAGE, reason=", ".join(wanted) + "?")
    told = {"service": kind, "name": wanted[0]}
    is_revoked = sources.sign_out(kind, wanted[0])
    if not is_revoked:
        session.note(session.say("sources.not_revoked", **told))
    document = {**told, "revoked": is_revoked}
    session.show(document, lambda: iter([session.say("sources.signed_out", **told)]))


def _open(session: Session) -> None:
    """See to it that tokens can be read and kept. Raises UserError if nobody can be asked."""
    tokens = session.workspace.sources.secrets()
    if tokens.keeping == "locked":
        if not _may_ask(session):
            raise UserError(Code.SECRETS_LOCKED)
        prompt = session.say("sources.passphrase")
        tokens.unlock(typer.prompt(prompt, hide_input=True, err=True))
    elif tokens.keeping == "nowhere":
        if not _may_ask(session):
            raise UserError(Code.SECRETS_NOWHERE)
        _tell(session.say("sources.no_keyring"))
        prompt = session.say("sources.new_passphrase")
        passphrase = typer.prompt(prompt, hide_input=True, confirmation_prompt=True, err=True)
        tokens.keep_in_file(passphrase)


def _may_ask(session: Session) -> bool:
    return not session.wants_json and sys.stdin is not None and sys.stdin.isatty()


def _require_service(kind: str) -> None:
    if kind not in _KINDS:
        raise UserError(Code.USAGE, reason=f"{'|'.join(_KINDS)}.")


def _tell(sentence: str) -> None:
    """What a person must see to go on, also beside JSON."""
    typer.echo(printable(sentence), err=True)

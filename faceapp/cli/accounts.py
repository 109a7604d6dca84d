"""`faceapp sources login` and `logout`; passphrases and tokens are typed unseen, never options."""

import sys
from typing import Annotated

import typer

from faceapp.cli.passphrases import may_ask, unlock
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


def _login(
    context: typer.Context,
    kind: Service,
    token: Annotated[bool, typer.Option("--token", help="sources_token")] = False,
    code: Annotated[bool, typer.Option("--code", help="sources_by_code")] = False,
) -> int:
    session: Session = context.obj
    _require_service(kind)
    if code and (kind != "yandex" or token):
        raise UserError(Code.USAGE, reason="--code: yandex.")
    unlock(session)
    _choose_place(session)
    if code:
        password = _typed(session, "sources.password_prompt")
        session.workspace.sources.secrets().keep_application(kind, password)
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
    return session.workspace.sources.use_token(kind, _typed(session, "sources.token_prompt"))


def _typed(session: Session, prompt: str) -> str:
    """What a person types unseen, or a script writes."""
    if may_ask(session):
        return str(typer.prompt(session.say(prompt), hide_input=True, err=True))
    return sys.stdin.readline() if sys.stdin else ""


def _logout(
    context: typer.Context,
    kind: Service,
    name: Annotated[str, typer.Argument(help="sources_account")] = "",
) -> None:
    session: Session = context.obj
    _require_service(kind)
    unlock(session)
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


def _choose_place(session: Session) -> None:
    """See to it that tokens can be kept. Raises UserError if nobody can be asked."""
    tokens = session.workspace.sources.secrets()
    if tokens.keeping != "nowhere":
        return
    if not may_ask(session):
        raise UserError(Code.SECRETS_NOWHERE)
    _tell(session.say("sources.no_keyring"))
    prompt = session.say("sources.new_passphrase")
    passphrase = typer.prompt(prompt, hide_input=True, confirmation_prompt=True, err=True)
    tokens.keep_in_file(passphrase)


def _require_service(kind: str) -> None:
    if kind not in _KINDS:
        raise UserError(Code.USAGE, reason=f"{'|'.join(_KINDS)}.")


def _tell(sentence: str) -> None:
    """What a person must see to go on, also beside JSON."""
    typer.echo(printable(sentence), err=True)

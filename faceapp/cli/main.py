"""Parse, run one command, turn its end into an exit code.

0 done · 2 wrong usage · 3 the user can fix it · 4 cannot go on · 130 stopped by Ctrl+C.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer
from loguru import logger
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.exceptions import TyperException

from faceapp.cli import (
    decisions,
    engines,
    lab,
    library,
    maintenance,
    people,
    scan,
    search,
    sources,
    window,
)
from faceapp.cli.arguments import Arguments, arrange
from faceapp.cli.session import Session, printable, write_json
from faceapp.cli.usage import wrong_usage
from faceapp.core.errors import Code, FaceAppError, FatalError, UserError
from faceapp.core.jobs import Cancelled
from faceapp.paths import folders
from faceapp.services.settings import load_settings
from faceapp.services.workspace import Workspace
from faceapp.texts import LANGUAGES, Texts

_GROUPS = (
    scan,
    search,
    library,
    sources,
    people,
    decisions,
    engines,
    lab,
    maintenance,
    window,
)
_USAGE, _FIXABLE, _FATAL = 2, 3, 4
_USAGE_CODES = {Code.USAGE, Code.SIMILARITY_OUT_OF_RANGE}


class _Commands(TyperGroup):
    """All commands. Typer itself would end a run without a word at Ctrl+C."""

    def invoke(self, ctx: Any) -> object:  # noqa: ANN401  typer keeps the type to itself
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise Cancelled from error


def run(
    arguments: Sequence[str],
    open_workspace: Callable[[Path | None], Workspace],
    open_window: Callable[[Path | None, Sequence[Path], str], int],
) -> int:
    """Run one command line and return its exit code; nothing is raised."""
    cli = _application()
    given = arrange(arguments, cli.commands)
    data = Path(given.data) if given.data else None
    texts = Texts(given.language or _chosen_language(data))
    _translate(cli, texts)
    session = Session(
        texts,
        given.wants_json,
        lambda: open_workspace(data),
        lambda files: open_window(data, files, given.language or ""),
    )
    try:
        _check_global_options(given)
        return _invoke(cli, given.command, session)
    except TyperException as error:
        return _report(session, wrong_usage(texts, error))
    except FaceAppError as error:
        return _report(session, error)
    except (Cancelled, KeyboardInterrupt, typer.Abort):
        session.note(session.say("cli.stopped"))
        return scan.STOPPED
    except Exception as error:  # noqa: BLE001  the last place to keep a traceback from the screen
        if _was_interrupted(error):
            return scan.STOPPED
        with suppress(Exception):
            session.open()  # the log is opened with the library
        logger.exception("bug")
        return _report(session, FatalError(Code.BUG, path=str(folders(data).logs)))
    finally:
        session.close()


def _invoke(cli: TyperGroup, command: Sequence[str], session: Session) -> int:
    if not command:  # typer takes 0.15 s to parse nothing, and a window is waited for
        return window.show_window(session, [])
    result = cli.main(args=command, prog_name="faceapp", standalone_mode=False, obj=session)
    return result if isinstance(result, int) else 0


def _check_global_options(given: Arguments) -> None:
    if given.language not in (None, *LANGUAGES):
        raise UserError(Code.USAGE, reason=f"--lang {'|'.join(LANGUAGES)}.")
    if given.data == "":  # an unset variable of a script must not mean the usual library
        raise UserError(Code.USAGE, reason="--data.")


def _was_interrupted(error: BaseException | None) -> bool:
    """Whether Ctrl+C is behind it; modules it met while they loaded raise something else."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _chosen_language(data: Path | None) -> str:
    try:
        return load_settings(folders(data).settings).language
    except UserError:  # told when the library is opened
        return ""


def _report(session: Session, error: FaceAppError) -> int:
    sentence = session.texts.error(error)
    with suppress(OSError):  # nobody reads stderr
        typer.echo(printable(sentence), err=True)
    if session.wants_json:
        document = {"error": {"code": error.code, "message": sentence}}
        with suppress(FaceAppError):  # stdout may be what is broken
            write_json(document)
    if error.code in _USAGE_CODES:
        return _USAGE
    return _FATAL if isinstance(error, FatalError) else _FIXABLE


def _application() -> TyperGroup:
    application = typer.Typer(cls=_Commands, add_completion=False, rich_markup_mode=None)
    application.callback(invoke_without_command=True, help="root")(_root)
    for module in _GROUPS:
        module.register(application)
    command = typer.main.get_command(application)
    assert isinstance(command, TyperGroup)
    return command


def _root(
    context: typer.Context,
    _json: Annotated[bool, typer.Option("--json", help="json")] = False,
    _lang: Annotated[str | None, typer.Option("--lang", help="lang")] = None,
    _data: Annotated[Path | None, typer.Option("--data", help="data")] = None,
    _version: Annotated[bool, typer.Option("--version", help="version")] = False,
) -> int:
    """The global options, declared for the help: `arrange` has taken them out before."""
    return window.show_window(context.obj, []) if context.invoked_subcommand is None else 0


def _translate(command: object, texts: Texts) -> None:
    """Help texts in the code are keys: put the sentences of one language in their place."""
    assert isinstance(command, TyperCommand | TyperGroup)
    command.help = texts.say(f"help.{command.help}")
    own = command.get_help_option(typer.Context(command))
    for parameter in (*command.params, own):
        if isinstance(parameter, TyperArgument | TyperOption) and parameter.help:
            key = "help" if parameter is own else parameter.help
            parameter.help = texts.say(f"help.{key}")
    if isinstance(command, TyperGroup):
        for child in command.commands.values():
            _translate(child, texts)

"""`faceapp sources watch`: take up what changes in folders until Ctrl+C."""

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Annotated

import typer

from faceapp.cli.scan import STOPPED, cancelled_by_signals, scan_document, scan_lines
from faceapp.cli.session import Session, note_making
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.places import SourceInfo
from faceapp.core.watching import Watching

_TICK_S = 0.1
_SAID = {
    Watching.LIVE: "sources.watching_live",
    Watching.POLLED: "sources.watching_polled",
    Watching.LIMITED: "sources.watching_limited",
    Watching.AWAY: "sources.watching_away",
}

# What the watcher's thread tells is done here, in the order it came.
Deeds = SimpleQueue[Callable[[], object]]


def register(group: typer.Typer) -> None:
    """Add the command to `faceapp sources`."""
    group.command("watch", help="sources_watch")(_watch)


def _watch(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(help="sources_watch_names")] = None,
) -> int:
    session: Session = context.obj
    folders = [Path(source.root) for source in _wanted(session, names or ())]
    note_making(session, [None])
    deeds = Deeds()
    with cancelled_by_signals() as token:
        scan = partial(_scan, session, token)
        watcher = session.workspace.open_watcher(
            lambda changed: deeds.put(partial(scan, changed)),
            lambda folder, how: deeds.put(partial(_tell, session, folder, how)),
        )
        with closing(watcher):
            watcher.watch(folders)
            _follow(deeds, token)
    return STOPPED


def _wanted(session: Session, names: Sequence[str]) -> Sequence[SourceInfo]:
    """The folders named, or those watched in the window. Raises UserError if there are none."""
    sources = session.workspace.sources
    known = [each for each in sources.list() if Path(each.root).is_dir() or each.is_watched]
    if names:
        numbers = {each.id for name in names for each in sources.called(name)}
        wanted = [each for each in known if each.id in numbers]
    else:
        wanted = [each for each in known if each.is_watched]
    if not wanted:
        raise UserError(Code.NOTHING_WATCHED)
    return wanted


def _follow(deeds: Deeds, token: CancelToken) -> None:
    while not token.is_cancelled:
        try:
            deed = deeds.get(timeout=_TICK_S)
        except Empty:
            continue
        deed()


def _scan(session: Session, token: CancelToken, folders: Sequence[Path]) -> None:
    workspace = session.workspace
    there = [folder for folder in folders if folder.is_dir()]  # one may be gone again
    if not there:
        return
    with session.progress() as report:
        summary = workspace.scan(
            workspace.open_sources(there), workspace.engine_card(), token, report, paths=there
        )
    document = {"folders": [str(folder) for folder in there], **scan_document(summary)}
    session.show(document, lambda: scan_lines(session, summary))


def _tell(session: Session, folder: Path, how: Watching) -> None:
    session.note(session.say(_SAID[how], folder=folder))

"""What every command shares: texts, the way out for results, the library it works on."""

import errno
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import typer

from faceapp.core.errors import Code
from faceapp.core.jobs import Progress, Report
from faceapp.paths import unwritable
from faceapp.services.workspace import Workspace
from faceapp.texts import Texts

Document = Mapping[str, object]
# What turns the rest of a line around or begins another one.
_TURNS = {code: f"\\u{code:04x}" for code in (*range(0x2028, 0x202F), *range(0x2066, 0x206A))}
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))} | _TURNS
_JSON_CONTROLS = {code: f"\\u{code:04x}" for code in range(127, 160)} | _TURNS  # json has the rest
_READER_GONE = {errno.EPIPE, errno.EINVAL}  # the latter on Windows


class Session:
    """One run of the command line."""

    def __init__(
        self,
        texts: Texts,
        wants_json: bool,
        open_workspace: Callable[[], Workspace],
        open_window: Callable[[list[Path]], int],
    ) -> None:
        """Take the language, the form of the answer, how to open the library and the window."""
        self.texts = texts
        self.wants_json = wants_json
        self._open_workspace = open_workspace
        self.open_window = open_window

    @cached_property
    def workspace(self) -> Workspace:
        """The library, opened when a command first needs it."""
        return self._open_workspace()

    def open(self) -> None:
        """Open the library if it was not yet."""
        _ = self.workspace

    def close(self) -> None:
        """Release the library if it was opened."""
        if "workspace" in self.__dict__:
            self.workspace.close()

    def show(self, document: Document, lines: Callable[[], Iterator[str]]) -> None:
        """Print the document as JSON, or the lines for people. Raises UserError, FatalError."""
        if self.wants_json:
            write_json(document)
            return
        for line in lines():
            write(printable(line))

    def say(self, key: str, **values: object) -> str:
        """A sentence in the language of this run."""
        return self.texts.say(key, **values)

    def note(self, sentence: str) -> None:
        """A remark for people, kept out of stdout."""
        if not self.wants_json:
            typer.echo(printable(sentence), err=True)

    @contextmanager
    def progress(self, title: str = "scan.progress", *, in_bytes: bool = False) -> Iterator[Report]:
        """A bar on stderr while someone watches, else nothing."""
        if sys.stderr is None or not sys.stderr.isatty():
            yield lambda _: None
            return
        with _bar(self._told(title), in_bytes) as report:
            yield report

    def _told(self, title: str) -> Callable[[Progress], str]:
        """What stands before a bar: the title, what is waited for, how fast bytes come."""

        def told(progress: Progress) -> str:
            parts = [self.say(title)]
            if progress.waiting:
                parts.append(self.say(f"waiting.{progress.waiting}"))
            elif progress.bytes_per_s:
                parts.append(self.say("scan.bytes", rate=f"{progress.bytes_per_s / 1e6:.1f}"))
            return " · ".join(parts)

        return told


def note_other_engine(session: Session) -> None:
    """Say so if the chosen engine does not answer yet, or answers though another has seen more."""
    answering, chosen = session.workspace.answering, session.workspace.settings.engine
    seen = {"chosen": chosen, "seen": answering.seen, "photos": answering.photos}
    if answering.failure:
        why = session.texts.error(answering.failure)
        told = {"engine": answering.unopened, "why": why, **seen}
        session.note(session.say("search.engine_unopened", **told))
    elif answering.engine != chosen:
        session.note(session.say("search.other_engine", engine=answering.engine, **seen))


def note_making(session: Session, names: Iterable[str | None]) -> None:
    """Ask for patience where an engine has yet to be made; None is the chosen. Raises UserError."""
    models = session.workspace.models
    for name in (each or session.workspace.settings.engine for each in names):
        models.require(name)
        if models.takes_making(name):
            session.note(session.say("models.making", name=name))


def printable(text: str) -> str:
    """What no terminal should get becomes escapes: control characters, bytes that are no text."""
    return text.translate(_CONTROLS).encode("utf-8", "backslashreplace").decode("utf-8")


def write_json(document: Document) -> None:
    """One document on stdout. Raises UserError or FatalError if it cannot be written."""
    write(json.dumps(document, ensure_ascii=False).translate(_JSON_CONTROLS))


def write(line: str) -> None:
    r"""One line on stdout, always UTF-8; what is no text becomes `\udc80`, as JSON has it.

    Whoever closed stdout has seen enough. Raises UserError or FatalError if it cannot be written.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
        sys.stdout.buffer.flush()
    except OSError as error:
        # What is left in the buffer would fail again when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno not in _READER_GONE:
            raise unwritable(Path("stdout"), error, Code.EXPORT_UNWRITABLE) from error


@contextmanager
def _bar(told: Callable[[Progress], str], in_bytes: bool) -> Iterator[Report]:
    # Rich takes 0.1 s to import: only for those who see the bar.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar  # noqa: PLC0415

    count = DownloadColumn() if in_bytes else MofNCompleteColumn()
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        count,
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(told(Progress(0)), total=None)

        def report(progress: Progress) -> None:
            bar.update(
                task,
                completed=progress.done,
                total=progress.total,
                description=told(progress),
            )

        yield report

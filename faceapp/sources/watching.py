"""Folders of this computer that are watched: which changed, once they are quiet again.

Whatever happens in a folder, the answer is the same: scan it. So nothing is made of events but the
folders they happened in.
"""

import errno
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from loguru import logger
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from faceapp.core.watching import Changed, Told, Watching
from faceapp.imaging.formats import is_hidden_name, is_photo_name
from faceapp.sources.local_folder import NO_PHOTOS_HERE
from faceapp.sources.mounts import is_on_network

# Reading photos must not count: a scan would bring about the next one.
_EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
_NO_MORE = {errno.ENOSPC, errno.EMFILE}
_ENDS_WITHIN_S = 5.0

Identity = tuple[int, int]


@dataclass(frozen=True)
class Pace:
    """How long is waited, in seconds.

    Folders are told when they were quiet, or at the latest after `at_most_s`; the network is
    looked at every `poll_s`; whether folders are still there, every `look_s`.
    """

    quiet_s: float = 2.0
    at_most_s: float = 30.0
    poll_s: float = 60.0
    look_s: float = 2.0


@dataclass
class _Place:
    """A folder that is watched; `identity` is None while it is not there.

    `changed` are folders in it, first and last told of at these moments.
    """

    folder: str
    identity: Identity | None = None
    watch: ObservedWatch | None = None
    observer: BaseObserver | None = None
    said: Watching | None = None
    changed: set[str] = field(default_factory=set)
    first_at: float = 0.0
    last_at: float = 0.0


class Watcher:
    """Tells of folders to be scanned, each as a whole: a new one at once, whatever is in it.

    A folder that vanishes, or is found empty, is taken for a disk that went away: nothing is told
    of it before it is back.
    """

    def __init__(
        self,
        changed: Changed,
        told: Told = lambda _folder, _how: None,
        *,
        pace: Pace = Pace(),
        live: Callable[[], BaseObserver] = Observer,
    ) -> None:
        """Watch nothing yet. Both are called in the thread of this watcher."""
        self._changed, self._told, self._pace = changed, told, pace
        self._live_observer = live
        self._observers: dict[str, BaseObserver] = {}
        self._places: dict[str, _Place] = {}
        self._wanted: frozenset[str] = frozenset()
        self._lock = threading.Lock()  # of `_wanted` and of what places hold of changes
        self._woken = threading.Event()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)
        self._thread.start()

    def watch(self, folders: Sequence[Path]) -> None:
        """Watch these from now on, and no others."""
        with self._lock:
            self._wanted = frozenset(os.path.normpath(folder.absolute()) for folder in folders)
        self._woken.set()

    def close(self) -> None:
        """Stop, and tell nothing any more; a network that does not answer is not waited for."""
        self._is_closed = True
        self._woken.set()
        self._thread.join(_ENDS_WITHIN_S)

    # -- the thread

    def _run(self) -> None:
        while not self._is_closed:
            self._woken.clear()
            self._follow_wishes()
            for place in self._places.values():
                self._look_after(place)
            self._tell_changes()
            self._woken.wait(self._nap())
        for observer in self._observers.values():
            observer.stop()
        for observer in self._observers.values():
            observer.join()

    def _follow_wishes(self) -> None:
        with self._lock:
            wanted = self._wanted
        for folder in [folder for folder in self._places if folder not in wanted]:
            self._let_go(self._places.pop(folder))
        for folder in sorted(wanted.difference(self._places)):
            self._places[folder] = _Place(folder)

    def _look_after(self, place: _Place) -> None:
        """Begin to watch a folder that is there, let go of one that is not, or is another."""
        identity = _identity(place.folder)
        if identity == place.identity and not self._is_dead(place):
            if identity is None:
                self._say(place, Watching.AWAY)
            return
        self._let_go(place)
        if identity is None:
            self._say(place, Watching.AWAY)
        elif self._begin(place):
            place.identity = identity
            self._note(place, [place.folder])  # what happened while nobody looked

    def _is_dead(self, place: _Place) -> bool:
        """Whether an observer gave up a folder, as they do when it vanishes for a moment."""
        emitters = place.observer.emitters if place.observer else ()
        return place.watch is not None and not any(
            emitter.watch == place.watch and emitter.is_alive() for emitter in emitters
        )

    def _begin(self, place: _Place) -> bool:
        is_remote = is_on_network(Path(place.folder))
        if not is_remote and self._schedule(place, "live"):
            if not self._is_used_up():
                self._say(place, Watching.LIVE)
                return True
            self._let_go(place)  # folders in it may have been left out
        return self._poll(place, Watching.POLLED if is_remote else Watching.LIMITED)

    def _poll(self, place: _Place, why: Watching) -> bool:
        is_begun = self._schedule(place, "polling")
        if is_begun:
            self._say(place, why)
        return is_begun

    def _schedule(self, place: _Place, kind: str) -> bool:
        try:
            observer = self._observer(kind)
            handler = _Handler(self, place)
            place.watch = observer.schedule(
                handler, place.folder, recursive=True, event_filter=_EVENTS
            )
        except OSError as error:
            logger.info("a folder is not watched ({}): {}", kind, error.strerror)
            return False
        place.observer = observer
        return True

    def _observer(self, kind: str) -> BaseObserver:
        if kind not in self._observers:
            polling = kind == "polling"
            made = PollingObserver(timeout=self._pace.poll_s) if polling else self._live_observer()
            made.start()
            self._observers[kind] = made
        return self._observers[kind]

    def _is_used_up(self) -> bool:
        """Whether the system watches no more folders: one that is new to it shows."""
        with tempfile.TemporaryDirectory(prefix="faceapp-") as probe:
            observer = self._observer("live")
            try:
                watch = observer.schedule(FileSystemEventHandler(), probe)
            except OSError as error:
                return error.errno in _NO_MORE
            observer.unschedule(watch)
        return False

    def _let_go(self, place: _Place) -> None:
        if place.observer and place.watch:
            with suppress(KeyError):
                place.observer.unschedule(place.watch)
        place.watch = place.observer = place.identity = None
        with self._lock:
            place.changed.clear()

    def _say(self, place: _Place, how: Watching) -> None:
        if place.said is not how:
            place.said = how
            self._told(Path(place.folder), how)

    # -- what changed

    def _note(self, place: _Place, folders: Iterable[str]) -> None:
        """Called by observers too."""
        now = time.monotonic()
        with self._lock:
            is_first = not place.changed
            if is_first:
                place.first_at = now
            place.changed.update(folders)
            place.last_at = now
        if is_first:
            self._woken.set()

    def _due_in(self, place: _Place) -> float:
        quiet = place.last_at + self._pace.quiet_s
        return min(quiet, place.first_at + self._pace.at_most_s) - time.monotonic()

    def _nap(self) -> float:
        with self._lock:
            due = [self._due_in(place) for place in self._places.values() if place.changed]
        return max(0.0, min([self._pace.look_s, *due]))

    def _tell_changes(self) -> None:
        found: list[str] = []
        for place in self._places.values():
            with self._lock:
                if not place.changed or self._due_in(place) > 0:
                    continue
                changed = set(place.changed)
                place.changed.clear()
            if _identity(place.folder) == place.identity:  # else what seems deleted is but away
                found += _to_scan(place.folder, changed)
                self._look_for_limit(place)
        if found and not self._is_closed:
            self._changed([Path(folder) for folder in _outermost(found)])

    def _look_for_limit(self, place: _Place) -> None:
        """New folders in it may be one too many for the system."""
        if place.said is Watching.LIVE and self._is_used_up():
            identity = place.identity
            self._let_go(place)
            if self._poll(place, Watching.LIMITED):
                place.identity = identity


class _Handler(FileSystemEventHandler):
    """Notes the folders in which something happened to photos or folders."""

    def __init__(self, watcher: Watcher, place: _Place) -> None:
        self._watcher, self._place = watcher, place

    def dispatch(self, event: FileSystemEvent) -> None:
        came = event.event_type == "created"
        folders = [
            path if event.is_directory and (came or path == event.dest_path) else _parent(path)
            for path in (os.fsdecode(path) for path in (event.src_path, event.dest_path) if path)
            if _concerns(self._place.folder, path, is_folder=event.is_directory)
        ]
        if folders:
            self._watcher._note(self._place, folders)


def _parent(path: str) -> str:
    return os.path.dirname(path)  # noqa: PTH120  a string all the way


def _concerns(root: str, path: str, *, is_folder: bool) -> bool:
    """Whether a scan of `root` could name `path`, or something in it."""
    if path == root:
        return False  # whether it is there is looked at apart
    parts = Path(path[len(root) :].lstrip(os.sep)).parts
    return not any(map(is_hidden_name, parts)) and (is_folder or is_photo_name(parts[-1]))


def _identity(folder: str) -> Identity | None:
    """Device and inode of a folder with something in it: the place of an absent disk is empty."""
    try:
        with os.scandir(folder) as entries:
            if all(is_hidden_name(entry.name) for entry in entries):
                return None
        status = Path(folder).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _to_scan(root: str, changed: Iterable[str]) -> list[str]:
    """The folders, or what is left above them; none that scans leave out."""
    found = []
    for folder in changed:
        while folder != root and not Path(folder).is_dir():
            folder = _parent(folder)  # noqa: PLW2901  up to one that is there
        if not _is_left_out(root, folder):
            found.append(folder)
    return found


def _is_left_out(root: str, folder: str) -> bool:
    """Whether it belongs to a library or a cache: scans write there themselves."""
    while True:
        if any((Path(folder) / name).exists() for name in NO_PHOTOS_HERE):
            return True
        if folder == root:
            return False
        folder = _parent(folder)


def _outermost(folders: Iterable[str]) -> list[str]:
    """Those that do not lie in another one."""
    kept: list[str] = []
    for folder in sorted(set(folders)):
        if not any(Path(other) in Path(folder).parents for other in kept):
            kept.append(folder)
    return kept

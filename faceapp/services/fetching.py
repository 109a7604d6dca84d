"""Photos brought from a source on the network, ahead of whoever looks at them."""

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from faceapp.core.errors import ItemError, TransientError, UserError
from faceapp.core.jobs import Cancelled
from faceapp.core.remote import RemotePhoto, RemoteSource
from faceapp.core.types import PhotoRef
from faceapp.imaging.kept_originals import KeptOriginals
from faceapp.stores.rows import KnownLocation

# What is held for the analysis; beyond it, one photo at a time is fetched.
_ROOM_BYTES = 256_000_000


@dataclass
class Fetching:
    """Fetches photos and holds their bytes until they are taken. Thread-safe.

    `known` are the places of the source, by locator; `elsewhere` is the time and the SHA-256 of
    what lies at the same place according to another source. Photos whose bytes `is_finished` by
    their SHA-256 are not fetched; those in `kept` come from there, new ones go there if it `keeps`.
    `on_stop` gets what keeps the whole source from being read, `on_bytes` how many came.
    """

    source: RemoteSource
    known: Mapping[str, KnownLocation]
    elsewhere: Mapping[str, tuple[int, str]]
    is_finished: Callable[[str], bool]
    kept: KeptOriginals | None
    keeps: bool
    on_stop: Callable[[Exception], None]
    on_bytes: Callable[[int], None]
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _held: dict[str, bytes | ItemError] = field(default_factory=dict)
    _finished: dict[str, str] = field(default_factory=dict)
    _bytes: int = 0
    _is_stopped: bool = False

    def fetch(self, ref: PhotoRef) -> PhotoRef | None:
        """The photo, of which `take` or `finished_as` will tell; None if nothing came any more.

        Its size is the true one then. Raises FatalError.
        """
        if self._is_stopped:
            return None
        sha256 = self._finished_hash(ref)
        if sha256:
            with self._lock:
                self._finished[ref.locator] = sha256
            return ref
        try:
            return self._fetched(ref)
        except Cancelled:
            return None
        except (UserError, TransientError) as error:
            self._is_stopped = True
            self.on_stop(error)
            return None

    def take(self, ref: PhotoRef) -> bytes:
        """The bytes of a photo that was fetched, once. Raises ItemError."""
        with self._lock:
            found = self._held.pop(ref.locator)
            if isinstance(found, bytes):
                self._bytes -= len(found)
                return found
        raise found

    def finished_as(self, ref: PhotoRef) -> str | None:
        """The SHA-256 of a photo that was not fetched since its bytes are finished."""
        with self._lock:
            return self._finished.pop(ref.locator, None)

    def has_room(self) -> bool:
        """Whether more may be fetched before something is taken."""
        with self._lock:
            return self._bytes < _ROOM_BYTES

    def _fetched(self, ref: PhotoRef) -> PhotoRef:
        try:
            data = self._kept(ref) or self._downloaded(ref)
        except ItemError as error:
            self._hold(ref, error)
            return ref
        self._hold(ref, data)
        return ref if ref.size else replace(ref, size=len(data))

    def _downloaded(self, ref: PhotoRef) -> bytes:
        data = self.source.read(ref)
        self.on_bytes(len(data))
        if self.keeps and self.kept:
            self.kept.write(hashlib.sha256(data).hexdigest(), data)
        return data

    def _kept(self, ref: PhotoRef) -> bytes | None:
        """Its bytes from this computer, if they are the ones that lie there now."""
        known = self.known.get(ref.locator)
        told = self._told_hash(ref)
        if known and known.failed:  # perhaps it comes better this time
            return None
        if told is None and known and known.mtime_ns == ref.mtime_ns:
            told = known.sha256
        return self.kept.read(told) if told and self.kept else None

    def _finished_hash(self, ref: PhotoRef) -> str | None:
        told = self._told_hash(ref)
        return told if told and self.is_finished(told) else None

    def _told_hash(self, ref: PhotoRef) -> str | None:
        """What the service says of its bytes, or another source that has the same photo."""
        if isinstance(ref, RemotePhoto) and ref.sha256:
            return ref.sha256
        mtime_ns, sha256 = self.elsewhere.get(ref.locator, (None, None))
        return sha256 if mtime_ns == ref.mtime_ns else None

    def _hold(self, ref: PhotoRef, content: bytes | ItemError) -> None:
        with self._lock:
            self._held[ref.locator] = content
            self._bytes += len(content) if isinstance(content, bytes) else 0

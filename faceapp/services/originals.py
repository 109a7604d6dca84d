"""The bytes of photos of the library, from wherever they lie, and the small pictures of them."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from faceapp.core.errors import Code, FaceAppError, ItemError, UserError
from faceapp.core.gallery import PhotoTile
from faceapp.core.ports import Closing, PhotoReader
from faceapp.core.types import Image, PhotoRef
from faceapp.imaging.decode import decode
from faceapp.imaging.kept_originals import KeptOriginals
from faceapp.imaging.reduce import fitted
from faceapp.imaging.thumbnails import ThumbnailCache

_OPEN_AT_ONCE = 8


class Originals:
    """Reads photos. Sources stay open: a zip is listed once, not for each of its photos."""

    def __init__(
        self,
        open_root: Callable[[str], PhotoReader],
        max_megapixels: int,
        kept: KeptOriginals | None = None,
    ) -> None:
        """Take what opens a source by its root, how large a picture may be, and what is at hand."""
        self._open_root = open_root
        self._max_megapixels = max_megapixels
        self._kept = kept
        self._lock = threading.Lock()
        self._sources: OrderedDict[str, PhotoReader] = OrderedDict()

    def read(self, photo: PhotoTile, *, fetches: bool = True) -> bytes:
        """The whole file as it is; from the network only if one `fetches`. Raises ItemError."""
        try:
            if photo.is_remote and not fetches:
                kept = self._read_kept(photo.sha256)
                if kept is None:
                    raise ItemError(Code.REMOTE_UNFETCHED, reason="not_kept")
                return kept
            ref = PhotoRef(photo.path, photo.size, photo.mtime_ns)
            return self.read_at(photo.root, ref, photo.sha256)
        except UserError as error:
            if photo.is_remote:  # signed out, private now, or the service does not answer
                raise ItemError(error.code, **error.details) from error
            raise ItemError(Code.VANISHED) from error  # its folder or archive is gone

    def read_at(self, root: str, ref: PhotoRef, sha256: str | None = None) -> bytes:
        """The whole file at a place of the source with this root, kept here if `sha256` is.

        What is fetched is not kept: it was not before, by choice or for want of room. Raises
        UserError, ItemError.
        """
        kept = self._read_kept(sha256)
        if kept is not None:
            return kept
        try:
            return self._source(root).read(ref)
        except ItemError:
            with self._lock:  # an archive that changed is opened anew the next time
                _let_go(self._sources.pop(root, None))
            raise

    def _read_kept(self, sha256: str | None) -> bytes | None:
        return self._kept.read(sha256) if self._kept and sha256 else None

    def close(self) -> None:
        """Let go of all sources; they are opened anew when they are needed."""
        with self._lock:
            while self._sources:
                _let_go(self._sources.popitem()[1])

    def decode(self, photo: PhotoTile, *, fetches: bool = True) -> Image:
        """The upright picture, (H, W, 3) uint8 RGB, as large as the one whose faces are known.

        See `read`. Raises ItemError.
        """
        data = self.read(photo, fetches=fetches)
        pixels = decode(data, name=photo.name, max_megapixels=self._max_megapixels).pixels
        return fitted(pixels, photo.width, photo.height)

    def _source(self, root: str) -> PhotoReader:
        with self._lock:
            source = self._sources.pop(root, None)
        if source is None:  # which may take a while, and others need not wait for it
            source = self._open_root(root)
        with self._lock:
            self._sources[root] = source
            while len(self._sources) > _OPEN_AT_ONCE:
                _let_go(self._sources.popitem(last=False)[1])
        return source


def _let_go(source: PhotoReader | None) -> None:
    if isinstance(source, Closing):
        source.close()


class Pictures:
    """Thumbnails: from the cache, or made anew where the cache lost them."""

    def __init__(self, cache: ThumbnailCache, originals: Originals) -> None:
        """Take the cache and where to make up for what it lacks."""
        self._cache = cache
        self._originals = originals

    def thumbnail(self, photo: PhotoTile, size: int) -> Path | None:
        """The file of a thumbnail, `size` 256 or 1024; None where no picture can be had.

        Takes long where it must be made: as long as decoding the photo.
        """
        if photo.sha256 is None:
            return None
        known = self._cache.path(photo.sha256, size)
        if known or photo.state == "failed":
            return known
        try:
            self._cache.write(photo.sha256, self._originals.decode(photo))
        except FaceAppError:  # gone, unreadable, or no room for the cache: a placeholder is shown
            return None
        return self._cache.path(photo.sha256, size)

"""Sources on the network by kind; each one's library is imported when it is first needed."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from faceapp.core.errors import Code, UserError
from faceapp.core.remote import Cursor, Page, RemoteSource, SourceIdentity
from faceapp.core.types import PhotoRef

if TYPE_CHECKING:
    from faceapp.net.service import Service

# The pickiest about links first: for VKontakte any word may be somebody's name.
_CLASSES: Final = {"yandex": "YandexSource", "dropbox": "DropboxSource", "vk": "VkSource"}


def identify_source(kind: str, link: str) -> SourceIdentity:
    """What a link means to a service, or to the first that understands it if `kind` is empty.

    Asks nobody. Raises UserError LINK_NOT_UNDERSTOOD.
    """
    examples: list[str] = []
    for name in [kind] if kind else _CLASSES:
        try:
            identity: SourceIdentity = _module(name).identify(link)
        except UserError as error:
            if kind:
                raise
            examples.append(str(error.details.get("examples", "")))
        else:
            return identity
    raise UserError(
        Code.LINK_NOT_UNDERSTOOD,
        link=link,
        service="Faceapp",
        examples=", ".join(filter(None, examples)),
    )


def open_remote(  # noqa: PLR0913
    kind: str,
    root: str,
    service: "Service",
    secret: str | None,
    *,
    max_file_mb: int,
    captcha: tuple[str, str] | None = None,
    renew: Callable[[], str | None] = lambda: None,
) -> RemoteSource:
    """Begin a conversation about a source; closing it closes `service`.

    `captcha` is the number of a picture and what a person read on it; `renew` gives the token that
    works now, for when `secret` ends in the middle. Raises UserError if the kind is unknown.
    """
    maker = getattr(_module(kind), _CLASSES[kind])
    answer = {"captcha": captcha} if captcha else {}
    first = maker(root, service, secret, max_file_mb=max_file_mb, **answer)
    again = partial(maker, root, service, max_file_mb=max_file_mb)
    return _Conversation(first, service, secret, again, renew)


class _Conversation:
    """A source together with what it speaks through, longer than one token lasts. Thread-safe."""

    def __init__(
        self,
        source: RemoteSource,
        service: "Service",
        secret: str | None,
        again: Callable[[str], RemoteSource],
        renew: Callable[[], str | None],
    ) -> None:
        self.kind, self.root, self.title = source.kind, source.root, source.title
        self._sources = [source]
        self._service = service
        self._secret = secret
        self._again = again
        self._renew = renew
        self._lock = threading.Lock()

    def pages(self, cursor: Cursor) -> Iterator[Page]:
        while True:
            source = self._sources[-1]
            try:
                for page in source.pages(cursor):
                    cursor = page.cursor
                    yield page
            except UserError as error:
                if not self._goes_on_after(error, source):
                    raise
            else:
                return

    def read(self, ref: PhotoRef) -> bytes:
        while True:
            source = self._sources[-1]
            try:
                return source.read(ref)
            except UserError as error:
                if not self._goes_on_after(error, source):
                    raise

    def close(self) -> None:
        for source in self._sources:
            source.close()
        self._service.close()

    def _goes_on_after(self, error: UserError, source: RemoteSource) -> bool:
        """With another token, if the one of `source` has ended and there is another."""
        if error.code != Code.SIGN_IN_NEEDED:
            return False
        with self._lock:
            if source is not self._sources[-1]:
                return True  # another thread has asked for one
            fresh = self._renew()
            if fresh is None or fresh == self._secret:
                return False
            self._secret = fresh
            self._sources.append(self._again(fresh))
            return True


def _module(kind: str) -> Any:  # noqa: ANN401  they share nothing but the names in them
    if kind not in _CLASSES:
        raise UserError(Code.UNKNOWN_SOURCE, source=kind, known=", ".join(_CLASSES))
    return import_module(f"faceapp.sources.{kind}")

"""Sources on the network by kind; each one's library is imported when it is first needed."""

from collections.abc import Iterator
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


def open_remote(
    kind: str,
    root: str,
    service: "Service",
    secret: str | None,
    *,
    max_file_mb: int,
    captcha: tuple[str, str] | None = None,
) -> RemoteSource:
    """Begin a conversation about a source; closing it closes `service`.

    `captcha` is the number of a picture and what a person read on it. Raises UserError if the kind
    is unknown.
    """
    maker = getattr(_module(kind), _CLASSES[kind])
    answer = {"captcha": captcha} if captcha else {}
    return _Conversation(maker(root, service, secret, max_file_mb=max_file_mb, **answer), service)


class _Conversation:
    """A source together with what it speaks through."""

    def __init__(self, source: RemoteSource, service: "Service") -> None:
        self.kind, self.root, self.title = source.kind, source.root, source.title
        self._source = source
        self._service = service

    def pages(self, cursor: Cursor) -> Iterator[Page]:
        return self._source.pages(cursor)

    def read(self, ref: PhotoRef) -> bytes:
        return self._source.read(ref)

    def close(self) -> None:
        self._source.close()
        self._service.close()


def _module(kind: str) -> Any:  # noqa: ANN401  they share nothing but the names in them
    if kind not in _CLASSES:
        raise UserError(Code.UNKNOWN_SOURCE, source=kind, known=", ".join(_CLASSES))
    return import_module(f"faceapp.sources.{kind}")

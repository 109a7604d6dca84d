"""Sources on the network by kind; each one's library is imported when it is first needed."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from faceapp.core.errors import Code, UserError
from faceapp.core.remote import RemoteSource, SourceIdentity

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
    kind: str, root: str, service: "Service", secret: str | None, *, max_file_mb: int
) -> RemoteSource:
    """Begin a conversation about a source. Raises UserError if its kind is unknown."""
    maker = getattr(_module(kind), _CLASSES[kind])
    source: RemoteSource = maker(root, service, secret, max_file_mb=max_file_mb)
    return source


def _module(kind: str) -> Any:  # noqa: ANN401  they share nothing but the names in them
    if kind not in _CLASSES:
        raise UserError(Code.UNKNOWN_SOURCE, source=kind, known=", ".join(_CLASSES))
    return import_module(f"faceapp.sources.{kind}")

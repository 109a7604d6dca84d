"""Albums of a user or a community of VKontakte as a source of photos."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from faceapp.core.errors import Code, ItemError, UserError
from faceapp.core.remote import Cursor, Page, RemotePhoto, SourceIdentity
from faceapp.core.types import PhotoRef
from faceapp.net.service import Expired, Service
from faceapp.sources.vk_client import VkClient
from faceapp.sources.vk_errors import SERVICE, strange
from faceapp.sources.vk_links import Place, photo_of, place_of
from faceapp.sources.vk_listing import Listing
from faceapp.sources.vk_people import Names
from faceapp.sources.vk_photos import author_of, identity_of, largest, remote_photo

_COMMUNITIES = ("group", "page", "event")


def identify(link: str) -> SourceIdentity:
    """What a link, a bare id or a short name means. Raises UserError LINK_NOT_UNDERSTOOD."""
    root = place_of(link).root
    return SourceIdentity(SERVICE, root, root.removeprefix("https://"))


class VkSource:
    """A place at VKontakte. Reading works beside listing, from several threads."""

    kind = SERVICE

    def __init__(
        self,
        root: str,
        service: Service,
        secret: str | None,
        *,
        max_file_mb: int,
        captcha: tuple[str, str] | None = None,
    ) -> None:
        """`secret` is a user's or a service token.

        `captcha` answers an error CAPTCHA_NEEDED: its detail `sid` and what a person read there.
        """
        identity = identify(root)
        self.root = identity.root
        self.title = identity.title
        self._service = service
        self._limit_mb = max_file_mb
        self._client = VkClient(service, secret, self.title, captcha)

    def pages(self, cursor: Cursor) -> Iterator[Page]:
        """A pass from `cursor` on, album after album. Raises UserError, Cancelled within 1 s."""
        place = place_of(self.root)
        if place.short_name:
            place = Place(self._owner_called(place.short_name))
        names = Names(self._client)
        if place.photo is not None:
            yield self._single(place, names)
        else:
            yield from Listing(self._client, names, place).pages(cursor)

    def read(self, ref: PhotoRef) -> bytes:
        """The largest picture there is. Thread-safe. Raises ItemError, UserError, Cancelled."""
        if isinstance(ref, RemotePhoto) and ref.address:
            with suppress(Expired):
                return self._service.download(ref.address, limit_mb=self._limit_mb)
        try:
            return self._service.download(self._address(ref.locator), limit_mb=self._limit_mb)
        except Expired as error:
            raise ItemError(Code.REMOTE_UNFETCHED, reason="not_offered") from error

    def close(self) -> None:
        """Let go of connections."""
        self._service.close()

    def _address(self, locator: str) -> str:
        try:
            item = self._photo(photo_of(locator))
        except UserError as error:
            if error.code == Code.REMOTE_DENIED:
                raise ItemError(Code.REMOTE_UNFETCHED, reason="permission") from error
            if error.code == Code.REMOTE_NOT_FOUND:
                raise ItemError(Code.VANISHED) from error
            raise
        if address := largest(item):
            return address
        raise ItemError(Code.REMOTE_UNFETCHED, reason="not_offered")

    def _photo(self, name: str) -> dict[str, Any]:
        """The photo `owner_id` as the API describes it. Raises UserError."""
        found = self._client.call("photos.getById", place=name, photos=name, photo_sizes=1)
        if not isinstance(found, list):
            raise strange("wrong_shape")
        if not found:
            raise UserError(Code.REMOTE_NOT_FOUND, service=SERVICE, place=name)
        if identity_of(found[0]) is None:
            raise strange("wrong_shape")
        item: dict[str, Any] = found[0]
        return item

    def _single(self, place: Place, names: Names) -> Page:
        item = self._photo(photo_of(place.root))
        author = names.of(author_of(item))
        photo = remote_photo(item, albums=(), author=author, people=())
        return Page((photo,), {}, is_last=True)

    def _owner_called(self, short_name: str) -> int:
        found = self._client.call(
            "utils.resolveScreenName", place=short_name, screen_name=short_name
        )
        kind, number = "", None
        if isinstance(found, dict):
            kind, number = str(found.get("type", "")), found.get("object_id")
        if type(number) is int and kind == "user":
            return number
        if type(number) is int and kind in _COMMUNITIES:
            return -number
        raise UserError(Code.REMOTE_NOT_FOUND, service=SERVICE, place=short_name)

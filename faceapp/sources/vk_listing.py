"""One pass through the albums of a place at VKontakte, a page after the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from typing import Any

from faceapp.core.errors import Code, UserError
from faceapp.core.remote import Cursor, Page, RemoteAlbum, RemotePhoto
from faceapp.core.types import ListingFailure
from faceapp.sources.vk_client import VkClient
from faceapp.sources.vk_errors import strange
from faceapp.sources.vk_links import Place, album_id
from faceapp.sources.vk_people import Names, Tags
from faceapp.sources.vk_photos import author_of, has_tags, identity_of, remote_photo

_MOST_PHOTOS = 1000  # that photos.get gives at once
# What is committed at once: few enough that a job that is killed has little to do again.
_PAGE_PHOTOS = 200
_SYSTEM_NAMES = {-6: "profile", -7: "wall", -15: "saved"}


@dataclass(frozen=True)
class Album:
    """An album as the API lists it; `size` is None where it does not tell."""

    owner: int
    number: int
    title: str
    size: int | None = None

    @property
    def remote(self) -> RemoteAlbum:
        """As the library knows it."""
        name = album_id(self.owner, self.number)
        return RemoteAlbum(name, self.title or name)


@dataclass(frozen=True)
class Mark:
    """Where a pass is: at `offset` of `album`, which had `count` photos when it was last asked.

    `newest` is the largest number of a photo met in this album. Up to `tagged` of each album the
    people on photos were asked for in passes before: they are not asked for again. An album is
    `broken` if it held something that is no photo.
    """

    album: int | None = None
    offset: int = 0
    count: int = 0
    newest: int = 0
    broken: bool = False
    tagged: Mapping[str, int] = field(default_factory=dict)

    @property
    def cursor(self) -> Cursor:
        """As plain JSON."""
        return asdict(self)

    def tagged_to(self, album: Album) -> int:
        """Up to which photo of an album people were asked for."""
        return self.tagged.get(str(album.number), 0)

    def past(self, album: Album, following: Album | None, *, is_tagged: bool) -> "Mark":
        """Behind an album; whether its people were asked for decides about the next pass."""
        tagged = dict(self.tagged)
        if is_tagged:
            tagged[str(album.number)] = max(self.newest, self.tagged_to(album))
        return Mark(None if following is None else following.number, tagged=tagged)


@dataclass(frozen=True)
class _Chunk:
    """Some items of an album; the next ones begin at `offset`. `is_end`: there are none."""

    items: Sequence[Any]
    offset: int
    count: int
    is_end: bool
    is_broken: bool = False


class Listing:
    """Lists albums in the order of their numbers, so that a pass can go on where it stopped."""

    def __init__(self, client: VkClient, names: Names, place: Place) -> None:
        """`place` has an owner, and perhaps an album."""
        self._client = client
        self._names = names
        self._tags = Tags(client)
        self._place = place

    def pages(self, cursor: Cursor) -> Iterator[Page]:
        """The pass from `cursor` on. Raises UserError, Cancelled."""
        mark = Mark(**cursor)
        albums = self._albums()
        title = self._title(albums)
        todo = [album for album in albums if mark.album is None or album.number >= mark.album]
        if not todo:
            yield Page((), Mark(tagged=mark.tagged).cursor, is_last=True, title=title)
        for album, following in pairwise([*todo, None]):
            assert album is not None
            if album.number != mark.album:  # that of the cursor may be gone
                mark = Mark(album.number, tagged=mark.tagged)
            for page, after in self._pages_of(album, following, mark):
                mark = after
                yield replace(page, title=title)

    def _title(self, albums: Sequence[Album]) -> str:
        owner = self._names.of(self._place.owner)
        album = "" if self._place.album is None else albums[0].title
        return " — ".join(part for part in (owner, album) if part)

    def _albums(self) -> list[Album]:
        owner, number = self._place.owner, self._place.album
        # Albums of the site itself are numbered below zero; it documents no way to ask for one.
        wanted = {"album_ids": number} if number is not None and number > 0 else {}
        _, items = self._client.items(
            "photos.getAlbums", place=self._place.root, owner_id=owner, need_system=1, **wanted
        )
        albums = {album.number: album for album in (_album(owner, item) for item in items)}
        if number is not None:
            return [albums.get(number) or Album(owner, number, "")]
        known = [it for it in sorted(albums) if it > 0 or it in _SYSTEM_NAMES]
        return [albums[it] for it in known]

    def _pages_of(
        self, album: Album, following: Album | None, mark: Mark
    ) -> Iterator[tuple[Page, Mark]]:
        """The pages of an album, each with the mark behind it."""
        try:
            for chunk in self._chunks(album, mark.offset, mark.count):
                page, mark = self._page(album, following, chunk, mark)
                yield page, mark
        except UserError as error:
            is_closed = error.code in (Code.REMOTE_DENIED, Code.REMOTE_NOT_FOUND)
            if self._place.album is not None or not is_closed:
                raise
            mark = mark.past(album, following, is_tagged=False)
            failure = ListingFailure(album.remote.remote_id, error.code)
            yield Page((), mark.cursor, is_last=following is None, failures=(failure,)), mark

    def _chunks(self, album: Album, offset: int, count: int) -> Iterator[_Chunk]:
        if album.size == 0:
            yield _Chunk((), 0, 0, is_end=True)
            return
        while True:
            known, (count, items) = count, self._listed(album, offset)
            if count < known and offset:
                # Photos were taken away: those behind them moved up, past where the pass is.
                offset = max(0, offset - (known - count))
                continue
            if not items and offset < count:
                yield _Chunk((), offset, count, is_end=True, is_broken=True)
                return
            is_last = offset + _MOST_PHOTOS >= count
            for start in range(0, max(len(items), 1), _PAGE_PHOTOS):
                stop = start + _PAGE_PHOTOS
                # An offset that is too small, as VKontakte leaves out hidden photos, costs little.
                is_end = is_last and stop >= len(items)
                yield _Chunk(items[start:stop], offset + stop, count, is_end)
            if is_last:
                return
            offset += _MOST_PHOTOS

    def _listed(self, album: Album, offset: int) -> tuple[int, list[Any]]:
        return self._client.items(
            "photos.get",
            place=album.remote.title,
            owner_id=album.owner,
            album_id=_SYSTEM_NAMES.get(album.number, album.number),
            rev=0,
            extended=1,  # tells how many people are marked
            photo_sizes=1,
            count=_MOST_PHOTOS,
            offset=offset,
        )

    def _page(
        self, album: Album, following: Album | None, chunk: _Chunk, mark: Mark
    ) -> tuple[Page, Mark]:
        items = [item for item in chunk.items if identity_of(item)]
        broken = mark.broken or chunk.is_broken or len(items) < len(chunk.items)
        photos = self._photos(album, items, mark.tagged_to(album))
        mark = replace(
            mark,
            offset=chunk.offset,
            count=chunk.count,
            newest=max([mark.newest, *(item["id"] for item in items)]),
            broken=broken,
        )
        if chunk.is_end:
            mark = mark.past(album, following, is_tagged=self._tags.is_allowed)
        name = album.remote.remote_id
        page = Page(
            photos,
            mark.cursor,
            is_last=chunk.is_end and following is None,
            albums=(album.remote,),
            finished=(name,) if chunk.is_end and not broken else (),
            failures=(ListingFailure(name, Code.SERVICE_ANSWER_STRANGE),)
            if chunk.is_end and broken
            else (),
        )
        return page, mark

    def _photos(
        self, album: Album, items: Sequence[Mapping[str, Any]], tagged_to: int
    ) -> list[RemotePhoto]:
        self._names.learn(author_of(item) for item in items)
        marked = [
            (item["owner_id"], item["id"])
            for item in items
            if item["id"] > tagged_to and has_tags(item)
        ]
        people = self._tags.of(marked)
        return [
            remote_photo(
                item,
                albums=(album.remote.remote_id,),
                author=self._names.of(author_of(item)),
                people=people.get((item["owner_id"], item["id"]), ()),
            )
            for item in items
        ]


def _album(owner: int, item: object) -> Album:
    if not isinstance(item, dict) or type(item.get("id")) is not int:
        raise strange("wrong_shape")
    title, size = item.get("title"), item.get("size")
    return Album(
        owner,
        item["id"],
        title if isinstance(title, str) else "",
        size if type(size) is int else None,
    )

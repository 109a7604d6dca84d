"""What services tell of their photos, and the passes in which they were named."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from faceapp.core.jobs import Changes
from faceapp.core.remote import RemoteAlbum, RemotePhoto
from faceapp.stores.schema import Album, Asset, Location, LocationAlbum, NameProposal
from faceapp.stores.store import Store, chunks


@dataclass(frozen=True)
class _Facts:
    """A place as it is known."""

    id: int
    asset: int
    author: str
    caption: str
    taken_at: datetime | None


class Told(Store):
    """Authors, captions, dates, albums, proposed names; all of them of places, not of pictures."""

    def add_albums(self, source_id: int, albums: Sequence[RemoteAlbum]) -> None:
        """Know these albums, by the titles they have now."""
        rows = [
            {"source_id": source_id, "remote_id": each.remote_id, "title": each.title}
            for each in albums
        ]
        if rows:
            statement = insert_or(Album)
            self._session.connection().execute(
                statement.on_conflict_do_update(
                    index_elements=["source_id", "remote_id"],
                    set_={"title": statement.excluded.title},
                ),
                rows,
            )

    def save(
        self, source_id: int, photos: Sequence[RemotePhoto], *, listed_in: int, with_people: bool
    ) -> None:
        """Keep what is told of photos whose places are known; a pass has named them.

        `with_people` replaces the names proposed before: a service may tell them for new photos
        alone.
        """
        for some in chunks(photos):
            self._save(source_id, some, listed_in, with_people)

    def keep_listed(self, source_id: int, failures: Collection[str], listed_in: int) -> None:
        """Count as named what lies in albums, by remote id, that could not be looked into."""
        below = [Album.remote_id.startswith(f"{each}/", autoescape=True) for each in failures]
        albums = select(Album.id).where(
            Album.source_id == source_id, or_(Album.remote_id.in_(failures), *below)
        )
        places = select(LocationAlbum.location_id).where(LocationAlbum.album_id.in_(albums))
        self._session.execute(
            update(Location).where(Location.id.in_(places)).values(listed_in=listed_in)
        )

    def note_finished(self, source_id: int, albums: Sequence[str], listed_in: int) -> None:
        """A pass has listed all of these albums."""
        self._session.execute(
            update(Album)
            .where(Album.source_id == source_id, Album.remote_id.in_(albums))
            .values(listed_in=listed_in)
        )

    def mark_gone(self, source_id: int, gone: Sequence[str], kept: Collection[str]) -> int:
        """Mark as missing what lay at these places or below them, but not what is `kept`.

        How many places those are.
        """
        count = 0
        for each in gone:
            # "0" follows "/": all that begins with "each/", found in the index.
            below = (Location.locator >= f"{each}/") & (Location.locator < f"{each}0")
            lost = self._read(
                select(Location.id, Location.locator).where(
                    Location.source_id == source_id,
                    Location.present,
                    or_(Location.locator == each, below),
                )
            )
            numbers = [number for number, locator in lost if locator not in kept]
            for some in chunks(numbers):
                self._session.execute(
                    update(Location).where(Location.id.in_(some)).values(present=False)
                )
            count += len(numbers)
        if count:
            self._note(Changes(photos=True))
        return count

    def end_pass(self, source_id: int, listed_in: int) -> int:
        """Mark as missing what the pass did not name; how many places those are."""
        gone = self._session.connection().execute(
            update(Location)
            .where(
                Location.source_id == source_id, Location.present, Location.listed_in < listed_in
            )
            .values(present=False)
        )
        if gone.rowcount:
            self._note(Changes(photos=True))
        return gone.rowcount

    def _save(
        self, source_id: int, photos: Sequence[RemotePhoto], listed_in: int, with_people: bool
    ) -> None:
        known = self._known(source_id, [photo.locator for photo in photos])
        pairs = [(known[each.locator], each) for each in photos if each.locator in known]
        if not pairs:
            return
        numbers = [facts.id for facts, _ in pairs]
        self._session.execute(
            update(Location).where(Location.id.in_(numbers)).values(listed_in=listed_in)
        )
        changed = [_columns(facts.id, photo) for facts, photo in pairs if _differs(facts, photo)]
        self._update(_TELL, changed)
        dates = [{"number": facts.asset, "moment": _clock(photo)} for facts, photo in pairs]
        self._update(_DATE, [row for row in dates if row["moment"]])
        self._place_in_albums(source_id, {facts.id: photo.albums for facts, photo in pairs})
        if with_people:
            self._propose({facts.id: photo for facts, photo in pairs})
        if changed:
            self._note(Changes(photos=True))

    def _known(self, source_id: int, locators: Sequence[str]) -> dict[str, _Facts]:
        place = Location
        rows = self._read(
            select(
                place.locator, place.id, place.asset_id, place.author, place.caption, place.taken_at
            ).where(place.source_id == source_id, place.locator.in_(locators))
        )
        return {row[0]: _Facts(*row[1:]) for row in rows}

    def _place_in_albums(self, source_id: int, wanted: Mapping[int, Sequence[str]]) -> None:
        columns = select(Album.remote_id, Album.id).where(Album.source_id == source_id)
        albums = {remote_id: number for remote_id, number in self._read(columns)}  # noqa: C416  typed
        now = {
            (place, albums[remote_id])
            for place, remote_ids in wanted.items()
            for remote_id in remote_ids
            if remote_id in albums
        }
        of_these = LocationAlbum.location_id.in_(list(wanted))
        pairs = select(LocationAlbum.location_id, LocationAlbum.album_id).where(of_these)
        before = {(place, album) for place, album in self._read(pairs)}
        self._change_albums(_LEAVE, before - now)
        self._change_albums(_JOIN, now - before)

    def _change_albums(self, statement: Any, pairs: Collection[tuple[int, int]]) -> None:  # noqa: ANN401
        self._update(statement, [{"place": place, "album": album} for place, album in pairs])
        if pairs:
            self._note(Changes(photos=True))

    def _propose(self, photos: Mapping[int, RemotePhoto]) -> None:
        each = NameProposal
        columns = each.location_id, each.name, each.x, each.y, each.width, each.height
        before: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
        known = select(*columns).where(each.location_id.in_(list(photos))).order_by(each.id)
        for place, *proposal in self._read(known):
            before[place].append(tuple(proposal))
        told = {
            place: [(person.name, *(person.box or (None,) * 4)) for person in photo.people]
            for place, photo in photos.items()
        }
        changed = [place for place, proposals in told.items() if proposals != before[place]]
        self._session.execute(delete(each).where(each.location_id.in_(changed)))
        names = ("location_id", "name", "x", "y", "width", "height")
        rows = [
            dict(zip(names, (place, *proposal), strict=True))
            for place in changed
            for proposal in told[place]
        ]
        self._update(insert(each), rows)

    def _update(self, statement: Any, rows: Sequence[Mapping[str, object]]) -> None:  # noqa: ANN401
        if rows:
            self._session.connection().execute(statement, rows)


_TELL = (
    update(Location)
    .where(Location.id == bindparam("number"))
    .values(author=bindparam("by"), caption=bindparam("text"), taken_at=bindparam("moment"))
)
# Services take the date out of a photo that they shrink.
_DATE = (
    update(Asset)
    .where(Asset.id == bindparam("number"), Asset.taken_at.is_(None))
    .values(taken_at=bindparam("moment"))
)
_JOIN = insert(LocationAlbum).values(location_id=bindparam("place"), album_id=bindparam("album"))
_LEAVE = delete(LocationAlbum).where(
    LocationAlbum.location_id == bindparam("place"), LocationAlbum.album_id == bindparam("album")
)


def _columns(number: int, photo: RemotePhoto) -> dict[str, object]:
    told = {"by": photo.author, "text": photo.caption, "moment": _clock(photo)}
    return {"number": number, **told}


def _differs(facts: _Facts, photo: RemotePhoto) -> bool:
    known = facts.author, facts.caption, facts.taken_at
    return known != (photo.author, photo.caption, _clock(photo))


def _clock(photo: RemotePhoto) -> datetime | None:
    """The clock of wherever it was taken, which knows no zone."""
    return photo.taken_at and photo.taken_at.replace(tzinfo=None)

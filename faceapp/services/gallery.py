"""The photo page's answers: which photos, in which order, and what to filter by.

Columns over all photos are kept until something is written, so that a filter of 100,000 photos
is a mask of numpy and not another walk through the tables.
"""

import re
import threading
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from faceapp.core.gallery import Choice, Facets, GalleryFilter, Order, PhotoTile, Sort
from faceapp.core.records import FaceInfo
from faceapp.core.types import Ids
from faceapp.services.library import newest_engine
from faceapp.stores.database import Database

Mask = NDArray[np.bool_]

_NUMBER = re.compile(r"\d+")
# Shorter words would find every photo by some digit of its date.
_SHORTEST_IN_DATES = 4
_SOURCES_PREPARED = 16
_NOTHING: Ids = np.empty(0, np.int64)


class GalleryService:
    """Reads; works beside a writing process. `forget` what is kept when something was written."""

    def __init__(self, database: Database) -> None:
        """Take the library; nothing is read yet."""
        self._database = database
        self._lock = threading.Lock()
        self._columns = _Columns(database)

    def forget(self) -> None:
        """Read everything anew: something was written."""
        with self._lock:
            self._columns = _Columns(self._database)

    def order(self, wanted: GalleryFilter, sort: Sort) -> Order:
        """The photos that a filter admits, in the order asked for."""
        with self._lock:
            return self._columns.order(wanted, sort)

    def facets(self) -> Facets:
        """Everything there is to filter by, with counts."""
        with self._lock:
            return self._columns.facets

    def prepare(self) -> None:
        """Read now what the first search would wait for: 0.4 s of 100,000 photos."""
        with self._lock:
            _ = self._columns.texts, self._columns.dates
            for source in self._columns.facets.sources[:_SOURCES_PREPARED]:
                self._columns.of_source(source.id)

    def tiles(self, ids: Sequence[int]) -> list[PhotoTile]:
        """What tiles show, in the order of `ids`; photos that are gone are left out."""
        with self._database.read() as unit:
            return unit.gallery.tiles(ids)

    def sources_called(self, name: str) -> tuple[int, ...]:
        """The numbers of the sources of that kind, title or root. Raises UserError."""
        with self._database.read() as unit:
            return tuple(unit.sources.resolve(name))

    def faces(self, engine: str, photos: Sequence[int]) -> list[FaceInfo]:
        """The faces on some photos as the engine of that name saw them."""
        with self._database.read() as unit:
            return list(unit.faces.of_photos(newest_engine(unit, engine), photos))


class _Columns:
    """Arrays with one value per photo, in the order of `ids`: the newest photo first."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._by_source: dict[int, Mask] = {}

    def order(self, wanted: GalleryFilter, sort: Sort) -> Order:
        chosen = np.flatnonzero(self._mask(wanted))
        keys = _ORDERS[sort](self)
        if keys is not None:
            chosen = chosen[np.argsort(keys[chosen], kind="stable")]
        ids = self.ids[chosen]
        spare = self.spare[chosen] if wanted.duplicates else _NOTHING
        if sort not in (Sort.NEWEST, Sort.OLDEST):
            return Order(ids, _NOTHING, spare)
        days = self.days[chosen]
        months = days // 10_000 * 12 + days // 100 % 100 - 1
        return Order(ids, np.where(days > 0, months, 0), spare)

    @cached_property
    def facets(self) -> Facets:
        years, counts = np.unique(self.days // 10_000, return_counts=True)
        by_year = dict(zip(years.tolist(), counts.tolist(), strict=True))
        with self._database.read() as unit:
            sources, people = unit.gallery.sources(), unit.gallery.people()
            albums = unit.gallery.albums()
        return Facets(
            total=len(self.ids),
            sources=sources,
            people=people,
            years=[
                Choice(year, str(year), by_year[year]) for year in sorted(by_year)[::-1] if year
            ],
            undated=by_year.get(0, 0),
            without_faces=int(self._number_of_faces("none").sum()),
            failed=int((self.failed & ~self.missing).sum()),
            missing=int(self.missing.sum()),
            unnamed=int(self.unnamed.sum()),
            duplicates=int((self.places > 1).sum()),
            albums=albums,
        )

    # -- columns, each read when it is first needed

    @cached_property
    def _listed(self) -> tuple[Ids, Ids, Mask]:
        with self._database.read() as unit:
            return unit.gallery.listed()

    @cached_property
    def ids(self) -> Ids:
        return self._listed[0]

    @cached_property
    def days(self) -> Ids:
        return self._listed[1]

    @cached_property
    def failed(self) -> Mask:
        return self._listed[2]

    @cached_property
    def faces(self) -> Ids:
        with self._database.read() as unit:
            return self._spread(unit.gallery.face_counts())

    @cached_property
    def unnamed(self) -> Mask:
        with self._database.read() as unit:
            return self.faces > self._spread(unit.gallery.named_counts())

    @cached_property
    def missing(self) -> Mask:
        with self._database.read() as unit:
            return self._among(unit.gallery.missing())

    @cached_property
    def _copies(self) -> Ids:
        with self._database.read() as unit:
            return unit.copies.spare()

    @cached_property
    def places(self) -> Ids:
        """How many places, of photos that lie in several; else 0."""
        return self._spread(self._copies[:2])

    @cached_property
    def spare(self) -> Ids:
        """How many bytes their copies take."""
        return self._spread(self._copies[[0, 2]])

    @cached_property
    def names(self) -> Ids:
        """Ranks in the order of names: 2 before 10, capitals among the rest."""
        with self._database.read() as unit:
            names = {number: _sortable(path) for number, path in unit.gallery.paths()}
        numbers = self.ids.tolist()
        order = sorted(range(len(numbers)), key=lambda at: names.get(numbers[at], ""))
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order))
        return ranks

    @cached_property
    def texts(self) -> list[str]:
        """What a search looks into: paths and names of people."""
        parts: defaultdict[int, list[str]] = defaultdict(list)
        with self._database.read() as unit:
            for number, text in unit.gallery.texts():
                parts[number].append(text)
        return [_comparable("\n".join(parts[number])) for number in self.ids.tolist()]

    @cached_property
    def dates(self) -> list[str]:
        """The days as people write them."""
        return [_written(day) for day in self.days.tolist()]

    # -- masks

    def _mask(self, wanted: GalleryFilter) -> Mask:
        mask = np.ones(len(self.ids), np.bool_)
        for applies, admits in self._rules(wanted):
            if applies:
                mask &= admits()
        words = _comparable(wanted.text).split()
        for word in words:  # looked for where the rest fits
            mask = self._holding(word, mask)
        return mask

    def _holding(self, word: str, among: Mask) -> Mask:
        texts = self.texts
        found = np.zeros(len(self.ids), np.bool_)
        places = np.flatnonzero(among).tolist()
        found[[at for at in places if word in texts[at]]] = True
        if len(word) >= _SHORTEST_IN_DATES:
            dates = self.dates
            found[[at for at in places if word in dates[at]]] = True
        return found

    def _rules(self, wanted: GalleryFilter) -> list[tuple[object, Callable[[], Mask]]]:
        since = int(f"{wanted.since:%Y%m%d}") if wanted.since else 0
        until = int(f"{wanted.until:%Y%m%d}") if wanted.until else 0
        photos = wanted.photos
        return [
            (photos is not None, lambda: self._among(np.array(photos or (), np.int64))),
            (since, lambda: self.days >= since),
            (until, lambda: (self.days <= until) & (self.days > 0)),
            (wanted.undated, lambda: self.days == 0),
            (wanted.sources, lambda: self._of_sources(wanted.sources)),
            (wanted.albums, lambda: self._of_albums(wanted.albums)),
            (wanted.people, lambda: self._of_people(wanted.people)),
            (wanted.faces, lambda: self._number_of_faces(wanted.faces)),
            (wanted.failed or wanted.missing, lambda: self._in_trouble(wanted)),
            (wanted.unnamed, lambda: self.unnamed),
            (wanted.duplicates, lambda: self.places > 1),
        ]

    def _in_trouble(self, wanted: GalleryFilter) -> Mask:
        mask = np.zeros(len(self.ids), np.bool_)
        if wanted.failed:
            mask |= self.failed & ~self.missing
        if wanted.missing:
            mask |= self.missing
        return mask

    def _number_of_faces(self, wanted: str) -> Mask:
        if wanted == "none":  # S1-21: the category of photos without faces
            return np.logical_not(self.faces.astype(np.bool_) | self.failed | self.missing)
        mask: Mask = self.faces == 1 if wanted == "one" else self.faces >= 2
        return mask

    def _of_sources(self, sources: Sequence[int]) -> Mask:
        mask = np.zeros(len(self.ids), np.bool_)
        for source in sources:
            mask |= self.of_source(source)
        return mask

    def of_source(self, source: int) -> Mask:
        if source not in self._by_source:
            with self._database.read() as unit:
                self._by_source[source] = self._among(unit.gallery.of_source(source))
        return self._by_source[source]

    def _of_albums(self, albums: Sequence[int]) -> Mask:
        mask = np.zeros(len(self.ids), np.bool_)
        with self._database.read() as unit:
            for album in albums:
                mask |= self._among(unit.gallery.of_album(album))
        return mask

    def _of_people(self, people: Sequence[int]) -> Mask:
        with self._database.read() as unit:
            return self._among(unit.gallery.of_people(people))

    # -- from numbers of photos to positions

    @cached_property
    def _positions(self) -> Ids:
        """Where in `ids` a number stands; -1 for none."""
        positions = np.full(int(self.ids.max(initial=0)) + 1, -1, np.int64)
        positions[self.ids] = np.arange(len(self.ids))
        return positions

    def _at(self, numbers: Ids) -> Ids:
        """Positions of `numbers`; -1 for those that are not listed."""
        inside = (numbers >= 0) & (numbers < len(self._positions))
        return np.where(inside, self._positions[np.where(inside, numbers, 0)], -1)

    def _among(self, numbers: Ids) -> Mask:
        mask = np.zeros(len(self.ids), np.bool_)
        at = self._at(numbers)
        mask[at[at >= 0]] = True
        return mask

    def _spread(self, counts: Ids) -> Ids:
        """A column of the counts, 0 where there are none."""
        column = np.zeros(len(self.ids), np.int64)
        at = self._at(counts[0])
        column[at[at >= 0]] = counts[1, at >= 0]
        return column


# What to sort by, ascending and stable; None is the order the columns have.
_ORDERS: dict[Sort, Callable[[_Columns], Ids | None]] = {
    Sort.NEWEST: lambda _columns: None,
    Sort.OLDEST: lambda columns: np.where(columns.days > 0, -np.arange(len(columns.days)), 1 << 40),
    Sort.NAME: lambda columns: columns.names,
    Sort.ADDED: lambda columns: -columns.ids,
    Sort.FACES: lambda columns: -columns.faces,
    Sort.SPARE: lambda columns: -columns.spare,
}


def _comparable(text: str) -> str:
    """Without capitals, and as one character what macOS writes as a letter and an accent."""
    return unicodedata.normalize("NFC", text).casefold()


def _written(day: int) -> str:
    """A day as people write it: 2021-05-09 and 09.05.2021."""
    year, month, number = day // 10_000, day // 100 % 100, day % 100
    return f"{year:04}-{month:02}-{number:02} {number:02}.{month:02}.{year:04}" if day else ""


def _sortable(path: str) -> str:
    name = _comparable(path.replace("\\", "/").rsplit("/", 1)[-1])
    return _NUMBER.sub(lambda digits: digits[0].zfill(12), name)

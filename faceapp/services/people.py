"""Who is in the library: people, groups nobody decided about, single faces."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from faceapp.core.errors import Code, UserError
from faceapp.core.people import Kind, People, PersonFace, PersonPage, PersonTile, Who
from faceapp.services.library import Answering, newest_engine
from faceapp.stores.database import Database
from faceapp.stores.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class PeopleService:
    """Reads; works beside a writing process."""

    reading: Database
    answering: Callable[[], Answering]

    def everybody(self) -> People:
        """All people and groups, as the engine that answers knows their faces."""
        with self.reading.read() as unit:
            engine_id = self._engine_id(unit)
            known = unit.people.known_elsewhere()
            tiles = [
                tile
                for tile in unit.people.tiles(engine_id)
                if tile.faces or tile.name or tile.who.id in known
            ]
            groups = unit.people.groups(engine_id)
            singles = len(unit.people.singles(engine_id))
        shown = [tile for tile in tiles if not tile.hidden]
        named = sorted((tile for tile in shown if tile.name), key=_by_name)
        nameless = [tile for tile in shown if not tile.name]
        groups = sorted([*nameless, *groups], key=lambda tile: (-tile.faces, tile.who))
        return People(named, groups, [tile for tile in tiles if tile.hidden], singles)

    def tile(self, who: Who) -> PersonTile:
        """One of them. Raises UserError if there is no such any more."""
        with self.reading.read() as unit:
            tiles = unit.people.tiles if who.kind is Kind.PERSON else unit.people.groups
            return _one(who, tiles(self._engine_id(unit)))

    def page(self, who: Who) -> PersonPage:
        """One of them in full. Raises UserError if there is no such any more."""
        with self.reading.read() as unit:
            engine_id = self._engine_id(unit)
            people = unit.people.tiles(engine_id)
            tile = _one(who, people if who.kind is Kind.PERSON else unit.people.groups(engine_id))
            faces = unit.people.faces(who)
            row = unit.people.get(who.id) if who.kind is Kind.PERSON else None
            tiles = {each.who.id: each for each in people}
            together = [(tiles[other], count) for other, count in unit.people.together(who)]
        years = Counter(face.taken_at.year for face in faces if face.taken_at)
        return PersonPage(
            tile,
            row.caption if row else "",
            row.description if row else "",
            [face.face for face in faces if face.state == "confirmed"],
            [face.face for face in faces if face.state != "confirmed"],
            sorted(years.items()),
            together,
            list(dict.fromkeys(face.photo for face in faces)),
            faces,
        )

    def singles(self) -> Sequence[int]:
        """Faces that belong to nobody, the best first."""
        with self.reading.read() as unit:
            faces: list[int] = unit.people.singles(self._engine_id(unit)).tolist()
        return faces

    def located(self, faces: Sequence[int], state: str) -> Sequence[PersonFace]:
        """Faces with their photos, in the same order; vanished ones are left out."""
        with self.reading.read() as unit:
            places = unit.faces.places(faces)
        known = [(face, *places[face]) for face in faces if face in places]
        return [PersonFace(face, photo, state, taken_at) for face, photo, taken_at in known]

    def find(self, name: str) -> Who:
        """The person of exactly this name. Raises UserError."""
        words = " ".join(name.split())
        with self.reading.read() as unit:
            person = unit.people.find(words) if words and _is_text(words) else None
        if person is None:
            raise UserError(Code.UNKNOWN_PERSON, name=name)
        return Who.person(person)

    def _engine_id(self, unit: UnitOfWork) -> int | None:
        return newest_engine(unit, self.answering().engine)


def _one(who: Who, tiles: Sequence[PersonTile]) -> PersonTile:
    """The tile of a person or group. Raises UserError if there is none."""
    for tile in tiles:
        if tile.who == who:
            return tile
    if who.kind is Kind.GROUP:
        raise UserError(Code.UNKNOWN_GROUP, group=who.id)
    raise UserError(Code.UNKNOWN_PERSON, name=f"#{who.id}")


def _is_text(name: str) -> bool:
    """Whether it can be anybody's name: a command line may hold bytes that are no text."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _by_name(tile: PersonTile) -> str:
    return tile.name.casefold()

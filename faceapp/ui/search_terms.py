"""What the page "Search" looks for: faces of samples and people, with what each asks of a photo."""

from dataclasses import dataclass, replace

from faceapp.core.combining import Rule
from faceapp.core.errors import UserError
from faceapp.core.people import Who
from faceapp.services.combined_search import Term
from faceapp.services.face_pictures import FacePicture
from faceapp.services.found import AnyFound
from faceapp.services.sample_search import SampleFace, SearchSample
from faceapp.services.search import Filters
from faceapp.ui.desk import Desk, SearchWish

# A face that is worth less in some respect is blurred, tiny or turned away.
_WEAK = 0.35


@dataclass(frozen=True, eq=False)
class SearchTerm:
    """A face of a sample, or a person; `wish` is how to read it again.

    `percent` is a least similarity of its own; `alike` adds nobody's faces that are much alike.
    """

    wish: SearchWish
    name: str
    sample: SearchSample | None = None
    face: int = 0
    cover: FacePicture | None = None
    rule: Rule = Rule.ALL
    percent: int | None = None
    alike: bool = False

    @property
    def chosen(self) -> SampleFace | None:
        """The face of the sample; None for a person and if there is no face."""
        faces = self.sample.faces if self.sample else ()
        return faces[self.face] if faces else None

    @property
    def portrait(self) -> FacePicture | None:
        """A picture of the face, if there is one."""
        return self.chosen.portrait if self.chosen else self.cover

    @property
    def is_person(self) -> bool:
        """Whether it is somebody whom people named."""
        return self.sample is None

    @property
    def is_weak(self) -> bool:
        """Whether the face is seen so badly that strangers are found and photos missed."""
        quality = self.chosen.quality if self.chosen else None
        return quality is not None and quality.worst < _WEAK

    def wanted(self) -> Term:
        """What to search for."""
        if self.chosen is None or self.sample is None:
            return Term(self.rule, person=self.wish.person, alike=self.alike)
        return Term(self.rule, self.chosen.embedding, self.sample.engine, self.percent)


@dataclass(frozen=True, eq=False)
class Search:
    """All terms, which of them is looked at, and limits on who else is on a photo."""

    terms: tuple[SearchTerm, ...] = ()
    current: int = 0
    only_them: bool = False
    most_faces: int | None = None

    @property
    def term(self) -> SearchTerm | None:
        """The term that is looked at."""
        return self.terms[self.current] if self.terms else None

    @property
    def is_simple(self) -> bool:
        """Whether it is one face of a sample and nothing else."""
        is_limited = self.only_them or self.most_faces is not None
        return len(self.terms) == 1 and not self.terms[0].is_person and not is_limited

    @property
    def looks_for_nobody(self) -> bool:
        """Whether every term only says who must not be there."""
        return all(term.rule is Rule.NONE for term in self.terms)

    def with_term(self, term: SearchTerm) -> "Search":
        """One term more, which is looked at then."""
        return replace(self, terms=(*self.terms, term), current=len(self.terms))

    def without(self, place: int) -> "Search":
        """One term less; one that stays alone is simply looked for."""
        terms = (*self.terms[:place], *self.terms[place + 1 :])
        if len(terms) == 1:
            terms = (replace(terms[0], rule=Rule.ALL, percent=None),)
        current = self.current - (self.current >= place and self.current > 0)
        return replace(self, terms=terms, current=current)

    def changed(self, place: int, **values: object) -> "Search":
        """Another face, rule or per cent for one term."""
        terms = list(self.terms)
        terms[place] = replace(terms[place], **values)  # type: ignore[arg-type]
        return replace(self, terms=tuple(terms))


def read_term(desk: Desk, wish: SearchWish, name: str) -> SearchTerm:
    """Read what was wished for; `name` is of a picture without a file. Raises FaceAppError."""
    if wish.person is not None:
        return _person(desk, wish)
    service = desk.workspace.sample_search
    if wish.face is not None:
        sample = service.from_face(wish.face)
    elif wish.image:
        sample = service.from_bytes(wish.image, name)
    else:
        sample = service.from_file(wish.paths[0])
    return SearchTerm(wish, sample.name, sample, sample.chosen)


def read_again(desk: Desk, search: Search) -> Search:
    """The same by the engine that answers now. Raises FaceAppError."""
    terms = []
    for old in search.terms:
        new = read_term(desk, old.wish, old.name)
        faces = len(new.sample.faces) if new.sample else 0
        face = old.face if old.face < faces else new.face
        same = {"rule": old.rule, "percent": old.percent, "alike": old.alike}
        terms.append(replace(new, face=face, **same))  # type: ignore[arg-type]
    return replace(search, terms=tuple(terms))


def meet_again(desk: Desk, search: Search) -> Search:
    """The same with people as they are called now, without those who are gone."""
    for place in reversed(range(len(search.terms))):
        old = search.terms[place]
        if not old.is_person:
            continue
        try:
            new = _person(desk, old.wish)
        except UserError:
            search = search.without(place)
        else:
            search = search.changed(place, name=new.name, cover=new.cover)
    return search


def find(desk: Desk, search: Search, filters: Filters) -> AnyFound | None:
    """What is found, whoever else is there; None if the samples were read by another engine.

    Raises UserError.
    """
    first = search.terms[0]
    if first.sample and search.is_simple:
        return desk.workspace.sample_search.find(first.sample, first.face, filters)
    terms = [term.wanted() for term in search.terms]
    return desk.workspace.combined_search.find(terms, filters)


def _person(desk: Desk, wish: SearchWish) -> SearchTerm:
    tile = desk.workspace.people.tile(Who.person(wish.person or 0))
    service = desk.workspace.sample_search
    face = service.rows([tile.cover]).get(tile.cover) if tile.cover is not None else None
    cover = service.pictures.portrait(face) if face else None
    return SearchTerm(wish, tile.name, cover=cover)

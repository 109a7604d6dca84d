"""`faceapp search` for several: words become terms, photos become lines and a document."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from faceapp.cli.session import Session, note_other_engine
from faceapp.core.combining import MOST_TERMS, Rule
from faceapp.core.errors import Code, UserError
from faceapp.core.records import FaceInfo
from faceapp.core.types import FaceBox
from faceapp.services.combined_search import Term
from faceapp.services.face_pictures import FoundFace
from faceapp.services.found import FoundPhotos
from faceapp.services.search import Request
from faceapp.services.workspace import Workspace

_FACE_NUMBER = re.compile(r"#(\d{1,18})")


@dataclass(frozen=True)
class Wanted:
    """Whom to find together, as it was typed; `words` are photos, #faces or names of people."""

    photos: Sequence[Path] = ()
    people: Sequence[str] = ()
    words: Sequence[tuple[Rule, str]] = ()
    only_them: bool = False
    most_faces: int | None = None
    alike: bool = False

    @property
    def is_simple(self) -> bool:
        """Whether it is one photo and nothing else."""
        return len(self.photos) == 1 and self == Wanted(self.photos)

    def check(self) -> None:
        """Raise UserError if nobody is to be on the photos, or too many."""
        rules = [Rule.ALL] * (len(self.photos) + len(self.people)) + [
            rule for rule, _ in self.words
        ]
        if not set(rules) - {Rule.NONE}:
            raise UserError(Code.USAGE, reason="PHOTO | --person | --all-of | --any-of?")
        if len(rules) > MOST_TERMS:
            raise UserError(Code.USAGE, reason=f"PHOTO ≤ {MOST_TERMS}.")


@dataclass(frozen=True, eq=False)
class _Named:
    """A term and how it is told: in the document and, by `name`, in a line."""

    term: Term
    told: dict[str, object]
    name: str


def search_together(session: Session, wanted: Wanted, request: Request, face: int | None) -> None:
    """Find the photos and show them; `face` is of the first photo. Raises UserError, ItemError."""
    wanted.check()
    named = list(_terms(session.workspace, wanted, face))
    combined = session.workspace.combined_search
    found = combined.find([each.term for each in named], request.filters)
    assert found is not None  # the samples were read by the engine that answers
    found = found.limited(only_them=wanted.only_them, most_faces=wanted.most_faces)
    places: list[int] = found.order(request.percent).tolist()
    shown = places[: request.top]
    faces = session.workspace.sample_search.shown(found, shown)
    rows = [
        _Row(rank, found, place, request.percent, faces[first], named)
        for rank, place in enumerate(shown, 1)
        if (first := found.group(place)[0]) in faces
    ]
    document = {
        "terms": [{"rule": each.term.rule, **each.told} for each in named],
        "only_them": wanted.only_them,
        "max_faces": wanted.most_faces,
        "engine": found.engine,
        "similarity": request.percent,
        "photos": [row.document() for row in rows],
        "total": len(places),
        "seconds": round(found.seconds, 6),
    }
    note_other_engine(session)
    session.show(document, lambda: _lines(session, found, rows, len(places)))


def _terms(workspace: Workspace, wanted: Wanted, face: int | None) -> Iterator[_Named]:
    for place, photo in enumerate(wanted.photos):
        yield _sample(workspace, Rule.ALL, photo, None if place else face)
    for name in wanted.people:
        yield _person(workspace, Rule.ALL, name, alike=wanted.alike)
    for rule, word in wanted.words:
        yield _term(workspace, rule, word, alike=wanted.alike)


def _term(workspace: Workspace, rule: Rule, word: str, *, alike: bool) -> _Named:
    """A word is a face of the library, a photo, or somebody's name, in this order."""
    if number := _FACE_NUMBER.fullmatch(word):
        face = int(number[1])
        probe, engine = workspace.combined_search.stored(face)
        return _Named(Term(rule, probe, engine), {"face_id": face}, word)
    if os.path.exists(word) or os.path.dirname(word):  # noqa: PTH110, PTH120  never raise
        return _sample(workspace, rule, Path(word), None)
    try:
        return _person(workspace, rule, word, alike=alike)
    except UserError:
        if Path(word).suffix:  # rather a photo that is not there
            return _sample(workspace, rule, Path(word), None)
        raise


def _sample(workspace: Workspace, rule: Rule, photo: Path, face: int | None) -> _Named:
    sample = workspace.sample(photo, face)
    term = Term(rule, sample.chosen.embedding, workspace.search.engine_identity())
    return _Named(term, {"photo": str(photo), "face": sample.used}, photo.name)


def _person(workspace: Workspace, rule: Rule, name: str, *, alike: bool) -> _Named:
    number = workspace.people.find(name).id
    term = Term(rule, person=number, alike=alike)
    return _Named(term, {"person": name, "person_id": number}, name)


@dataclass(frozen=True, eq=False)
class _Row:
    """A photo that was found, with the faces on it that fit."""

    rank: int
    found: FoundPhotos
    place: int
    percent: float
    photo: FoundFace
    named: Sequence[_Named]

    def document(self) -> dict[str, object]:
        info = self.photo.info
        return {
            "rank": self.rank,
            "photo_id": info.photo_id,
            "path": info.path,
            "source": info.source,
            "source_title": info.source_title,
            "similarity": _rounded(self.found.percent(self.place)),
            "faces": [
                {
                    "face_id": face.id,
                    "box": _corners(face.box),
                    "person": face.person,
                    "similarity": _rounded(percent),
                    "terms": [term for term, _ in self.found.fits(face.id)],
                }
                for face, percent in self._faces()
            ],
        }

    def line(self) -> str:
        percent = _said(self.found.percent(self.place))
        faces = ", ".join(self._said_face(face.id, face.box) for face, _ in self._faces())
        return f"{self.rank:4}  {percent:>7}  {self.photo.info.path}  {faces}"

    def _faces(self) -> Iterator[tuple[FaceInfo, float | None]]:
        infos = {info.id: info for info in (self.photo.info, *self.photo.others)}
        for face, percent in self.found.faces(self.place, self.percent):
            if face in infos:
                yield infos[face], percent

    def _said_face(self, face: int, box: FaceBox) -> str:
        fits = self.found.fits(face)
        names = " / ".join(f"{self.named[term].name} {_said(alike)}" for term, alike in fits)
        x, y, width, height = _corners(box)
        return f"{names} [{width:.0f}x{height:.0f}{x:+.0f}{y:+.0f}]"


def _lines(session: Session, found: FoundPhotos, rows: Sequence[_Row], total: int) -> Iterator[str]:
    if not found.searched:
        yield session.say("search.nothing_admitted")
    elif not rows:
        yield session.say("search.no_photos", faces=found.searched)
    else:
        milliseconds = f"{1000 * found.seconds:.1f}"
        told = {"count": total, "faces": found.searched, "milliseconds": milliseconds}
        yield session.say("search.photos_header", **told)
        yield from (row.line() for row in rows)


def _corners(box: FaceBox) -> list[float]:
    return [round(side, 1) for side in (box.x, box.y, box.width, box.height)]


def _rounded(percent: float | None) -> float | None:
    return None if percent is None else round(percent, 1)


def _said(percent: float | None) -> str:
    return "=" if percent is None else f"{percent:.1f} %"

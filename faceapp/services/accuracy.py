"""How well engines tell the people of a labelled folder apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from faceapp.core.accuracy import Accuracy, measure_accuracy
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken, Report
from faceapp.core.pair_drawing import NamedPhoto, Pair
from faceapp.core.ports import Engine
from faceapp.core.scored_pairs import ScoredPairs, score_all, score_list
from faceapp.core.types import Ids
from faceapp.services.enrolment import Enroller, Enrolment, Framing
from faceapp.services.galleries import Gallery
from faceapp.services.pair_lists import read_pairs


@dataclass(frozen=True, eq=False)
class Contest:
    """The photos (N) to enrol, whose they are (N,), and which pairs (P, 2) of them count.

    `pairs` None: every pair. `folds` (P,) None: there are none.
    """

    photos: Sequence[Path]
    people: Ids
    pairs: Ids | None = None
    folds: Ids | None = None


@dataclass(frozen=True)
class EngineAccuracy:
    """The figures of one engine; times are of the whole pass, `threads` photos at once."""

    engine: Engine
    framing: Framing
    photos: int
    enrolled: int
    unreadable: int
    seconds: float
    threads: int
    accuracy: Accuracy

    @property
    def detection_rate(self) -> float | None:
        """The share of photos on which a face was found; None where no detector ran."""
        return None if self.framing is Framing.ALIGNED else self.enrolled / self.photos


def make_contest(gallery: Gallery, pair_list: Path | None) -> Contest:
    """Every pair of the gallery, or those of a list. Raises UserError."""
    if pair_list is None:
        everybody = [
            NamedPhoto(person, file) for person, files in gallery.people.items() for file in files
        ]
        return Contest(*_numbered(gallery, everybody))
    return _listed(gallery, read_pairs(pair_list, gallery))


def measure_engines(
    engines: Sequence[Engine],
    contest: Contest,
    framing: Framing,
    *,
    workers: int,
    token: CancelToken,
    report: Report,
) -> Iterator[EngineAccuracy]:
    """Enrol every photo once per engine, then score the pairs. Raises UserError, Cancelled."""
    for engine in engines:
        enrolment = Enroller(engine, framing, workers)(contest.photos, token, report)
        pairs = _score(contest, enrolment)
        accuracy = measure_accuracy(pairs)
        if accuracy is None:
            genuine, impostors = pairs.totals(np.ones(pairs.people, np.int64))
            raise UserError(Code.NOTHING_TO_COMPARE, genuine=genuine, impostors=impostors)
        yield EngineAccuracy(
            engine,
            framing,
            len(contest.photos),
            int(enrolment.enrolled.sum()),
            enrolment.unreadable,
            enrolment.seconds,
            workers,
            accuracy,
        )


def _score(contest: Contest, enrolment: Enrolment) -> ScoredPairs:
    vectors, enrolled = enrolment.vectors, enrolment.enrolled
    if contest.pairs is None:
        return score_all(vectors, enrolled, contest.people)
    return score_list(vectors, enrolled, contest.people, contest.pairs, contest.folds)


def _listed(gallery: Gallery, pairs: Sequence[Pair]) -> Contest:
    named = list(dict.fromkeys(photo for pair in pairs for photo in (pair.one, pair.other)))
    rows = {photo: row for row, photo in enumerate(named)}
    places = np.array([(rows[pair.one], rows[pair.other]) for pair in pairs], np.int64)
    folds = [pair.fold for pair in pairs if pair.fold is not None]
    return Contest(
        *_numbered(gallery, named),
        places.reshape(-1, 2),
        np.array(folds, np.int64) if folds else None,
    )


def _numbered(gallery: Gallery, photos: Sequence[NamedPhoto]) -> tuple[list[Path], Ids]:
    names = {name: number for number, name in enumerate(sorted({p.person for p in photos}))}
    people = np.array([names[photo.person] for photo in photos], np.int64)
    return [gallery.root / photo.file for photo in photos], people

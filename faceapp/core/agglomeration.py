"""Join groups whose faces are alike on average, the surest first, as far as claims allow.

Average linkage on a sparse graph. The mean cosine of all pairs of two groups is the product of
their mean vectors, so the graph only says which groups to look at: where no pair reaches a level
their mean does not either. All pairs of groups that prefer each other are joined in one round,
which gives the same groups as one by one: of two groups joined, neither was more alike to a third
than the better of both is now.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from faceapp.core.claims import Bools, Claims
from faceapp.core.types import Floats, Ids

# Multiplications between two looks at the token.
_CHUNK_WORK = 8_000_000


@dataclass(frozen=True, eq=False)
class Edges:
    """Pairs (E,) of faces, or of groups by the row that stands for each, with a score."""

    one: Ids
    other: Ids
    scores: Floats

    def __len__(self) -> int:
        """How many pairs."""
        return len(self.one)

    def where(self, wanted: Bools | Ids) -> "Edges":
        """Some of the pairs."""
        return Edges(self.one[wanted], self.other[wanted], self.scores[wanted])


class Agglomeration:
    """Groups of N faces that grow; `labels` (N,) has the row of the face each is named after.

    The (N, D) float32 unit vectors are used up: they become the sums of the groups.
    """

    def __init__(self, vectors: Floats, claims: Claims, check: Callable[[], None]) -> None:
        """Start with every face alone; `check` is called often and may raise `Cancelled`."""
        self._sums, self._claims, self._check = vectors, claims, check
        self._sizes = np.ones(len(vectors), np.float32)
        self._shifts = np.zeros(len(vectors), np.float32)
        self.labels: Ids = np.arange(len(vectors))

    @property
    def heads(self) -> Ids:
        """The rows that groups are named after."""
        return np.unique(self.labels)

    @property
    def sizes(self) -> Ids:
        """(N,) how many faces the group of each face has."""
        return self._sizes[self.labels].astype(np.int64)

    def means(self, heads: Ids) -> Floats:
        """(G, D) mean vectors of groups, shorter the less alike their faces are."""
        return self._sums[heads] / self._sizes[heads, None]

    def unite(self, labels: Ids) -> None:
        """Put groups together that hold faces of the same label (N,); -1 binds nothing.

        A group may hold faces of one label only.
        """
        rows = np.flatnonzero(labels >= 0)
        own, first = np.unique(self.labels[rows], return_index=True)
        _, heads, inverse = np.unique(labels[rows[first]], return_index=True, return_inverse=True)
        self._absorb(own, own[heads[inverse]])

    def shift(self, shifts: Floats) -> None:
        """Subtract the (N,) shifts of both faces from every cosine from now on."""
        np.add.at(self._shifts, self.labels, shifts)

    def join(self, edges: Edges, level: float) -> None:
        """Join groups along edges between faces until no two have a mean of `level` or more."""
        everywhere = np.ones(len(self.labels), np.bool_)
        edges = self._followed(edges, self.labels, everywhere)
        while len(edges := edges.where(edges.scores >= level)):
            self._check()
            chosen = _preferring_each_other(edges, len(self.labels))
            one, other = edges.one[chosen], edges.other[chosen]
            allowed = ~np.isin(one, self._broken_by(one, other))
            heads = self._absorb(other[allowed], one[allowed])
            grown = np.zeros_like(everywhere)
            grown[one[allowed]] = True
            left = np.ones(len(edges), np.bool_)
            left[chosen] = False
            edges = self._followed(edges.where(left), heads, grown)

    def attach(
        self, edges: Edges, takers: Bools, level: float, *, ahead: float, least: float
    ) -> None:
        """Give lone faces, `one` of each edge, to the best of the groups with a face in `takers`.

        The mean must be `level` or more, and by `ahead` better than with anybody else; of others
        than there are edges to it is only known that they have less than `least`. Of several
        faces that one group cannot hold together the best is taken; the others try the group that
        suits them next.
        """
        everywhere = np.ones(len(self.labels), np.bool_)
        takes = np.zeros_like(everywhere)
        takes[self.labels[takers]] = True
        edges = self._followed(edges, self.labels, everywhere, keep_order=True)
        self._check()
        edges = edges.where(np.lexsort((edges.other, -edges.scores, edges.one)))
        self._check()
        if ahead > 0:
            edges = edges.where(_far_ahead(edges, ahead, least))
        edges = edges.where((edges.scores >= level) & takes[edges.other])
        edges = edges.where(np.argsort(-edges.scores, kind="stable"))
        while len(edges):
            self._check()
            _, best = np.unique(edges.one, return_index=True)
            best = np.sort(best)
            fits = ~np.isin(edges.one[best], self._unfit(edges.where(best)))
            self._absorb(edges.one[best[fits]], edges.other[best[fits]])
            left = ~np.isin(edges.one, edges.one[best[fits]])
            left[best] = False
            edges = edges.where(left)

    def _followed(
        self, edges: Edges, heads: Ids, grown: Bools, *, keep_order: bool = False
    ) -> Edges:
        """The edges between what their ends have become, each once; new scores of `grown` ones."""
        one, other = heads[edges.one], heads[edges.other]
        if not keep_order:
            one, other = np.minimum(one, other), np.maximum(one, other)
        changed = (grown[one] | grown[other]) & (one != other)
        same = ~(grown[one] | grown[other])
        pairs = np.unique(one[changed] * len(heads) + other[changed])
        fresh, fresh_other = np.divmod(pairs, len(heads))
        return Edges(
            np.concatenate([one[same], fresh]),
            np.concatenate([other[same], fresh_other]),
            np.concatenate([edges.scores[same], self._scores(fresh, fresh_other)]),
        )

    def _scores(self, one: Ids, other: Ids) -> Floats:
        """(E,) mean cosines of groups, less their mean shifts."""
        products = np.empty(len(one), np.float32)
        step = max(1, _CHUNK_WORK // self._sums.shape[1])
        for start in range(0, len(one), step):
            self._check()
            part = slice(start, start + step)
            products[part] = np.vecdot(self._sums[one[part]], self._sums[other[part]])
        shifts = self._shifts[one] / self._sizes[one] + self._shifts[other] / self._sizes[other]
        scores: Floats = products / (self._sizes[one] * self._sizes[other]) - shifts
        return scores

    def _absorb(self, groups: Ids, into: Ids) -> Ids:
        """Make groups (M,) part of others; return the head that each row of a head has now."""
        moved = groups != into
        groups, into = groups[moved], into[moved]
        order = np.argsort(into, kind="stable")
        targets, starts = np.unique(into[order], return_index=True)
        for values in (self._sums, self._sizes, self._shifts):
            if len(targets):
                values[targets] += np.add.reduceat(values[groups[order]], starts, axis=0)
        heads = np.arange(len(self.labels))
        heads[groups] = into
        self.labels = heads[self.labels]
        claims = self._claims
        self._claims = Claims(heads[claims.rows], claims.domains, claims.values)
        return heads

    def _broken_by(self, one: Ids, other: Ids) -> Ids:
        """Those of groups `one` (M,) that may not be joined with their `other`."""
        involved = np.zeros(len(self.labels), np.bool_)
        involved[one] = involved[other] = True
        target = np.arange(len(self.labels))
        target[other] = one
        return self._claims.of(involved).broken(target)

    def _unfit(self, wishes: Edges) -> Ids:
        """The lone faces that cannot have their wish; of rivals the first may."""
        rank = np.full(len(self.labels), -1)  # the group itself comes first
        target = np.arange(len(self.labels))
        rank[wishes.one], target[wishes.one] = np.arange(len(wishes)), wishes.other
        involved = rank >= 0
        involved[wishes.other] = True
        claims = self._claims.of(involved)
        groups = target[claims.rows]
        order = np.lexsort((rank[claims.rows], claims.domains, groups))
        groups, domains, values = groups[order], claims.domains[order], claims.values[order]
        begins = np.ones(len(order), np.bool_)
        begins[1:] = (groups[1:] != groups[:-1]) | (domains[1:] != domains[:-1])
        leading = values[begins][np.cumsum(begins) - 1]
        return np.unique(claims.rows[order][values != leading])


def _preferring_each_other(edges: Edges, count: int) -> Ids:
    """Places of edges that are the best of both ends; of equally good ones the first."""
    best = np.full(count, -np.inf, np.float32)
    np.maximum.at(best, edges.one, edges.scores)
    np.maximum.at(best, edges.other, edges.scores)
    is_best = (edges.scores == best[edges.one]) & (edges.scores == best[edges.other])
    places: Ids = np.flatnonzero(is_best)
    first = np.full(count, len(edges))
    for ends in (edges.one, edges.other):
        np.minimum.at(first, ends[places], places)
    is_first = (first[edges.one[places]] == places) & (first[edges.other[places]] == places)
    chosen: Ids = places[is_first]
    return chosen


def _far_ahead(edges: Edges, ahead: float, least: float) -> Ids:
    """Places of the best edge of each face, in edges sorted by face, if no other comes near."""
    _, first, counts = np.unique(edges.one, return_index=True, return_counts=True)
    second = edges.scores[np.minimum(first + 1, len(edges) - 1)]
    second = np.maximum(np.where(counts > 1, second, -1), np.float32(least))
    places: Ids = first[edges.scores[first] - second >= ahead]
    return places

"""Carry what SQL says about vectors into an index, and prove that both agree."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from faceapp.core.jobs import CancelToken
from faceapp.core.ports import VectorIndex
from faceapp.core.types import Ids
from faceapp.stores.database import Database

# Rows carried per step; more un-flushed rows would slow Milvus Lite's searches down.
STEP_ROWS = 4_000
# float16 in SQL against float32 in an index: unit vectors differ by less than this.
SAME_COSINE = 0.999


@dataclass(frozen=True)
class Differences:
    """Ids that SQL has and the index lacks, the other way round, and those with other vectors.

    The index holds `held` vectors in all.
    """

    held: int
    missing: Ids
    surplus: Ids
    altered: Ids


@dataclass(frozen=True)
class IndexSync:
    """The way from the database to one kind of index, `name`, which has its own mark."""

    database: Database
    name: str

    def catch_up(self, index: VectorIndex, engine_id: int, token: CancelToken) -> int:
        """Apply all changes after the mark, step by step; return how many rows were carried."""
        carried = 0
        while not token.is_cancelled:
            with self.database.read() as unit:
                changes = unit.index_changes.pending(engine_id, self.name, STEP_ROWS)
                if not changes.last_seq:
                    break
                ids, vectors = unit.faces.vectors_of(engine_id, changes.upserts)
            index.delete(changes.deletes)
            index.upsert(ids, vectors)
            index.flush()
            self.mark(engine_id, changes.last_seq)
            carried += len(ids) + len(changes.deletes)
        return carried

    def refill(
        self,
        index: VectorIndex,
        engine_id: int,
        carried: Callable[[int], None] = lambda _: None,
    ) -> tuple[int, int]:
        """Put every vector of SQL into an empty index; return how many, and the mark it has then.

        `carried` hears of every step, and may raise to end it.

        Set the mark once the index is in its place: killed before, it is merely filled again.
        """
        with self.database.read() as unit:
            last_seq = unit.index_changes.last_seq(engine_id)
            filled = 0
            for ids, vectors in unit.faces.vectors(engine_id):
                index.upsert(ids, vectors)
                filled += len(ids)
                carried(len(ids))
        index.flush()
        return filled, last_seq

    def mark(self, engine_id: int, seq: int) -> None:
        """Remember how far the index has followed."""
        with self.database.write() as unit:
            unit.index_changes.mark(engine_id, self.name, seq)

    def differences(self, index: VectorIndex, engine_id: int) -> Differences:
        """Compare ids and vectors of SQL with those of the index."""
        held = index.ids()
        seen: list[Ids] = []
        altered: list[Ids] = []
        with self.database.read() as unit:
            for ids, vectors in unit.faces.vectors(engine_id):
                seen.append(ids)
                common = np.isin(ids, held)
                other = index.vectors(ids[common])
                cosines = np.einsum("ij,ij->i", other, vectors[common].astype(np.float32))
                altered.append(ids[common][cosines < SAME_COSINE])
        stored = np.concatenate(seen) if seen else np.empty(0, np.int64)
        return Differences(
            len(held),
            np.setdiff1d(stored, held),
            np.setdiff1d(held, stored),
            np.concatenate(altered) if altered else np.empty(0, np.int64),
        )

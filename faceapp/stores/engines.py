"""The engines whose vectors the library holds."""

from sqlalchemy import func, select

from faceapp.stores import schema
from faceapp.stores.columns import now
from faceapp.stores.rows import EngineRow
from faceapp.stores.selections import lies
from faceapp.stores.store import Store


class Engines(Store):
    """Engines by their identity, the hash over all their files."""

    def find(self, identity: str) -> int | None:
        """The number of an engine; None if it never worked on this library."""
        return self._session.scalar(
            select(schema.Engine.id).where(schema.Engine.identity == identity)
        )

    def find_or_add(self, identity: str, name: str, dimension: int) -> int:
        """The number of an engine, a new one if need be."""
        found = self.find(identity)
        if found is not None:
            return found
        engine = schema.Engine(identity=identity, name=name, dimension=dimension, created_at=now())
        self._session.add(engine)
        self._session.flush()
        return engine.id

    def coverage(self) -> dict[int, int]:
        """How many of the photos that can be looked at each engine has looked at, by number.

        Missing photos do not count, nor those that failed since.
        """
        looked = schema.Analysis
        rows = self._session.execute(
            select(looked.engine_id, func.count())
            .join(schema.Asset, schema.Asset.id == looked.asset_id)
            .where(schema.Asset.error_code.is_(None), lies(schema.Location.present.is_(True)))
            .group_by(looked.engine_id)
        )
        return {row[0]: row[1] for row in rows}

    def list(self) -> list[EngineRow]:
        """All engines, oldest first."""
        engine = schema.Engine
        rows = self._session.execute(
            select(engine.id, engine.identity, engine.name, engine.dimension).order_by(engine.id)
        )
        return [EngineRow(*row) for row in rows]

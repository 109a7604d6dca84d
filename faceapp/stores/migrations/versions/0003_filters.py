"""Indexes for filters by source and day; a face that changes its photo is an index change."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_index("ix_location_source_id", "location", ["source_id", "asset_id"])
    op.create_index("ix_asset_taken_at", "asset", ["taken_at"])
    op.execute("""CREATE TRIGGER face_moved AFTER UPDATE OF asset_id ON face BEGIN
    INSERT INTO index_change (engine_id, face_id, op)
    SELECT engine_id, face_id, 'upsert' FROM face_vector WHERE face_id = NEW.id;
END""")

"""Faces that a person called no face: kept, so that no scan finds them anew, but never shown.

The indexes hear of it through the changes of `index_change`, as of everything else: whatever is
written to the vector of a hidden face tells them to let go of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_FOLLOWS = """CREATE TRIGGER face_vector_{name} AFTER {event} ON face_vector BEGIN
    INSERT INTO index_change (engine_id, face_id, op) VALUES (
        NEW.engine_id,
        NEW.face_id,
        (SELECT CASE WHEN hidden THEN 'delete' ELSE 'upsert' END FROM face WHERE id = NEW.face_id)
    );
END"""
_CHANGES = """CREATE TRIGGER face_{name} AFTER UPDATE OF {column} ON face BEGIN
    INSERT INTO index_change (engine_id, face_id, op)
    SELECT engine_id, face_id, CASE WHEN NEW.hidden THEN 'delete' ELSE 'upsert' END
    FROM face_vector WHERE face_id = NEW.id;
END"""


def upgrade() -> None:
    op.add_column(
        "face", sa.Column("hidden", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("ix_face_hidden", "face", ["hidden"], sqlite_where=sa.text("hidden = 1"))
    # Counting the faces of photos needs no look at their rows.
    op.drop_index("ix_face_asset_id", "face")
    op.create_index("ix_face_asset_id", "face", ["asset_id", "hidden"])
    for name, event in (("inserted", "INSERT"), ("updated", "UPDATE OF embedding")):
        op.execute(f"DROP TRIGGER face_vector_{name}")
        op.execute(_FOLLOWS.format(name=name, event=event))
    op.execute("DROP TRIGGER face_moved")
    for name, column in (("hidden", "hidden"), ("moved", "asset_id")):
        op.execute(_CHANGES.format(name=name, column=column))

"""Groups of faces, people who only look alike, what is told of a person; steps of many faces.

The journal named one face and one person; it names several now.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_OF_FACES = ("assign", "unassign", "hide", "show")


def upgrade() -> None:
    for name in ("caption", "description", "greeting"):
        op.add_column("person", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    _create_tables()
    columns = ["engine_id", "face_id", "quality", "score"]
    op.create_index("ix_face_vector_seen", "face_vector", columns)
    _rewrite_journal(op.get_bind())


def _create_tables() -> None:
    op.create_table(
        "unlike",
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("second", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first"], ["person.id"], name="fk_unlike_first", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second"], ["person.id"], name="fk_unlike_second", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first", "second", name="pk_unlike"),
    )
    op.create_index("ix_unlike_second", "unlike", ["second"])
    op.create_table(
        "face_group",
        sa.Column("face_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["face_id"], ["face.id"], name="fk_face_group_face_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("face_id", name="pk_face_group"),
    )
    op.create_index("ix_face_group_group_id", "face_group", ["group_id"])


def _rewrite_journal(connection: sa.Connection) -> None:
    rows = connection.execute(sa.text("SELECT id, payload, inverse FROM journal")).all()
    for number, *values in rows:
        payload, inverse = (json.loads(value) for value in values)
        payload["faces"] = [payload.pop("face")]
        payload["people"] = [[payload.pop("name"), None, 0]]
        for value in (payload, inverse):
            value["steps"] = [_of_faces(step) for step in value["steps"]]
        connection.execute(
            sa.text("UPDATE journal SET payload = :payload, inverse = :inverse WHERE id = :id"),
            {"id": number, "payload": json.dumps(payload), "inverse": json.dumps(inverse)},
        )


def _of_faces(step: dict[str, Any]) -> dict[str, Any]:
    if step["do"] not in _OF_FACES:
        return step
    return {**{name: step[name] for name in step if name != "face"}, "faces": [step["face"]]}

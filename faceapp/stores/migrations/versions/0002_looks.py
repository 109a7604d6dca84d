"""Whether a photo was looked at in tiles, and what a face's quality is made of."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column(
        "analysis", sa.Column("in_tiles", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("face_vector", sa.Column("quality_facts", sa.LargeBinary(), nullable=True))

"""An index for the gallery's order, and the places that a person took out of the library."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.drop_index("ix_asset_taken_at", "asset")  # the wider one begins with it
    op.create_index("ix_asset_taken_at_state", "asset", ["taken_at", "state"])
    op.create_table(
        "removed_place",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "locator", name="pk_removed_place"),
    )

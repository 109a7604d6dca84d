"""Near copies of a picture are places of it; what a person told apart stays apart."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("location", sa.Column("copy_sha256", sa.Text()))
    op.create_table(
        "asset_copy",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("size", "width", "height")),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("format", "pixel_hash", "perceptual_hash")
        ),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.Column("taken_at", sa.DateTime()),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["asset.id"], name="fk_asset_copy_asset_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sha256", name="pk_asset_copy"),
    )
    op.create_index("ix_asset_copy_asset_id", "asset_copy", ["asset_id"])
    op.create_table(
        "asset_sketch",
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["asset.id"], name="fk_asset_sketch_asset_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("asset_id", name="pk_asset_sketch"),
    )
    op.create_table(
        "distinct_pictures",
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("first", "second", name="pk_distinct_pictures"),
    )
    op.create_index("ix_distinct_pictures_second", "distinct_pictures", ["second"])

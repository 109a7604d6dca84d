"""Places on the network: where a pass goes on, and what services tell of their photos."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    for name, default in (("config", "{}"), ("cursor", "{}")):
        op.add_column("source", sa.Column(name, sa.JSON(), nullable=False, server_default=default))
    op.add_column("source", sa.Column("passes", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("source", sa.Column("state", sa.Text(), nullable=False, server_default="ok"))
    op.add_column("source", sa.Column("error_code", sa.Text()))
    op.add_column("source", sa.Column("error_details", sa.JSON()))
    op.add_column("source", sa.Column("account", sa.Text(), nullable=False, server_default=""))
    op.add_column("source", sa.Column("updated_at", sa.DateTime()))
    op.add_column("album", sa.Column("listed_in", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "location", sa.Column("listed_in", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("location", sa.Column("author", sa.Text(), nullable=False, server_default=""))
    op.add_column("location", sa.Column("caption", sa.Text(), nullable=False, server_default=""))
    op.add_column("location", sa.Column("taken_at", sa.DateTime()))
    op.create_table(
        "name_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Double()) for name in ("x", "y", "width", "height")),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["location.id"],
            name="fk_name_proposal_location_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_name_proposal"),
    )
    op.create_index("ix_name_proposal_location_id", "name_proposal", ["location_id"])

"""Alembic's entry: takes the steps on the connection, and in the transaction, of `migration.py`."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()

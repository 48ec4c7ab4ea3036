"""Alembic's way in: `storage/schema.py` hands over a connection whose transaction it commits."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()

from tests.unit.stores.conftest import database, library  # noqa: F401  fixtures

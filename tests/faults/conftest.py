from tests.e2e.conftest import program  # noqa: F401  a fixture

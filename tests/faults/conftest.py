"""The fault suites need POSIX: SIGKILL, a fork server, links."""

import os
from collections.abc import Iterator

import pytest

collect_ignore_glob = [] if os.name == "posix" else ["test_*.py"]


@pytest.fixture(scope="session", autouse=True)
def _home_of_faults(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Where the graphs of the embedded engine are made once for all libraries."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACEAPP_FAULTS_HOME", str(tmp_path_factory.mktemp("faults")))
        yield

"""Guards around every test, and where tests find photos and weights.

A test may leave no thread behind, write nothing outside its own folder, reach no network but
loopback and log no error that it does not ask for.
"""

import logging
import os
import sys
import threading
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import hypothesis
import loguru
import pytest
from loguru import logger

for name in [name for name in os.environ if name.startswith("FACEAPP_")]:
    if name != "FACEAPP_TEST_ASSETS":
        del os.environ[name]  # what the developer has set for the program itself

hypothesis.settings.register_profile(
    "project", deadline=None, database=None, derandomize="CI" in os.environ
)
hypothesis.settings.load_profile("project")

ROOT = Path(__file__).resolve().parents[1]
NO_ASSETS = "no test assets"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # not the developer's own
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # without a screen Qt would abort


@pytest.fixture(scope="session")
def assets() -> Path:
    """The folder of real photos (`data/`) and weights (`models/`); skips when it is not there."""
    folder = Path(os.environ.get("FACEAPP_TEST_ASSETS") or ROOT.parent / "shared")
    if not (folder / "data").is_dir():
        pytest.skip(NO_ASSETS)
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "assets" in getattr(item, "fixturenames", ()):
            item.add_marker("assets")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = terminalreporter.stats.get("skipped", [])
    skipped = sum(NO_ASSETS in str(report.longrepr) for report in reports)
    if skipped:
        terminalreporter.write_line(f"{skipped} tests skipped: {NO_ASSETS}", yellow=True)


@pytest.fixture(scope="session", autouse=True)
def _no_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fixtures that outlive one test are kept out of the real home too."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home))
        for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            patch.delenv(name, raising=False)
        patch.setenv("FACEAPP_DATA", str(home / "faceapp-data"))
        yield


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACEAPP_DATA", str(tmp_path / "faceapp-data"))


@pytest.fixture(autouse=True)
def _own_handlers() -> Iterator[None]:
    """A program run in this process hands what libraries log to loguru; its successors did not."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Comes first and is undone last, when every owner has had its chance to join."""
    before = set(threading.enumerate())
    yield
    left = [
        thread.name
        for thread in threading.enumerate()
        # a QThread that ran Python leaves a stand-in in this list for ever
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    if left:
        pytest.fail(f"threads left behind: {', '.join(left)}")


@pytest.fixture(autouse=True)
def error_log(_no_thread_left: None) -> Iterator[list[str]]:
    """Errors logged through loguru; a test that provokes some looks at them and clears the list."""
    errors: list[str] = []

    def collect(record: "loguru.Record") -> None:
        if record["level"].no >= logger.level("ERROR").no:
            errors.append(record["message"])

    logger.remove()
    logger.add(lambda _: None)  # without any sink loguru does not even make the record
    logger.configure(patcher=collect)  # outlives a `logger.remove()` in the code under test
    yield errors
    logger.remove()
    if errors:
        pytest.fail(f"errors logged: {errors}")


@pytest.fixture(autouse=True)
def _usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def _refuse_network(event: str, arguments: tuple) -> None:
    """Python's own sockets only: native code that connects by itself is not seen."""
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a Unix socket has a path
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    else:
        return
    if not _is_loopback(host):
        pytest.fail(f"reached for the network: {host}")  # passes through `except Exception`


def _is_loopback(host: str | None) -> bool:
    if host in (None, "", "localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


sys.addaudithook(_refuse_network)

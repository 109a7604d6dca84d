"""A token is nowhere but where it is kept, whatever goes wrong: files, logs, output, messages."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from loguru import logger
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from faceapp.app import open_workspace
from faceapp.core.errors import FaceAppError
from faceapp.core.jobs import CancelToken
from faceapp.net.policy import NetPolicy
from faceapp.net.service import Service
from faceapp.services.workspace import Workspace
from faceapp.texts import LANGUAGES, Texts
from tests.fakes.services import played
from tests.fakes.sign_ins import (
    APPLICATION,
    PASSWORD,
    DropboxSignInFake,
    VkIdFake,
    YandexSignInFake,
    browse,
)

PHRASE = "correct horse battery"
PLACES = {
    "vk": "https://api.vk.ru/method/users.get",
    "yandex": "https://cloud-api.yandex.net/v1/disk",
    "dropbox": "https://api.dropboxapi.com/2/users/get_current_account",
}


@pytest.fixture
def fakes() -> dict:
    return {"vk": VkIdFake(), "yandex": YandexSignInFake(), "dropbox": DropboxSignInFake()}


@pytest.fixture
def policy(fakes: dict, tmp_path: Path) -> Iterator[NetPolicy]:
    hosts = {
        host: application for fake in fakes.values() for host, application in fake.hosts.items()
    }
    folder = tmp_path / "certificates"
    folder.mkdir()
    with played(hosts, folder) as policy:
        yield policy


@pytest.fixture
def workspace(policy: NetPolicy, tmp_path: Path) -> Iterator[Workspace]:
    data = tmp_path / "library"
    data.mkdir()
    lines = [f'{kind}_application = "{APPLICATION}"\n' for kind in PLACES]
    (data / "settings.toml").write_text("".join(lines))
    workspace = open_workspace(data, net=policy)
    yield workspace
    workspace.close()
    logger.remove()


def sign_in(workspace: Workspace, kind: str, fake: object) -> None:
    begun = workspace.sources.sign_in(kind)
    if kind == "yandex":
        fake.is_agreed = True
        account = begun.wait(CancelToken())
    else:
        browser = threading.Thread(target=browse, args=(fake.agreed(begun.address),))
        browser.start()
        account = begun.wait(CancelToken())
        browser.join()
    logger.warning("signed in as {}", account)
    workspace.sources.finish(account)


def troubles(token: str) -> dict[str, Response]:
    """Answers of every kind, with the token in them where a service might put it."""
    return {
        "denied": JSONResponse({"error": f"not for {token}"}, 401),
        "bad": JSONResponse({"error": token, "error_description": token}, 400),
        "page": HTMLResponse(f"<html>access_token={token}"),
        "list": JSONResponse([token]),
        "names": JSONResponse({"access_token": [token], "user": token, "response": token}),
        "busy": Response(token, 503),
        "limit": Response(token, 429),
        "away": RedirectResponse(f"https://elsewhere.example/?access_token={token}"),
        "plain": RedirectResponse(f"http://api.vk.ru/?access_token={token}"),
        "gone": Response(token, 410),
    }


def told(call: Callable[[], object]) -> str:
    """What a person is told of a failure, and what stands in the log of it."""
    try:
        call()
    except FaceAppError as error:
        logger.opt(exception=error).warning("failed: {}", error)
        sentences = [Texts(language).error(error) for language in LANGUAGES]
        return "\n".join([*sentences, str(error), repr(error), repr(error.details)])
    except Exception as error:  # noqa: BLE001  as a bug would be logged
        logger.opt(exception=error).error("bug")
    return ""


def everything_in(folder: Path) -> bytes:
    """All bytes of all files below, and all values of all databases."""
    content = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    for path in folder.rglob("*.sqlite"):
        with sqlite3.connect(path) as database:
            content.append("\n".join(database.iterdump()).encode())
        database.close()
    return b"\n".join(content)


@pytest.mark.parametrize("kind", PLACES)
def test_no_token_is_written_anywhere(
    kind: str,
    fakes: dict,
    policy: NetPolicy,
    workspace: Workspace,
    tmp_path: Path,
    capfd: pytest.CaptureFixture,
    error_log: list[str],
):
    accounts, fake = workspace.sources.secrets(), fakes[kind]
    accounts.keep_in_file(PHRASE)
    accounts.keep_application("yandex", PASSWORD)
    sign_in(workspace, kind, fake)
    messages = []
    token = accounts.secret(kind, "")
    service = Service(policy, CancelToken(), name=kind)
    for answer in troubles(token).values():
        fake.next_answers = [answer] * 50
        messages.append(told(lambda: accounts.check(kind, token)))
        messages.append(
            told(lambda: service.download(f"{PLACES[kind]}?access_token={token}", limit_mb=1))
        )
        headers = {"Authorization": f"OAuth {token}"}
        messages.append(
            told(
                lambda headers=headers: service.patiently(
                    lambda: service.session.get(PLACES[kind], headers=headers).raise_for_status()
                )
            )
        )
    fake.next_answers = []
    address = f"{PLACES[kind]}?access_token={token}"
    refused = Service(policy, CancelToken(), waits_offline=False)
    with ExitStack() as stack:
        stack.callback(refused.close)
        stack.callback(service.close)
        messages.append(told(lambda: service.session.get(f"https://{token}.example:x/{token}")))
        policy.routes[next(iter(fake.hosts))] = ("127.0.0.1", 1)
        messages.append(told(lambda: refused.session.get(address)))
        messages.append(told(lambda: refused.patiently(lambda: refused.session.get(address))))
    workspace.sources.sign_out(kind, accounts.names(kind)[0])
    logger.complete()

    log = (tmp_path / "library/logs/faceapp.log").read_text(encoding="utf-8")
    assert "failed: " in log
    assert "Traceback" in log
    assert "***" in log
    printed = "".join(capfd.readouterr())
    written = everything_in(tmp_path)
    assert b"51234567" in written  # the search finds what is there
    secrets = [*fake.issued, PHRASE, PASSWORD]
    assert len(secrets) > 3
    for secret in secrets:
        assert secret.encode() not in written
        assert not any(secret in message for message in messages)
        assert secret not in printed
    error_log.clear()

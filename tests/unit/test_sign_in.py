"""Signing in to each service, staying signed in, and signing out."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.responses import HTMLResponse, JSONResponse, Response

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Cancelled, CancelToken
from faceapp.core.remote import Account
from faceapp.core.settings import Settings
from faceapp.net.policy import NetPolicy
from faceapp.net.secrets import Secrets
from faceapp.sources.accounts import ServiceAccounts
from faceapp.sources.grants import Grant
from tests.fakes.services import played
from tests.fakes.sign_ins import (
    APPLICATION,
    PASSWORD,
    DropboxSignInFake,
    VkIdFake,
    YandexSignInFake,
    browse,
    error,
)

KINDS = ("vk", "yandex", "dropbox")
NAMES = {"vk": "Анна Каренина", "yandex": "Анна К.", "dropbox": "Anna Karenina"}
FAKES = {"vk": VkIdFake, "yandex": YandexSignInFake, "dropbox": DropboxSignInFake}


class World:
    """A service, and the program's side of it."""

    def __init__(self, kind: str, fake: object, policy: NetPolicy, folder: Path) -> None:
        self.kind, self.fake, self.policy = kind, fake, policy
        self.settings = Settings(**{f"{name}_application": APPLICATION for name in KINDS})
        self.secrets = Secrets(folder, find_keyring=lambda: None)
        self.secrets.keep_for_this_run()
        self.accounts = ServiceAccounts(policy, lambda: self.settings, self.secrets)
        self.accounts.keep_application("yandex", PASSWORD)

    def sign_in(self, token: CancelToken | None = None) -> Account:
        """As a person does who agrees at once."""
        sign_in = self.accounts.sign_in(self.kind)
        token = token or CancelToken()
        if sign_in.code:
            assert (sign_in.address, sign_in.code) == ("https://ya.ru/device", "kzn4yh8q")
            self.fake.is_agreed = True
            return sign_in.wait(token)
        browser = threading.Thread(target=browse, args=(self.fake.agreed(sign_in.address),))
        browser.start()
        try:
            return sign_in.wait(token)
        finally:
            browser.join()

    def secret(self) -> str | None:
        return self.accounts.secret(self.kind, "")

    def asked(self, path: str) -> list[dict[str, str]]:
        return [form for place, form in self.fake.asked if place == path]


@contextmanager
def world_of(kind: str, folder: Path) -> Iterator[World]:
    fake = FAKES[kind]()
    with played(fake.hosts, folder) as policy:
        yield World(kind, fake, policy, folder)


@pytest.fixture(params=KINDS)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with world_of(request.param, tmp_path) as world:
        yield world


@pytest.fixture
def vk(tmp_path: Path) -> Iterator[World]:
    with world_of("vk", tmp_path) as world:
        yield world


@pytest.fixture
def yandex(tmp_path: Path) -> Iterator[World]:
    with world_of("yandex", tmp_path) as world:
        yield world


def failure(call: Callable[[], object]) -> tuple[Code, str]:
    with pytest.raises(UserError) as caught:
        call()
    return caught.value.code, str(caught.value.details.get("reason", ""))


def test_somebody_signs_in_uses_the_token_and_signs_out(world: World):
    account = world.sign_in()
    assert (account.kind, account.name) == (world.kind, NAMES[world.kind])
    assert not any(token in repr(account) for token in world.fake.issued)
    world.accounts.keep(account)
    assert world.accounts.names(world.kind) == [account.name]
    assert world.secret() in world.fake.live
    assert world.accounts.secret(world.kind, account.name) in world.fake.live
    assert world.accounts.secret(world.kind, "Somebody else") is None
    assert world.accounts.forget(world.kind, account.name) is True
    assert world.fake.live == set()
    assert world.accounts.names(world.kind) == []
    assert world.secret() is None


def test_a_token_is_renewed_before_it_ends(world: World):
    world.fake.expires_in = 200
    world.accounts.keep(world.sign_in())
    before = world.fake.refresh
    world.fake.expires_in = 3600
    fresh = world.secret()
    assert fresh in world.fake.live
    count = len(world.fake.asked)
    assert world.secret() == fresh  # and not asked for each time
    assert len(world.fake.asked) == count
    if world.kind != "dropbox":  # the others give another refresh token each time
        assert world.fake.refresh != before
    later = ServiceAccounts(world.policy, lambda: world.settings, world.secrets)
    assert later.secret(world.kind, "") in world.fake.live


def test_access_that_was_taken_away_means_signing_in_again(world: World):
    world.fake.expires_in = 1
    world.accounts.keep(world.sign_in())
    world.fake.refresh = "taken away"
    with pytest.raises(UserError) as caught:
        world.secret()
    assert caught.value.code == Code.SIGN_IN_NEEDED
    assert caught.value.details["kind"] == world.kind


def test_dropbox_tokens_fit_into_the_keyring_of_windows(tmp_path: Path):
    with world_of("dropbox", tmp_path) as world:
        account = world.sign_in()
        assert json.loads(account.secret).keys() == {"refresh", "application"}


def test_a_pasted_token_is_checked(world: World):
    token = world.fake.access()
    account = world.accounts.check(world.kind, f" {token}\n")
    assert (account.name, account.secret) == (NAMES[world.kind], Grant(access=token).text())
    world.accounts.keep(account)
    assert world.secret() == token
    address = f"https://oauth.example/blank.html#access_token={token}&expires_in=0"
    assert world.accounts.check(world.kind, address).secret == account.secret
    refusal = failure(lambda: world.accounts.check(world.kind, "wrong"))
    assert refusal == (Code.SIGN_IN_REFUSED, "token_refused")


def test_the_token_of_an_application_is_nobody_s(vk: World):
    account = vk.accounts.check("vk", "service.token")
    assert account.name == "service"


def test_a_token_that_may_not_ask_whose_it_is_is_taken(yandex: World):
    yandex.fake.shows_user = False
    assert yandex.accounts.check("yandex", yandex.fake.access()).name == "yandex"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (HTMLResponse("<html>"), "no_json"),
        (JSONResponse([]), "wrong_shape"),
        (JSONResponse({"access_token": 5, "response": {}, "user": 7, "name": ""}), "wrong_shape"),
    ],
)
def test_strange_answers_are_told(answer: Response, reason: str, world: World):
    begun = world.accounts.sign_in("yandex") if world.kind == "yandex" else None
    world.fake.next_answers = [answer]
    wait = (lambda: begun.wait(CancelToken())) if begun else world.sign_in
    assert failure(wait) == (Code.SERVICE_ANSWER_STRANGE, reason)
    assert world.fake.next_answers == []


def test_a_busy_service_is_asked_again(world: World):
    begun = world.accounts.sign_in("yandex") if world.kind == "yandex" else None
    world.fake.next_answers = [Response(status_code=503), Response(status_code=429)]
    if begun:
        world.fake.is_agreed = True
        assert begun.wait(CancelToken()).name == NAMES["yandex"]
    else:
        assert world.sign_in().name == NAMES[world.kind]


@pytest.mark.parametrize("kind", KINDS)
def test_a_service_that_cannot_be_reached_is_told_soon(kind: str, tmp_path: Path):
    with world_of(kind, tmp_path) as world:
        world.accounts.keep(world.sign_in())
    assert failure(lambda: world.accounts.check(kind, "token"))[0] == Code.SERVICE_UNREACHABLE
    if kind == "yandex":
        assert failure(lambda: world.accounts.sign_in(kind))[0] == Code.SERVICE_UNREACHABLE
    assert world.accounts.forget(kind, NAMES[kind]) is False
    assert world.accounts.names(kind) == []


@pytest.mark.parametrize("kind", KINDS)
def test_without_an_application_nobody_can_sign_in(kind: str, tmp_path: Path):
    with world_of(kind, tmp_path) as world:
        world.settings = Settings()
        with pytest.raises(UserError) as caught:
            world.accounts.sign_in(kind)
    assert caught.value.code == Code.APPLICATION_MISSING
    assert caught.value.details["setting"] == f"{kind}_application"
    assert hasattr(world.settings, caught.value.details["setting"])


def test_yandex_needs_no_password_where_a_browser_comes_back(yandex: World):
    yandex.accounts.keep_application("yandex", "")
    account = yandex.sign_in()
    assert account.name == NAMES["yandex"]
    assert not any("client_secret" in form for form in yandex.asked("/token"))
    yandex.accounts.keep(account)
    assert yandex.secret() in yandex.fake.live
    assert yandex.accounts.forget("yandex", account.name) is False  # it revokes by password alone


def test_yandex_wants_the_right_password_of_the_application(yandex: World):
    yandex.accounts.keep_application("yandex", "wrong")
    assert failure(yandex.sign_in)[0] == Code.APPLICATION_MISSING
    yandex.settings = replace(yandex.settings, yandex_application="unknown")
    assert failure(lambda: yandex.accounts.sign_in("yandex"))[0] == Code.APPLICATION_MISSING


def test_yandex_is_asked_until_the_person_agreed(yandex: World):
    sign_in = yandex.accounts.sign_in("yandex")
    yandex.fake.is_agreed = True
    yandex.fake.next_answers = [error("authorization_pending"), error("slow_down")]
    started = time.monotonic()
    assert sign_in.wait(CancelToken()).name == NAMES["yandex"]
    assert len(yandex.asked("/token")) == 3
    assert time.monotonic() - started > (5 + 5 + 10) * yandex.policy.pace


@pytest.mark.parametrize(
    ("answer", "reason"), [("access_denied", "access_denied"), ("invalid_grant", "too_late")]
)
def test_yandex_tells_who_did_not_agree(answer: str, reason: str, yandex: World):
    sign_in = yandex.accounts.sign_in("yandex")
    yandex.fake.next_answers = [error(answer)]
    assert failure(lambda: sign_in.wait(CancelToken())) == (Code.SIGN_IN_REFUSED, reason)


def test_a_code_that_somebody_else_has_used_is_refused(vk: World):
    vk.fake.next_answers = [error("invalid_grant", 200)]
    assert failure(vk.sign_in) == (Code.SIGN_IN_REFUSED, "access_denied")


def test_an_answer_to_another_state_is_refused(vk: World):
    vk.fake.next_answers = [JSONResponse({"access_token": "a" * 20, "state": "another"})]
    assert failure(vk.sign_in) == (Code.SIGN_IN_REFUSED, "access_denied")


def test_a_cancel_is_heard_and_the_port_given_back(world: World):
    sign_in = world.accounts.sign_in(world.kind)
    token = CancelToken()
    timer = threading.Timer(0.3, token.cancel)
    timer.start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        sign_in.wait(token)
    assert time.monotonic() - started < 1.3
    timer.join()
    if world.kind != "yandex":
        again = world.accounts.sign_in(world.kind)
        with closing(again._receiver):
            assert again.address != sign_in.address

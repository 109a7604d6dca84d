"""What other hosts learn when a service sends us to them: nothing."""

import pytest

from faceapp.core.errors import Code, ItemError, UserError
from tests.fakes import https_server as serve
from tests.unit.net.talking import Talk

TOKEN = "a-token-of-somebody"
DATA = b"photo"


def test_a_redirect_elsewhere_leaves_the_authorization_behind(talk: Talk):
    talk.server.answers |= {
        "/f": serve.status(302, Location="/near"),
        "/near": serve.status(302, Location="https://b.example/far", Set_Cookie="id=1; Path=/"),
        "/far": serve.plain(DATA),
    }
    headers = {"Authorization": f"OAuth {TOKEN}"}
    with talk.service() as service:
        assert service.download("https://a.example/f", limit_mb=1, headers=headers) == DATA
        assert service.session.get("https://a.example/f", headers=headers).content == DATA
    assert talk.told("host") == ["a.example", "a.example", "b.example"] * 2
    assert talk.told("authorization") == [f"OAuth {TOKEN}", f"OAuth {TOKEN}", None] * 2
    assert talk.told("cookie") == [None] * 6


@pytest.mark.parametrize(
    "target",
    [
        f"https://b.example/far?access_token={TOKEN}",
        f"https://b.example/{TOKEN}/far",
        "http://b.example/far",
        "https://me@b.example/far",
        "https://[::1/far",
    ],
)
def test_no_token_is_carried_along_and_no_other_way_taken(target: str, talk: Talk):
    talk.server.answers |= {"/f": serve.status(302, Location=target)}
    talk.server.answers[f"/f?access_token={TOKEN}"] = serve.status(302, Location=target)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with talk.service() as service:
        for address, sent in (("/f", headers), (f"/f?access_token={TOKEN}", {})):
            with pytest.raises(ItemError) as caught:
                service.download(f"https://a.example{address}", limit_mb=1, headers=sent)
            assert caught.value.code == Code.REMOTE_UNFETCHED
            assert caught.value.details["reason"] == "address_refused"
    assert talk.told("host") == ["a.example"] * 2


@pytest.mark.parametrize("code", [302, 307, 308])
def test_what_was_posted_stays_with_its_host(code: int, talk: Talk):
    talk.server.answers |= {
        "/f": serve.status(code, Location="https://b.example/far"),
        "/far": serve.plain(DATA),
    }
    with talk.service() as service:
        post = lambda: service.session.post("https://a.example/f", data={"access_token": TOKEN})  # noqa: E731
        if code == 302:  # goes on without its body
            assert service.patiently(post).content == DATA
            assert talk.told("content-length")[1] is None
            return
        with pytest.raises(UserError) as caught:
            service.patiently(post)
    assert caught.value.details["reason"] == "address_refused"
    assert talk.told("host") == ["a.example"]


def test_redirects_end(talk: Talk):
    talk.server.answers["/f"] = serve.status(302, Location="/f")
    with talk.service() as service, pytest.raises(UserError) as caught:
        service.patiently(lambda: service.session.get("https://a.example/f"))
    assert caught.value.details["reason"] == "too_many_redirects"
    assert len(talk.server.requests) == 6


@pytest.mark.parametrize("address", ["http://a.example/f", "ftp://a.example/f", "file:///f", "f"])
def test_only_https_is_spoken(address: str, talk: Talk):
    with talk.service() as service:
        with pytest.raises(UserError) as caught:
            service.patiently(lambda: service.session.get(address))
        with pytest.raises(ItemError):
            service.download(address, limit_mb=1)
    assert caught.value.details["reason"] == "address_refused"
    assert talk.server.requests == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_computer_is_out_of_bounds(host: str, talk: Talk):
    with talk.service(reaches_loopback=False) as service, pytest.raises(ItemError) as caught:
        service.download(talk.server.address("/f", host), limit_mb=1)
    assert caught.value.details["reason"] == "address_refused"


def test_variables_and_libraries_change_nothing(talk: Talk, monkeypatch: pytest.MonkeyPatch):
    talk.server.answers["/f"] = serve.plain(DATA)
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://b.example:1")
    proxies = {"https": "http://b.example:1"}
    with talk.service() as service:
        answer = service.session.get("https://a.example/f", proxies=proxies, timeout=0.0001)
    assert answer.content == DATA

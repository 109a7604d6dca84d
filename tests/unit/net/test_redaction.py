"""What looks like a secret, or is known to be one, is not written down."""

import pytest

from faceapp.net import redaction
from faceapp.net.redaction import redacted, remember
from faceapp.net.secrets import remember_all


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redaction, "_known", set())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("url: /method/x?access_token=vk1.a-B_c&v=5", "url: /method/x?access_token=***&v=5"),
        ("Authorization: Bearer sl.AbCdEfGhIjKlMnOp", "Authorization: Bearer ***"),
        ("'authorization': 'OAuth y0_AgAAAABkRzQhAADLWw'", "'authorization': 'OAuth ***'"),
        ('{"refresh_token": "abc", "v": 1}', '{"refresh_token": "***", "v": 1}'),
        ("{'client_secret': 'abc'}", "{'client_secret': '***'}"),
        ("grant?code_verifier=abc def", "grant?code_verifier=*** def"),
        ("the token of VKontakte has expired", "the token of VKontakte has expired"),
        ("OAuth is a standard", "OAuth is a standard"),
        ("error_code=5, photo-1_2", "error_code=5, photo-1_2"),
    ],
)
def test_what_looks_like_a_secret_is_masked(text: str, kept: str):
    assert redacted(text) == kept


def test_what_is_known_is_masked_wherever_it_stands():
    remember("plain-looking-words")
    remember("short")
    assert redacted("GET /plain-looking-words/x short") == "GET /***/x short"


def test_the_tokens_in_what_is_kept_are_known_too():
    remember_all('{"access": "access-of-anna", "refresh": "refresh-of-anna", "device": "computer"}')
    assert redacted("access-of-anna, refresh-of-anna, computer") == "***, ***, computer"

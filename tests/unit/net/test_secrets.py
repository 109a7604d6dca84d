"""Tokens: where they are kept, who can read them there, and what becomes of wrong passphrases."""

import stat
from collections.abc import Callable
from contextlib import closing
from multiprocessing import Pipe
from pathlib import Path

import keyring
import keyring.backends.fail
import keyring.backends.null
import keyring.backends.SecretService
import pytest
from keyring.backends.chainer import ChainerBackend

from faceapp.core.errors import Code, UserError
from faceapp.core.remote import Keeping
from faceapp.net import sealed_file
from faceapp.net.secret_stores import is_trusted, system_keyring
from faceapp.net.secrets import Secrets
from tests.fakes.keyrings import LockedKeyring, MemoryKeyring

TOKEN = "vk1.a.token-of-somebody"
PHRASE = "correct horse"
SEALED = "secrets.sealed"


def nothing() -> None:
    return None


@pytest.fixture
def bare(tmp_path: Path) -> Secrets:
    """Of a computer without a keyring."""
    return Secrets(tmp_path, find_keyring=nothing)


@pytest.fixture(autouse=True)
def _quick_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    cost = lambda: sealed_file.Cost(1, 64, 1, sealed_file.secrets.token_bytes(16))  # noqa: E731
    monkeypatch.setattr(sealed_file.Cost, "fresh", cost)


def code_of(call: Callable[[], object]) -> Code:
    with pytest.raises(UserError) as caught:
        call()
    return caught.value.code


def in_keyring(folder: Path) -> Secrets:
    backend = MemoryKeyring()
    return Secrets(folder, find_keyring=lambda: backend)


def in_memory(folder: Path) -> Secrets:
    secrets = Secrets(folder, find_keyring=nothing)
    secrets.keep_for_this_run()
    return secrets


def in_file(folder: Path) -> Secrets:
    secrets = Secrets(folder, find_keyring=nothing)
    secrets.keep_in_file(PHRASE)
    return secrets


@pytest.mark.parametrize(
    ("place", "keeping"),
    [(in_keyring, Keeping.KEYRING), (in_memory, Keeping.RUN), (in_file, Keeping.FILE)],
)
def test_every_place_keeps_what_it_is_given(place: Callable, keeping: Keeping, tmp_path: Path):
    secrets = place(tmp_path)
    assert secrets.keeping == keeping
    assert secrets.get("vk", "Anna") is None
    secrets.delete("vk", "Anna")
    secrets.set("vk", "Анна / Anna", TOKEN)
    secrets.set("vk", "Boris", "other")
    secrets.set("yandex", "Anna", "third")
    secrets.set("vk", "Boris", "newer")
    assert secrets.get("vk", "Анна / Anna") == TOKEN
    assert secrets.get("vk", "Boris") == "newer"
    assert secrets.names("vk") == ["Анна / Anna", "Boris"]
    secrets.delete("vk", "Boris")
    assert secrets.get("vk", "Boris") is None
    assert secrets.names("vk") == ["Анна / Anna"]
    assert secrets.names("yandex") == ["Anna"]


@pytest.mark.parametrize("place", [in_keyring, in_memory, in_file])
def test_no_file_holds_a_token(place: Callable, tmp_path: Path):
    place(tmp_path).set("vk", "Anna", TOKEN)
    for path in tmp_path.rglob("*"):
        assert b"vk1.a" not in path.read_bytes()
    if (tmp_path / SEALED).exists():
        assert stat.S_IMODE((tmp_path / SEALED).stat().st_mode) == 0o600


def test_without_a_keyring_nothing_is_kept_before_somebody_chose(bare: Secrets, tmp_path: Path):
    assert bare.keeping == Keeping.NOWHERE
    assert code_of(lambda: bare.set("vk", "Anna", TOKEN)) == Code.SECRETS_NOWHERE
    assert bare.get("vk", "Anna") is None
    assert bare.names("vk") == []
    assert list(tmp_path.iterdir()) == []


def test_a_keyring_that_stays_locked_is_told(tmp_path: Path):
    secrets = Secrets(tmp_path, find_keyring=LockedKeyring)
    assert code_of(lambda: secrets.set("vk", "Anna", TOKEN)) == Code.SECRETS_NOWHERE


def test_libraries_share_no_accounts_in_one_keyring(tmp_path: Path):
    backend = MemoryKeyring()
    one, other = (Secrets(tmp_path / name, find_keyring=lambda: backend) for name in "ab")
    one.set("vk", "Anna", TOKEN)
    assert other.get("vk", "Anna") is None
    other.set("vk", "Anna", "other")
    other.delete("vk", "Anna")
    assert one.get("vk", "Anna") == TOKEN
    (tmp_path / "a").rename(tmp_path / "moved")
    moved = Secrets(tmp_path / "moved", find_keyring=lambda: backend)
    assert moved.get("vk", "Anna") == TOKEN


def test_an_entry_that_the_keyring_lost_is_no_failure(tmp_path: Path):
    backend = MemoryKeyring()
    secrets = Secrets(tmp_path, find_keyring=lambda: backend)
    secrets.set("vk", "Anna", TOKEN)
    del backend.entries[next(key for key in backend.entries if key[1] == "vk/Anna")]
    assert secrets.get("vk", "Anna") is None
    secrets.delete("vk", "Anna")
    assert secrets.names("vk") == []


@pytest.mark.parametrize("nonsense", ["{", "5", ""])
def test_a_list_of_names_that_was_spoilt_is_begun_anew(nonsense: str, tmp_path: Path):
    backend = MemoryKeyring()
    secrets = Secrets(tmp_path, find_keyring=lambda: backend)
    secrets.set("vk", "Anna", TOKEN)
    backend.entries[next(key for key in backend.entries if key[1] == "accounts")] = nonsense
    assert secrets.names("vk") == []
    secrets.set("vk", "Anna", TOKEN)
    assert secrets.names("vk") == ["Anna"]


def test_a_file_opens_with_its_passphrase_alone(tmp_path: Path):
    in_file(tmp_path).set("vk", "Anna", TOKEN)
    later = in_keyring(tmp_path)  # though there is a keyring: the file was chosen
    assert later.keeping == Keeping.LOCKED
    assert code_of(lambda: later.get("vk", "Anna")) == Code.SECRETS_LOCKED
    assert code_of(lambda: later.set("vk", "Anna", TOKEN)) == Code.SECRETS_LOCKED
    assert code_of(lambda: later.keep_in_file(PHRASE)) == Code.SECRETS_LOCKED
    assert code_of(lambda: later.unlock("wrong horse")) == Code.PASSPHRASE_WRONG
    assert later.keeping == Keeping.LOCKED
    assert later.names("vk") == []
    later.unlock(PHRASE)
    assert later.get("vk", "Anna") == TOKEN


def test_a_passphrase_is_no_word_and_its_accents_may_be_typed_either_way(bare: Secrets):
    assert code_of(lambda: bare.keep_in_file("short")) == Code.PASSPHRASE_SHORT
    assert bare.keeping == Keeping.NOWHERE
    bare.keep_in_file("йогурт и café")
    bare.unlock("и\u0306огурт и cafe\u0301")


def test_another_passphrase_takes_everything_along(tmp_path: Path):
    secrets, other = in_file(tmp_path), Secrets(tmp_path, find_keyring=nothing)
    secrets.set("vk", "Anna", TOKEN)
    other.unlock(PHRASE)
    secrets.keep_in_file("better horse")
    assert code_of(lambda: other.get("vk", "Anna")) == Code.SECRETS_LOCKED
    assert code_of(lambda: other.unlock(PHRASE)) == Code.PASSPHRASE_WRONG
    other.unlock("better horse")
    assert other.get("vk", "Anna") == TOKEN


@pytest.mark.parametrize("place", [in_keyring, in_memory])
def test_a_file_chosen_later_takes_over_what_was_kept(place: Callable, tmp_path: Path):
    secrets = place(tmp_path)
    secrets.set("vk", "Anna", TOKEN)
    secrets.keep_in_file(PHRASE)
    assert secrets.get("vk", "Anna") == TOKEN
    later = Secrets(tmp_path, find_keyring=nothing)
    later.unlock(PHRASE)
    assert later.get("vk", "Anna") == TOKEN


def test_a_forgotten_passphrase_is_not_the_end(tmp_path: Path):
    in_file(tmp_path).set("vk", "Anna", TOKEN)
    later = Secrets(tmp_path, find_keyring=nothing)
    later.begin_anew()
    assert later.keeping == Keeping.NOWHERE
    later.keep_in_file("another horse")
    assert later.names("vk") == []


def damages() -> dict[str, Callable[[bytes], bytes]]:
    def flipped(at: int) -> Callable[[bytes], bytes]:
        return lambda whole: whole[:at] + bytes([whole[at] ^ 1]) + whole[at:][1:]

    return {
        "empty": lambda whole: b"",
        "short": lambda whole: whole[:40],
        "cut": lambda whole: whole[:-1],
        "magic": flipped(0),
        "salt": flipped(30),
        "sealed": flipped(60),
        "sum": flipped(-1),
    }


@pytest.mark.parametrize("damage", damages())
def test_a_damaged_file_is_told_from_a_wrong_passphrase(damage: str, tmp_path: Path):
    in_file(tmp_path).set("vk", "Anna", TOKEN)
    path = tmp_path / SEALED
    path.write_bytes(damages()[damage](path.read_bytes()))
    later = Secrets(tmp_path, find_keyring=nothing)
    assert code_of(lambda: later.unlock(PHRASE)) == Code.SECRETS_DAMAGED


def test_a_forged_file_opens_nothing_and_costs_nothing(tmp_path: Path):
    in_file(tmp_path).set("vk", "Anna", TOKEN)
    path = tmp_path / SEALED
    whole = path.read_bytes()

    def forged(at: int, piece: bytes) -> Secrets:
        body = whole[:at] + piece + whole[at + len(piece) : -32]
        path.write_bytes(body + sealed_file.hashlib.sha256(body).digest())
        return Secrets(tmp_path, find_keyring=nothing)

    costly = forged(12, (1 << 30).to_bytes(4, "big"))
    assert code_of(lambda: costly.unlock(PHRASE)) == Code.SECRETS_DAMAGED
    other_salt = forged(20, bytes(16))
    assert code_of(lambda: other_salt.unlock(PHRASE)) == Code.PASSPHRASE_WRONG
    other_text = forged(60, bytes(2))
    assert code_of(lambda: other_text.unlock(PHRASE)) == Code.PASSPHRASE_WRONG


@pytest.mark.parametrize("place", [in_memory, in_file])
def test_a_process_that_works_for_another_gets_its_secrets(place: Callable, tmp_path: Path):
    secrets = place(tmp_path)
    secrets.set("vk", "Anna", TOKEN)
    lent = secrets.lent()
    assert TOKEN not in repr(lent)
    ours, theirs = Pipe()
    with closing(ours), closing(theirs):
        ours.send(lent)
        child = Secrets(tmp_path, find_keyring=nothing, lent=theirs.recv())
    assert child.keeping == secrets.keeping
    assert child.get("vk", "Anna") == TOKEN
    child.set("vk", "Anna", "renewed")
    if secrets.keeping == Keeping.FILE:
        assert secrets.get("vk", "Anna") == "renewed"


def test_a_keyring_is_not_lent_but_asked_again(tmp_path: Path):
    secrets = in_keyring(tmp_path)
    secrets.set("vk", "Anna", TOKEN)
    assert secrets.lent().secrets is None
    assert secrets.lent().key is None


def test_the_real_cost_of_a_guess(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.undo()
    cost = sealed_file.Cost.fresh()
    assert (cost.rounds, cost.kib, cost.lanes) == (3, 65536, 4)
    assert cost.salt != sealed_file.Cost.fresh().salt
    assert len(sealed_file.derive(PHRASE, cost).secret) == 32


def test_only_keyrings_of_systems_are_trusted(monkeypatch: pytest.MonkeyPatch):
    good = keyring.backends.SecretService.Keyring()
    plain, null, fail = (
        MemoryKeyring(),
        keyring.backends.null.Keyring(),
        keyring.backends.fail.Keyring(),
    )
    assert [is_trusted(each) for each in (good, plain, null, fail)] == [True, False, False, False]
    for each, found in ((good, good), (plain, None), (null, None), (fail, None)):
        monkeypatch.setattr(keyring, "get_keyring", lambda each=each: each)
        assert system_keyring() is found
    monkeypatch.setattr(keyring, "get_keyring", ChainerBackend)
    monkeypatch.setattr(ChainerBackend, "backends", [plain, good])
    assert system_keyring() is good
    monkeypatch.setattr(ChainerBackend, "backends", [plain])
    assert system_keyring() is None

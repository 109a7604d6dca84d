"""A file that only its passphrase opens: Argon2id makes the key, AES-256-GCM seals.

Layout: magic and version, the cost and the salt of the key, a nonce, what is sealed, and a SHA-256
of all that, which tells damage from a wrong passphrase. The head is authenticated too.
"""

import hashlib
import secrets
import struct
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from faceapp import paths
from faceapp.core.errors import Code, UserError

_MAGIC = b"FACEAPP\x01"
_COST = struct.Struct(">III16s")
_HEAD_BYTES = len(_MAGIC) + _COST.size
_NONCE_BYTES = 12
_SUM_BYTES = 32
LEAST_LENGTH = 8  # of a passphrase, in characters

# A forged file must not cost more than a machine can bear.
_MOST_KIB = 1 << 20
_MOST_ROUNDS = 32
_MOST_LANES = 16


@dataclass(frozen=True)
class Cost:
    """What one guess of a passphrase costs: rounds over `kib` of memory in `lanes`."""

    rounds: int
    kib: int
    lanes: int
    salt: bytes

    @classmethod
    def fresh(cls) -> "Cost":
        """About 0.1 s a guess: what RFC 9106 (section 4) asks of machines with little memory."""
        return cls(3, 1 << 16, 4, secrets.token_bytes(16))

    def packed(self) -> bytes:
        """As it lies in the file."""
        return _COST.pack(self.rounds, self.kib, self.lanes, self.salt)


@dataclass(frozen=True)
class Key:
    """What a passphrase becomes; never shown."""

    cost: Cost
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class Content:
    """A file as it was read, its parts still sealed."""

    path: Path
    cost: Cost
    head: bytes
    nonce: bytes
    sealed: bytes


def derive(passphrase: str, cost: Cost) -> Key:
    """The key of a passphrase, however its letters are composed. Raises UserError if too short."""
    text = unicodedata.normalize("NFC", passphrase)
    if len(text) < LEAST_LENGTH:
        raise UserError(Code.PASSPHRASE_SHORT, least=LEAST_LENGTH)
    secret = hash_secret_raw(
        text.encode(), cost.salt, cost.rounds, cost.kib, cost.lanes, 32, Type.ID
    )
    return Key(cost, secret)


def write(path: Path, content: bytes, key: Key) -> None:
    """Replace the whole file. Raises UserError, FatalError."""
    head, nonce = _MAGIC + key.cost.packed(), secrets.token_bytes(_NONCE_BYTES)
    body = head + nonce + AESGCM(key.secret).encrypt(nonce, content, head)
    paths.make_private_folder(path.parent)
    paths.replace_file(path, body + hashlib.sha256(body).digest())
    path.chmod(0o600)


def read(path: Path) -> Content:
    """The file, still sealed. Raises UserError SECRETS_DAMAGED."""
    try:
        whole = path.read_bytes()
    except OSError as error:
        raise UserError(Code.SECRETS_DAMAGED, path=str(path)) from error
    body, told = whole[:-_SUM_BYTES], whole[-_SUM_BYTES:]
    if not body.startswith(_MAGIC) or hashlib.sha256(body).digest() != told:
        raise UserError(Code.SECRETS_DAMAGED, path=str(path))
    head, rest = body[:_HEAD_BYTES], body[_HEAD_BYTES:]
    if len(head) < _HEAD_BYTES:
        raise UserError(Code.SECRETS_DAMAGED, path=str(path))
    cost = Cost(*_COST.unpack(head[len(_MAGIC) :]))
    if not _is_bearable(cost):
        raise UserError(Code.SECRETS_DAMAGED, path=str(path))
    return Content(path, cost, head, rest[:_NONCE_BYTES], rest[_NONCE_BYTES:])


def opened(content: Content, key: Key) -> bytes:
    """What was sealed. Raises UserError PASSPHRASE_WRONG."""
    try:
        return AESGCM(key.secret).decrypt(content.nonce, content.sealed, content.head)
    except (InvalidTag, ValueError) as error:
        raise UserError(Code.PASSPHRASE_WRONG) from error


def _is_bearable(cost: Cost) -> bool:
    return (
        1 <= cost.rounds <= _MOST_ROUNDS
        and 1 <= cost.lanes <= _MOST_LANES
        and 8 * cost.lanes <= cost.kib <= _MOST_KIB
    )

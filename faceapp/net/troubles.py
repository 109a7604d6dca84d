"""Failures of the network as they come out of libraries: worth another try or not."""

from collections.abc import Iterator
from dataclasses import dataclass

import requests
from requests.exceptions import InvalidSchema, InvalidURL, MissingSchema
from urllib3.exceptions import HTTPError, ReadTimeoutError

from faceapp.core.errors import FaceAppError, TransientError
from faceapp.net.connections import AddressError, UnreachedError


@dataclass(frozen=True)
class Trouble:
    """Why to wait: `reason` is a code, `wait_s` what was asked for, `unreached` a host."""

    reason: str
    wait_s: float = 0
    unreached: str = ""

    @property
    def waiting(self) -> str:
        """What the job waits for."""
        return "rate_limited" if self.reason == "rate_limited" else "server_busy"


def trouble_of(error: BaseException) -> Trouble | None:
    """What to wait for, or None if it is nothing of the network's; libraries wrap what they get.

    Raises AddressError for what no wait will mend.
    """
    if isinstance(error, FaceAppError) and not isinstance(error, TransientError):
        return None  # a source has said what it means
    chain = list(_chain(error))
    for cause in chain:
        _require_mendable(cause)
    for judge in (_unreached, _said, _network):
        for cause in chain:
            if trouble := judge(cause):
                return trouble
    return None


def _require_mendable(error: BaseException) -> None:
    if isinstance(error, AddressError):
        raise error
    if isinstance(error, requests.exceptions.SSLError) and "CERTIFICATE_VERIFY" in str(error):
        raise AddressError("certificate") from error
    if isinstance(error, (InvalidURL, MissingSchema, InvalidSchema)):
        raise AddressError("address_refused") from error
    if isinstance(error, requests.TooManyRedirects):
        raise AddressError("too_many_redirects") from error


def _unreached(error: BaseException) -> Trouble | None:
    if isinstance(error, UnreachedError):
        return Trouble("unreachable", unreached=error.host)
    return None


def _said(error: BaseException) -> Trouble | None:
    if not isinstance(error, TransientError):
        return None
    reason, wait_s = error.details.get("reason"), error.details.get("wait_s")
    return Trouble(str(reason or "server_busy"), float(str(wait_s or 0)))


def _network(error: BaseException) -> Trouble | None:
    if isinstance(error, (requests.Timeout, ReadTimeoutError, TimeoutError)):
        return Trouble("too_slow")
    if isinstance(error, (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        return Trouble("unreachable")
    if isinstance(error, (HTTPError, ConnectionError)):
        return Trouble("unreachable")
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)

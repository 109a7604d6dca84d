"""What a server's answer means: go on, try again later, or never from this address."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
from requests.exceptions import InvalidURL
from urllib3.exceptions import HTTPError, ReadTimeoutError

from faceapp.core.errors import Code, TransientError
from faceapp.net.connections import AddressError

_CHUNK_BYTES = 1 << 16
_CONTENT_RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)")
_USABLE = {200, 206, 416}
_LATER = {408, 425, 429, 500, 502, 503, 504}


class BrokenError(TransientError):
    """It may go on after a wait; `wait_s` is what the server asked for."""

    def __init__(self, reason: str, wait_s: float = 0) -> None:
        """Keep the reason, a code, and the wait."""
        super().__init__(Code.SERVICE_UNREACHABLE, reason=reason, wait_s=wait_s)
        self.reason = reason
        self.wait_s = wait_s


def require_ready(response: requests.Response) -> None:
    """Raise BrokenError if the server asks to come later."""
    if response.status_code in _LATER:
        response.close()
        is_limit = response.status_code == requests.codes.too_many_requests
        reason = "rate_limited" if is_limit else "server_busy"
        raise BrokenError(reason, _asked_wait_s(response.headers.get("Retry-After", "")))


def _asked_wait_s(text: str) -> float:
    """Of a Retry-After header: seconds, or a date."""
    if text.isdecimal():
        return float(text)
    try:
        date = parsedate_to_datetime(text)
        return max(0.0, (date - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):  # none, or a date without a zone
        return 0


def judged(response: requests.Response) -> requests.Response:
    """The response if it holds data or a range. Raises AddressError, BrokenError."""
    require_ready(response)
    if response.status_code in _USABLE:
        return response
    response.close()
    raise AddressError("not_offered")


def span(response: requests.Response) -> tuple[int, int | None]:
    """Where the body begins in the file and how many bytes the file has, None if untold."""
    told = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if response.status_code != requests.codes.ok:
        if told is None:
            return -1, None
        begin = int(told[1]) if told[1] else -1
        return begin, int(told[2]) if told[2].isdecimal() else None
    length = response.headers.get("Content-Length", "")
    return 0, int(length) if length.isdecimal() else None


def chunks(response: requests.Response, *, is_unpacked: bool = False) -> Iterator[bytes]:
    """The body, as it came unless it is to be unpacked. Raises BrokenError, Cancelled."""
    with translated():
        while chunk := response.raw.read(_CHUNK_BYTES, decode_content=is_unpacked):
            yield chunk


@contextmanager
def translated() -> Iterator[None]:
    """Failures of the network as ours."""
    try:
        yield
    except requests.exceptions.SSLError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise AddressError("certificate") from error
        raise BrokenError("unreachable") from error
    except requests.TooManyRedirects as error:
        raise AddressError("too_many_redirects") from error
    except InvalidURL as error:
        raise AddressError("address_refused") from error
    except (requests.Timeout, ReadTimeoutError, TimeoutError) as error:
        raise BrokenError("too_slow") from error
    except (requests.RequestException, HTTPError, OSError) as error:
        raise BrokenError("unreachable") from error

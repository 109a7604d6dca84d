"""Downloads over HTTPS: resumed, bounded, verified, from one address after another."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests
from loguru import logger

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken, Progress, Report
from faceapp.net import parts
from faceapp.net.answers import BrokenError, chunks, judged, span, translated
from faceapp.net.connections import AddressError
from faceapp.net.policy import NetPolicy
from faceapp.net.sessions import download_session


@dataclass(frozen=True)
class Download:
    """A file to fetch into `part`, which stays for the next time if it breaks off.

    `size` in bytes is exact where it is known. `accept` judges the whole file and may move it away.
    """

    addresses: Sequence[str]
    part: Path
    size: int | None
    accept: Callable[[Path], bool]


class Downloader:
    """Fetches files; the policy is the program's, not the user's."""

    def __init__(self, policy: NetPolicy) -> None:
        """Take the limits."""
        self._policy = policy

    def fetch(self, download: Download, token: CancelToken, report: Report) -> None:
        """Bring an accepted file. Raises UserError with the last reason, FatalError, Cancelled.

        A whole file that is not accepted is thrown away and fetched once more from its beginning.
        """
        queue, reason, refused = list(download.addresses), "unreachable", 0
        address = ""
        while queue and refused < 2:
            address = queue.pop(0)
            try:
                self._complete(address, download, token, report)
            except AddressError as error:
                reason = error.reason
            else:
                if download.accept(download.part):
                    return
                download.part.unlink(missing_ok=True)
                reason, refused = "wrong_bytes", refused + 1
                queue.append(address)
            logger.warning("no download from {}: {}", urlsplit(address).hostname, reason)
        host = urlsplit(address).hostname
        raise UserError(Code.DOWNLOAD_FAILED, address=host, reason=reason)

    def _complete(
        self, address: str, download: Download, token: CancelToken, report: Report
    ) -> None:
        """Add to the part until it is whole. Raises AddressError after some tries in vain."""
        policy, failures = self._policy, 0
        most = parts.bytes_of(download.part, download.size)
        while True:
            try:
                self._add(address, download, token, report)
                return
            except BrokenError as error:
                have = parts.bytes_of(download.part, download.size)
                failures = 0 if have >= most + policy.progress_bytes else failures + 1
                most = max(most, have)
                if failures == policy.tries:
                    raise AddressError(error.reason) from error
                grown = policy.first_wait_s * 2**failures * random.uniform(0.5, 1)  # noqa: S311
                wait_s = min(max(grown, error.wait_s), policy.longest_wait_s)
            token.wait(wait_s)

    def _add(self, address: str, download: Download, token: CancelToken, report: Report) -> None:
        have = parts.bytes_of(download.part, download.size)
        if have and have == download.size:
            return
        parts.require_space(download.part, (download.size or 0) - have)
        session = download_session(token, self._policy)
        with session, _open(session, address, have) as response:
            if response.status_code == requests.codes.requested_range_not_satisfiable:
                parts.settle(download.part, have, span(response)[1])
                return
            self._save(response, have, download, report)

    def _save(
        self, response: requests.Response, have: int, download: Download, report: Report
    ) -> None:
        begin, told = span(response)
        if begin not in (0, have):
            download.part.unlink(missing_ok=True)
            raise BrokenError("broken_off")
        total = download.size or told
        limit = total or self._policy.max_unknown_bytes
        if told not in (None, total):
            raise AddressError("wrong_size")
        if limit > (download.size or self._policy.max_unknown_bytes):
            raise AddressError("too_large")
        parts.require_space(download.part, (total or 0) - begin)
        done = begin
        for done in parts.append(download.part, begin, chunks(response)):
            report(Progress(done, total))
            if done > limit:
                break
        if done > limit:
            download.part.unlink()
            raise AddressError("too_large")
        if total is not None and done < total:
            raise BrokenError("broken_off")


def _open(session: requests.Session, address: str, have: int) -> requests.Response:
    """The answer behind all redirects, its body unread. Raises AddressError, BrokenError."""
    headers = {"Range": f"bytes={have}-"} if have else {}
    with translated():
        return judged(session.get(address, headers=headers, stream=True))

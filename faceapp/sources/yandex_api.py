"""Questions to Yandex.Disk through `yadisk`: over connections of ours, with failures of ours."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

import requests
import yadisk
from yadisk.exceptions import (
    ForbiddenError,
    GoneError,
    LockedError,
    NotFoundError,
    UnauthorizedError,
    YaDiskError,
)

from faceapp.core.errors import Code, UserError
from faceapp.net.service import Service
from faceapp.sources.yandex_links import place_of

KIND = "yandex"
PAGE_ITEMS = 1000

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")

T = TypeVar("T")
Entry = yadisk.objects.ResourceObject
_ENTRY = (
    *("type", "name", "path", "size", "modified", "md5", "sha256", "file", "media_type"),
    "exif.date_time",
)
_FIELDS = (*_ENTRY, "embedded.total", *(f"embedded.items.{name}" for name in _ENTRY))


class YandexApi:
    """The few questions that photos need, about a public `link` or, without one, a token's disk.

    Each raises UserError if the person must act, Cancelled.
    """

    def __init__(self, link: str, service: Service, secret: str | None) -> None:
        """Anybody may look at a public link: the token is not sent along."""
        self._link = link
        self._service = service
        token = "" if link else secret or ""
        session = _Session(service.session)
        self._client = yadisk.Client(token=token, session=session, default_args={"n_retries": 0})

    def entry(self, path: str, *, offset: int = 0, limit: int = PAGE_ITEMS) -> Entry:
        """A file, or a folder with `limit` of what lies in it from `offset` on, sorted by path."""

        def question(disk: yadisk.Client) -> Entry:
            if not self._link:
                return disk.get_meta(path, offset=offset, limit=limit, sort="path", fields=_FIELDS)
            return disk.get_public_meta(
                self._link,
                path=_inside(path),
                offset=offset,
                limit=limit,
                sort="path",
                fields=_FIELDS,
            )

        entry = self._ask(path, question)
        _require_whole(entry, offset)
        return entry

    def pictures(self, offset: int) -> list[Entry]:
        """Pictures of the whole disk from `offset` on, whatever their folder; [] at the end."""

        def question(disk: yadisk.Client) -> list[Entry]:
            files = disk.get_files(
                media_type=("image", "unknown"),  # as which a camera's raw format may count
                offset=offset,
                limit=PAGE_ITEMS,
                max_items=PAGE_ITEMS,
                sort="path",
                fields=[f"items.{name}" for name in _ENTRY],
            )
            return list(files)

        return self._ask("/", question)

    def address(self, path: str) -> str:
        """From where a file's bytes come, for some time."""

        def question(disk: yadisk.Client) -> str:
            if not self._link:
                return disk.get_download_link(path)
            return disk.get_public_download_link(self._link, path=_inside(path))

        return self._ask(path, question)

    def _ask(self, path: str, question: Callable[[yadisk.Client], T]) -> T:
        place = place_of(self._link, path)
        return self._service.patiently(lambda: _translated(self._client, question, place))


def _inside(path: str) -> str | None:
    """The path in a published folder; a published file has none."""
    return None if path == "/" else path


def _translated(client: yadisk.Client, question: Callable[[yadisk.Client], T], place: str) -> T:
    try:
        return question(client)
    except UnauthorizedError as error:
        raise UserError(Code.SIGN_IN_NEEDED, service=KIND, kind=KIND, source=place) from error
    except (ForbiddenError, LockedError) as error:
        raise UserError(Code.REMOTE_DENIED, service=KIND, place=place) from error
    except (NotFoundError, GoneError) as error:
        raise UserError(Code.REMOTE_NOT_FOUND, service=KIND, place=place) from error
    except YaDiskError as error:
        reason = f"HTTP {error.response.status}" if error.response else "wrong_value"
        raise _strange(reason) from error
    except (TypeError, KeyError, AttributeError) as error:  # what it stumbles over in odd JSON
        raise _strange("wrong_value") from error


def _require_whole(entry: Entry, offset: int) -> None:
    """Half an answer must not look like an empty folder, whose photos would count as gone."""
    if entry.type == "file":
        return
    within = entry.embedded
    if within is None or within.items is None or within.total is None:
        raise _strange("wrong_value")
    if not within.items and offset < within.total:
        raise _strange("wrong_value")


def _strange(reason: str) -> UserError:
    return UserError(Code.SERVICE_ANSWER_STRANGE, service=KIND, reason=reason)


def _without_odd_date(told: dict[str, Any]) -> dict[str, Any]:
    """One photo's senseless EXIF date would make `yadisk` refuse the thousand around it."""
    if "date_time" not in told:
        return told
    date = _DATE.fullmatch(str(told["date_time"]))
    with suppress(ValueError):
        if date and datetime.fromisoformat(date[0]):
            return told
    return {}


class _Session(yadisk.Session):
    """Connections of ours: `yadisk` brings neither its own nor its opinion of timeouts."""

    def __init__(self, session: requests.Session) -> None:
        self._session = session

    def send_request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **_options: object,
    ) -> "_Answer":
        told = {name: value for name, value in (headers or {}).items() if value}
        response = self._session.request(method, url, params=params, headers=told)
        return _Answer(response)

    def close(self) -> None:
        """Its owner closes it."""


class _Answer(yadisk.Response):
    def __init__(self, response: requests.Response) -> None:
        super().__init__()
        self.status = response.status_code
        self._response = response

    def json(self) -> Any:  # noqa: ANN401
        try:
            return self._response.json(object_hook=_without_odd_date)
        except (ValueError, RecursionError) as error:
            if self.status == requests.codes.ok:
                raise _strange("no_json") from error
            raise ValueError("no JSON") from error

    def close(self) -> None:
        self._response.close()

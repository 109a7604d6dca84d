"""Questions to Dropbox through its SDK: over connections of ours, with failures of ours."""

import json
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

import dropbox
from dropbox.content_hash import DropboxContentHasher
from dropbox.exceptions import (
    ApiError,
    AuthError,
    BadInputError,
    DropboxException,
    HttpError,
    RateLimitError,
)
from dropbox.files import FileMetadata, ListFolderResult, SharedLink, bv
from dropbox.sharing import FileLinkMetadata, SharedLinkMetadata

from faceapp.core.errors import Code, FaceAppError, TransientError, UserError
from faceapp.net.service import Service
from faceapp.sources.dropbox_links import KIND, place_of

PAGE_ITEMS = 1000

_API, _CONTENT = "api.dropboxapi.com", "content.dropboxapi.com"
_MOST_RESETS = 5  # in one conversation
_GONE = {"not_found", "not_folder", "not_file", "malformed_path", "shared_link_not_found"}
_CLOSED = {
    "restricted_content",
    "shared_link_access_denied",
    "unsupported_link_type",
    "no_permission",
    "locked",
}
_ODD = (AssertionError, AttributeError, KeyError, TypeError, ValueError, bv.ValidationError)

T = TypeVar("T")
File: TypeAlias = FileMetadata | FileLinkMetadata


class ResetError(Exception):
    """Dropbox no longer knows where a listing was: it begins anew."""


class DropboxApi:
    """The few questions that photos need, about a shared `link` or, without one, a person's files.

    Dropbox answers nobody without a token, not even about public links. Each question raises
    UserError if the person must act, Cancelled.
    """

    def __init__(self, link: str, service: Service, secret: str | None) -> None:
        """`secret` is an access token."""
        self._link = link
        self._service = service
        self._resets = 0
        self._secret = secret
        self._client = _Client(secret, service) if secret else None

    def shared(self, path: str = "") -> SharedLinkMetadata:
        """What the link leads to, or a path in its folder."""
        return self._ask(
            path, lambda client: client.sharing_get_shared_link_metadata(self._link, path or None)
        )

    def folder(self, path: str) -> ListFolderResult:
        """The beginning of a listing, of one's own files with all folders inside."""
        return self._ask(
            path,
            lambda client: client.files_list_folder(
                "" if path == "/" else path,
                recursive=not self._link,
                limit=PAGE_ITEMS,
                shared_link=SharedLink(self._link) if self._link else None,
                include_non_downloadable_files=False,
            ),
        )

    def more(self, cursor: str) -> ListFolderResult:
        """What comes next, or has changed since. Raises ResetError, too; not for ever."""
        try:
            return self._ask("", lambda client: client.files_list_folder_continue(cursor))
        except ResetError as error:
            self._resets += 1
            if self._resets > _MOST_RESETS:
                raise _strange("forgets_place") from error
            raise

    def file(self, path: str) -> File | None:
        """What is told of a file now; None if something else lies there."""
        if self._link:
            shared = self.shared(path)
            return shared if isinstance(shared, FileLinkMetadata) else None
        found = self._ask(path, lambda client: client.files_get_metadata(path))
        return found if isinstance(found, FileMetadata) else None

    def download(self, path: str, *, size: int, limit_mb: int) -> bytes:
        """A file's bytes. Raises Expired and ItemError as `Service.download` does."""
        if self._link:
            method, question = "sharing/get_shared_link_file", {"url": self._link}
            question |= {"path": path} if path else {}
        else:
            method, question = "files/download", {"path": path}
        headers = {
            "Authorization": f"Bearer {self._secret}",
            "Dropbox-API-Arg": json.dumps(question).replace("\x7f", "\\u007f"),
        }
        address = f"https://{_CONTENT}/2/{method}"
        return self._service.download(address, size=size, limit_mb=limit_mb, headers=headers)

    def _ask(self, path: str, question: Callable[["_Client"], T]) -> T:
        place = place_of(self._link, path) if path or not self._link else self._link
        if self._client is None:
            raise _sign_in_needed(place)
        client = self._client
        return self._service.patiently(lambda: _translated(client, question, place))


def content_hash(content: bytes) -> str:
    """Dropbox's own: SHA-256 over the SHA-256 of each 4 MiB, in small hexadecimal letters."""
    hasher = DropboxContentHasher()
    hasher.update(content)
    return str(hasher.hexdigest())


class _Client(dropbox.Dropbox):  # type: ignore[misc]
    """Asks the real hosts, whatever variables of the environment say, and waits for nothing."""

    def __init__(self, secret: str, service: Service) -> None:
        super().__init__(
            secret, session=service.session, max_retries_on_error=0, max_retries_on_rate_limit=0
        )
        self._host_map = {"api": _API, "content": _CONTENT}


def _translated(client: _Client, question: Callable[[_Client], T], place: str) -> T:
    try:
        return question(client)
    except HttpError as error:
        raise _of_http(error, place) from error
    except ApiError as error:
        raise _refused(error, place) from error
    except (DropboxException, *_ODD) as error:  # what the SDK stumbles over in odd answers
        raise _strange("wrong_value") from error


def _of_http(error: HttpError, place: str) -> FaceAppError:
    if isinstance(error, AuthError):
        return _sign_in_needed(place)
    if isinstance(error, BadInputError) and "token" in str(error.message):  # it is none at all
        return _sign_in_needed(place)
    if isinstance(error, RateLimitError):
        wait_s = error.backoff or 0
        return TransientError(Code.SERVICE_UNREACHABLE, reason="rate_limited", wait_s=wait_s)
    return _strange(f"HTTP {error.status_code}")


def _refused(error: ApiError, place: str) -> Exception:
    tags = set(_tags(error.error))
    if "reset" in tags:
        return ResetError()
    if tags & _GONE:
        return UserError(Code.REMOTE_NOT_FOUND, service=KIND, place=place)
    if tags & _CLOSED:
        return UserError(Code.REMOTE_DENIED, service=KIND, place=place)
    return _strange(" ".join(sorted(tags)) or "wrong_value")


def _tags(union: Any) -> list[str]:  # noqa: ANN401  the SDK has a class for each failure
    """What an error is, from the outside in: "path", "not_found"."""
    tag = getattr(union, "_tag", None)
    return [tag, *_tags(getattr(union, "_value", None))] if isinstance(tag, str) else []


def _sign_in_needed(place: str) -> UserError:
    return UserError(Code.SIGN_IN_NEEDED, service=KIND, kind=KIND, source=place)


def _strange(reason: str) -> UserError:
    return UserError(Code.SERVICE_ANSWER_STRANGE, service=KIND, reason=reason)

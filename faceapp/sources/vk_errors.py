"""Errors of VKontakte's API as a person or a job can act on them."""

from collections.abc import Mapping
from typing import Any

from faceapp.core.errors import Code, FaceAppError, TransientError, UserError

SERVICE = "vk"
TOKEN_UNFIT = {27, 28}  # a community's or an application's token, where a user's is needed
_SITE = "https://vk.com"
# Numbers as in the API's published schema (errors.json).
_SLOWER_S = {6: 1.0, 9: 15.0, 29: 30.0, 32: 5.0}
_BUSY = {1, 10, 36, 43}
_MEANINGS = {
    Code.SIGN_IN_NEEDED: TOKEN_UNFIT | {5, 1114, 1116, 1117, 1118, 3609, 3610},
    Code.CAPTCHA_NEEDED: {14},
    Code.BROWSER_NEEDED: {17, 24, 25, 3300, 3301, 3302, 3303, 3304, 11500},
    Code.REMOTE_DENIED: {7, 15, 19, 30, 200, 203},
    Code.REMOTE_NOT_FOUND: {18, 40, 100, 104, 113, 114, 125},
}
_BY_NUMBER = {number: code for code, numbers in _MEANINGS.items() for number in numbers}


def failure_of(error: Mapping[str, Any], *, place: str, source: str) -> FaceAppError:
    """What an error of the API means for `place` (an album, say) of the source called `source`.

    The detail `sid` of CAPTCHA_NEEDED goes back with the answer: `VkSource(captcha=(sid, text))`.
    """
    number = error.get("error_code")
    if type(number) is not int:
        return strange("wrong_shape")
    if number in _SLOWER_S:
        wait_s = _SLOWER_S[number]
        return TransientError(Code.SERVICE_UNREACHABLE, reason="rate_limited", wait_s=wait_s)
    if number in _BUSY:
        return TransientError(Code.SERVICE_UNREACHABLE, reason="server_busy")
    meaning = _BY_NUMBER.get(number)
    if meaning is None:
        return strange(f"error {number}")
    if meaning == Code.SIGN_IN_NEEDED:
        return sign_in_needed(source, number)
    address = error.get("captcha_img") or error.get("redirect_uri") or _SITE
    sid = error.get("captcha_sid", "")
    return UserError(meaning, service=SERVICE, place=place, address=str(address), sid=str(sid))


def sign_in_needed(source: str, number: int = 0) -> UserError:
    """There is no token, or none that is any use: the `number` of the API's error says why."""
    return UserError(
        Code.SIGN_IN_NEEDED, service=SERVICE, kind=SERVICE, source=source, error=number
    )


def strange(reason: str) -> UserError:
    """An answer that the documentation does not know."""
    return UserError(Code.SERVICE_ANSWER_STRANGE, service=SERVICE, reason=reason)

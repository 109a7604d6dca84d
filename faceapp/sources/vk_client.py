"""Calls of VKontakte's API through `vk_api`; what goes wrong leaves as errors of ours."""

from typing import Any

import requests
from jconfig import MemoryConfig
from vk_api import ApiError, ApiHttpError, VkApi

from faceapp.core.errors import FaceAppError, TransientError
from faceapp.net.service import Service
from faceapp.sources.vk_errors import failure_of, sign_in_needed, strange

API_VERSION = "5.199"
HOST = "api.vk.ru"  # the one that `vk_api` asks
_PACE_S = 0.34  # the API allows three requests a second


class VkClient:
    """Asks one question at a time. Thread-safe."""

    def __init__(
        self, service: Service, secret: str | None, source: str, captcha: tuple[str, str] | None
    ) -> None:
        """`source` is the title of the source, for errors; `captcha` are the sid and the answer."""
        self._service = service
        self._has_token = bool(secret)
        self._source = source
        self._captcha = captcha
        service.limit_rate(HOST, _PACE_S)
        self._api = _Api(token=secret, session=service.session)

    def call(self, method: str, *, place: str = "", **params: object) -> Any:  # noqa: ANN401
        """What `method` responds. Waits out limits and breakdowns; raises UserError, Cancelled."""
        return self.answer(method, place=place, **params)["response"]

    def answer(self, method: str, *, place: str = "", **params: object) -> dict[str, Any]:
        """The same with what stands beside the response."""
        if not self._has_token:
            raise sign_in_needed(self._source)
        return self._service.patiently(lambda: self._once(method, place, params))

    def items(self, method: str, *, place: str, **params: object) -> tuple[int, list[Any]]:
        """A list, and how many there are in all."""
        response = self.call(method, place=place, **params)
        if not isinstance(response, dict):
            raise strange("wrong_shape")
        count, items = response.get("count"), response.get("items")
        if type(count) is not int or not isinstance(items, list):
            raise strange("wrong_shape")
        return count, items

    def _once(self, method: str, place: str, params: dict[str, object]) -> dict[str, Any]:
        sid, text = self._captcha or (None, None)
        failure: FaceAppError
        try:
            answer = self._api.method(method, params, captcha_sid=sid, captcha_key=text, raw=True)
        except ApiError as error:
            failure = failure_of(error.error, place=place, source=self._source)
        except ApiHttpError as error:
            failure = strange(f"HTTP {error.response.status_code}")
        except requests.exceptions.JSONDecodeError:
            failure = strange("web_page")
        except (TypeError, KeyError, ValueError, RecursionError):  # `vk_api` trusts the shape
            failure = strange("wrong_shape")
        else:
            self._captcha = None
            if isinstance(answer, dict) and "response" in answer:
                self._require_ready(answer)
                return answer
            failure = strange("wrong_shape")
        raise failure  # outside of `except`: the cause would carry the token

    def _require_ready(self, answer: dict[str, Any]) -> None:
        """Calls inside of `execute` fail one by one; some of that passes."""
        errors = answer.get("execute_errors")
        for error in errors if isinstance(errors, list) else ():
            if isinstance(error, dict):
                failure = failure_of(error, place="", source=self._source)
                if isinstance(failure, TransientError):
                    raise failure


class _Api(VkApi):  # type: ignore[misc]
    """Without waits and retries of its own, and without a file."""

    RPS_DELAY = 0

    def __init__(self, token: str | None, session: requests.Session) -> None:
        super().__init__(token=token, session=session, api_version=API_VERSION, config=MemoryConfig)
        self.error_handlers.clear()  # that of error 6 calls itself without end

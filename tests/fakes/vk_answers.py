"""What VKontakte, played, answers instead of the usual."""

import asyncio

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

API = "api.vk.ru"


def error(code: int, method: str = "", **more: object) -> JSONResponse:
    """An error of the API, with what VKontakte adds to some of them."""
    if code == 14:
        more = {"captcha_sid": "77", "captcha_img": f"https://{API}/captcha.php?sid=77"} | more
    if code == 17:
        more = {"redirect_uri": "https://m.vk.com/login?act=security_check"} | more
    params = [{"key": "method", "value": method}]
    content = {"error_code": code, "error_msg": f"Error {code}", "request_params": params}
    return JSONResponse({"error": content | more})


def page(text: str = "<html><body>Технические работы</body></html>", status: int = 200) -> ASGIApp:
    """What a person would see, where a program expected JSON or a picture."""
    return HTMLResponse(text, status_code=status)


def raw(content: object) -> ASGIApp:
    """Any JSON."""
    return JSONResponse(content)


def status(code: int, **headers: str) -> ASGIApp:
    """An empty answer; underscores of header names are dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status_code=code, headers=named)


def cut(data: bytes, told: int) -> ASGIApp:
    """Claims to be `told` bytes long and ends after `data`, with its connection."""

    async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
        length = (b"content-length", str(told).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": data})

    return answer


def drip(data: bytes, pause_s: float = 0.05) -> ASGIApp:
    """One byte after the other."""

    async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
        length = (b"content-length", str(len(data)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        for number in data:
            await send({"type": "http.response.body", "body": bytes([number]), "more_body": True})
            await asyncio.sleep(pause_s)
        await send({"type": "http.response.body", "body": b""})

    return answer

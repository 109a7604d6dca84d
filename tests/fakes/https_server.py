"""A real HTTPS server on loopback that serves what it is told to, lies and breakdowns included."""

import re
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import trustme

AUTHORITY = trustme.CA()


@dataclass(frozen=True)
class Request:
    """What a client asked for; `begin` is None without a Range header."""

    path: str
    begin: int | None
    headers: dict[str, str]


Answer = Callable[["Handler"], None]


@dataclass
class HttpsServer:
    """Serves `answers` by path and keeps the requests; `closing` frees answers that wait."""

    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def start(
        self, authority: trustme.CA = AUTHORITY, names: tuple[str, ...] = ("localhost", "127.0.0.1")
    ) -> None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(*names).configure_cert(context)
        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.owner = self
        self._server.context = context
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def stop(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def address(self, path: str, host: str = "localhost") -> str:
        return f"https://{host}:{self._server.server_port}{path}"

    def begins(self, path: str) -> list[int | None]:
        """Where each request for `path` wanted to begin."""
        return [request.begin for request in self.requests if request.path == path]


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # joined by server_close
    owner: HttpsServer
    context: ssl.SSLContext

    def finish_request(self, request, client_address) -> None:
        with self.context.wrap_socket(request, server_side=True) as secured:
            self.RequestHandlerClass(secured, client_address, self)

    def handle_error(self, request, client_address) -> None:
        """Clients that turn away in the middle are what these tests are about."""


class Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        self.begin = int(asked[1]) if asked else 0
        headers = {name.lower(): value for name, value in self.headers.items()}
        begin = self.begin if asked else None
        self.server.owner.requests.append(Request(self.path, begin, headers))
        self.server.owner.answers[self.path](self)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def head(self, status: int, **headers: object) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Nothing on stderr."""


def content(data: bytes, *, stop_at: int | None = None, told: int | None = None) -> Answer:
    """`data`, or the range that was asked for; ends at `stop_at`, claims to be `told` long."""

    def answer(handler: Handler) -> None:
        total = len(data) if told is None else told
        if handler.begin >= len(data):
            handler.head(416, Content_Range=f"bytes */{len(data)}")
            return
        length = total - handler.begin
        if handler.begin:
            span = f"bytes {handler.begin}-{total - 1}/{total}"
            handler.head(206, Content_Length=length, Content_Range=span)
        else:
            handler.head(200, Content_Length=length)
        handler.wfile.write(data[handler.begin : stop_at])

    return answer


def plain(data: bytes) -> Answer:
    """All of `data`, whatever range was asked for."""

    def answer(handler: Handler) -> None:
        handler.head(200, Content_Length=len(data))
        handler.wfile.write(data)

    return answer


def ranged(data: bytes, begin: int, total: int) -> Answer:
    """A range that nobody asked for."""

    def answer(handler: Handler) -> None:
        span = f"bytes {begin}-{begin + len(data) - 1}/{total}"
        handler.head(206, Content_Length=len(data), Content_Range=span)
        handler.wfile.write(data)

    return answer


def status(code: int, **headers: object) -> Answer:
    return lambda handler: handler.head(code, Content_Length=0, **headers)


def silent(handler: Handler) -> None:
    """Takes the request and says nothing until the server ends."""
    handler.server.owner.closing.wait(30)


def dripping(data: bytes, pause_s: float = 0.02) -> Answer:
    """One byte after the other."""

    def answer(handler: Handler) -> None:
        handler.head(200, Content_Length=len(data))
        for number in data:
            if handler.server.owner.closing.wait(pause_s):
                return
            handler.wfile.write(bytes([number]))

    return answer


def in_turn(*answers: Answer) -> Answer:
    """The first answer to the first request, and so on; the last one for ever."""
    left = list(answers)

    def answer(handler: Handler) -> None:
        now = left.pop(0) if len(left) > 1 else left[0]
        now(handler)

    return answer


def write_authority(path: Path, authority: trustme.CA = AUTHORITY) -> Path:
    authority.cert_pem.write_to_path(path)
    return path

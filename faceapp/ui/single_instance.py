"""One window per library and user: a second start hands its paths to the first and ends."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 2_000
# A window that is busy, or about to be there, answers late; a second one beside it helps nobody.
_ANSWER_MS = 10_000
_MOST_BYTES = 1_000_000


def hand_over(data: Path, paths: Sequence[Path]) -> bool:
    """Give `paths` to the window that has this library open; False if there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(data))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(json.dumps([str(path.absolute()) for path in paths]).encode() + b"\n")
    socket.waitForBytesWritten(_WAIT_MS)
    # The first window answers when it has understood: it may be about to close.
    is_heard = socket.bytesAvailable() or socket.waitForReadyRead(_ANSWER_MS)
    is_taken = bool(is_heard) and bytes(socket.readAll().data()) == b"ok\n"
    socket.disconnectFromServer()
    return is_taken


class Doorbell(QObject):
    """Listens for later starts of the same user; its socket is open to nobody else."""

    rung = Signal(list)

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        """Begin to listen; what a window that crashed left behind is taken away."""
        super().__init__(parent)
        self._visits: set[_Visit] = set()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_name(data))
        self._server.listen(_name(data))
        self._server.newConnection.connect(self._on_connected)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _on_connected(self) -> None:
        while socket := self._server.nextPendingConnection():
            self._visits.add(_Visit(socket, self))

    def forget(self, visit: "_Visit") -> None:
        """A connection has ended."""
        self._visits.discard(visit)


class _Visit(QObject):
    """One connection, until its line is complete."""

    def __init__(self, socket: QLocalSocket, bell: Doorbell) -> None:
        # No child of the bell and no parent of its socket: deleted later as one, they crashed Qt.
        super().__init__()
        self._socket, self._bell = socket, bell
        self._heard = b""
        socket.readyRead.connect(self._on_ready)
        socket.disconnected.connect(self._on_disconnected)
        self._on_ready()

    def _on_disconnected(self) -> None:
        self._socket.deleteLater()
        self._bell.forget(self)

    def _on_ready(self) -> None:
        self._heard += bytes(self._socket.readAll().data())
        if len(self._heard) > _MOST_BYTES:
            self._socket.abort()
        if not self._heard.endswith(b"\n"):
            return
        line, self._heard = self._heard, b""
        try:
            told = json.loads(line)
        except ValueError:
            told = None
        if isinstance(told, list) and all(isinstance(path, str) for path in told):
            self._socket.write(b"ok\n")
            self._socket.flush()
            self._bell.rung.emit([Path(path) for path in told])
        else:
            self._socket.abort()


def _name(data: Path) -> str:
    return f"faceapp-{hashlib.sha256(str(data).encode()).hexdigest()[:16]}"

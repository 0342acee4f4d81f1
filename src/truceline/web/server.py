"""Server: the app on uvicorn, at an address that is known before it starts."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from truceline.errors import TrucelineError, ValueProblem
from truceline.web.app import create_app
from truceline.web.guard import check_bind

if TYPE_CHECKING:
    from fastapi import FastAPI

_LAST_PORT = 65535
_STOPPING = 3
"""Seconds that answers under way are waited for when it is stopped."""


@dataclass(frozen=True, slots=True)
class Server:
    """``address`` is where it is reached; ``set_up`` the link for a team's first administrator, "" where there is one
    already. Use it in a ``with`` statement."""

    app: FastAPI
    socket: socket.socket
    address: str
    set_up: str = ""
    tls: bool = False

    @classmethod
    def of(
        cls,
        where: Path,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        team: bool = False,
        names: tuple[str, ...] = (),
        tls: bool = False,
    ) -> Self:
        """A server that listens already. Raises ValueProblem for a host it must not listen at and for what is no port,
        NotARecord, and TrucelineError where the port is taken."""
        check_bind(host, team=team, proxied=tls)
        listening = _listening(host, port)
        try:
            found = listening.getsockname()[1]
            app = create_app(where, team=team, port=found, names=names, tls=tls)
        except BaseException:
            listening.close()
            raise
        shown = f"[{host}]" if ":" in host else host
        address = f"https://{names[0]}" if tls and names else f"http://{shown}:{found}"
        link = app.state.desk.people.first_link() if team else None
        return cls(app, listening, address, f"{address}{link}" if link else "", tls)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.app.state.room.close()
        self.app.state.desk.close()
        self.socket.close()

    def run(self) -> None:
        """Answer until it is stopped."""
        import uvicorn

        # What the program is made of stays until it ends: looking through it for garbage would hold up an answer.
        gc.freeze()
        # uvicorn gives a signal back when it has ended; it must end this program in order, not at once.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        config = uvicorn.Config(
            self.app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=self.tls,
            timeout_graceful_shutdown=_STOPPING,
            lifespan="off",
        )
        uvicorn.Server(config).run(sockets=[self.socket])


def _listening(host: str, port: int) -> socket.socket:
    if not 0 <= port <= _LAST_PORT:
        raise ValueProblem(f"there is no port {port}.", where="port", todo=f"Choose one up to {_LAST_PORT}, or 0.")
    # Named as TCP, so that asyncio sends what it has at once: else each answer waits 40 ms for the browser's receipt.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(256)
    except OSError as error:
        found.close()
        todo = "Choose another with --port, or 0 for a free one."
        raise TrucelineError(f"it cannot listen there: {error.strerror}.", where=f"{host}:{port}", todo=todo) from error
    return found

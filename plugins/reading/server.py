"""The server: gunicorn with some processes of some threads each, which serve one application.

The application is built once, before the processes fork: so a wiki that cannot be served says so once, and starting
takes no longer for more of them. What must not go through a fork is closed before (`prepare`) and begun after, in each
process (`starting`): SQLite's connections, threads. What can wait is done beside them (`companion`).

SIGTERM answers the requests under way, SIGINT ends at once. No address of a reader is written anywhere: there is no
access log, and gunicorn's warnings, which name addresses, are off.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import struct
import sys
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from .bodies import forget
from .companion import companion
from .starting import start

GRACE = 8
"""Seconds for the requests under way when the server ends."""

_SILENCE = struct.pack("ll", 15, 0)
"""Seconds and microseconds: who stops in the middle of a request or an answer for so long frees its thread. gunicorn
would wait for ever. Sockets inherit it from the one that listens."""

_SETTINGS: dict[str, Any] = {
    "worker_class": "gthread",
    "preload_app": True,
    "graceful_timeout": GRACE,
    "timeout": 60,
    "keepalive": 5,
    "loglevel": "error",
    "accesslog": None,
    "errorlog": "-",
    "control_socket_disable": True,
    # The API's addresses are long.
    "limit_request_line": 8190,
    # By default who comes from 127.0.0.1, as all do behind a proxy, may set PATH_INFO and SCRIPT_NAME by a header.
    "forwarder_headers": "",
    "proc_name": "konferenz",
}


def listener(host: str, port: int) -> socket.socket:
    """A socket that is bound but does not listen yet: the port is ours while the wiki starts. Raises OSError."""
    family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    bound = socket.socket(family, kind, proto)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            bound.setsockopt(socket.SOL_SOCKET, option, _SILENCE)
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    return bound


def is_open_to_others(bound: socket.socket) -> bool:
    """Whether the address can be reached from other machines."""
    return not ipaddress.ip_address(bound.getsockname()[0].partition("%")[0]).is_loopback


def processes() -> int:
    """How many processes serve, unless somebody says otherwise: two for each core, from two to eight.

    Connections are kept and fall to the processes by chance, so one for each core leaves cores idle.
    """
    return min(8, max(2, 2 * (os.cpu_count() or 1)))


def run(
    app: Flask, bound: socket.socket, *, workers: int, threads: int, prepare: Callable[[], None],
    listening: Callable[[], None],
) -> None:  # fmt: skip
    """Serve until a signal comes. `listening` is called once people can connect."""
    forget(app)
    prepare()
    listens = bound.detach()
    own = {"bind": [f"fd://{listens}"], "workers": workers, "threads": threads}
    hooks = {
        "logger_class": _Log,
        "when_ready": lambda _: listening(),
        "post_worker_init": lambda _: start(app),
    }

    def beside() -> None:
        os.close(listens)
        start(app)

    with companion(beside):
        _Gunicorn(app, _SETTINGS | own | hooks).run()


class _Log(Logger):  # type: ignore[misc]
    """gunicorn's, without a traceback for everybody who falls silent."""

    def exception(self, message: str, *args: Any, **kw: Any) -> None:
        """Write down what went wrong with a request."""
        if not isinstance(sys.exc_info()[1], BlockingIOError):
            super().exception(message, *args, **kw)


class _Gunicorn(BaseApplication):  # type: ignore[misc]
    """gunicorn with these settings; it reads no file and no command line."""

    def __init__(self, app: Flask, settings: dict[str, Any]) -> None:
        self._app = app
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """For gunicorn."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """For gunicorn."""
        return self._app

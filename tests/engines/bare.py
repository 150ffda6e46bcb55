"""A WSGI application that does nothing but answer with the same bytes: what the server beneath ours could do at most.

    with bare(folder, answer_head, answer_body) as url: ...

It is served by the same server with the same number of processes as ours, so the difference is ours alone.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import requires
from pathlib import Path

from .process import Server, free_port, processes, server

BODY, HEADERS = "body", "headers.json"
FOLDER = "BARE_FOLDER"
HOP = ("date", "server", "connection", "keep-alive", "transfer-encoding", "content-length", "set-cookie")
"""Headers that a server makes itself, or that do not belong to the page."""

StartResponse = Callable[[str, list[tuple[str, str]]], object]


@contextmanager
def bare(folder: Path, head: str, body: bytes, like: Server) -> Iterator[str]:
    """The address of the bare application while it is served as the server `like` is; `head`: an answer's headers."""
    lines = [line.partition(":")[::2] for line in re.split(r"\r?\n", head)[1:] if ":" in line]
    headers = [(name, value.strip()) for name, value in lines if name.lower() not in HOP]
    (folder / BODY).write_bytes(body)
    (folder / HEADERS).write_text(
        json.dumps([*headers, ("Content-Length", str(len(body)))]), encoding="utf-8"
    )
    port = free_port()
    env = {"PYTHONPATH": str(Path(__file__).parents[2]), FOLDER: str(folder)}
    command = [sys.executable, *_command(port, len(processes(like.process.pid)) - 1)]
    with server(command, folder / "bare.log", cwd=folder, env=env) as found:
        found.await_answer(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"


def server_of_ours() -> str:
    """What serves our wiki: gunicorn if we require it, else waitress."""
    return (
        "gunicorn"
        if any(one.startswith("gunicorn") for one in requires("familienkonferenz") or ())
        else "waitress"
    )


def _command(port: int, workers: int) -> list[str]:
    application = "tests.engines.bare:application"
    if server_of_ours() == "gunicorn":
        options = [
            "--workers",
            str(workers),
            "--worker-class",
            "gthread",
            "--threads",
            "4",
            "--log-level",
            "error",
        ]
        return ["-m", "gunicorn", *options, "--bind", f"127.0.0.1:{port}", application]
    return ["-m", "waitress", "--host", "127.0.0.1", "--port", str(port), "--threads", "8", application]


def application(environ: dict[str, object], start_response: StartResponse) -> Iterable[bytes]:
    """Answer."""
    start_response("200 OK", list(_HEADERS))
    return (_BODY,)


if FOLDER in os.environ:
    _BODY = (Path(os.environ[FOLDER]) / BODY).read_bytes()
    _HEADERS = [
        (str(name), str(value))
        for name, value in json.loads((Path(os.environ[FOLDER]) / HEADERS).read_text(encoding="utf-8"))
    ]

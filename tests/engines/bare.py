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
from pathlib import Path

from .process import Server, free_port, server

THREADS = 8
"""Of each process, as `konferenz serve` has by default."""

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
    command = [sys.executable, *_command(port, like.workers())]
    with server(command, folder / "bare.log", cwd=folder, env=env) as found:
        found.await_answer(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"


def name_of(like: Server) -> str:
    """What serves ours, in words."""
    workers = like.workers()
    return (
        f"gunicorn with {workers} processes of {THREADS} threads"
        if workers > 1
        else f"waitress, {THREADS} threads"
    )


def _command(port: int, workers: int) -> list[str]:
    """gunicorn as `konferenz serve` sets it up; waitress for a wiki that is served by one process."""
    application = "tests.engines.bare:application"
    if workers > 1:
        options = [
            "--worker-class",
            "gthread",
            "--keep-alive",
            "5",
            "--log-level",
            "error",
            "--no-control-socket",
        ]
        size = ["--workers", str(workers), "--threads", str(THREADS)]
        return ["-m", "gunicorn", *size, *options, "--bind", f"127.0.0.1:{port}", application]
    return [
        "-m",
        "waitress",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--threads",
        str(THREADS),
        application,
    ]


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

"""The benchmarks' client reads what servers send, however they send it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from .connection import Connection

Serve = Callable[[list[list[bytes]]], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve answers: one list for each connection; a connection is closed after its last answer."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer(connections: list[list[bytes]]) -> None:
        for answers in connections:
            client, _ = listening.accept()
            with client:
                for one in answers:
                    while b"\r\n\r\n" not in client.recv(65536):
                        pass
                    for piece in (one[:7], one[7:]):
                        client.sendall(piece)

    def start(connections: list[list[bytes]]) -> str:
        threading.Thread(target=answer, args=(connections,), daemon=True).start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield start
    listening.close()


PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=1; Path=/\r\n\r\nHallo"


@pytest.mark.parametrize(
    "answer",
    [
        PLAIN,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nHa\r\n3;x=1\r\nllo\r\n0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\nHallo",
    ],
    ids=["length", "chunks", "until it closes"],
)
def test_a_body_is_read_to_its_end(serve: Serve, answer: bytes) -> None:
    """By its length, by its chunks, or until the server closes."""
    found = Connection(serve([[answer]])).get("/")
    assert (found.status, found.body) == (200, b"Hallo")


def test_a_connection_is_kept(serve: Serve) -> None:
    """Two requests go over one connection, and a cookie of the first is sent with what follows."""
    connection = Connection(serve([[PLAIN, PLAIN]]))
    assert connection.get("/").body == connection.get("/").body == b"Hallo"
    assert connection.cookies == {"a": "1"}
    assert b"\r\nCookie: a=1\r\n" in connection.request("GET", "/")


def test_a_kept_connection_that_was_closed_is_opened_anew(serve: Serve) -> None:
    """A server may close what is idle; the client does not count that as an error."""
    connection = Connection(serve([[PLAIN], [PLAIN]]))
    assert connection.get("/").body == connection.get("/").body == b"Hallo"


def test_an_answer_that_breaks_off_is_an_error(serve: Serve) -> None:
    """Half an answer is none, and is not asked for again: it may have been a save."""
    connection = Connection(serve([[PLAIN, PLAIN[:-2]], [PLAIN]]))
    connection.get("/")
    with pytest.raises(OSError):
        connection.get("/")

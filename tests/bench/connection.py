"""An HTTP client as light as can be: one kept socket, a request in one write, an answer as bytes.

The benchmarks' clients share the machine's cores with the wiki they measure, so what they cost is what the wiki
lacks: some 30 µs a request, a fraction of what http.client takes. The same for every wiki. It knows cookies, and
nothing else of what a browser does.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
_COOKIE = re.compile(r"^set-cookie: *([^=;\s]+)=([^;\r\n]*)", re.IGNORECASE | re.MULTILINE)
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    head: str
    body: bytes

    def header(self, name: str) -> str:
        """A header's value; "" if it was not sent."""
        found = re.search(rf"^{re.escape(name)}: *(.*?)\r?$", self.head, re.IGNORECASE | re.MULTILINE)
        return found[1] if found else ""


class Connection:
    """One client: a socket that is kept, and opened anew when the server closed it; its cookies."""

    def __init__(self, url: str, timeout: float = 60) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "", parts.port or 80)
        self._host = parts.netloc
        self._timeout = timeout
        self._socket: socket.socket | None = None
        self._heard = False
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Ask for an address (path and query, encoded)."""
        return self.send(self.request("GET", path))

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form."""
        return self.send(self.request("POST", path, urlencode(fields).encode("ascii")))

    def request(self, method: str, path: str, body: bytes = b"") -> bytes:
        """A request as it goes over the wire, with the cookies known so far; to be sent as often as wanted."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode("ascii") + body

    def send(self, request: bytes) -> Answer:
        """Send a request and read its answer. Raises `OSError` when the server does not answer.

        A kept connection may have been closed by the server while it was idle; then, and only if nothing of an
        answer came, it is opened anew, once.
        """
        kept = self._socket is not None
        try:
            return self._exchange(request)
        except ConnectionError:
            self.close()
            if self._heard or not kept:
                raise
            return self._exchange(request)
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Close the socket."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _exchange(self, request: bytes) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection(self._address, self._timeout)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._heard = False
        self._socket.sendall(request)
        found = self._more()
        self._heard = True
        while (end := found.find(b"\r\n\r\n")) < 0:
            found += self._more()
        head, body = found[: end + 2], found[end + 4 :]
        if length := _LENGTH.search(head):
            body = self._exactly(body, int(length[1]))
        elif _CHUNKED.search(head):
            body = self._chunks(body)
        elif not head.startswith((b"HTTP/1.1 204", b"HTTP/1.1 304")):
            body = self._rest(body)
        if _CLOSE.search(head) or head.startswith(b"HTTP/1.0"):
            self.close()
        text = head.decode("latin-1")
        if "ookie: " in text:
            self.cookies |= dict(_COOKIE.findall(text))
        return Answer(int(head[9:12]), text, body)

    def _more(self) -> bytes:
        assert self._socket is not None
        piece = self._socket.recv(_PIECE)
        if not piece:
            raise ConnectionResetError("the server closed the connection")
        return piece

    def _exactly(self, body: bytes, length: int) -> bytes:
        pieces, missing = [body], length - len(body)
        while missing > 0:
            pieces.append(self._more())
            missing -= len(pieces[-1])
        return b"".join(pieces)

    def _chunks(self, rest: bytes) -> bytes:
        body = b""
        while True:
            while b"\r\n" not in rest:
                rest += self._more()
            size, _, rest = rest.partition(b"\r\n")
            length = int(size.partition(b";")[0], 16)
            rest = self._exactly(rest, length + 2)
            if not length:
                return body
            body, rest = body + rest[:length], rest[length + 2 :]

    def _rest(self, body: bytes) -> bytes:
        assert self._socket is not None
        while piece := self._socket.recv(_PIECE):
            body += piece
        self.close()
        return body

"""The layer before Flask: a visitor's page is answered from memory, as long as nothing has changed.

A visitor is who sends no session cookie. Whoever asks GET or HEAD for an address without query gets the kept answer if
nothing in the wiki has changed since it was made (`stamp`, one look-up in the database, so that a change counts at once
in every process) and the clock has not changed the banner's words. Everything else goes on to Flask, whose answer is
kept if its view has marked it (`marks`), its status is 200 and it sets no cookie.

Kept answers say `Cache-Control: public, no-cache`, `Vary: Cookie` and an ETag of their bytes. "no-cache" lets browsers
and proxies keep the page but ask before each use: so nobody reads an older page than the wiki's, the browser of
somebody who signs in asks again and gets the page with his or her name (Flask answers that, without ETag), and even a
proxy that disregards `Vary` never shows a visitor's page to them unasked. Asking costs a 304 without body.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .answers import Answer, Answers, Headers, Key, etag_of
from .marks import MARK

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_OURS = frozenset(("cache-control", "content-length", "etag", "last-modified", "vary"))
"""Headers that are set here; those of the application do not count."""

_CACHING = [("Cache-Control", "public, no-cache"), ("Vary", "Cookie")]

_PATIENCE = 5.0
"""Seconds to wait for somebody else who makes the same answer, before making it too."""


class Front:
    """A WSGI application before another one. `until` says when the words of a page made now change next."""

    def __init__(
        self, app: WSGIApplication, *, stamp: Callable[[], int], clock: Callable[[], datetime],
        until: Callable[[datetime], datetime | None], cookie: str, answers: Answers | None = None,
    ) -> None:  # fmt: skip
        self._app = app
        self._stamp = stamp
        self._clock = clock
        self._until = until
        self._cookie = f"{cookie}="
        self.answers = answers if answers is not None else Answers()
        self._making = [threading.Lock() for _ in range(64)]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from memory, or let the application answer."""
        key = self._key(environ)
        if key is None:
            return self._app(environ, start_response)
        try:
            stamp, now = self._stamp(), self._clock()
        except sqlite3.Error:  # the application has words for that
            return self._app(environ, start_response)
        answer = self.answers.find(key, stamp, stamp, now)
        if answer is not None:
            return _send(answer, environ, start_response)
        if key not in self.answers:
            return self._made(key, stamp, now, environ, start_response)
        # After each change all readers of a page come at once: one makes the answer, the others wait for it.
        making = self._making[hash(key) % len(self._making)]
        waited = not making.acquire(blocking=False)
        held = not waited or making.acquire(timeout=_PATIENCE)
        try:
            if waited:
                oldest, stamp, now = stamp, self._stamp(), self._clock()
                answer = self.answers.find(key, oldest, stamp, now)
                if answer is not None:
                    return _send(answer, environ, start_response)
            return self._made(key, stamp, now, environ, start_response)
        finally:
            if held:
                making.release()

    def _key(self, environ: WSGIEnvironment) -> Key | None:
        """All that a kept answer depends on; None if the request is none for this layer."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("QUERY_STRING"):
            return None
        if self._cookie in environ.get("HTTP_COOKIE", "") or "HTTP_AUTHORIZATION" in environ:
            return None
        host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
        return (
            environ["wsgi.url_scheme"],
            host,
            environ.get("SCRIPT_NAME", ""),
            environ.get("PATH_INFO", ""),
        )

    def _made(
        self, key: Key, stamp: int, now: datetime, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let the application answer, and keep the answer if it may be kept.

        It belongs to the stamp that was read before: what is saved meanwhile makes it invalid, seen or not.
        """
        until = self._until
        begun: list[Any] = []

        def begin(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
            begun[:] = [status, headers, exc_info]
            return lambda _: None

        inner = {**environ, "REQUEST_METHOD": "GET"}  # HEAD has the headers of GET
        parts = self._app(inner, begin)
        status, headers, exc_info = begun
        kept = (
            status.startswith("200 ")
            and inner.get(MARK) is True
            and not any(name.lower() == "set-cookie" for name, _ in headers)
        )
        if not kept:
            start_response(status, headers, *([exc_info] if exc_info else []))
            return parts if environ["REQUEST_METHOD"] == "GET" else _without_body(parts)
        body = _joined(parts)
        etag = etag_of(body)
        answer = Answer(
            headers=[
                *((name, value) for name, value in headers if name.lower() not in _OURS),
                *_CACHING,
                ("ETag", etag),
                ("Content-Length", str(len(body))),
            ],
            body=body, etag=etag, stamp=stamp, since=now, until=until(now),
        )  # fmt: skip
        self.answers.keep(key, answer)
        return _send(answer, environ, start_response)


def _send(answer: Answer, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Send an answer, or 304 to who has it already."""
    asked = environ.get("HTTP_IF_NONE_MATCH")
    if asked and _has(asked, answer.etag):
        start_response("304 Not Modified", [*_CACHING, ("ETag", answer.etag)])
        return []
    # A list of its own: servers and layers before this one add to it.
    start_response("200 OK", list(answer.headers))
    return [answer.body] if environ["REQUEST_METHOD"] == "GET" else []


def _has(asked: str, etag: str) -> bool:
    """Whether `If-None-Match` names the tag; proxies that compress make it a weak one."""
    tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
    return etag in tags or tags == ["*"]


def _joined(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        _close(parts)


def _without_body(parts: Iterable[bytes]) -> Iterable[bytes]:
    _close(parts)
    return []


def _close(parts: Iterable[bytes]) -> None:
    close = getattr(parts, "close", None)
    if close is not None:
        close()

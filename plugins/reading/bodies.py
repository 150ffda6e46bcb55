"""Rendered bodies: the HTML of a page's newest text, kept in one file for all processes.

A body holds as long as its page's newest revision and `touched` do: a save raises `touched`, in its transaction, on the
pages that embed what was saved, and on creation and deletion on those that link to it. The page's row is read before
the text is rendered, so what is kept under a row is never older than the row. The version of our code is in the key;
phase, account and rights are not in a body.

The file can be lost at any time, and is: it is emptied when the server starts, and half of it when it is full. What
was torn by a power failure is found out by its hash.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from flask import Flask, current_app

from ..storage.connections import Connections

_log = logging.getLogger(__name__)
_KEY = "familienkonferenz.bodies"
FILE = "cache.sqlite"

_SCHEMA = """
create table if not exists body (
    nr integer primary key, page_id integer not null unique, rev_id integer not null, touched integer not null,
    version text not null, hash blob not null, html text not null)
"""
_PAGE_BYTES = 4_096


class Bodies:
    """The file. What goes wrong with it costs time and nothing else."""

    def __init__(self, path: Path, code: str, most_bytes: int = 256_000_000) -> None:
        self._path = path
        self._code = code
        opened = (
            f"pragma page_size = {_PAGE_BYTES}", "pragma journal_mode = wal", "pragma synchronous = off",
            "pragma journal_size_limit = 4000000", f"pragma max_page_count = {most_bytes // _PAGE_BYTES}", _SCHEMA,
        )  # fmt: skip
        self._connections = Connections(path, opened, timeout=0.5)

    def attach(self) -> None:
        """Make it that of the current application."""
        current_app.extensions[_KEY] = self

    def empty(self) -> None:
        """Remove the file. Only while no process uses it: before the server starts its workers."""
        self.close()
        for end in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + end).unlink(missing_ok=True)

    def close(self) -> None:
        """Close this thread's connection; none may go through a fork."""
        self._connections.close()

    def find(self, page_id: int, rev_id: int, touched: int) -> str | None:
        """The body of that page as of that revision and touch, or None."""
        try:
            row = self._db.execute(
                "select hash, html from body where page_id = ? and rev_id = ? and touched = ? and version = ?",
                (page_id, rev_id, touched, self._code),
            ).fetchone()
        except sqlite3.Error as error:
            _log.warning("%s: %s", self._path.name, error)
            return None
        if row is None or row[0] != _hash(page_id, rev_id, touched, row[1]):
            return None
        return str(row[1])

    def keep(self, page_id: int, rev_id: int, touched: int, html: str) -> None:
        """Keep a body instead of the page's former one. When the file is full, the older half goes."""
        hashed = _hash(page_id, rev_id, touched, html)
        row = (page_id, rev_id, touched, self._code, hashed, html)
        try:
            self._insert(row)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_FULL:  # somebody else writes: then not
                return
            self._halve()
        except sqlite3.Error as error:
            _log.warning("%s: %s", self._path.name, error)

    @property
    def _db(self) -> sqlite3.Connection:
        return self._connections.here

    def _insert(self, row: tuple[object, ...]) -> None:
        self._db.execute(
            "insert or replace into body (page_id, rev_id, touched, version, hash, html)"
            " values (?, ?, ?, ?, ?, ?)",
            row,
        )

    def _halve(self) -> None:
        try:
            self._db.execute("delete from body where nr <= (select (min(nr) + max(nr)) / 2 from body)")
        except sqlite3.Error as error:
            _log.warning("%s: %s", self._path.name, error)


def body(page_id: int, rev_id: int, touched: int, render: Callable[[], tuple[str, bool]]) -> str:
    """The body of a page's newest revision, rendered only if it is not kept.

    `render` gives the HTML, and whether it is the same for everybody; else it is not kept.
    """
    bodies: Bodies | None = current_app.extensions.get(_KEY)
    kept = bodies.find(page_id, rev_id, touched) if bodies else None
    if kept is not None:
        return kept
    html, same_for_all = render()
    if bodies and same_for_all:
        bodies.keep(page_id, rev_id, touched, html)
    return html


def forget(app: Flask) -> None:
    """Empty the file of an application that is about to be served: it may be another wiki's, after a restore."""
    bodies: Bodies | None = app.extensions.get(_KEY)
    if bodies:
        bodies.empty()


@cache
def code_version() -> str:
    """A name for all that makes HTML of wikitext: our modules' text, and Moin's version."""
    plugins = Path(__file__).parents[1]
    found = blake2b(version("moin").encode(), digest_size=12)
    for path in sorted(
        [
            *plugins.glob("*.py"),
            *plugins.glob("wikitext/*.py"),
            *plugins.glob("files/*.py"),
            *plugins.glob("pages/*.py"),
        ]
    ):
        found.update(path.read_bytes())
    return found.hexdigest()


def _hash(page_id: int, rev_id: int, touched: int, html: str) -> bytes:
    text = f"{page_id} {rev_id} {touched}\n{html}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()

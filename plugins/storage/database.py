"""The wiki's database: one SQLite file, a connection for each thread, one writer at a time.

Everything the wiki keeps is in it: revisions, their metadata, ids, names, categories, links, accounts. So a save
is one transaction: all of it happens or nothing. `synchronous = full`: what was acknowledged survives a power
loss. Readers take no lock and see the state of the last commit.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from ..errors import StoreUnavailable
from .connections import Connections
from .lock import WriteLock

FILE = "wiki.sqlite"
_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


_OPENED = (
    "pragma journal_mode = wal", "pragma synchronous = full", "pragma foreign_keys = on", "pragma cache_size = -8000",
)  # fmt: skip


class _Depth(threading.local):
    """How deep in transactions a thread is."""

    value: int = 0


class Database:
    """The file `wiki.sqlite` in the instance's folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._lock = WriteLock(folder / "write.lock")
        self._connections = Connections(self.path, _OPENED, by_name=True)
        self._depth = _Depth()
        schema = resources.files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
        with _told():
            self.connection.executescript(schema)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        return self._connections.here

    def close(self) -> None:
        """Close this thread's connection."""
        self._connections.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, one writer at a time. One within another is a part of it that can fail alone.

        Raises `StoreUnavailable` when nothing can be written: no room, a disk that fails.
        """
        if self._depth.value:
            with self._nested():
                yield
            return
        with self._lock.held(), _told(), self._connections.writing():
            self._depth.value = 1
            try:
                yield
            finally:
                self._depth.value = 0

    @contextmanager
    def _nested(self) -> Iterator[None]:
        db, name = self.connection, f"level{self._depth.value}"
        db.execute(f"savepoint {name}")
        self._depth.value += 1
        try:
            yield
        except BaseException:
            if db.in_transaction:  # SQLite has rolled everything back itself where the disk failed
                db.execute(f"rollback to {name}")
            raise
        finally:
            self._depth.value -= 1
            if db.in_transaction:
                db.execute(f"release {name}")

    def one(self, sql: str, *values: Any) -> Any:
        """The first row, or None."""
        return self.connection.execute(sql, values).fetchone()

    def all(self, sql: str, *values: Any) -> list[Any]:
        """All rows."""
        return self.connection.execute(sql, values).fetchall()

    def run(self, sql: str, *values: Any) -> int:
        """Do it, and return the id of the row that was inserted last, 0 if none was."""
        return self.connection.execute(sql, values).lastrowid or 0


@contextmanager
def _told() -> Iterator[None]:
    """SQLite's word for a full or failing disk as an error that people are told."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _FULL:
            raise StoreUnavailable(
                "Es kann gerade nichts gespeichert werden. Bitte sichern Sie Ihren Text und versuchen Sie es "
                "in einigen Minuten noch einmal."
            ) from error
        raise

"""The wiki's database: one SQLite file, a connection for each thread, one writer at a time.

Everything the wiki keeps is in it: revisions, their metadata, ids, names, categories, links, accounts. So a save
is one transaction: all of it happens or nothing. `synchronous = full`: what was acknowledged survives a power
loss. Readers take no lock and see the state of the last commit.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from ..errors import StoreUnavailable
from .lock import WriteLock

FILE = "wiki.sqlite"
_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


class _Thread(threading.local):
    """What a thread has open: its connection, the process that opened it, how deep in transactions it is."""

    connection: sqlite3.Connection | None = None
    process: int = 0
    depth: int = 0


class Database:
    """The file `wiki.sqlite` in the instance's folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._lock = WriteLock(folder / "write.lock")
        self._thread = _Thread()
        schema = resources.files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
        with _told():
            self.connection.executescript(schema)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection. A process that was forked opens its own: SQLite's must not be shared."""
        here = self._thread
        if here.connection is None or here.process != os.getpid():
            db = sqlite3.connect(self.path, timeout=30, isolation_level=None, cached_statements=400)
            db.row_factory = sqlite3.Row
            for pragma in (
                "journal_mode = wal",
                "synchronous = full",
                "foreign_keys = on",
                "cache_size = -8000",
            ):
                db.execute(f"pragma {pragma}")
            here.connection, here.process, here.depth = db, os.getpid(), 0
        return here.connection

    def close(self) -> None:
        """Close this thread's connection."""
        if self._thread.connection is not None and self._thread.process == os.getpid():
            self._thread.connection.close()
        self._thread.connection = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, one writer at a time. One within another is a part of it that can fail alone.

        Raises `StoreUnavailable` when nothing can be written: no room, a disk that fails.
        """
        if self._thread.depth:
            with self._nested():
                yield
            return
        with self._lock.held(), _told():
            db = self.connection
            db.execute("begin immediate")
            self._thread.depth = 1
            try:
                yield
                db.execute("commit")
            except BaseException:
                if db.in_transaction:
                    db.execute("rollback")
                raise
            finally:
                self._thread.depth = 0

    @contextmanager
    def _nested(self) -> Iterator[None]:
        db, name = self.connection, f"level{self._thread.depth}"
        db.execute(f"savepoint {name}")
        self._thread.depth += 1
        try:
            yield
        except BaseException:
            if db.in_transaction:  # SQLite has rolled everything back itself where the disk failed
                db.execute(f"rollback to {name}")
            raise
        finally:
            self._thread.depth -= 1
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

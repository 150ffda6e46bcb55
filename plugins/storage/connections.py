"""Connections to a SQLite file: one for each thread, opened when it is first needed.

A process that was forked opens its own: SQLite's must not be shared.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


class _Thread(threading.local):
    """What a thread has open, and which process opened it."""

    connection: sqlite3.Connection | None = None
    process: int = 0


class Connections:
    """Those to the file at `path`. `statements` are run on each when it is opened; `timeout` in seconds."""

    def __init__(
        self, path: Path, statements: Sequence[str], *, timeout: float = 30, by_name: bool = False
    ) -> None:  # fmt: skip
        self.path = path
        self._statements = statements
        self._timeout = timeout
        self._by_name = by_name
        self._thread = _Thread()

    @property
    def here(self) -> sqlite3.Connection:
        """This thread's connection. With `by_name` its rows can be asked by the names of columns."""
        here = self._thread
        if here.connection is None or here.process != os.getpid():
            db = sqlite3.connect(
                self.path, timeout=self._timeout, isolation_level=None, cached_statements=400
            )
            if self._by_name:
                db.row_factory = sqlite3.Row
            for statement in self._statements:
                db.execute(statement)
            here.connection, here.process = db, os.getpid()
        return here.connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, on this thread's connection, which nobody else writes beside. Not re-entrant."""
        db = self.here
        db.execute("begin immediate")
        try:
            yield db
            db.execute("commit")
        except BaseException:
            if db.in_transaction:  # Else SQLite has rolled back itself, as the disk failed.
                db.execute("rollback")
            raise

    def close(self) -> None:
        """Close this thread's connection."""
        if self._thread.connection is not None and self._thread.process == os.getpid():
            self._thread.connection.close()
        self._thread.connection = None

"""Counters that all processes of a wiki share: what `limits` counts, in a file of its own.

`limits` brings storages for one process or for servers such as Redis; this is its interface over SQLite. Nothing here
is worth a sync: who pulls the plug begins to count anew.
"""

from __future__ import annotations

import logging
import random
import sqlite3
import time
from pathlib import Path
from typing import Any

from limits.storage import Storage

from .storage.connections import Connections

FILE = "limits.sqlite"
_log = logging.getLogger(__name__)
_OPENED = (
    "pragma journal_mode = wal", "pragma synchronous = off",
    "create table if not exists counter (key text primary key, value integer not null, until real not null)"
    " without rowid",
)  # fmt: skip
_SWEPT = 200
"""One in so many counts takes out what is over."""


class Counters(Storage):
    """Counters by key, each over at its time. What goes wrong with the file holds nobody up."""

    STORAGE_SCHEME: list[str] | None = ["konferenz"]  # noqa: RUF012

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._connections = Connections(path, _OPENED, timeout=0.5)

    @property
    def base_exceptions(self) -> type[Exception]:
        """What can go wrong."""
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, and return how many there are; 0 where nothing can be counted."""
        now = time.time()
        row = self._row(
            "insert into counter values (?1, ?2, ?3) on conflict (key) do update set"
            " value = iif(until <= ?4, 0, value) + ?2, until = iif(until <= ?4, ?3, until) returning value",
            key, amount, now + expiry, now,
        )  # fmt: skip
        if random.randrange(_SWEPT) == 0:
            self._row("delete from counter where until <= ?", now)
        return int(row[0]) if row else 0

    def get(self, key: str) -> int:
        """How many there are."""
        row = self._row("select value from counter where key = ? and until > ?", key, time.time())
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        """When it is over, in seconds since 1970."""
        row = self._row("select until from counter where key = ?", key)
        return float(row[0]) if row else time.time()

    def check(self) -> bool:
        """Whether something can be counted."""
        return self._row("select 1") is not None

    def reset(self) -> int | None:
        """Forget all."""
        self._row("delete from counter")
        return None

    def clear(self, key: str) -> None:
        """Forget one."""
        self._row("delete from counter where key = ?", key)

    def close(self) -> None:
        """Close this thread's connection; none may go through a fork."""
        self._connections.close()

    def _row(self, sql: str, *values: Any) -> Any:
        try:
            return self._connections.here.execute(sql, values).fetchone()
        except sqlite3.Error as error:
            _log.warning("%s: %s", FILE, error)
            return None

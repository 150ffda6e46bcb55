"""One writer at a time: a lock that holds for threads and for processes.

Who waits is woken in turn by the kernel; SQLite's own lock would have writers ask again and again. Readers take none.
"""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class WriteLock:
    """A lock on a file. Who holds it does not take it again: transactions within one another are the database's."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the lock, hold it, let it go."""
        with self._thread, self._path.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

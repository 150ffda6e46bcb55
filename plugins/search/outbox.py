"""What was saved finds its way into the full text: within a second, after the save and beside it.

A save leaves a row in the outbox, in its own transaction; so nothing is forgotten when the wiki is ended in between.
One process at a time empties it (a lock on a file, held as long as the process lives). A page that cannot be read is
put off, logged by its number, and given up after a few attempts: the others go on.
"""

from __future__ import annotations

import fcntl
import logging
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from .fulltext import FullText
from .reading import Reading

_log = logging.getLogger(__name__)

PAUSE = 0.5
"""Seconds between two looks into the outbox."""
BATCH = 300
"""Rows taken at once; a page that was saved several times among them is read once."""
REST = 3
"""Three quarters of the time for others: a page takes as long to read as to save."""
ATTEMPTS = 4
"""How often a page is tried; the wait before each attempt is ten times that before the last, from one second on."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is to be found, and the revision in which it reads so."""

    revision: int
    reading: Reading


class Pages(Protocol):
    """The wiki, as far as it is asked from here."""

    def pending(self, limit: int) -> Sequence[tuple[int, int]]:
        """(row of the outbox, page id), the oldest first."""
        ...

    def done(self, rows: Iterable[int]) -> None:
        """Take these rows out of the outbox."""
        ...

    def settle(self, page_id: int) -> None:
        """Bring up to date what other pages say because of this one."""
        ...

    def page(self, page_id: int) -> Page | None:
        """The page as it reads; None if it is deleted or private."""
        ...

    def latest(self) -> dict[int, int]:
        """All pages that can be found: page id → newest revision."""
        ...


class Outbox:
    """Carries pages from the wiki into the index. `lock` is the file that one process holds."""

    def __init__(self, pages: Pages, index: FullText, lock: Path) -> None:
        self._pages, self._index, self._lock = pages, index, lock
        self._held: IO[str] | None = None
        self._put_off: dict[int, tuple[int, float]] = {}
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    # --- in the background --------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to look into the outbox, in a thread of this process."""
        if self._thread is None or not self._thread.is_alive():
            self._stop.clear()
            self._thread = threading.Thread(target=self._run, name="search", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=30)
            self._thread = None

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                try:
                    worked = self._turn()
                except Exception:
                    _log.exception("the full text could not be brought up to date, trying again")
                    self._stop.wait(10 * PAUSE)
                    continue
                if not worked:
                    self._stop.wait(PAUSE)
        finally:
            self._release()
            self._index.close()

    def _turn(self) -> bool:
        """One look into the outbox; whether there may be more."""
        if self._held is None:
            if not self._acquire():
                return False
            self.compare()
        return self.drain(gently=True) == BATCH

    def _acquire(self) -> bool:
        file = self._lock.open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        self._held = file
        return True

    def _release(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    # --- the work -----------------------------------------------------------------------------------------

    def drain(self, *, gently: bool = False) -> int:
        """Enter what the outbox names, at most `BATCH` rows, and what was put off; how many rows it was.

        `gently`: people's requests come first. After each page it rests for `REST` times as long as that took.
        """
        rows = self._pages.pending(BATCH)
        now = time.monotonic()
        again = [page_id for page_id, (_, due) in self._put_off.items() if due <= now]
        for page_id in dict.fromkeys([page_id for _, page_id in rows] + again):
            began = time.monotonic()
            self._enter(page_id, settle=True)
            if gently and self._stop.wait(REST * (time.monotonic() - began)):
                return 0  # the rows stay, and are read again
        if rows:
            self._pages.done(row for row, _ in rows)
        return len(rows)

    def compare(self) -> None:
        """Read again what the index has in another revision than the wiki, or not at all; forget what is gone.

        So an index that was lost, or is older than the last loss of power, is made whole.
        """
        latest, known = self._pages.latest(), self._index.known()
        for page_id in known.keys() - latest.keys():
            self._index.remove(page_id)
        stale = [page_id for page_id, revision in latest.items() if known.get(page_id) != revision]
        if len(stale) > BATCH:
            _log.info("the full text of %d pages is read", len(stale))
        for page_id in stale:
            if self._stop.is_set():
                return
            self._enter(page_id)

    def _enter(self, page_id: int, *, settle: bool = False) -> None:
        try:
            if settle:
                self._pages.settle(page_id)
            page = self._pages.page(page_id)
            with self._index.transaction():
                if page is None:
                    self._index.remove(page_id)
                else:
                    self._index.put(page_id, page.reading.heading, page.reading.text, page.revision)
        except Exception as error:
            self._fail(page_id, error)
        else:
            self._put_off.pop(page_id, None)

    def _fail(self, page_id: int, error: Exception) -> None:
        """Put a page off. The log names its number and the kind of error, never its words."""
        attempts = self._put_off.get(page_id, (0, 0.0))[0] + 1
        if attempts >= ATTEMPTS:
            self._put_off.pop(page_id, None)
            _log.error("page %d is not in the full text: %s", page_id, type(error).__name__)
            return
        self._put_off[page_id] = (attempts, time.monotonic() + 10.0 ** (attempts - 1))
        _log.warning("page %d is put off in the full text: %s", page_id, type(error).__name__)

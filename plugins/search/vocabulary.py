"""The terms that the wiki uses, kept in memory, and which of them a word finds.

A process reads the table once and then only what came since; a search costs a walk through some ten thousand short
strings, which is a few milliseconds, and what a word found is remembered until there are new terms.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable

from .compounds import Compounds
from .german import STOPPED, folded, term

MOST = 200
"""Terms that one word of a query stands for. Who types `Schule` in a large wiki means some hundred compounds."""
_REMEMBERED = 2_000


class Vocabulary:
    """All threads of a process share one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._terms: dict[str, None] = {}
        self._last = 0
        self._compounds = Compounds(self._terms)
        self._found: dict[str, tuple[str, ...]] = {}

    def read(self, db: sqlite3.Connection) -> None:
        """Take in the terms that are new."""
        with self._lock:
            newest = db.execute("select coalesce(max(id), 0) from vocabulary").fetchone()[0]
            if newest == self._last:
                return
            if newest < self._last:
                self._terms.clear()
                self._last = 0
            rows = db.execute("select term from vocabulary where id > ? and id <= ?", (self._last, newest))
            self._terms.update((row[0], None) for row in rows)
            self._last = newest
            self._compounds = Compounds(self._terms)
            self._found = {}

    def forms(self, letters: str) -> tuple[str, ...]:
        """The terms that somebody means who typed these letters, the word itself first.

        If the wiki has neither the word nor a compound of it, those that begin so: somebody may still be typing.
        """
        with self._lock:
            if letters not in self._found:
                if len(self._found) >= _REMEMBERED:
                    self._found.clear()
                self._found[letters] = self._look_up(letters)
            return self._found[letters]

    def _look_up(self, letters: str) -> tuple[str, ...]:
        itself = term(letters)
        if folded(letters) in STOPPED:
            return (itself,)
        compounds = _shortest(self._compounds.with_part(letters, self._terms))
        if compounds or itself in self._terms:
            return (itself, *(found for found in compounds if found != itself))
        beginning = folded(letters)
        if len(beginning) < 3:
            return ()
        return _shortest(found for found in self._terms if found.startswith(beginning))


def _shortest(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda one: (len(one), one))[:MOST])

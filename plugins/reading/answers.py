"""Whole answers, kept in the memory of one process: the most recently read ones, bounded in number and bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

Headers = list[tuple[str, str]]
Key = tuple[str, ...]

_EACH = 400
"""Bytes that an entry takes besides its body, roughly."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer with status 200, ready to be sent.

    It holds for the wiki as it was at `stamp`, from `since` up to but without `until` (None: no end).
    """

    headers: Headers
    body: bytes
    etag: str
    stamp: int
    since: datetime
    until: datetime | None

    def holds(self, now: datetime) -> bool:
        """Whether the clock has changed nothing about it."""
        return self.since <= now and (self.until is None or now < self.until)


def etag_of(body: bytes) -> str:
    """The entity tag of a body: the same in every process, and after a restart."""
    return f'"{blake2b(body, digest_size=12).hexdigest()}"'


class Answers:
    """Answers by key, the ones not read for the longest time dropped first. Safe for threads."""

    def __init__(self, most: int = 2_000, most_bytes: int = 64_000_000) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def size(self) -> int:
        """Bytes that they take, roughly."""
        return self._bytes

    def __contains__(self, key: Key) -> bool:
        return key in self._kept

    def find(self, key: Key, oldest: int, newest: int, now: datetime) -> Answer | None:
        """The answer under that key, if it was made between these two stamps and still holds."""
        with self._lock:
            answer = self._kept.get(key)
            if answer is None or not oldest <= answer.stamp <= newest or not answer.holds(now):
                return None
            self._kept.move_to_end(key)
            return answer

    def keep(self, key: Key, answer: Answer) -> None:
        """Keep an answer, unless it is so large that it would push out many others."""
        if len(answer.body) > self._most_bytes // 8:
            return
        with self._lock:
            self._drop(key)
            self._kept[key] = answer
            self._bytes += _weight(key, answer)
            while len(self._kept) > self._most or self._bytes > self._most_bytes:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Key) -> None:
        answer = self._kept.pop(key, None)
        if answer is not None:
            self._bytes -= _weight(key, answer)


def _weight(key: Key, answer: Answer) -> int:
    return _EACH + len(answer.body) + sum(map(len, key))

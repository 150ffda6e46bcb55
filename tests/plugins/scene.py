"""When the tests' conference is, who takes part, and what closes a wiki of theirs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime

from moin.config.default import PasswordHasherConfig

from familienkonferenz.plugins.app import ConferenceApp

PARTICIPANT, BOT, MODERATOR = "Lisa", "Konferenzbot", "Frau Sommer"
PASSWORD = "Kastanien im Herbst"
PURPOSE = "test"
WINDOW = "{{Fenster|beginn=2026-11-02 00:00:00|ende=2026-11-30 00:00:00}}"
BEFORE = datetime(2026, 11, 1, 12, tzinfo=UTC)
OPEN = datetime(2026, 11, 15, 12, tzinfo=UTC)
AFTER = datetime(2026, 12, 1, 12, tzinfo=UTC)

CHEAP_HASHES = {
    "password_hasher_config": PasswordHasherConfig(
        time_cost=1, memory_cost=64, parallelism=1, hash_len=16, salt_len=16
    )
}
"""Argon2 as cheap as it gets: the tests are not about its cost."""


@dataclass
class Clock:
    """A clock that stands until it is set."""

    now: datetime = OPEN

    def __call__(self) -> datetime:
        return self.now

    def before(self) -> None:
        """The conference has not begun."""
        self.now = BEFORE

    def after(self) -> None:
        """The conference has closed."""
        self.now = AFTER


ActingAs = Callable[[str], AbstractContextManager[None]]


def close(app: ConferenceApp) -> None:
    """Let go of the files of its store."""
    app.storage.close()
    app._services.database.close()

"""What the wiki's parts share: the conference's configuration, the clock, the database and its two readers.

One object per application, at `app.extensions["familienkonferenz"]`; `services()` gives that of the request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, current_app

from familienkonferenz.config import Conference

from .storage.catalogue import Catalogue
from .storage.database import Database
from .storage.ledger import Ledger

_KEY = "familienkonferenz"


def utc_now() -> datetime:
    """The server's clock."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Services:
    """Shared by all parts that run inside the wiki. `clock` gives the time, aware; tests set another."""

    home: Path
    conference: Conference
    database: Database
    catalogue: Catalogue
    ledger: Ledger
    clock: Callable[[], datetime] = utc_now

    def local_now(self) -> datetime:
        """The time of the place, aware."""
        return self.clock().astimezone(self.conference.timezone)

    @classmethod
    def open(cls, home: Path, conference: Conference) -> Services:
        """Open the database in the instance's folder."""
        database = Database(home)
        return cls(home, conference, database, Catalogue(database), Ledger(database))

    def attach(self, app: Flask) -> None:
        """Make this object the application's."""
        app.extensions[_KEY] = self


def services() -> Services:
    """The services of the running application."""
    found: Services = current_app.extensions[_KEY]
    return found

"""Derives index and catalogue anew, in a copy of the wiki, and compares: what the texts themselves say.

Takes as long as reading every text does, some milliseconds each; `doctor` alone believes the metadata.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from familienkonferenz.config import Conference

from ..accounts import SYSTEM, acting
from ..services import Services
from ..storage.database import FILE
from ..storage.derive import derive
from ..storage.refresh import refresh
from ..storage.texts import fetch
from .finding import Finding, Kind

TABLES = {
    "document": "number, item_id, latest",
    "term": "field, term, number",
    "page": "page_id, item_id, namespace, name, latest, time, size, redirect, deleted, acl, author, first_time,"
    " answers",
    "revision": "*",
    "act": "*",
    "category": "*",
    "link": "*",
    "protection": "*",
    "file": "*",
    "account": "*",
}
"""What is derived, but for the stamps, which only ever grow."""


def copy(source: Path, target: Path) -> None:
    """A copy of a database in use, as one file without a journal beside it."""
    with closing(sqlite3.connect(source, timeout=30)) as there, closing(sqlite3.connect(target)) as here:
        there.backup(here)
        here.execute("pragma journal_mode = delete")


def compare(path: Path, conference: Conference) -> Iterator[Finding]:
    """What stands otherwise in the wiki's tables than its texts say."""
    from ..app import create_app

    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".doctor-") as folder:
        scratch, before = Path(folder), Path(folder) / "before.sqlite"
        copy(path, scratch / FILE)
        app = create_app(scratch, conference)
        services = app.extensions["familienkonferenz"]
        with app.test_request_context("/"), acting(SYSTEM):
            app.preprocess_request()
            _settle(services)
            copy(scratch / FILE, before)
            derive(services, app.storage)
            _settle(services)
        services.database.close()
        yield from _differences(before, scratch / FILE)


def _settle(services: Services) -> None:
    """What the outbox would still do to index and catalogue, done now: pages read as their templates are today."""
    for row in services.database.all("select distinct page_id from outbox order by page_id"):
        refresh(services, row["page_id"], fetch)
    services.database.run("delete from outbox")


def _differences(path: Path, anew: Path) -> Iterator[Finding]:
    with closing(sqlite3.connect(anew, timeout=30)) as db:
        db.execute("attach ? as wiki", (str(path),))
        for table, columns in TABLES.items():
            for first, second, english, german in (
                ("wiki", "main", "too much", "zu viel"),
                ("main", "wiki", "missing", "fehlt"),
            ):
                found = db.execute(
                    f"select {columns} from {first}.{table} except select {columns} from {second}.{table}"  # noqa: S608
                )
                for row in found.fetchmany(20):
                    yield Finding(Kind.DERIVED, f"{table} {tuple(row)}", english, german)

"""A wiki's folder that appears whole or not at all, and never on top of another wiki.

Whatever makes a wiki (restoring, taking over) works in a folder beside the final one, which gets its name last.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from familienkonferenz.config.language import say

from ..errors import WikiError
from ..storage.database import FILE

_CLAIM = "serving.lock"
_claims: list[IO[str]] = []
"""Open as long as the process lives."""


class UpkeepError(WikiError):
    """Something that keeping the wiki in order cannot do; the message says what to do instead."""


def is_wiki(home: Path) -> bool:
    """Whether a wiki lies in the folder."""
    return (home / FILE).is_file()


def is_old_format(home: Path) -> bool:
    """Whether a wiki lies there as it was kept before: one file a revision, no database."""
    return (home / "data").is_dir() and not is_wiki(home)


def refuse_old_format(home: Path) -> None:
    """Raise `UpkeepError` on a folder of the format before, rather than make an empty wiki beside its pages."""
    if is_old_format(home):
        new = home.with_name(f"{home.resolve().name}-neu")
        raise UpkeepError(
            say(
                f"{home}: this wiki is kept in an older format; take it over with: "
                f"konferenz import-moin {home} --home {new}",
                f"{home}: dieses Wiki liegt in einem älteren Format; übernehmen mit: "
                f"konferenz import-moin {home} --home {new}",
            )
        )


def refuse_existing(home: Path) -> None:
    """Raise `UpkeepError` unless the folder is empty or not there."""
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise UpkeepError(
            say(
                f"{home}: there is something in this folder; choose an empty or new one with --home",
                f"{home}: in diesem Ordner liegt schon etwas; mit --home einen leeren oder neuen wählen",
            )
        )


def claim(home: Path) -> None:
    """Say, until this process and those it forked end, that the wiki is being served: nobody puts it aside."""
    file = (home / _CLAIM).open("a")
    fcntl.flock(file, fcntl.LOCK_SH)
    _claims.append(file)


def is_in_use(home: Path) -> bool:
    """Whether a program serves the wiki, or has it open.

    SQLite lets go of the journal only for whoever is alone with the file; who serves and was asked nothing yet has
    none open, so it `claim`s the folder.
    """
    with (home / _CLAIM).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    with closing(sqlite3.connect(home / FILE, timeout=1, isolation_level=None)) as db:
        try:
            db.execute("pragma journal_mode = delete")
        except sqlite3.OperationalError:
            return True
    return False


@contextmanager
def fresh_folder(home: Path, aside: Path | None = None) -> Iterator[Path]:
    """An empty folder to fill; at the end of the block it becomes `home`, and is gone if the block fails.

    What lies at `home` must be empty, or goes to `aside` in the same moment.
    """
    home = home.resolve()
    home.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=home.parent, prefix=f".{home.name}-"))  # 0700
    try:
        yield draft
        for file in draft.rglob("*"):
            sync(file)
        sync(draft)
        if aside is not None:
            home.rename(aside)
        elif home.exists():
            home.rmdir()
        draft.rename(home)
        sync(home.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def sync(path: Path) -> None:
    """Have a file or folder written to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

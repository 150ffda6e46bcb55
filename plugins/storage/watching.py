"""Watchlists: which pages an account watches, by name, whether they exist or not.

A page is watched together with its discussion, as on MediaWiki. A list is its owner's: nothing here asks for
anybody else's names, and of a page is told at most how many watch it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..titles import Title
from .database import Database


class Watching:
    """The table `watch`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def watch(self, user_id: int, title: Title) -> None:
        """Put a page and its discussion on the account's list."""
        with self._database.transaction():
            for one in _both(title):
                self._database.run(
                    "insert or ignore into watch values (?, ?, ?)", user_id, one.namespace, one.name
                )

    def unwatch(self, user_id: int, title: Title) -> None:
        """Take both off it."""
        with self._database.transaction():
            for one in _both(title):
                self._database.run(
                    "delete from watch where user_id = ? and namespace = ? and name = ?",
                    user_id, one.namespace, one.name,
                )  # fmt: skip

    def watches(self, user_id: int, title: Title) -> bool:
        """Whether it is on the account's list."""
        found = self._database.one(
            "select 1 from watch where user_id = ? and namespace = ? and name = ?",
            user_id, title.namespace, title.name,
        )  # fmt: skip
        return found is not None

    def titles(self, user_id: int, *, descending: bool = False) -> Iterator[Title]:
        """The account's list, by namespace and name."""
        way = " desc" if descending else ""
        rows = self._database.connection.execute(
            f"select namespace, name from watch where user_id = ? order by namespace{way}, name{way}",  # noqa: S608
            (user_id,),
        )
        return (Title(row["namespace"], row["name"]) for row in rows)

    def count(self, title: Title) -> int:
        """How many accounts watch it."""
        row = self._database.one(
            "select count(*) from watch where namespace = ? and name = ?", title.namespace, title.name
        )
        return int(row[0])

    def follow(self, old: Title, new: Title) -> None:
        """Who watches the old name watches the new one too. Belongs into a transaction."""
        for before, after in zip(_both(old), _both(new), strict=False):
            self._database.run(
                "insert or ignore into watch select user_id, ?, ? from watch where namespace = ? and name = ?",
                after.namespace, after.name, before.namespace, before.name,
            )  # fmt: skip


def _both(title: Title) -> list[Title]:
    """A page and its discussion, whichever of them is named; discussions have the odd numbers."""
    subject = title.namespace - title.namespace % 2
    return [Title(subject, title.name), Title(subject + 1, title.name)]

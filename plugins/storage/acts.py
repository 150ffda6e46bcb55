"""Acts: what was done with which bot password, in the order of the revisions that tell it.

A save by a program leaves its purpose in the revision's metadata and a row here, in the save's own transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from .database import Database
from .rows import RevisionRow, revision_row


@dataclass(frozen=True, slots=True)
class Program:
    """A program as the log knows it: the account, the purpose, how many acts, and when the last was."""

    user_name: str
    purpose: str
    acts: int
    last: int


class Acts:
    """Look-ups; they see the last commit."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(
        self, user_name: str, purpose: str, *, start: int | None = None, limit: int = 50
    ) -> list[RevisionRow]:
        """The revisions that were saved with that bot password, the newest first, from a revision id on."""
        rows = self._database.all(
            "select r.* from act a join revision r using (rev_id) where a.user_name = ? and a.purpose = ?"
            " and a.rev_id <= ? order by a.rev_id desc limit ?",
            user_name, purpose, 2**62 if start is None else start, limit,
        )  # fmt: skip
        return [revision_row(row) for row in rows]

    def programs(self, user_name: str | None = None) -> list[Program]:
        """The programs that ever did something: all of them, or an account's own. Those at work last come first."""
        rows = self._database.all(
            "select a.user_name, a.purpose, count(*) as acts, max(r.time) as last from act a"
            " join revision r using (rev_id) where ? is null or a.user_name = ?"
            " group by a.user_name, a.purpose order by max(a.rev_id) desc",
            user_name, user_name,
        )  # fmt: skip
        return [Program(**row) for row in rows]

"""The full text of the wiki: what stands on the pages, found by the words that people type.

A SQLite file of its own, with FTS5. It holds terms, not words: `german` makes them, so stems, umlauts and hyphens are
settled before SQLite sees anything, and a query is quoted terms alone. Nothing here knows of rights: whoever shows what
was found asks for them first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence, Set
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from ..storage.connections import Connections
from .german import Word, clean, words
from .query import Query, Wanted, parse
from .snippet import Segment, marked, snippet
from .vocabulary import Vocabulary

FILE = "search.sqlite"
VERSION = 1
"""To be raised when `german` makes other terms: then every index is made anew."""
LONGEST_TEXT = 500_000
"""Characters of a page that are indexed; the wiki takes as many bytes."""
MOST = 1_000
"""Pages that a search finds at most: nobody reads further, and rights are asked for each."""
MOST_RANKED = 5_000
"""Pages that are ranked. What stands on more says so little that the newest are as good as any."""
_OPENED = (
    "pragma journal_mode = wal",
    "pragma synchronous = normal",  # what is lost with the power is noticed, and read again
)
_TABLES = ("page", "terms", "vocabulary")
_WEIGHTS = "8.0, 1.0, 1.0"
"""A hit in the title counts as much as eight in the text."""


@dataclass(frozen=True, slots=True)
class Match:
    """A page that was found; the greater the score, the better."""

    page_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """A page that was found, as it is shown: title and snippet in segments, hits marked."""

    page_id: int
    score: float
    title: tuple[Segment, ...]
    snippet: tuple[Segment, ...]
    words: int


class FullText:
    """The index in the given file. One process writes at a time, any number read."""

    def __init__(self, path: Path) -> None:
        self._connections = Connections(path, _OPENED)
        self._vocabulary = Vocabulary()
        self._make()

    def _make(self) -> None:
        """The tables; those that another version of this module filled are thrown away."""
        schema = resources.files(__package__).joinpath("index.sql").read_text(encoding="utf-8")
        if self._version() == VERSION:
            return
        with self.transaction():
            if self._version() != VERSION:
                for table in _TABLES:
                    self._db.execute(f"drop table if exists {table}")
                for statement in filter(str.strip, schema.split(";\n")):
                    self._db.execute(statement)
                self._db.execute(f"pragma user_version = {VERSION}")

    def _version(self) -> int:
        return int(self._db.execute("pragma user_version").fetchone()[0])

    @property
    def _db(self) -> sqlite3.Connection:
        return self._connections.here

    def close(self) -> None:
        """Close this thread's connection."""
        self._connections.close()

    # --- writing ------------------------------------------------------------------------------------------

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """Several changes at once. Not re-entrant."""
        return self._connections.writing()

    def put(self, page_id: int, title: str, text: str, revision: int = 0) -> None:
        """Enter a page as it reads in that revision, in place of what was known of it."""
        title, text = clean(title), clean(text[:LONGEST_TEXT])
        in_title, in_text = list(words(title)), list(words(text))
        joined = dict.fromkeys(word.joined for word in (*in_title, *in_text) if word.joined)
        used = dict.fromkeys(word.term for word in (*in_title, *in_text)) | joined
        self.remove(page_id)
        db = self._db
        db.execute("insert into page values (?, ?, ?, ?, ?)", (page_id, revision, title, text, len(in_text)))
        db.execute(
            "insert into terms (rowid, title, text, joined) values (?, ?, ?, ?)",
            (page_id, _in_a_row(in_title), _in_a_row(in_text), " ".join(joined)),
        )
        db.executemany(
            "insert into vocabulary (term) select ?1 where not exists (select 1 from vocabulary where term = ?1)",
            ((term,) for term in used),
        )

    def remove(self, page_id: int) -> None:
        """Forget a page, if it was known."""
        self._db.execute("delete from page where page_id = ?", (page_id,))
        self._db.execute("delete from terms where rowid = ?", (page_id,))

    def clear(self) -> None:
        """Forget everything."""
        with self.transaction():
            for table in _TABLES:
                self._db.execute(f"delete from {table}")  # noqa: S608  (a constant)

    # --- reading ------------------------------------------------------------------------------------------

    def find(self, typed: str, *, limit: int = 20, after: int = 0) -> list[Found]:
        """The best pages for what was typed, behind the first `after`."""
        return self.show(typed, self.matches(typed)[after : after + limit])

    def matches(self, typed: str) -> list[Match]:
        """All pages for what was typed, the best first, of equal ones the newest; no more than `MOST`."""
        query = parse(typed)
        if not query:
            return []
        self._vocabulary.read(self._db)
        forms = {word: self._vocabulary.forms(word.letters) for word in query.words}
        if not all(forms.get(word) or word.parts for word in query.words):
            return []
        wide = _expression(query, forms)
        itself = _expression(query, {word: found[:1] for word, found in forms.items()})
        exact = self._newest(itself, MOST_RANKED)
        ranks = self._ranks(itself) if len(exact) < MOST_RANKED else {}
        steps = (
            set(exact),
            set(self._newest(f"{{title}} : ({wide})", MOST)),
            set(self._newest(f"{{title}} : ({itself})", MOST)),
        )
        pages = set(self._newest(wide, MOST)).union(*steps)
        found = [Match(page_id, _score(page_id, ranks.get(page_id, 0.0), steps)) for page_id in pages]
        return sorted(found, key=lambda match: (-match.score, -match.page_id))[:MOST]

    def show(self, typed: str, matches: Sequence[Match]) -> list[Found]:
        """Those that were found as they are shown; what was removed meanwhile is left out."""
        query = parse(typed)
        terms = {
            term for word in query.words for term in (*self._vocabulary.forms(word.letters), *word.parts)
        }
        terms.update(term for phrase in query.phrases for term in phrase)
        shown = []
        for match in matches:
            row = self._db.execute(
                "select title, text, words from page where page_id = ?", (match.page_id,)
            ).fetchone()
            if row is not None:
                title, text, count = row
                shown.append(
                    Found(match.page_id, match.score, marked(title, terms), snippet(text, terms), count)
                )
        return shown

    def known(self) -> dict[int, int]:
        """All pages that are in the index: page id → the revision that was read."""
        return dict(self._db.execute("select page_id, revision from page").fetchall())

    def _newest(self, expression: str, most: int) -> list[int]:
        sql = "select rowid from terms where terms match ? order by rowid desc limit ?"
        return [row[0] for row in self._db.execute(sql, (expression, most))]

    def _ranks(self, expression: str) -> dict[int, float]:
        sql = f"select rowid, -bm25(terms, {_WEIGHTS}) from terms where terms match ?"  # noqa: S608  (a constant)
        return dict(self._db.execute(sql, (expression,)).fetchall())


def _score(page_id: int, rank: float, steps: Sequence[Set[int]]) -> float:
    """How good a hit is. FTS5's rank alone would put the rarest compound first, as rare words tell most.

    A step for all the words themselves and not in compounds, two for all words in the title, one more for both; the
    rank of the words themselves, below one, within a step.
    """
    itself, title, itself_in_title = (page_id in step for step in steps)
    return itself + 2 * title + itself_in_title + rank / (1 + rank)


def _in_a_row(found: Iterable[Word]) -> str:
    return " ".join(word.term for word in found)


def _expression(query: Query, forms: dict[Wanted, tuple[str, ...]]) -> str:
    """The query in FTS5's language. Terms are letters and digits, and quoted all the same."""
    parts = []
    for word in query.words:
        choices = [f'"{term}"' for term in forms[word]]
        if word.parts:
            choices.append(_phrase(word.parts))
        parts.append(f"({' OR '.join(choices)})")
    parts += [_phrase(phrase) for phrase in query.phrases]
    return " AND ".join(parts)


def _phrase(terms: Iterable[str]) -> str:
    return f'"{" ".join(terms)}"'

"""`Konferenz/Prüfung`, which moderators alone read, and `Auswertung/Berichtigungen`, which everybody reads.

The first lists what waits for people before it may be printed: link and kind, never the words. The second is the table
of what people changed and what the bots had gone by: nothing is learnt from it but by somebody who writes a rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from familienkonferenz.bots.coding import Coded, Coder
from familienkonferenz.bots.links import exact, link, listed
from familienkonferenz.bots.quotations import printable
from familienkonferenz.bots.review import Correction, Held, corrections, held
from familienkonferenz.bots.summary import Summary, filled
from familienkonferenz.bots.wording import figure
from familienkonferenz.config import Conference

QUEUE = "Konferenz/Prüfung"
CORRECTIONS = "Auswertung/Berichtigungen"
ROWS = 1000
"""Rows of a table at most; the rest is counted beneath it and moves up when those above are done."""


def review_pages(coded: Sequence[Coded], coder: Coder, conference: Conference) -> Iterator[Summary]:
    """The two pages; both are there when there is nothing to say, and say so."""
    known = {one.contribution.id: one for one in coded}
    queue = held(coded)
    waiting = [_held(row, known[row.contribution]) for row in queue if row.waiting]
    yield filled(
        QUEUE,
        "pruefung",
        "review",
        waiting=waiting[:ROWS],
        more=figure(len(waiting) - ROWS) if len(waiting) > ROWS else "",
        released=[_held(row, known[row.contribution]) for row in queue if row.released][:ROWS],
    )
    table = corrections(coded, coder)
    yield filled(
        CORRECTIONS,
        "auswertung",
        "corrections",
        "corrections_start",
        rows=[_correction(row, known, conference) for row in table[:ROWS]],
        more=figure(len(table) - ROWS) if len(table) > ROWS else "",
    )


def _held(row: Held, one: Coded) -> dict[str, str]:
    return {
        "link": link(one),
        "exact": exact(one, "Fassung") if one.contribution.revisions else "",
        "waiting": ", ".join(row.waiting),
        "released": ", ".join(row.released),
        "number": figure(sum(found.kind in row.waiting for found in row.found)),
    }


def _correction(row: Correction, known: dict[str, Coded], conference: Conference) -> dict[str, str]:
    def name(key: str) -> str:
        return conference.body(key).name if key and row.what == "Stelle" else key

    return {
        "what": row.what,
        "was": name(row.was),
        "now": name(row.now),
        "rule": printable(row.rule) or "nicht gezeigt",
        "number": figure(len(row.contributions)),
        "contributions": listed(row.contributions, known),
    }

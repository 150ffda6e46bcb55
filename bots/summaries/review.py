"""`Konferenz/Prüfung`, which moderators alone read, and `Auswertung/Berichtigungen`, which everybody reads.

The first lists what waits for people: what may not be printed before somebody looked, what the bots could not decide,
and who signed or removed what others wrote; link and kind, never the words of a find. The second is the table
of what people changed and what the bots had gone by: nothing is learnt from it but by somebody who writes a rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Sized

from familienkonferenz.bots.coding import Coded, Coder
from familienkonferenz.bots.evaluation.quotations import printable, quote
from familienkonferenz.bots.review import (
    Correction,
    Held,
    Unsure,
    corrections,
    doubts,
    held,
    unsure,
)
from familienkonferenz.bots.summaries.links import exact, link, listed
from familienkonferenz.bots.summaries.summary import Summary, filled
from familienkonferenz.bots.wording import figure, within
from familienkonferenz.config import Conference

QUEUE = "Konferenz/Prüfung"
CORRECTIONS = "Auswertung/Berichtigungen"
_WORDS = 140
ROWS = 1000
"""Rows of a table at most; the rest is counted beneath it and moves up when those above are done."""


def review_pages(coded: Sequence[Coded], coder: Coder, conference: Conference) -> Iterator[Summary]:
    """The two pages; both are there when there is nothing to say, and say so."""
    known = {one.contribution.id: one for one in coded}
    queue = held(coded)
    waiting = [_held(row, known[row.contribution]) for row in queue if row.waiting]
    open_ = [_unsure(row, known[row.contribution], conference) for row in unsure(coded, coder)]
    strange = [
        {"link": link(known[row.contribution]), "notes": "; ".join(row.notes)} for row in doubts(coded)
    ]
    yield filled(
        QUEUE,
        "pruefung",
        "review",
        waiting=waiting[:ROWS],
        more=_more(waiting),
        unsure=open_[:ROWS],
        more_unsure=_more(open_),
        doubts=strange[:ROWS],
        more_doubts=_more(strange),
        released=[_held(row, known[row.contribution]) for row in queue if row.released][:ROWS],
    )
    table = corrections(coded, coder)
    yield filled(
        CORRECTIONS,
        "auswertung",
        "corrections",
        "corrections_start",
        rows=[_correction(row, known, conference) for row in table[:ROWS]],
        more=_more(table),
    )


def _more(rows: Sized) -> str:
    """How many rows do not stand in the table; "" when all do."""
    return figure(len(rows) - ROWS) if len(rows) > ROWS else ""


def _unsure(row: Unsure, one: Coded, conference: Conference) -> dict[str, str]:
    way = "niemand gefunden" if row.nowhere else "niemand ist sicher zuständig" if row.weak else ""
    return {
        "link": link(one),
        "about": _about(one),
        "districts": ", ".join(row.districts),
        "way": way,
        "bodies": ", ".join(f"{conference.body(id).page} ({id})" for id in row.bodies),
    }


def _about(one: Coded) -> str:
    """What it is about, so that nobody has to open what one look can decide: its title, or its first words."""
    title = printable(one.contribution.title, one.released)
    if title and one.contribution.source == "beitrag":
        return title
    said = quote(one.contribution, longest=_WORDS, released=one.released)
    return f"„{within(said.words)}“" if said else title


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

"""What people could write to keep the bots busy for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import process_time

from familienkonferenz.bots.harvest import harvest
from familienkonferenz.bots.history.revisions import Revision
from familienkonferenz.config import load


def test_lines_without_words_are_compared_in_time() -> None:
    """3,000 lines of categories alone, turned around: each had been compared with each, because they have no words."""
    conference = load()
    begin = datetime(2026, 11, 5, 12, tzinfo=UTC)
    text = "[[Kategorie:Stadtteil Linden-Nord]]\n" * 3000
    history = [
        Revision(
            page_id=6, title="Thema/Verkehr und Sicherheit", namespace=0, rev_id=number, parent_id=number - 1,
            user="Lisa", timestamp=begin + timedelta(minutes=number), comment="", text=each,
        )
        for number, each in ((1, text), (2, "x" + text[::-1]))
    ]  # fmt: skip
    begun = process_time()
    harvest(history, {}, conference.topics, ("Konferenzbot",), conference.timezone, set())
    assert process_time() - begun < 6

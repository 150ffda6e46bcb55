"""German figures, days and lists."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from familienkonferenz.bots.wording import count, figure, listing, when

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "kein Beitrag"), (1, "1 Beitrag"), (2, "2 Beiträge"), (17660, "17.660 Beiträge")],
)
def test_a_figure_takes_the_right_noun(number: int, words: str) -> None:
    """Also none, and five figures."""
    assert count(number, "Beitrag", "Beiträge", "kein Beitrag") == words
    assert figure(4000) == "4000"


def test_lists_end_in_und() -> None:
    """One, two, three."""
    assert [listing(list("abc")[:n]) for n in range(4)] == ["", "a", "a und b", "a, b und c"]


def test_days_are_those_of_the_city() -> None:
    """An evening in UTC is the next day in Hannover, also across the change of clocks and of the year."""
    first = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
    assert when(first, datetime(2026, 10, 25, 22, 59, tzinfo=UTC), BERLIN) == "am 25. Oktober 2026"
    assert (
        when(first, datetime(2026, 10, 25, 23, 0, tzinfo=UTC), BERLIN) == "vom 25. bis zum 26. Oktober 2026"
    )
    assert (
        when(first, datetime(2027, 1, 1, tzinfo=UTC), BERLIN) == "vom 25. Oktober 2026 bis zum 1. Januar 2027"
    )

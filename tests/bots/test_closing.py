"""Facts about the words at the close."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from familienkonferenz.bots.history.closing import at_close, before
from familienkonferenz.bots.history.revisions import Revision

BEGIN = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


def history(count: int) -> list[Revision]:
    return [
        Revision(7, "Beitrag/7", 0, i, 0, "Anna", BEGIN + timedelta(minutes=i), "", f"{i}")
        for i in range(count)
    ]


@pytest.mark.parametrize(("minutes", "count"), [(-1, 0), (0, 1), (1.5, 2), (2, 3), (9, 3)])
def test_what_was_saved_by_the_close(minutes: float, count: int) -> None:
    """The last second counts; what comes a moment later does not."""
    assert before(history(3), BEGIN + timedelta(minutes=minutes)) == count


def test_without_a_close_everything_counts() -> None:
    """A conference whose window nobody has set is read as it stands."""
    assert before(history(3), None) == 3


@pytest.mark.parametrize(
    ("then", "now", "counts"),
    [
        ("Mehr Bänke!", "Mehr Bänke!", "Mehr Bänke!"),
        ("Mehr Bänke!", "Erledigt: Mehr neue Bänke! Danke.", "Mehr Bänke!"),
        ("Ruf an: 0511 1234", "Ruf an: (Nummer entfernt)", "Ruf an: (Nummer entfernt)"),
        ("Mehr Bänke!", "", ""),
    ],
)
def test_additions_do_not_count_and_what_was_taken_out_stays_out(then: str, now: str, counts: str) -> None:
    """What stood at the close, unless some of it was taken out since."""
    assert at_close(then, now) == counts

"""Times and numbers read as German people say them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from familienkonferenz.page_templates import german

BERLIN = ZoneInfo("Europe/Berlin")


def at(*parts: int, fold: int = 0) -> datetime:
    """A local time in Germany."""
    return datetime(*parts, tzinfo=BERLIN, fold=fold)


def test_an_end_at_midnight_is_the_evening_before():
    """The end is exclusive; nobody should read that there is still time on 30 November."""
    assert german.span(at(2026, 11, 2), at(2026, 11, 30)) == (
        "von Montag, 2. November 2026, 0 Uhr, bis Sonntag, 29. November 2026, 24 Uhr"
    )


def test_an_end_in_the_evening_is_said_with_its_hour():
    """The first conference on the web ended on 3 December 2013."""
    assert german.span(at(2013, 11, 6, 8, 30), at(2013, 12, 3, 18)).endswith(
        "8:30 Uhr, bis Dienstag, 3. Dezember 2013, 18 Uhr"
    )


@pytest.mark.parametrize(
    ("begin", "end", "words"),
    [
        (at(2026, 11, 2), at(2026, 11, 30), "vier Wochen"),
        (at(2026, 10, 19), at(2026, 11, 16), "vier Wochen"),  # clocks go back on 25 October
        (at(2026, 3, 28), at(2026, 3, 30), "zwei Tage"),  # clocks go forward
        (at(2026, 6, 1, 9), at(2026, 6, 1, 17), "ein Tag"),
        (at(2026, 6, 1), at(2026, 6, 8), "eine Woche"),
    ],
)
def test_the_duration_is_counted_on_the_calendar(begin, end, words):
    """A night of 23 or 25 hours does not change how many days people have."""
    assert german.duration(begin, end) == words


def test_the_stored_time_names_the_offset_only_where_an_hour_comes_twice():
    """On 25 October 2026 it is 2:30 twice; the second time needs its offset."""
    assert german.stored(at(2026, 10, 25, 2, 30, fold=1)) == "2026-10-25 02:30:00+01:00"
    assert german.stored(at(2026, 10, 25, 2, 30)) == "2026-10-25 02:30:00"
    assert german.stored(at(2026, 11, 2)) == "2026-11-02 00:00:00"

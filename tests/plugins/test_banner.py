"""The banner's words: they change when it says, by the day, the hour and the second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familienkonferenz.page_templates.window import Phase, Window
from familienkonferenz.plugins.pages.banner import banner, changes_next

BERLIN = ZoneInfo("Europe/Berlin")


WINDOW = Window(datetime(2026, 10, 20, 22, tzinfo=UTC), datetime(2026, 11, 29, 23, tzinfo=UTC))
"""Clocks go back on 25 October, within it."""


TICK = timedelta.resolution


@given(st.timedeltas(timedelta(days=-3), timedelta(days=45)))
def test_the_banner_changes_when_it_says(since: timedelta) -> None:
    """Until the next change it says the same, to the microsecond; from then on something else."""
    now = WINDOW.begin + since
    change = changes_next(WINDOW, now)
    if change is None:
        assert WINDOW.phase(now) is Phase.AFTER
        return
    assert change > now
    said = banner(WINDOW, now, BERLIN)
    assert banner(WINDOW, change - TICK, BERLIN) == said
    assert banner(WINDOW, change, BERLIN) != said


@pytest.mark.parametrize(
    ("left", "next_left"),
    [
        (timedelta(days=3, hours=4, minutes=5), timedelta(days=3, hours=4) - TICK),
        (timedelta(days=1), timedelta(days=1) - TICK),
        (timedelta(days=1) - TICK, timedelta(hours=23, minutes=59) - TICK),
        (timedelta(hours=1), timedelta(hours=1) - TICK),
        (timedelta(minutes=1, seconds=1), timedelta(minutes=1) - TICK),
        (timedelta(seconds=59.5), timedelta(seconds=59) - TICK),
        (timedelta(seconds=0.5), timedelta(0)),
    ],
)
def test_the_last_days_change_by_the_hour_the_last_minute_by_the_second(
    left: timedelta, next_left: timedelta
) -> None:
    """The words change as often as the units in them."""
    assert changes_next(WINDOW, WINDOW.end - left) == WINDOW.end - next_left


def test_before_and_after_only_the_phase_changes() -> None:
    """Without a window, and when it has closed, the clock changes nothing."""
    assert changes_next(None, WINDOW.begin) is None
    assert changes_next(WINDOW, WINDOW.begin - timedelta(days=100)) == WINDOW.begin
    assert changes_next(WINDOW, WINDOW.end) is None


def test_on_the_night_the_clocks_go_back_an_hour_is_an_hour() -> None:
    """25 October 2026 has 25 hours; what is left falls by one for each that passes."""
    night = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    hours = [changes_next(WINDOW, night + timedelta(hours=hour, minutes=30)) for hour in range(3)]
    assert hours == [night + timedelta(hours=hour + 1) + TICK for hour in range(3)]

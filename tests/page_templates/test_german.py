"""Times and numbers read as German people say them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from familienkonferenz.page_templates import german

BERLIN = ZoneInfo("Europe/Berlin")


def at(*parts: int, fold: int = 0) -> datetime:
    """A local time in Germany."""
    return datetime(*parts, tzinfo=BERLIN, fold=fold)


def test_the_stored_time_names_the_offset_only_where_an_hour_comes_twice():
    """On 25 October 2026 it is 2:30 twice; the second time needs its offset."""
    assert german.stored(at(2026, 10, 25, 2, 30, fold=1)) == "2026-10-25 02:30:00+01:00"
    assert german.stored(at(2026, 10, 25, 2, 30)) == "2026-10-25 02:30:00"
    assert german.stored(at(2026, 11, 2)) == "2026-11-02 00:00:00"

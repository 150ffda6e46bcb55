"""Facts about times in signatures, as wikis write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from familienkonferenz.bots.rendered.stamps import Form, Reader

from .german_wiki import WIKI, WORDS


@pytest.mark.parametrize(
    ("format", "digits", "text", "time"),
    [
        ("H:i, j F Y", "", "09:45, 3 November 2026 (UTC)", "09:45"),
        ("G:i, F j, Y", "", "9:45, November 3, 2026 (UTC)", "09:45"),
        ("Y-n-d, H:i", "", "2026-11-03, 09:45 (UTC)", "09:45"),
        ('j xg Y "um" H:i', "", "3 November 2026 um 09:45 (UTC)", "09:45"),
        ("H:i, j. M. Y", "٠١٢٣٤٥٦٧٨٩", "٠٩:٤٥, ٣. Nov. ٢٠٢٦ (UTC)", "09:45"),
        ("l, j. F xkY H:i", "", "Dienstag, 3. November 2569 09:45\u200e (UTC)", "09:45"),
        (r"H\hi, D j M Y", "", "09h45, Di 3 Nov 2026 \u200e(UTC)", "09:45"),
        ("Y-m-d H:i:s", "", "2026\u200e-11-03 09:45:07 (UTC)", "09:45"),
        ("xnH:xni, j. M. xnY", "٠١٢٣٤٥٦٧٨٩", "09:45, ٣. Nov. 2026 (UTC)", "09:45"),
        ("H:i, j. M. Y", "", "09:45, 31. Feb. 2026 (UTC)", None),
        ("H:i, j. M. Y", "", "09:45, 3. Nov. 2026 (EST)", None),
    ],
)
def test_times_in_any_form(format: str, digits: str, text: str, time: str | None) -> None:
    """A wiki's own description of its times is enough to read them: order, names, digits, calendar, zone."""
    stamp = Reader([Form(format, WORDS, digits, {"UTC": "UTC"})], UTC).first(f"Ja! {text} Nein!")
    if time is None:
        assert stamp is None
    else:
        assert stamp is not None
        assert f"{stamp.time:%Y-%m-%d %H:%M}" == f"2026-11-03 {time}"
        assert f"Ja! {text} Nein!"[stamp.start : stamp.end] == text


@pytest.mark.parametrize(("zone", "hour"), [("MESZ", 0), ("MEZ", 1)])
def test_the_hour_that_comes_twice(zone: str, hour: int) -> None:
    """When summer time ends, the zone in brackets tells which half past two it was."""
    stamp = WIKI.stamps.first(f"02:30, 25. Okt. 2026 ({zone})")
    assert stamp is not None
    assert stamp.time == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)

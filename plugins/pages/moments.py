"""Instants and durations in plain German. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from familienkonferenz.page_templates.german import MONTHS


def day_and_time(instant: datetime, timezone: tzinfo) -> str:
    """`30. November 2026, 18:05 Uhr`, in the city's time; with seconds if there are any."""
    local = instant.astimezone(timezone)
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return f"{_day(local)}, {clock} Uhr"


def opening(instant: datetime, timezone: tzinfo) -> str:
    """When a window begins, as people say it: `2. November 2026, 0 Uhr`."""
    local = instant.astimezone(timezone)
    if local.minute or local.second:
        return day_and_time(instant, timezone)
    return f"{_day(local)}, {local.hour} Uhr"


def closing(instant: datetime, timezone: tzinfo) -> str:
    """When a window ends; midnight is the evening before: `29. November 2026, 24 Uhr`."""
    local = instant.astimezone(timezone)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return f"{_day(local - timedelta(days=1))}, 24 Uhr"
    return opening(instant, timezone)


def _day(local: datetime) -> str:
    return f"{local.day}. {MONTHS[local.month - 1]} {local.year}"


def from_seconds(seconds: int, timezone: tzinfo) -> str:
    """`22. November 2026, 11:20 Uhr` for a revision's time."""
    return day_and_time(datetime.fromtimestamp(seconds - seconds % 60, UTC), timezone)


def duration(length: timedelta) -> str:
    """How long, in the two largest units that matter: `3 Tage und 4 Stunden`, `12 Minuten`, `40 Sekunden`."""
    seconds = max(0, int(length.total_seconds()))
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    parts = [
        (days, "Tag", "Tage"),
        (hours, "Stunde", "Stunden"),
        (minutes, "Minute", "Minuten"),
        (seconds, "Sekunde", "Sekunden"),
    ]
    first = next((i for i, (count, _, _) in enumerate(parts) if count), 3)
    shown = [
        (count, one, many) for count, one, many in parts[first : first + (1 if first >= 2 else 2)] if count
    ]
    return (
        " und ".join(f"{count} {one if count == 1 else many}" for count, one, many in shown) or "0 Sekunden"
    )

"""Until when something holds, as clients say it: a time, a span from now on, or for ever. Pure.

>>> from datetime import UTC, datetime
>>> seconds("2 weeks", datetime(2026, 11, 15, tzinfo=UTC)) - seconds("2026-11-15T00:00:01Z", datetime(2026, 11, 15, tzinfo=UTC))
1209599
"""  # noqa: E501

from __future__ import annotations

import re
from datetime import datetime

from . import timestamps
from .errors import ApiError

FOREVER = 0
_FOREVER = ("infinite", "infinity", "indefinite", "never")
_SPAN = re.compile(
    r"\+?\s*([0-9]{1,6})\s*(second|sec|minute|min|hour|day|week|fortnight|month|year)s?", re.IGNORECASE
)
_SECONDS = {
    "second": 1, "sec": 1, "minute": 60, "min": 60, "hour": 3600, "day": 86400, "week": 604_800,
    "fortnight": 1_209_600, "month": 2_592_000, "year": 31_536_000,
}  # fmt: skip
_LATEST = 253_402_214_400
"""The year 9999: nothing holds longer than times can be written."""


def seconds(text: str, now: datetime) -> int:
    """Seconds since 1970, or `FOREVER`. Raises `ApiError` invalidexpiry, pastexpiry."""
    text = text.strip()
    if text in _FOREVER:
        return FOREVER
    begin = int(now.timestamp())
    if span := _SPAN.fullmatch(text):
        return min(begin + int(span[1]) * _SECONDS[span[2].lower()], _LATEST)
    try:
        found = timestamps.parse(text, now) if text else 0
    except (ValueError, OverflowError):
        found = 0
    if found <= 0:
        raise ApiError("invalidexpiry", f'Invalid expiry time "{text[:40]}".')
    if found < begin:
        raise ApiError("pastexpiry", f'Expiry time "{text[:40]}" is in the past.')
    return found

"""Times of the API: whole seconds since 1970 inside, ISO 8601 in UTC outside. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_DIGITS = re.compile(r"\d{14}")
_EARLIEST, _LATEST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


def iso(seconds: int) -> str:
    """As the API writes a time.

    >>> iso(1795651199)
    '2026-11-25T23:59:59Z'
    """
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None).isoformat() + "Z"


def compact(seconds: int) -> str:
    """As MediaWiki writes a time inside of continuation values: fourteen digits."""
    return "".join(filter(str.isdigit, iso(seconds)))


def parse(text: str, now: datetime) -> int:
    """Read a time in one of MediaWiki's forms: ISO 8601, fourteen digits, seconds, `now`.

    Raises `ValueError`.
    """
    text = text.strip()
    if text in ("now", ""):
        return int(now.timestamp())
    if _DIGITS.fullmatch(text):
        moment = datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    elif text.isascii() and text.isdigit() and len(text) <= 11:
        moment = datetime.fromtimestamp(int(text), UTC)
    else:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
    if not _EARLIEST <= moment <= _LATEST:
        raise ValueError(text)
    return int(moment.timestamp())

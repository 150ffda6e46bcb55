"""German wording of figures, days and lists, for pages that a city council reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from familienkonferenz.page_templates.german import MONTHS

NOWHERE = "ohne Stadtteil"
"""Where something is wanted that names no Stadtteil, or the whole city."""

_OPENS = re.compile(r'(?:(?<=^)|(?<=[\s(–-]))["„“”»](?=\S)|„')
_CLOSES = re.compile(r'["“”«»]')
_STATES = {
    "gesucht": "noch nicht gefragt",
    "angefragt": "gefragt, noch ohne Antwort",
    "angenommen": "nimmt sich der Sache an",
    "weitergegeben": "an eine andere Stelle weitergegeben",
}


def figure(number: int) -> str:
    """A number as German print writes it: with a full stop between thousands from 10.000 on.

    >>> figure(320), figure(17660)
    ('320', '17.660')
    """
    return f"{number:,}".replace(",", ".") if number >= 10_000 else str(number)


def within(words: str) -> str:
    """Quoted words with their own quotation marks as they stand within others.

    >>> within("Der „Bus auf Beinen“ hilft.")
    'Der ‚Bus auf Beinen‘ hilft.'
    """
    return _CLOSES.sub("‘", _OPENS.sub("‚", words))


def count(number: int, singular: str, plural: str, none: str = "") -> str:
    """The number with its noun; `none` replaces "0 …" where given.

    >>> count(1, "Beitrag", "Beiträge"), count(2, "Beitrag", "Beiträge")
    ('1 Beitrag', '2 Beiträge')
    """
    if number == 0 and none:
        return none
    return f"{figure(number)} {singular if number == 1 else plural}"


def standing(state: str) -> str:
    """How a step stands, for people who do not know the words of the programs: nobody was asked by being found.

    >>> standing("gesucht"), standing("angenommen")
    ('noch nicht gefragt', 'nimmt sich der Sache an')
    """
    return _STATES.get(state, state)


def listing(items: Sequence[str], conjunction: str = "und") -> str:
    """Items as a German sentence lists them: "a", "a und b", "a, b und c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def day(moment: datetime, zone: ZoneInfo) -> str:
    """The calendar day in the conference's time zone: "6. November 2013"."""
    local = moment.astimezone(zone)
    return f"{local.day}. {MONTHS[local.month - 1]} {local.year}"


def when(first: datetime, last: datetime, zone: ZoneInfo) -> str:
    """From the first day to the last, both included, as an adverb; one day where they are the same.

    >>> from datetime import UTC
    >>> when(datetime(2013, 11, 5, 23, tzinfo=UTC), datetime(2013, 12, 3, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
    'vom 6. November bis zum 3. Dezember 2013'
    """
    begin, end = first.astimezone(zone), last.astimezone(zone)
    if begin.date() == end.date():
        return f"am {day(first, zone)}"
    if begin.year != end.year:
        return f"vom {day(first, zone)} bis zum {day(last, zone)}"
    month = "" if begin.month == end.month else f" {MONTHS[begin.month - 1]}"
    return f"vom {begin.day}.{month} bis zum {day(last, zone)}"

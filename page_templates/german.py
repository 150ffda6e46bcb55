"""How German people say a time and a number, without the machine's locale.

Pure.  Times are aware and spoken in their own time zone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

_NUMBERS = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()  # noqa: SIM905
DAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()  # noqa: SIM905
MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905
)


def number(count: int) -> str:
    """A count as a word up to twelve, then in digits: `fünf`, `13`."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def day(moment: datetime) -> str:
    """`Montag, 2. November 2026`."""
    return f"{DAYS[moment.weekday()]}, {moment.day}. {MONTHS[moment.month - 1]} {moment.year}"


def clock(moment: datetime) -> str:
    """`18 Uhr`, `8:30 Uhr`."""
    return f"{moment.hour} Uhr" if not moment.minute else f"{moment.hour}:{moment.minute:02} Uhr"


def span(begin: datetime, end: datetime) -> str:
    """The window in words; `end` is exclusive, so an end at midnight is the evening before.

    `von Montag, 2. November 2026, 0 Uhr, bis Sonntag, 29. November 2026, 24 Uhr`
    """
    if (end.hour, end.minute, end.second) == (0, 0, 0):
        last = f"{day(end - timedelta(days=1))}, 24 Uhr"
    else:
        last = f"{day(end)}, {clock(end)}"
    return f"von {day(begin)}, {clock(begin)}, bis {last}"


def duration(begin: datetime, end: datetime) -> str:
    """How long, in whole weeks where it comes out even, else in days begun: `vier Wochen`, `ein Tag`."""
    calendar = end.replace(tzinfo=None) - begin.replace(tzinfo=None)  # a day of 25 hours is one day
    days = -(-calendar // timedelta(days=1))
    weeks, rest = divmod(days, 7)
    if not rest:
        return "eine Woche" if weeks == 1 else f"{number(weeks)} Wochen"
    return "ein Tag" if days == 1 else f"{number(days)} Tage"


def stored(moment: datetime) -> str:
    """As `Konferenz/Fenster` holds it: local time, with the offset only where an hour comes twice."""
    text = moment.strftime("%Y-%m-%d %H:%M:%S")
    other = moment.replace(fold=1 - moment.fold)
    if moment.fold and other.utcoffset() != moment.utcoffset():
        offset = moment.strftime("%z")
        return f"{text}{offset[:3]}:{offset[3:5]}"
    return text

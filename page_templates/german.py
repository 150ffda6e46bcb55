"""How German people say a time and a number, without the machine's locale.

Pure. Times are aware and spoken in their own time zone.
"""

from __future__ import annotations

from datetime import datetime

_NUMBERS = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()  # noqa: SIM905
DAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()  # noqa: SIM905
MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905
)


def number(count: int) -> str:
    """A count as a word up to twelve, then in digits: `fünf`, `13`."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def stored(moment: datetime) -> str:
    """As `Konferenz/Fenster` holds it: local time, with the offset only where an hour comes twice."""
    text = moment.strftime("%Y-%m-%d %H:%M:%S")
    other = moment.replace(fold=1 - moment.fold)
    if moment.fold and other.utcoffset() != moment.utcoffset():
        offset = moment.strftime("%z")
        return f"{text}{offset[:3]}:{offset[3:5]}"
    return text

"""Days and hours: `{{CURRENTYEAR}}` and its kin, in English and in German, and `{{#time: …}}`. Pure.

Source: MediaWiki 1.39, languages/messages/MessagesDe.php ($magicWords); mediawiki.org, Help:Extension:ParserFunctions.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from familienkonferenz.page_templates.german import DAYS, MONTHS

SHORT_MONTHS = (
    "Jan.", "Feb.", "Mär.", "Apr.", "Mai", "Jun.", "Jul.", "Aug.", "Sep.", "Okt.", "Nov.", "Dez.",
)  # fmt: skip

_WORDS: dict[str, tuple[tuple[str, ...], str]] = {
    "YEAR": (("S_JAHR",), "Y"),
    "MONTH": (("R_MONAT", "R_MONAT_2"), "m"),
    "MONTH2": ((), "m"),
    "MONTH1": (("R_MONAT_1",), "n"),
    "MONTHNAME": (("R_MONATSNAME",), "F"),
    "MONTHNAMEGEN": (("R_MONATSNAME_GENITIV", "R_MONATSNAME_GEN"), "F"),
    "MONTHABBREV": (("R_MONATSNAME_KURZ",), "M"),
    "DAY": (("R_KALENDERTAG", "R_TAG"), "j"),
    "DAY2": (("R_KALENDERTAG_2", "R_TAG_2"), "d"),
    "DAYNAME": (("R_WOCHENTAG",), "l"),
    "DOW": (("R_WOCHENTAG_ZAHL",), "w"),
    "WEEK": (("_KALENDERWOCHE", "_WOCHE"), "W~"),
    "HOUR": (("_STUNDE",), "H"),
    "TIME": (("_UHRZEIT",), "H:i"),
    "TIMESTAMP": (("R_ZEITSTEMPEL",), "YmdHis"),
}
"""English ending → German endings, and the format of `#time` that says it."""

CLOCK: dict[str, tuple[bool, str]] = {
    name: (is_local, form)
    for ending, (german, form) in _WORDS.items()
    for is_local, english, begin in ((False, "CURRENT", "JETZIGE"), (True, "LOCAL", "LOKALE"))
    for name in (english + ending, *(begin + other for other in german))
}
"""Magic word → whether it counts in the time of the place, and its format."""

_CODES: dict[str, Callable[[datetime], str]] = {
    "Y": lambda at: f"{at.year:04}",
    "y": lambda at: f"{at.year % 100:02}",
    "n": lambda at: str(at.month),
    "m": lambda at: f"{at.month:02}",
    "M": lambda at: SHORT_MONTHS[at.month - 1],
    "F": lambda at: MONTHS[at.month - 1],
    "j": lambda at: str(at.day),
    "d": lambda at: f"{at.day:02}",
    "D": lambda at: DAYS[at.weekday()][:2],
    "l": lambda at: DAYS[at.weekday()],
    "N": lambda at: str(at.isoweekday()),
    "w": lambda at: str(at.isoweekday() % 7),
    "W": lambda at: f"{at.isocalendar().week:02}",
    "z": lambda at: str(at.timetuple().tm_yday - 1),
    "t": lambda at: str(monthrange(at.year, at.month)[1]),
    "L": lambda at: str(int(isleap(at.year))),
    "G": lambda at: str(at.hour),
    "H": lambda at: f"{at.hour:02}",
    "i": lambda at: f"{at.minute:02}",
    "s": lambda at: f"{at.second:02}",
    "U": lambda at: str(int(at.timestamp())),
    "c": lambda at: at.isoformat(timespec="seconds"),
}
_CODE = re.compile(r'"([^"]*)"|\\(.)|W~|.', re.DOTALL)
_MOMENT = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?(?:[ T]+(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2}))?(?:Z|\+00:00)?)?"
)
_STEP = re.compile(
    r"(?P<rest>.{0,40}\S)\s+(?P<sign>[+-])\s*(?P<count>\d{1,4})\s+(?P<unit>minute|hour|day|week)s?"
)
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})")


def formatted(at: datetime, form: str) -> str:
    """A moment in a format of `#time`; letters that mean nothing stand for themselves."""

    def said(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[1]
        if found[2] is not None:
            return found[2]
        if found[0] == "W~":  # the week without a leading zero, as the magic words have it
            return str(at.isocalendar().week)
        code = _CODES.get(found[0])
        return code(at) if code else found[0]

    return _CODE.sub(said, form)


def moment(text: str, now: Callable[[], datetime]) -> datetime | None:
    """The moment that a text names: `2026-11-15 17:03`, `20261115170300`, `@1790000000`, nothing for now; else None.

    `2026-11-15 -1 day` is some time before or after it. `now` is asked only where the text does not say all: a page
    that tells a fixed time may be kept.
    """
    text, step = text.strip(), timedelta()
    try:
        if found := _STEP.fullmatch(text):
            text = found["rest"].strip()
            step = timedelta(**{f"{found['unit']}s": int(found["sign"] + found["count"])})
        start = _start(text, now)
        return start + step if start else None
    except (ValueError, OverflowError, OSError):
        return None


def _start(text: str, now: Callable[[], datetime]) -> datetime | None:
    if text in ("", "now", "heute", "today"):
        return now().astimezone(UTC)
    if text[0] == "@" and text[1:].isdecimal():
        return datetime.fromtimestamp(int(text[1:13]), UTC)
    if found := _STAMP.fullmatch(text):
        return datetime(*map(int, found.groups()), tzinfo=UTC)  # type: ignore[arg-type, misc]
    if found := _MOMENT.fullmatch(text):
        parts = {name: int(value) for name, value in found.groupdict().items() if value}
        return datetime(**({"day": 1} | parts), tzinfo=UTC)
    return None

"""Times as a wiki writes them beneath its signatures, in whatever language: read by the wiki's own description.

MediaWiki describes its form of a time by a format ("H:i, j. M. Y"), the names of months and days, its digits and
its time zones; DiscussionTools hands the same to its readers in the browser. `sources.signatures` knows German and
English by heart; this is for wikis in other languages and for rendered pages.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_MARKS = "[\u200e\u200f]?"  # of direction: copied times bring them along
_NUMBERS = {
    **{"d": "2", "j": "1,2", "m": "2", "n": "1,2", "Y": "4", "xkY": "4"},
    **{"G": "1,2", "H": "2", "i": "2", "s": "2"},
}
_THAI = 543  # years that the Thai calendar is ahead
_CODES = re.compile(r'xk.|x.|\\.|"[^"]*"|.', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Form:
    """How one variant of a wiki's language writes times.

    `format` as MediaWiki's date formats; `words` are the wiki's messages ("january", "january-gen", "jan",
    "monday", "mon", "may_long" for May); `digits` are its ten, or "" for 0 to 9; `zones` maps the names of the time
    zone as written ("MEZ") to the usual ones ("CET").
    """

    format: str
    words: Mapping[str, str]
    digits: str
    zones: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time at `text[start:end]`, aware, UTC."""

    time: datetime
    start: int
    end: int


class Reader:
    """Reads times in some forms; the first form that is found counts."""

    def __init__(self, forms: Sequence[Form], zone: tzinfo) -> None:
        self._zone = zone
        self._forms = [(form, *_pattern(form)) for form in forms]

    def first(self, text: str) -> Stamp | None:
        """The first time in `text`, None where there is none or the calendar has no such day."""
        for form, pattern, codes in self._forms:
            if match := pattern.search(text):
                time = self._time(form, codes, match)
                return Stamp(time, match.start(), match.end()) if time else None
        return None

    def _time(self, form: Form, codes: Sequence[str], match: re.Match[str]) -> datetime | None:
        year = month = day = hour = minute = 0
        for code, value in zip(codes, match.groups(), strict=False):
            if code in ("xg", "F", "M"):
                month = _months(form, code).index(value) + 1
            elif code in _NUMBERS:
                number = int(_plain_digits(value, form.digits))
                if code in ("d", "j"):
                    day = number
                elif code in ("m", "n"):
                    month = number
                elif code in ("Y", "xkY"):
                    year = number - (_THAI if code == "xkY" else 0)
                elif code in ("G", "H"):
                    hour = number
                elif code == "i":
                    minute = number
        zone = form.zones[match.groups()[-1]]
        try:
            folds = [
                datetime(year, month, day, hour, minute, tzinfo=self._zone, fold=fold) for fold in (0, 1)
            ]
            return next((t for t in folds if t.tzname() == zone), folds[0]).astimezone(UTC)
        except (ValueError, OverflowError):
            return None


def _pattern(form: Form) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The form as an expression, and what its groups mean."""
    parts: list[str] = []
    codes: list[str] = []
    local = f"[{re.escape(form.digits)}]" if form.digits else "[0-9]"
    digit = local
    for code in _codes(form.format):
        names = _names(form, code)
        if code == "xn":  # the next number has plain digits
            digit = "[0-9]"
        elif code in _NUMBERS:
            parts.append(f"({digit}{{{_NUMBERS[code]}}})")
            codes.append(code)
            digit = local
        elif names:
            parts.append(f"({'|'.join(map(re.escape, names))})")
            codes.append(code)
        else:
            parts.append(re.escape(_literal(code)))
    zones = "|".join(map(re.escape, form.zones))
    return re.compile("".join(part + _MARKS for part in parts) + rf" {_MARKS}\(({zones})\)"), tuple(codes)


def _codes(format: str) -> Iterator[str]:
    """The format cut into codes and literals."""
    return (match[0] for match in _CODES.finditer(format))


def _literal(code: str) -> str:
    if code == "xx":
        return "x"
    if len(code) > 1 and code[0] in '\\"':
        return code.strip('"') if code[0] == '"' else code[1:]
    return code


def _names(form: Form, code: str) -> tuple[str, ...]:
    if code in ("xg", "F", "M"):
        return _months(form, code)
    if code in ("l", "D"):
        return tuple(form.words[day if code == "l" else day[:3]] for day in _DAYS)
    return ()


def _months(form: Form, code: str) -> tuple[str, ...]:
    if code == "xg":
        return tuple(form.words[f"{month}-gen"] for month in MONTHS)
    if code == "F":
        return tuple(form.words["may_long" if month == "may" else month] for month in MONTHS)
    return tuple(form.words[month[:3]] for month in MONTHS)


def _plain_digits(value: str, digits: str) -> str:
    return "".join(str(digits.index(char)) if char in digits else char for char in value)

"""The words of the interface that clients of MediaWiki ask for by their keys: names of months and days, separators."""

from __future__ import annotations

from babel.core import UnknownLocaleError
from babel.dates import get_month_names

from familienkonferenz.page_templates.german import DAYS, MONTHS

from ..wikitext.dates import SHORT_MONTHS

_MONTHS = dict(zip(
    ("january", "february", "march", "april", "may_long", "june", "july", "august", "september", "october",
     "november", "december"),
    MONTHS, strict=True,
))  # fmt: skip
_SHORT_MONTHS = {
    key.removesuffix("_long")[:3]: month for key, month in zip(_MONTHS, SHORT_MONTHS, strict=True)
}
_DAYS = dict(zip(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), DAYS, strict=True
))  # fmt: skip
_SHORT_DAYS = {key[:3]: day[:2] for key, day in _DAYS.items()}
_SPANS = {
    f"{unit}s": f"{{{{PLURAL:$1|$1 {one}|$1 {many}}}}}"
    for unit, one, many in (
        ("second", "Sekunde", "Sekunden"), ("minute", "Minute", "Minuten"), ("hour", "Stunde", "Stunden"),
        ("day", "Tag", "Tage"), ("week", "Woche", "Wochen"), ("month", "Monat", "Monate"), ("year", "Jahr", "Jahre"),
    )
}  # fmt: skip
_SEPARATORS = {
    "and": " und", "colon-separator": ": ", "comma-separator": ", ", "ellipsis": "…",
    "parentheses": "($1)", "parentheses-end": ")", "parentheses-start": "(", "percent": "$1\u00a0%",
    "pipe-separator": " | ", "semicolon-separator": "; ", "word-separator": " ",
}  # fmt: skip
_PLACES = {
    "about": "Über", "aboutpage": "Über die Konferenz", "aboutsite": "Über {{SITENAME}}", "accesskey-n-portal": "",
    "contribslink": "Beiträge", "delete": "Löschen", "edit": "Bearbeiten", "history": "Versionen",
    "mainpage": "Startseite", "move": "Verschieben", "pagetitle": "$1 – {{SITENAME}}", "talk": "Diskussion",
}  # fmt: skip

MESSAGES = {
    **_SEPARATORS, **_PLACES, **_SPANS, **_DAYS, **_SHORT_DAYS, **_SHORT_MONTHS, **_MONTHS,
    **{f"{key.removesuffix('_long')}-gen": month for key, month in _MONTHS.items()},
}  # fmt: skip
"""Key → German text; `$1` stands for what is put in."""


def messages(language: str) -> dict[str, str]:
    """The messages, with the months as they are called in that language, if it is known."""
    if language == "de":
        return MESSAGES
    try:
        months = get_month_names("wide", "stand-alone", locale=language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return MESSAGES
    return MESSAGES | {key: months[number] for number, key in enumerate(_MONTHS, 1)}

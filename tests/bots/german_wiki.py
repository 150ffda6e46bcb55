"""A German wiki as it describes itself to readers of its talk pages: its words for times, its namespaces."""

from __future__ import annotations

from typing import Any

from familienkonferenz.bots.rendered.items import wiki_of
from familienkonferenz.bots.rendered.page import Wiki
from familienkonferenz.bots.rendered.stamps import MONTHS

_NAMES = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
_DAYS = {"sunday": "Sonntag", "monday": "Montag", "tuesday": "Dienstag", "wednesday": "Mittwoch"}
_DAYS |= {"thursday": "Donnerstag", "friday": "Freitag", "saturday": "Samstag"}
WORDS = {
    **dict(zip(MONTHS, _NAMES, strict=True)),
    **{f"{key}-gen": name for key, name in zip(MONTHS, _NAMES, strict=True)},
    **{key[:3]: name[:3] for key, name in zip(MONTHS, _NAMES, strict=True)},
    **_DAYS,
    **{key[:3]: name[:2] for key, name in _DAYS.items()},
    "may_long": "Mai",
}
CONFIG = {
    "wgArticlePath": "/wiki/$1",
    "wgNamespaceIds": {
        **{"spezial": -1, "special": -1, "": 0, "diskussion": 1, "benutzer": 2, "benutzerin": 2, "user": 2},
        **{"benutzer_diskussion": 3, "user_talk": 3},
    },
}
DATA: dict[str, Any] = {
    "dateFormat": {"de": "H:i, j. M. Y"},
    "digits": {"de": None},
    "localTimezone": "Europe/Berlin",
    "specialContributionsName": "Beiträge",
    "timezones": {"de": {"MEZ": "CET", "CET": "CET", "MESZ": "CEST", "CEST": "CEST"}},
    "contLangMessages": {"de": WORDS},
}
WIKI: Wiki = wiki_of(CONFIG, DATA)

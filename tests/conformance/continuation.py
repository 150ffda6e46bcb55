"""Replies that come in parts: what is asked in small steps is continued to its end, as clients do."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case
from .steps import ask
from .titles import TITLES

PROPS = {
    "links": "pllimit",
    "templates": "tllimit",
    "categories": "cllimit",
    "linkshere": "lhlimit",
    "transcludedin": "tilimit",
    "redirects": "rdlimit",
    "info": "",
    "revisions": "",
}
"""Of all pages; each with its limit."""

LISTS = {
    "allpages": {"aplimit": "3"},
    "alllinks": {"allimit": "3"},
    "usercontribs": {"uclimit": "3", "ucuser": "Frau Sommer"},
    "recentchanges": {"rclimit": "3"},
    "allrevisions": {"arvlimit": "3"},
    "logevents": {"lelimit": "3"},
    "embeddedin": {"eilimit": "3", "eititle": "Vorlage:Ort"},
    "backlinks": {"bllimit": "3", "bltitle": "Thema/A"},
}

_BESIDE = {"titles": "Thema/A|Thema/B", "prop": "info", "list": "allpages", "aplimit": "4"}


def cases() -> Iterator[Case]:
    """Props, lists, and several at once."""
    for name, limit in PROPS.items():
        fields = {"titles": "|".join(TITLES), "prop": name} | ({limit: "2"} if limit else {})
        yield Case(f"continuation: {name} of all pages", ask(fields, goes_on=True), quick=True)
    for name, fields in LISTS.items():
        yield Case(f"continuation: {name}", ask({"list": name} | fields, goes_on=True), quick=True)
    together = {
        "generator": "allpages",
        "gaplimit": "3",
        "prop": "links|templates|info",
        "pllimit": "1",
        "tllimit": "2",
    }
    yield Case("continuation: props within a generator", ask(together, goes_on=True))
    for name, fields in (("props within a generator", together), ("a list beside pages", _BESIDE)):
        yield Case(f"raw continuation: {name}", ask(fields | {"rawcontinue": "1"}))
    yield Case("continuation: a list beside pages", ask(_BESIDE, goes_on=True))

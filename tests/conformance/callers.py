"""Who asks: what each account is told of itself, and what becomes of its claims."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case
from .engines import BOT, LISA, SOMMER, VISITOR
from .steps import ask


def cases() -> Iterator[Case]:
    """Each account, and a visitor."""
    for name in (VISITOR, LISA, BOT, SOMMER):
        shown = name or "a visitor"
        yield Case(f"who: {shown}", ask({"meta": "userinfo|tokens", "uiprop": "hasmsg|groups"}, by=name))
        for claim in ("user", "bot", "anon"):
            yield Case(f"assert {claim}: {shown}", ask({"assert": claim, "meta": "userinfo"}, by=name))
        for what, fields in LIMITS.items():
            yield Case(f"{what}: {shown}", ask(fields, by=name))


LIMITS = {
    "51 titles": {"titles": "|".join(f"Seite {number}" for number in range(51))},
    "501 titles": {"titles": "|".join(f"Seite {number}" for number in range(501))},
    "501 pages": {"list": "allpages", "aplimit": "501"},
    "5001 changes": {"list": "recentchanges", "rclimit": "5001"},
    "as many as possible": {
        "list": "allpages|usercontribs",
        "aplimit": "max",
        "uclimit": "max",
        "ucuser": "Lisa",
    },
    "51 texts": {
        "titles": "Thema/A",
        "prop": "revisions",
        "rvlimit": "51",
        "rvprop": "content",
        "rvslots": "main",
    },
    "as many texts as possible": {
        "titles": "Thema/A", "prop": "revisions", "rvlimit": "max", "rvprop": "content", "rvslots": "main",
    },
    "501 texts of all": {"list": "allrevisions", "arvlimit": "501", "arvprop": "content", "arvslots": "main"},
    "patrolled contributions": {"list": "usercontribs", "ucuser": "Lisa", "ucprop": "patrolled"},
    "deletions": {"list": "logevents", "letype": "delete"},
    "patrolling": {"list": "recentchanges", "rcshow": "patrolled"},
    "watchers": {"titles": "Thema/A", "prop": "info", "inprop": "watchers|visitingwatchers|protection"},
    "own contributions": {
        "list": "usercontribs",
        "ucuser": "Lisa",
        "ucprop": "ids|title|flags|size|sizediff",
    },
}  # fmt: skip
"""What depends on who asks: how much, and of what."""

"""Oddities: pages that somebody should look at, as MediaWiki's special pages list them. Each is one look-up.

What is asked for by links counts links only, not what a page shows or asks whether it is there.
"""

# ruff: noqa: S608  (the queries are put together from constants)

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..titles import CATEGORY, FILE, MAIN, TEMPLATE, Title
from .database import Database

_PAGE = (
    "select p.namespace, p.name, {value} as value from page p where not p.deleted and p.namespace = {space}"
)
_TARGET = (
    "select l.namespace, l.name, count(*) as value from link l where l.kind = '{kind}' {which}"
    " group by l.namespace, l.name order by value desc, l.namespace, l.name"
)
_GONE = " and not exists (select 1 from page t where t.namespace = l.namespace and t.name = l.name and not t.deleted)"
_LEADING = (
    "select distinct p.namespace, p.name, null as value from page p join link l on l.page_id = p.page_id"
    " and l.kind = 'link' where p.redirect and not p.deleted {where} order by p.namespace, p.name"
)
_NO_CATEGORY = " and not p.redirect and not exists (select 1 from category c where c.page_id = p.page_id)"
_BY_NAME, _UP, _DOWN = " order by p.name", " order by value, p.name", " order by value desc, p.name desc"


def _pages(space: int, value: str = "p.time", which: str = "", order: str = _BY_NAME) -> str:
    return _PAGE.format(value=value, space=space) + which + order


_REVISIONS = "(select count(*) from revision r where r.page_id = p.page_id)"
_MEMBERS = "(select count(*) from category c where c.page_id = p.page_id)"
_PLAIN = " and not p.redirect"

QUERIES: dict[str, str] = {
    "Ancientpages": _pages(MAIN, which=_PLAIN, order=_UP),
    "BrokenRedirects": _LEADING.format(where=_GONE),
    "Deadendpages": _pages(MAIN, "null",
        _PLAIN + " and not exists (select 1 from link l where l.page_id = p.page_id and l.kind = 'link')"
    ),
    "DoubleRedirects": _LEADING.format(
        where="and exists (select 1 from page t where t.namespace = l.namespace and t.name = l.name and t.redirect"
        " and not t.deleted)"
    ),
    "Fewestrevisions": _pages(MAIN, _REVISIONS, _PLAIN, _UP),
    "Listredirects": (
        "select p.namespace, p.name, null as value from page p where p.redirect and not p.deleted"
        " order by p.namespace, p.name"
    ),
    "Lonelypages": _pages(MAIN, "null",
        _PLAIN + " and not exists (select 1 from link l where l.kind in ('link', 'embed')"
        " and l.namespace = p.namespace and l.name = p.name and l.page_id <> p.page_id)",
    ),
    "Longpages": _pages(MAIN, "p.size", _PLAIN, _DOWN),
    "Mostcategories": _pages(MAIN, _MEMBERS, f"{_PLAIN} and {_MEMBERS} > 1", _DOWN),
    "Mostlinked": _TARGET.format(kind="link", which="").replace(" order", " having count(*) > 1 order"),
    "Mostlinkedcategories": (
        f"select {CATEGORY} as namespace, name, count(*) as value from category group by name order by value desc, name"
    ),
    "Mostlinkedtemplates": _TARGET.format(kind="embed", which=f"and l.namespace = {TEMPLATE}"),
    "Mostrevisions": _pages(MAIN, _REVISIONS, _PLAIN, _DOWN),
    "Shortpages": _pages(MAIN, "p.size", _PLAIN, _UP),
    "Uncategorizedcategories": _pages(CATEGORY, "null", _NO_CATEGORY),
    "Uncategorizedimages": _pages(FILE, "null", _NO_CATEGORY),
    "Uncategorizedpages": _pages(MAIN, "null", _NO_CATEGORY),
    "Uncategorizedtemplates": _pages(TEMPLATE, "null", _NO_CATEGORY),
    "Unwatchedpages": _pages(MAIN, "null", _PLAIN),
    "Unusedcategories": _pages(CATEGORY, "null",
        _PLAIN + " and not exists (select 1 from category c where c.name = p.name)",
    ),
    "Unusedimages": _pages(
        FILE, "p.time", _PLAIN + " and not exists (select 1 from link l where l.kind = 'file' and l.name = p.name)"
    ),
    "Unusedtemplates": _pages(TEMPLATE, "null",
        _PLAIN + " and not exists (select 1 from link l where l.kind = 'embed' and l.namespace = p.namespace"
        " and l.name = p.name)",
    ),
    "Wantedcategories": (
        f"select {CATEGORY} as namespace, c.name, count(*) as value from category c where not exists (select 1 from"
        f" page p where p.namespace = {CATEGORY} and p.name = c.name and not p.deleted) group by c.name"
        " order by value desc, c.name"
    ),
    "Wantedfiles": _TARGET.format(kind="file", which=_GONE),
    "Wantedpages": _TARGET.format(kind="link", which=_GONE),
    "Wantedtemplates": _TARGET.format(kind="embed", which=f"and l.namespace = {TEMPLATE}" + _GONE),
    "Withoutinterwiki": _pages(MAIN, "null", _PLAIN),
}  # fmt: skip
"""By MediaWiki's name of the special page: namespace, name and value of each row."""

TIMES = frozenset(("Ancientpages",))
"""Those whose value is a time, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """One row: a page that may not exist, and what counts it, if anything does."""

    title: Title
    value: str | None


def walk(database: Database, name: str) -> Iterator[Oddity]:
    """The rows of one list, as many as are taken."""
    rows = database.connection.execute(QUERIES[name])
    return (
        Oddity(Title(row["namespace"], row["name"]), None if row["value"] is None else str(row["value"]))
        for row in rows
    )

"""Oddities: pages that somebody should look at, as MediaWiki's special pages list them. Each is one look-up.

What is asked for by links counts links only, not what a page shows or asks whether it is there.
"""

# ruff: noqa: S608  (the queries are put together from constants)

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..titles import CATEGORY, FILE, MAIN, TEMPLATE, USER, Title
from .database import Database

_PAGE = (
    "select p.namespace, p.name, {value} as value from page p where not p.deleted and p.namespace = {space}"
)
_TARGET = (
    "select l.namespace, l.name, count(*) as value{more} from link l where l.kind = '{kind}' {which}"
    " group by l.namespace, l.name order by value desc, l.namespace, l.name"
)
_THERE = "select {what} from page t where t.namespace = l.namespace and t.name = l.name and not t.deleted"
_LEADING = (
    "select p.namespace, p.name, null as value, {more} from page p join link l on l.page_id = p.page_id"
    " and l.kind = 'link'{join} where p.redirect and not p.deleted{where} order by p.namespace, p.name"
)
"""What a redirect names is its one link."""
_TARGET_OF = "l.namespace as rd_namespace, l.name as rd_title, '' as rd_fragment"
_GONE = f" and not exists ({_THERE.format(what=1)})"
_NO_CATEGORY = " and not p.redirect and not exists (select 1 from category c where c.page_id = p.page_id)"
_BY_NAME, _UP, _DOWN = " order by p.name", " order by value, p.name", " order by value desc, p.name desc"
_MOST = " order by value desc, p.name"


def _pages(space: int, value: str = "p.time", which: str = "", order: str = _BY_NAME) -> str:
    return _PAGE.format(value=value, space=space) + which + order


_REVISIONS = "(select count(*) from revision r where r.page_id = p.page_id)"
_MEMBERS = "(select count(*) from category c where c.page_id = p.page_id)"
_PLAIN = " and not p.redirect"

QUERIES: dict[str, str] = {
    "Ancientpages": _pages(MAIN, which=_PLAIN, order=_UP),
    "BrokenRedirects": _LEADING.format(more=_TARGET_OF, join="", where=_GONE),
    "Deadendpages": _pages(MAIN, "null",
        _PLAIN + " and not exists (select 1 from link l where l.page_id = p.page_id and l.kind = 'link')"
    ),
    "DoubleRedirects": _LEADING.format(
        more="t.namespace as b_namespace, t.name as b_title, '' as b_fragment, m.namespace as c_namespace,"
        " m.name as c_title, '' as c_fragment, '' as c_interwiki",
        join=" join page t on t.namespace = l.namespace and t.name = l.name and t.redirect and not t.deleted"
        " join link m on m.page_id = t.page_id and m.kind = 'link'",
        where="",
    ),
    "Fewestrevisions": _pages(MAIN, _REVISIONS, _PLAIN, _UP),
    "Listredirects": _LEADING.format(
        more=f"{_TARGET_OF}, '' as rd_interwiki, ({_THERE.format(what='page_id')}) as redirid", join="", where=""
    ),
    "Lonelypages": _pages(MAIN, "null",
        _PLAIN + " and not exists (select 1 from link l where l.kind in ('link', 'embed')"
        " and l.namespace = p.namespace and l.name = p.name and l.page_id <> p.page_id)",
    ),
    "Longpages": _pages(MAIN, "p.size", _PLAIN, _DOWN),
    "Mostcategories": _pages(MAIN, _MEMBERS, f"{_PLAIN} and {_MEMBERS} > 1", _MOST),
    "Mostlinked": _TARGET.format(
        kind="link", which="", more=f", ({_THERE.format(what='namespace')}) as page_namespace"
    ).replace(" order", " having count(*) > 1 order"),
    "Mostlinkedcategories": (
        f"select {CATEGORY} as namespace, name, count(*) as value from category group by name order by value desc, name"
    ),
    "Mostlinkedtemplates": _TARGET.format(kind="embed", which="", more=""),
    "Mostrevisions": _pages(MAIN, _REVISIONS, _PLAIN, _MOST),
    "Shortpages": _pages(MAIN, "p.size", _PLAIN, _UP),
    "Uncategorizedcategories": _pages(CATEGORY, "null", _NO_CATEGORY),
    "Uncategorizedimages": _pages(FILE, "null", _NO_CATEGORY),
    "Uncategorizedpages": _pages(MAIN, "null", _NO_CATEGORY),
    "Uncategorizedtemplates": _pages(TEMPLATE, "null", _NO_CATEGORY),
    "Unwatchedpages": _pages(MAIN, "p.namespace", _PLAIN),
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
    "Wantedfiles": _TARGET.format(kind="file", which=_GONE, more=""),
    "Wantedpages": _TARGET.format(kind="link", which=f"and l.namespace <> {USER}" + _GONE, more=""),
    "Wantedtemplates": _TARGET.format(kind="embed", which=f"and l.namespace = {TEMPLATE}" + _GONE, more=""),
    "Withoutinterwiki": _pages(MAIN, "null", _PLAIN),
}  # fmt: skip
"""By MediaWiki's name of the special page: namespace, name and value of each row, then what MediaWiki adds."""

TIMES = frozenset(("Ancientpages",))
"""Those whose value is a time, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """One row: a page that may not exist, what counts it, if anything does, and what else the list tells of it."""

    title: Title
    value: str | None
    more: dict[str, str | None]


def walk(database: Database, name: str) -> Iterator[Oddity]:
    """The rows of one list, as many as are taken."""
    rows = database.connection.execute(QUERIES[name])
    return (_oddity({key: None if row[key] is None else str(row[key]) for key in row.keys()}) for row in rows)  # noqa: SIM118  (a row is no mapping)


def _oddity(row: dict[str, str | None]) -> Oddity:
    title = Title(int(row.pop("namespace") or 0), row.pop("name") or "")
    return Oddity(title, row.pop("value"), row)

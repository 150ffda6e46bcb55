"""`prop=categories`: the categories of pages; as a generator, the categories' own pages."""

from __future__ import annotations

from collections.abc import Sequence

from ...storage.catalogue import PageRow
from ...titles import CATEGORY, Title
from ..errors import JSON, ApiError
from ..module import Call, Continue, Module, Subject
from ..page_titles import PageTitles, plain
from ..parameters import CONTINUE, Parameter, Values, choice, choices, limit
from ..timestamps import iso


def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    """Add `categories` to the pages; there are no hidden ones."""
    return None if _hidden_only(values) else _TITLES.describe(call, values, subjects)


def generate(
    call: Call, values: Values, subjects: Sequence[Subject]
) -> tuple[list[PageRow | Title], Continue]:
    """The categories' own pages."""
    return ([], None) if _hidden_only(values) else _TITLES.generate(call, values, subjects)


def _hidden_only(values: Values) -> bool:
    show = values.words("show")
    if {"hidden", "!hidden"} <= set(show):
        raise ApiError("show", "Incorrect parameter - mutually exclusive values may not be supplied.")
    return "hidden" in show


def _show(values: Values, page: PageRow, title: Title) -> JSON:
    shown, wanted = plain(values, page, title), values.words("prop")
    if "sortkey" in wanted:
        shown |= {"sortkey": page.title.name.upper().encode().hex(), "sortkeyprefix": ""}
    if "timestamp" in wanted:
        shown["timestamp"] = iso(page.time)
    if "hidden" in wanted:
        shown["hidden"] = False
    return shown


_TITLES = PageTitles("categories", "category", only="categories", space=False, show=_show, expected=CATEGORY)

MODULE = Module(
    name="categories",
    help="Die Kategorien von Seiten.",
    prefix="cl",
    parameters=(
        choices("prop", "sortkey", "timestamp", "hidden"),
        choices("show", "hidden", "!hidden"),
        limit(),
        CONTINUE,
        Parameter("categories", help="Nur diese Kategorien.", multi=True),
        choice("dir", "ascending", "descending", default="ascending"),
    ),
    describe=describe,
    generate=generate,
)

"""`prop=links`: the pages that pages link to."""

from __future__ import annotations

from collections.abc import Iterable

from ...storage.catalogue import PageRow
from ...storage.save import fetch, read
from ...titles import Title
from ...wikitext import expand, links
from ..module import Module
from ..page_titles import PageTitles
from ..parameters import CONTINUE, NAMESPACES_WANTED, Parameter, choice, limit


def _of(row: PageRow) -> Iterable[Title]:
    return links(expand(read(row.latest), row.title, fetch).text, row.title)


_TITLES = PageTitles("links", _of, only="titles")

MODULE = Module(
    name="links",
    help="Die Seiten, auf die Seiten verweisen.",
    prefix="pl",
    parameters=(
        NAMESPACES_WANTED,
        limit(),
        CONTINUE,
        Parameter("titles", help="Nur diese Seiten.", multi=True),
        choice("dir", "ascending", "descending", default="ascending"),
    ),
    describe=_TITLES.describe,
    generate=_TITLES.generate,
)

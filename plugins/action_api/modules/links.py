"""`prop=links`: the pages that pages link to."""

from __future__ import annotations

from ..module import Module
from ..page_titles import PageTitles
from ..parameters import ALL_NAMESPACES_WANTED, CONTINUE, Parameter, choice, limit

_TITLES = PageTitles("links", "link", only="titles")

MODULE = Module(
    name="links",
    help="Die Seiten, auf die Seiten verweisen.",
    prefix="pl",
    parameters=(
        ALL_NAMESPACES_WANTED,
        limit(),
        CONTINUE,
        Parameter("titles", help="Nur diese Seiten.", multi=True),
        choice("dir", "ascending", "descending", default="ascending"),
    ),
    describe=_TITLES.describe,
    generate=_TITLES.generate,
)

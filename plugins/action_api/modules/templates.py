"""`prop=templates`: the templates that pages are made of, those within templates too.

pywikibot asks for them before every save: a page may say that bots are to keep off.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...storage.catalogue import PageRow
from ...storage.save import fetch, read
from ...titles import Title
from ...wikitext import expand
from ..module import Module
from ..page_titles import PageTitles
from ..parameters import CONTINUE, NAMESPACES_WANTED, Parameter, choice, limit


def _of(row: PageRow) -> Iterable[Title]:
    text = read(row.latest)
    return expand(text, row.title, fetch).templates_used if "{{" in text else ()


_TITLES = PageTitles("templates", _of, only="templates")

MODULE = Module(
    name="templates",
    help="Die Vorlagen, die Seiten benutzen.",
    prefix="tl",
    parameters=(
        NAMESPACES_WANTED,
        limit(),
        CONTINUE,
        Parameter("templates", help="Nur diese Vorlagen.", multi=True),
        choice("dir", "ascending", "descending", default="ascending"),
    ),
    describe=_TITLES.describe,
    generate=_TITLES.generate,
)

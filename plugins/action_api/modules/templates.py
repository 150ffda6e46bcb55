"""`prop=templates`: the templates that pages are made of, those within templates too.

pywikibot asks for them before every save: a page may say that bots are to keep off.
"""

from __future__ import annotations

from ..module import Module
from ..page_titles import PageTitles
from ..parameters import ALL_NAMESPACES_WANTED, CONTINUE, Parameter, choice, limit

_TITLES = PageTitles("templates", "embed", only="templates")

MODULE = Module(
    name="templates",
    help="Die Vorlagen, die Seiten benutzen.",
    prefix="tl",
    parameters=(
        ALL_NAMESPACES_WANTED,
        limit(),
        CONTINUE,
        Parameter("templates", help="Nur diese Vorlagen.", multi=True),
        choice("dir", "ascending", "descending", default="ascending"),
    ),
    describe=_TITLES.describe,
    generate=_TITLES.generate,
)

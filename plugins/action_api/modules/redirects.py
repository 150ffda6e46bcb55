"""`prop=redirects`: the pages that redirect to pages."""

from __future__ import annotations

from ..module import Module
from ..page_sources import PARAMETERS, PageSources
from ..parameters import choices

_SOURCES = PageSources("redirects", "link", redirects=True)

MODULE = Module(
    name="redirects",
    help="Die Seiten, die auf Seiten weiterleiten.",
    prefix="rd",
    parameters=(
        choices("prop", "pageid", "title", "fragment", default="pageid|title"),
        PARAMETERS[1],
        choices("show", "fragment", "!fragment"),
        *PARAMETERS[3:],
    ),
    describe=_SOURCES.describe,
    generate=_SOURCES.generate,
)

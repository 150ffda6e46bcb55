"""`prop=linkshere`: the pages that link to pages."""

from __future__ import annotations

from ..module import Module
from ..page_sources import PARAMETERS, PageSources

_SOURCES = PageSources("linkshere", "link")

MODULE = Module(
    name="linkshere",
    help="Die Seiten, die auf Seiten verweisen.",
    prefix="lh",
    parameters=PARAMETERS,
    describe=_SOURCES.describe,
    generate=_SOURCES.generate,
)

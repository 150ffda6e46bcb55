"""`prop=transcludedin`: the pages that show pages within them."""

from __future__ import annotations

from ..module import Module
from ..page_sources import PARAMETERS, PageSources

_SOURCES = PageSources("transcludedin", "embed")

MODULE = Module(
    name="transcludedin",
    help="Die Seiten, die Seiten als Vorlage benutzen.",
    prefix="ti",
    parameters=PARAMETERS,
    describe=_SOURCES.describe,
    generate=_SOURCES.generate,
)

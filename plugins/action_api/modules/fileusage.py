"""`prop=fileusage`: the pages that show files."""

from __future__ import annotations

from ..module import Module
from ..page_sources import PARAMETERS, PageSources

_SOURCES = PageSources("fileusage", "file")

MODULE = Module(
    name="fileusage",
    help="Die Seiten, die Dateien zeigen.",
    prefix="fu",
    parameters=PARAMETERS,
    describe=_SOURCES.describe,
    generate=_SOURCES.generate,
)

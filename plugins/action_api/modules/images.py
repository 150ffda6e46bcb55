"""`prop=images`: the files that pages show."""

from __future__ import annotations

from ...titles import FILE
from ..module import Module
from ..page_titles import PageTitles
from ..parameters import CONTINUE, Parameter, choice, limit

_TITLES = PageTitles("images", "file", only="images", space=False, expected=FILE)

MODULE = Module(
    name="images",
    help="Die Dateien, die Seiten zeigen.",
    prefix="im",
    parameters=(
        limit(),
        CONTINUE,
        Parameter("images", help="Nur diese Dateien.", multi=True),
        choice("dir", "ascending", "descending", default="ascending"),
    ),
    describe=_TITLES.describe,
    generate=_TITLES.generate,
)

"""`prop=iwlinks`: there are none here; clients ask all the same."""

from __future__ import annotations

from ..links_elsewhere import none_of
from ..module import Module
from ..parameters import CONTINUE, Parameter, choice, choices, limit

MODULE = Module(
    name="iwlinks",
    help="Verweise auf andere Wikis; hier gibt es keine.",
    prefix="iw",
    parameters=(
        choices("prop", "url"),
        Parameter("prefix"),
        Parameter("title"),
        choice("dir", "ascending", "descending", default="ascending"),
        limit(),
        CONTINUE,
    ),
    describe=none_of("prefix", 3),
)

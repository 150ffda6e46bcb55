"""`prop=langlinks`: there are none here; clients ask all the same."""

from __future__ import annotations

from ..links_elsewhere import none_of
from ..module import Module
from ..parameters import CONTINUE, Parameter, choice, choices, limit

MODULE = Module(
    name="langlinks",
    help="Verweise auf andere Sprachen; hier gibt es keine.",
    prefix="ll",
    parameters=(
        choices("prop", "url", "langname", "autonym"),
        Parameter("lang"),
        Parameter("title"),
        choice("dir", "ascending", "descending", default="ascending"),
        Parameter("inlanguagecode", default="de"),
        limit(),
        CONTINUE,
    ),
    describe=none_of("lang", 2),
)

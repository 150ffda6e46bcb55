"""`action=help`: where the modules are described."""

from __future__ import annotations

from ..errors import JSON, ApiError
from ..module import Call, Module
from ..parameters import Parameter, Values, flag


def answer(call: Call, values: Values) -> JSON:
    """MediaWiki gives help as an error of code `help`."""
    raise ApiError(
        "help", "Dies ist die Action API. Ihre Module nennt /api.php?action=paraminfo&modules=main."
    )


MODULE = Module(
    name="help",
    help="Sagt, wo die Module beschrieben sind.",
    parameters=(
        Parameter("modules", multi=True, default="main"),
        flag("submodules"),
        flag("recursivesubmodules"),
        flag("wrap"),
        flag("toc"),
    ),
    answer=answer,
)

"""`action=logout`: end the session."""

from __future__ import annotations

from ...session import sign_out
from ..errors import JSON
from ..module import Call, Module
from ..parameters import Values, token


def answer(call: Call, values: Values) -> JSON:
    """An empty reply, as in MediaWiki."""
    sign_out()
    return {}


MODULE = Module(
    name="logout",
    help="Meldet ab.",
    parameters=(token("csrf"),),
    answer=answer,
    posted=True,
    token="csrf",  # noqa: S106  (a kind)
)

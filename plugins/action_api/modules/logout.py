"""`action=logout`: end the session."""

from __future__ import annotations

from ...session import sign_out
from ..errors import JSON
from ..module import Call, Module
from ..parameters import Parameter, Values


def answer(call: Call, values: Values) -> JSON:
    """An empty reply, as in MediaWiki."""
    sign_out()
    return {}


MODULE = Module(
    name="logout",
    help="Meldet ab.",
    parameters=(Parameter("token", help="Ein Token der Art csrf.", required=True, secret=True),),
    answer=answer,
    posted=True,
    token="csrf",  # noqa: S106  (a kind)
)

"""`meta=tokens`: the tokens that writing needs."""

from __future__ import annotations

from .. import tokens
from ..errors import JSON
from ..module import Call, Module
from ..parameters import Values, choices


def tell(call: Call, values: Values) -> JSON:
    """One token of each kind that was asked for."""
    return {f"{kind}token": tokens.token(kind, call.actor) for kind in values.words("type")}


MODULE = Module(
    name="tokens",
    help="Die Tokens für Schreibzugriffe.",
    parameters=(choices("type", *tokens.KINDS, default="csrf", help="Welche Arten.", all=True),),
    tell=tell,
)

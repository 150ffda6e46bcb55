"""`action=checktoken`: whether a token is one of this session."""

from __future__ import annotations

from ...services import services
from .. import tokens
from ..errors import JSON
from ..module import Call, Module
from ..parameters import Parameter, Type, Values
from ..timestamps import iso


def answer(call: Call, values: Values) -> JSON:
    """`valid`, `expired` or `invalid`, and when it was made."""
    token, oldest = values.text("token"), values.number("maxtokenage")
    made = tokens.generated(token)
    result = "valid" if tokens.holds(values.text("type"), token, call.actor) else "invalid"
    if result == "valid" and oldest is not None and made is not None and made < _now() - oldest:
        result = "expired"
    return {"checktoken": {"result": result} | ({"generated": iso(made)} if made is not None else {})}


def _now() -> int:
    return int(services().clock().timestamp())


MODULE = Module(
    name="checktoken",
    help="Prüft ein Token.",
    parameters=(
        Parameter("type", Type.CHOICE, "Seine Art.", required=True, choices=tokens.KINDS),
        Parameter("token", help="Das Token.", required=True, secret=True),
        Parameter("maxtokenage", Type.INTEGER),
    ),
    answer=answer,
)

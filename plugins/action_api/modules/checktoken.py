"""`action=checktoken`: whether a token is one of this session."""

from __future__ import annotations

from .. import tokens
from ..errors import JSON
from ..module import Call, Module
from ..parameters import Parameter, Type, Values


def answer(call: Call, values: Values) -> JSON:
    """`valid` or `invalid`."""
    holds = tokens.holds(values.text("type"), values.text("token"), call.actor)
    return {"checktoken": {"result": "valid" if holds else "invalid"}}


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

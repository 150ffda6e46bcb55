"""`action=login`: begin a session with a bot password `Name@Zweck`, or with the account's own password.

As on MediaWiki who sends his own is warned: a bot password can be taken back, and opens only what it is meant for.
"""

from __future__ import annotations

from ...accounts import actor_of
from ...errors import TooFast
from ...services import services
from ...session import sign_in_bot, sign_in_own
from .. import tokens
from ..error_format import reason_shown
from ..errors import JSON
from ..module import Call, Module
from ..parameters import Parameter, Type, Values, token


def answer(call: Call, values: Values) -> JSON:
    """`Success`, or `Failed` with a reason, or `NeedToken`/`WrongToken` with the token."""
    name, given = " ".join(values.text("name").replace("_", " ").split()), values.text("token")
    token = tokens.token("login", call.actor)
    if not given:
        values.deprecate("Fetching a token via action=login is deprecated; ask action=query&meta=tokens.")
        return {"login": {"result": "NeedToken", "token": token}}
    if not tokens.holds("login", given, call.actor):
        return {"login": {"result": "WrongToken"}}
    try:
        enter = sign_in_bot if "@" in name else sign_in_own
        user = enter(name, values.text("password"))
    except TooFast as refusal:
        return _failed(call, "login-throttled", str(refusal))
    if user is None:
        return _failed(call, "wrongpassword", "Name oder Passwort stimmt nicht.")
    if "@" not in name:
        values.deprecate("Main-account login via action=login is deprecated; use a bot password.")
    actor = actor_of(user)
    user_id = services().catalogue.user_id(actor.item_id)
    return {"login": {"result": "Success", "lguserid": user_id, "lgusername": actor.name}}


def _failed(call: Call, code: str, reason: str) -> JSON:
    form = call.reader.sent.get("errorformat", "bc")
    return {"login": {"result": "Failed", "reason": reason_shown(code, reason, form)}}


MODULE = Module(
    name="login",
    help="Meldet an, am besten mit einem Bot-Passwort.",
    prefix="lg",
    parameters=(
        Parameter("name", help="Name@Zweck, oder der Name des Kontos."),
        Parameter("password", Type.PASSWORD, "Das Bot-Passwort, oder das eigene.", secret=True),
        Parameter("domain"),
        token("login", required=False),
    ),
    answer=answer,
    posted=True,
)

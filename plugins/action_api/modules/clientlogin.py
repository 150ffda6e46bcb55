"""`action=clientlogin`: begin a session with the account's own password; a bot password `Name@Zweck` does it too."""

from __future__ import annotations

from ...errors import TooFast
from ...session import sign_in_bot, sign_in_own
from ..errors import JSON, ApiError
from ..module import Call, Module
from ..parameters import Parameter, Values, choice, flag, token


def answer(call: Call, values: Values) -> JSON:
    """`PASS` with the name, or `FAIL` with a reason."""
    if "returnurl" not in values and not values.flag("continue"):
        raise ApiError("missingparam", 'One of "loginreturnurl" and "logincontinue" is required.')
    name, password = call.reader.sent.get("username"), call.reader.sent.get("password")
    call.used.update(("username", "password"))
    if "password" in call.reader.in_address:
        raise ApiError("mustpostparams", "The following parameter was found in the query string: password.")
    if not name or password is None:
        return _failed("authmanager-authn-no-primary", "Name und Passwort fehlen.")
    try:
        enter = sign_in_bot if "@" in name else sign_in_own
        user = enter(" ".join(name.replace("_", " ").split()), password)
    except TooFast as refusal:
        return _failed("login-throttled", str(refusal))
    if user is None:
        return _failed("wrongpassword", "Name oder Passwort stimmt nicht.")
    return {"clientlogin": {"status": "PASS", "username": user.name0}}


def _failed(code: str, reason: str) -> JSON:
    return {
        "clientlogin": {
            "status": "FAIL", "message": reason, "messagecode": code, "canpreservestate": False,
        }
    }  # fmt: skip


MODULE = Module(
    name="clientlogin",
    help="Meldet mit dem eigenen Passwort an, oder mit einem Bot-Passwort.",
    prefix="login",
    parameters=(
        Parameter("requests", multi=True),
        choice("messageformat", "html", "none", "raw", "wikitext", default="wikitext"),
        flag("mergerequestfields"),
        flag("preservestate"),
        Parameter("returnurl"),
        flag("continue"),
        token("login"),
    ),
    answer=answer,
    posted=True,
    token="login",  # noqa: S106  (a kind)
)

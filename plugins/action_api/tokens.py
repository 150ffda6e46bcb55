"""Tokens: they prove that a write comes from the session's own client and not from a page it visits.

A token is a keyed hash over a random number in the session, the kind of token, the account and the time, which it
names itself as MediaWiki's do; so it holds for one session and one account, and needs no store. Visitors get
MediaWiki's constant `+\\`.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from flask import current_app, session

from ..accounts import Actor
from ..services import services
from .errors import ApiError

KINDS = ("createaccount", "csrf", "login", "patrol", "rollback", "userrights", "watch")
ANONYMOUS = "+\\"
_NONCE = "api.nonce"
_FORM = re.compile(r"[0-9a-f]{32}([0-9a-f]{8})\+\\")
_FOR_VISITORS = ("createaccount", "login")


def token(kind: str, actor: Actor) -> str:
    """The token of that kind for this session."""
    if not actor.item_id and kind not in _FOR_VISITORS:
        return ANONYMOUS
    if _NONCE not in session:
        session[_NONCE] = secrets.token_hex(16)
    return _made(kind, actor, int(services().clock().timestamp()))


def generated(given: str) -> int | None:
    """When a token was made, in seconds since 1970, as it says itself; None if it has not the form of one."""
    found = _FORM.fullmatch(given)
    return int(found[1], 16) if found else None


def holds(kind: str, given: str, actor: Actor) -> bool:
    """Whether it is one of the session's tokens of that kind; compared in constant time."""
    if not actor.item_id and kind not in _FOR_VISITORS:
        return given == ANONYMOUS
    made = generated(given)
    if made is None or _NONCE not in session:
        return False
    return hmac.compare_digest(given, _made(kind, actor, made))


def _made(kind: str, actor: Actor, moment: int) -> str:
    message = f"{session[_NONCE]}|{kind}|{actor.item_id}|{moment}".encode()
    key = str(current_app.secret_key).encode()
    return f"{hmac.new(key, message, hashlib.sha256).hexdigest()[:32]}{moment:08x}{ANONYMOUS}"


def check(kind: str, given: str, actor: Actor) -> None:
    """Raise `ApiError` badtoken unless it is the session's token of that kind."""
    if not holds(kind, given, actor):
        raise ApiError("badtoken", "Invalid CSRF token." if kind == "csrf" else f"Invalid {kind} token.")

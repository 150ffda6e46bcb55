"""Tokens: they prove that a write comes from the session's own client and not from a page it visits.

A token is a keyed hash over a random number in the session, the kind of token and the account; so it holds for
one session and one account, and needs no store. Visitors get MediaWiki's constant `+\\`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from flask import current_app, session

from ..accounts import Actor
from .errors import ApiError

KINDS = ("createaccount", "csrf", "login", "patrol", "rollback", "userrights", "watch")
ANONYMOUS = "+\\"
_NONCE = "api.nonce"
_FOR_VISITORS = ("createaccount", "login")


def token(kind: str, actor: Actor) -> str:
    """The token of that kind for this session."""
    if not actor.item_id and kind not in _FOR_VISITORS:
        return ANONYMOUS
    if _NONCE not in session:
        session[_NONCE] = secrets.token_hex(16)
    message = f"{session[_NONCE]}|{kind}|{actor.item_id}".encode()
    key = str(current_app.secret_key).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:40] + ANONYMOUS


def holds(kind: str, given: str, actor: Actor) -> bool:
    """Whether it is the session's token of that kind; compared in constant time."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), token(kind, actor).encode())


def check(kind: str, given: str, actor: Actor) -> None:
    """Raise `ApiError` badtoken unless it is the session's token of that kind."""
    if not holds(kind, given, actor):
        raise ApiError("badtoken", "Invalid CSRF token." if kind == "csrf" else f"Invalid {kind} token.")

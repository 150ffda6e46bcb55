"""Sessions of bots: begun with a bot password, good for the API only, over when the password is revoked.

They are kept apart from Moin's sessions: what a bot password opens must not open the wiki's forms.
"""

from __future__ import annotations

import hashlib

from flask import session
from moin import current_app, flaskg
from moin.storage.middleware.protecting import ProtectingMiddleware
from moin.user import User

from ..accounts import BOT_PASSWORDS, check_bot_password
from ..session import sign_out

_ITEM, _PURPOSE, _SEAL = "api.item", "api.purpose", "api.seal"


def log_in(name: str, password: str) -> User | None:
    """Begin a new session for `Name@purpose`; None when the name or the password is wrong."""
    user = check_bot_password(name, password)
    if user is None:
        return None
    purpose = name.rpartition("@")[2]
    session.clear()
    session[_ITEM], session[_PURPOSE] = user.itemid, purpose
    session[_SEAL] = _seal(user, purpose)
    _become(user)
    return user


def log_out() -> None:
    """End the session; if it is one of Moin's, all of that account's."""
    if _ITEM not in session and flaskg.user.valid:
        sign_out()
        return
    session.clear()
    _become(User(name="anonymous", auth_method="invalid"))


def resume() -> None:
    """Make the account of a bot's session the request's account, before the request is answered."""
    if _ITEM not in session:
        return
    user = User(uid=session[_ITEM])
    if user.valid and (seal := _seal(user, session.get(_PURPOSE, ""))) and seal == session.get(_SEAL):
        _become(user)
    else:
        session.clear()
        _become(User(name="anonymous", auth_method="invalid"))


def _seal(user: User, purpose: str) -> str:
    """A mark of the stored bot password: another or no password, another mark."""
    hashed = user.profile[BOT_PASSWORDS].get(purpose)
    return hashlib.sha256(hashed.encode()).hexdigest()[:32] if hashed else ""


def _become(user: User) -> None:
    flaskg.user = user
    flaskg.storage = ProtectingMiddleware(current_app.storage, user, current_app.cfg.acl_mapping)

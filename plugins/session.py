"""Whose a request is: sessions, begun with an account's password or with a bot password.

Both lie in Flask's signed cookie. A person's session opens everything that the account may; what a bot password opens
is the API only, and it is over when the password is revoked.
"""

from __future__ import annotations

import time

from flask import request, session
from moin import current_app, flaskg
from moin.app import is_static_content
from moin.constants.misc import ANON
from moin.storage.middleware.protecting import ProtectingMiddleware
from moin.user import User
from moin.utils.clock import Clock

from . import pace
from .accounts import authenticate, end_sessions, session_token, spelled
from .bot_passwords import BotPassword, check, for_purpose

API = "action_api"
"""The blueprint that bot passwords open."""

_PERSON, _TOKEN, _SIGNED = "user.itemid", "user.session_token", "user.signed"
_BOT, _PURPOSE, _SEAL = "api.item", "api.purpose", "api.seal"
_HOUR = 3600
_LONGEST_NAME = 255


def begin() -> None:
    """Begin a request: whose it is, and what Moin's views look for.

    In the place of Moin's `before_wiki`, which makes up to three accounts for each request, signs a new cookie each
    time, and reads passwords out of any request's fields.
    """
    if is_static_content(request.path):
        flaskg.no_variable_injection = True
        return
    flaskg.clock = Clock()
    flaskg.clock.start("total")
    flaskg.unprotected_storage = current_app.storage
    flaskg.dicts, flaskg.groups = current_app.cfg.dicts(), current_app.cfg.groups()
    flaskg.add_lineno_attr = False
    _become(*_account())


def proved(name: str, password: str) -> User | None:
    """The account of that name, if the password is its own: for signing in, and before what nobody else may do.

    Wrong ones are counted by name and address. Raises `TooFast` after too many of them.
    """
    who = spelled(name)[:_LONGEST_NAME], pace.address()
    pace.refuse(pace.Doing.SIGN_IN, *who)
    user = authenticate(name, password)
    if user is None:
        pace.note(pace.Doing.SIGN_IN, *who)
    return user


def sign_in(user: User) -> None:
    """Begin a person's session for a valid account; whatever the session held before is gone."""
    session.clear()
    session[_PERSON], session[_TOKEN] = user.itemid, session_token(user)
    session[_SIGNED] = _now()
    _become(user)


def sign_in_own(name: str, password: str) -> User | None:
    """Begin a person's session, in the form or at the API; None when it is not `proved`. Raises `TooFast`."""
    if (user := proved(name, password)) is not None:
        sign_in(user)
    return user


def sign_in_bot(login: str, password: str) -> User | None:
    """Begin a bot's session for `Name@Zweck`; None when the name or the bot password is wrong.

    Wrong ones are counted by account and address, whatever the purpose. Raises `TooFast` after too many of them,
    and looks at no password then.
    """
    who = spelled(login.rpartition("@")[0])[:_LONGEST_NAME], pace.address()
    pace.refuse(pace.Doing.BOT_SIGN_IN, *who)
    if (found := check(login, password)) is None:
        pace.note(pace.Doing.BOT_SIGN_IN, *who)
        return None
    pace.forget(pace.Doing.BOT_SIGN_IN, *who)
    user, key = found
    session.clear()
    session[_BOT], session[_PURPOSE], session[_SEAL] = user.itemid, key.purpose, key.seal
    _become(user, key)
    return user


def sign_out() -> None:
    """End the session. Of a person all end, in every browser: a cookie that was copied opens nothing any more."""
    if _BOT not in session and flaskg.user.valid:
        end_sessions(flaskg.user.name0)
    session.clear()
    _become(None)


def _account() -> tuple[User | None, BotPassword | None]:
    """The account of this request's session, and its bot password. A session that no longer holds is forgotten."""
    if _BOT in session:
        if request.blueprint != API:
            return None, None
        user = User(uid=session[_BOT])
        key = for_purpose(user, session.get(_PURPOSE, ""))
        if key is not None and key.seal == session.get(_SEAL):
            return user, key
        session.clear()
    elif _PERSON in session:
        user = User(uid=session[_PERSON])
        if user.valid and user.validate_session(session.get(_TOKEN, "")):
            if _now() - session.get(_SIGNED, 0) > _HOUR:
                session[_SIGNED] = (
                    _now()
                )  # the cookie is signed anew, so it lasts as long as somebody is here
            return user, None
        session.clear()
    return None, None


def _become(user: User | None, key: BotPassword | None = None) -> None:
    """Make this account the request's, within what its bot password allows; None is a visitor."""
    flaskg.user, flaskg.bot_password = user or User(name=ANON), key
    flaskg.storage = ProtectingMiddleware(current_app.storage, flaskg.user, current_app.cfg.acl_mapping)


def _now() -> int:
    return int(time.time())

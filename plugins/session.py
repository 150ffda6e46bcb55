"""Signing in and out. Moin keeps the session; it no longer reads passwords out of any request's fields."""

from __future__ import annotations

from typing import Any

from flask import session
from moin import current_app, flaskg
from moin.auth import BaseAuth, ContinueLogin
from moin.storage.middleware.protecting import ProtectingMiddleware
from moin.user import User

from .accounts import SESSION_METHOD, end_sessions, session_token


class SessionAuth(BaseAuth):  # type: ignore[misc]
    """Moin's name for "signed in by password"; the passwords themselves are checked in our own views.

    Moin's `MoinAuth` signs in whoever sends the right fields with any request, by GET too.
    """

    name = SESSION_METHOD

    def login(self, user_obj: Any, **kw: Any) -> ContinueLogin:
        """Change nothing."""
        return ContinueLogin(user_obj)

    def logout(self, user_obj: Any, **kw: Any) -> tuple[Any, bool]:
        """Change nothing."""
        return user_obj, True


def sign_in(user: User) -> None:
    """Begin a session for a valid account; whatever the session held before is gone."""
    session.clear()
    session["user.itemid"] = user.itemid
    session["user.trusted"] = False
    session["user.auth_method"] = SessionAuth.name
    session["user.auth_attribs"] = ()
    session["user.session_token"] = session_token(user)
    _become(user)


def sign_out() -> None:
    """End this account's sessions, in every browser: a cookie that was copied opens nothing any more."""
    end_sessions(flaskg.user.name0)
    session.clear()
    _become(User(name="anonymous", auth_method="invalid"))


def _become(user: User) -> None:
    flaskg.user = user
    flaskg.storage = ProtectingMiddleware(current_app.storage, user, current_app.cfg.acl_mapping)

"""Puts the layer for reading before an application, once: kept answers, kept bodies, the marks of the views."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from ..pages.banner import changes_next
from ..phase import current_window
from ..services import Services
from . import marks
from .bodies import FILE, Bodies, code_version
from .front import Front

_KEY = "familienkonferenz.front"


def install(app: Flask) -> Front:
    """Put the layer before the application."""
    services: Services = app.extensions["familienkonferenz"]
    found: Front | None = app.extensions.get(_KEY)
    if found is not None:
        return found

    def until(now: datetime) -> datetime | None:
        with app.app_context():
            return changes_next(current_window(services), now)

    marks.install(app)
    front = Front(
        app.wsgi_app,
        stamp=services.catalogue.stamp,
        clock=lambda: services.clock(),
        until=until,
        cookie=app.config["SESSION_COOKIE_NAME"],
    )
    app.wsgi_app = front  # type: ignore[method-assign]
    app.extensions[_KEY] = front
    with app.app_context():
        Bodies(services.home / FILE, code_version()).attach()
    return front

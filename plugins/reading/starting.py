"""What begins in each process that serves, after the fork: threads do not go through one."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

_KEY = "familienkonferenz.at_start"


def at_start(app: Flask, begin: Callable[[], None]) -> None:
    """Call `begin` in every process that serves the application, before its first request."""
    app.extensions.setdefault(_KEY, []).append(begin)


def start(app: Flask) -> None:
    """Begin it all; the server calls this in each of its processes."""
    for begin in app.extensions.get(_KEY, []):
        begin()

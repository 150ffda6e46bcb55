"""Which answers may be kept for other visitors: the views say it, nobody guesses it from the bytes.

An answer of status 200 by one of the endpoints listed here may be kept, unless its view has called `refuse`: what it
shows is then a matter of rights. The mark stands in the request's environment, where `front` reads it.
"""

from __future__ import annotations

from flask import Flask, Response, request
from moin import flaskg

MARK = "familienkonferenz.keep"
"""True: the answer may be kept. False: a view has refused."""

ENDPOINTS = frozenset(
    (
        "frontend.show_item",
        "frontend.history",
        "pages.changes",
        "pages.contributions",
        "pages.feed",
        "pages.permalink",
    )
)
"""Views whose answer to a visitor depends on the wiki's state and the phase, and on nothing else."""


def install(app: Flask) -> None:
    """Mark the answers of this application."""
    app.after_request(_mark)


def refuse() -> None:
    """What this request shows is a matter of rights: a page with an ACL of its own. Called by a view."""
    request.environ[MARK] = False


def _mark(response: Response) -> Response:
    """Mark what may be kept. As it leaves Flask nobody keeps any of it: `front` alone lifts that.

    `private, no-cache` and not `no-store`, since "back" must still give a writer the text in a form.
    """
    response.headers.setdefault("Cache-Control", "private, no-cache")
    user = getattr(flaskg, "user", None)
    visitor = user is not None and not user.valid
    plain = response.status_code == 200 and request.method == "GET" and not request.query_string
    if visitor and plain and request.endpoint in ENDPOINTS:
        request.environ.setdefault(MARK, True)
    return response

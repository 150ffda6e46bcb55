"""What the wiki does not do: closed doors, checked forms, plain headers.

Only the endpoints listed here answer; everything else of Moin's is "not found". So a hole in a view that we do
not need is not ours. Every form carries a token (Flask-WTF), the API checks its own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Flask, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from markupsafe import escape
from moin import flaskg
from moin.storage.middleware.exceptions import AccessDenied
from moin.themes import render_template
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError

from .errors import (
    EditConflict,
    PageExists,
    PageMissing,
    PermissionDenied,
    StoreUnavailable,
    TooFast,
    WikiError,
)
from .pages.show import title_of

_log = logging.getLogger(__name__)

OPEN = frozenset(
    (
        "static",
        "_themes.static",
        "serve.files",
        "frontend.show_root",
        "frontend.show_item",
        "frontend.redirect_show_item",
        "frontend.robots",
        "frontend.revert_item",
        "frontend.rename_item",
        "frontend.delete_item",
        "frontend.destroy_item",
        "frontend.modify_item",
        "frontend.history",
        "frontend.login",
        "frontend.register",
    )
)
"""Moin's endpoints that answer. Ours are in blueprints of our own and answer anyway."""

OUR_BLUEPRINTS = frozenset(("pages", "forms", "files", "action_api"))

_FORMS = frozenset(
    (
        "forms.contribute",
        "forms.reply",
        "forms.edit_contribution",
        "forms.section",
        "forms.upload",
        "frontend.modify_item",
    )
)
"""Endpoints whose form checks its token itself, too: with a stale one they save nothing and show it again."""

_TEXTS = {
    400: ("Das hat nicht geklappt", "Die Anfrage war unvollständig. Bitte versuchen Sie es noch einmal."),
    403: ("Das geht hier nicht", "Dafür fehlt Ihnen die Berechtigung."),
    404: ("Seite nicht gefunden", "Diese Seite gibt es nicht oder nicht mehr."),
    405: ("Das geht hier nicht", "So lässt sich diese Adresse nicht aufrufen."),
    413: (
        "Zu groß",
        "Das ist zu groß, um angenommen zu werden. Was Sie geschrieben haben, ist nicht verloren: Gehen Sie in Ihrem "
        "Browser eine Seite zurück, dort steht es noch. Wählen Sie dann eine kleinere Datei oder gar keine, "
        "oder kürzen Sie den Text.",
    ),
    500: ("Da ist etwas schiefgegangen", "Der Fehler liegt bei uns. Bitte versuchen Sie es später noch einmal."),
}  # fmt: skip

_STATUS: dict[type[Exception], int] = {
    EditConflict: 409,
    PageExists: 409,
    PageMissing: 404,
    StoreUnavailable: 503,
    TooFast: 429,
}
"""The status of a refusal; 403 otherwise."""

_WRITTEN = ("title", "place", "text", "about", "summary")
"""The fields of our forms in which people write what others are to read."""

_PLAIN = (
    '<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body><h1>{title}</h1><p>{text}</p>{typed}<p><a href="/">Zur Startseite</a></p></body></html>'
)
_PLAIN_TYPED = (
    '<label for="typed">Ihr Text</label><textarea id="typed" rows="12" readonly>\n{typed}</textarea>'
)


def install(app: Flask) -> None:
    """Put the guard before all requests of the application."""
    app.before_request(_only_open_doors)
    csrf = CSRFProtect(app)
    if (api := app.blueprints.get("action_api")) is not None:
        csrf.exempt(api)
    app.after_request(_headers)
    app.error_handler_spec.pop("frontend", None)  # Moin's own "not found", which offers to create the page
    app.register_error_handler(HTTPException, _show_error)
    app.register_error_handler(403, _show_error)  # Moin has one for this code, and it would win
    app.register_error_handler(CSRFError, _show_csrf_error)
    app.register_error_handler(AccessDenied, _show_denied)
    app.register_error_handler(PermissionDenied, _show_denied)
    app.register_error_handler(WikiError, _show_denied)


def _only_open_doors() -> None:
    if request.endpoint is None:
        return
    if request.endpoint not in OPEN and request.blueprint not in OUR_BLUEPRINTS:
        abort(404)
    # Moin also finds items by `@itemid/…` and `@revid/…`; here pages have titles, and what is none is not found.
    if (name := (request.view_args or {}).get("item_name")) is not None:
        title_of(name)


def _headers(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if response.status_code == 429 and (wait := g.get("retry_after")):
        response.headers["Retry-After"] = str(wait)
    response.headers.setdefault("Content-Security-Policy", app_policy())
    return response


def app_policy() -> str:
    """The content security policy of every page: nothing from elsewhere, no scripts, no frames."""
    return (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def _show_error(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    title, text = _TEXTS.get(code, _TEXTS[400 if code < 500 else 500])
    typed = "" if isinstance(error, RequestEntityTooLarge) else _typed()
    if code < 500:
        return _page(title, text, typed), code
    try:
        return _page(title, text, typed), code
    except Exception:  # the frame asks the database too, which may be what went wrong
        _log.exception("the page that tells of an error has no frame")
        return _plain(title, text, typed), code


def _show_csrf_error(error: CSRFError) -> ResponseReturnValue:
    if request.endpoint in _FORMS:
        view: Callable[..., Any] = current_app.view_functions[request.endpoint]
        # What is gone by now cannot show its form: then what was typed is given back alone.
        with suppress(HTTPException, WikiError):
            shown: ResponseReturnValue = view(**(request.view_args or {}))
            return shown
    return (
        _page(
            "Bitte noch einmal absenden",
            "Das Formular war zu lange offen oder Sie haben sich inzwischen ab- oder angemeldet. "
            "Ihr Text steht unten, Sie können ihn kopieren.",
            _typed(),
        ),
        400,
    )


def _show_denied(error: Exception) -> tuple[str, int]:
    text = str(error) if isinstance(error, WikiError) else _TEXTS[403][1]
    status = _STATUS.get(type(error), 403)
    return _page(_TEXTS[403][0], text, _typed()), status


def _typed() -> str:
    """What was typed into the form, to be given back, heading first; nothing else of it, passwords least of all."""
    return "\n\n".join(filter(None, (request.form.get(name, "") for name in _WRITTEN)))


def _page(title: str, text: str, typed: str = "") -> str:
    """The error page in the frame; without it where Moin has not set it up: early errors, static addresses."""
    foreign_host = isinstance(request.routing_exception, SecurityError)
    if foreign_host or getattr(flaskg, "storage", None) is None or hasattr(flaskg, "no_variable_injection"):
        return _plain(title, text, typed)
    if request.view_args is None:  # no route matched, or not by this method; Moin's variables ask for them
        request.view_args = {}
    return str(render_template("fehler.html", title_name=title, text=text, typed=typed))


def _plain(title: str, text: str, typed: str) -> str:
    given_back = _PLAIN_TYPED.format(typed=escape(typed)) if typed else ""
    return _PLAIN.format(title=escape(title), text=escape(text), typed=given_back)

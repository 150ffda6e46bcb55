"""The addresses: `/api.php` for all, and the few of `/index.php` that clients of MediaWiki know."""

from __future__ import annotations

import json
from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, request, stream_with_context
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse

from ..accounts import current_actor
from ..errors import InvalidTitle
from ..storage.save import id_sent
from ..titles import SPECIAL, Title
from . import special_export
from .errors import JSON
from .fields import FORM, fields
from .lag import WAIT, lag
from .main import handle
from .sight import Sight

blueprint = Blueprint("action_api", __name__)

_EXPORT = frozenset(("export", "exportieren"))


@blueprint.url_value_preprocessor
def _keep_body(endpoint: str | None, values: object) -> None:
    """Keep the bytes of a form, before anything else reads it."""
    if request.mimetype == FORM:
        request.get_data()


def _body() -> dict[str, str]:
    if request.mimetype == FORM:
        return fields(request.get_data())
    return {name: found[-1] for name, found in request.form.lists()}


def _files() -> dict[str, bytes]:
    """What was sent as files; a plain form has none, and would be read once more for it."""
    return {} if request.mimetype == FORM else {name: file.read() for name, file in request.files.items()}


@blueprint.route("/api.php", methods=["GET", "POST"])
def api() -> Response:
    """Answer one request to the Action API."""
    in_address, in_body = fields(request.query_string), _body()
    reply, code = handle(
        in_address | in_body,  # a form counts before an address, as in PHP
        frozenset(in_address) - frozenset(in_body),
        posted=request.method == "POST",
        actor=current_actor(),
        files=_files(),
    )
    raw = reply.pop("\x00raw", None)
    if isinstance(raw, str):
        return _private(Response(raw, mimetype="text/xml"))
    return _json(reply, code)


@blueprint.route("/index.php", methods=["GET", "POST"])
def index() -> BaseResponse:
    """`/index.php?title=…`: the export, or a redirect to the page."""
    if (page_id := id_sent(request.args.get("curid"))) is not None:
        found = Sight(current_actor()).page_by_id(page_id)
        return redirect("/" + quote(found.title.item_name)) if found else abort(404)
    title = request.args.get("title") or request.form.get("title") or ""
    if not title:
        return redirect("/")
    try:
        page = Title.parse(title)
    except InvalidTitle:
        abort(404)
    if page.namespace == SPECIAL:
        name, _, named = page.name.partition("/")
        if name.casefold() not in _EXPORT:
            abort(404)
        return _export(named)
    return redirect("/" + quote(page.item_name))


@blueprint.route("/Special:Export", methods=["GET", "POST"])
@blueprint.route("/Special:Export/<path:named>", methods=["GET"])
@blueprint.route("/Spezial:Exportieren", methods=["GET", "POST"])
@blueprint.route("/Spezial:Exportieren/<path:named>", methods=["GET"])
def export(named: str = "") -> BaseResponse:
    """The XML export by its own address."""
    return _export(named)


def _export(named: str) -> Response:
    wanted = special_export.wanted(request.values, named, posted=request.method == "POST")
    stream = special_export.stream(wanted, current_actor())
    return _private(Response(stream_with_context(stream), mimetype="application/xml"))


@blueprint.errorhandler(RequestEntityTooLarge)
def _too_large(error: RequestEntityTooLarge) -> Response:
    return _json({"error": {"code": "contenttoobig", "info": "Die Anfrage ist zu groß."}}, "contenttoobig")


def _json(reply: JSON, code: str) -> Response:
    response = Response(
        json.dumps(reply, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"),
        status=500 if code.startswith("internal_api_error") else 200,
        content_type="application/json; charset=utf-8",
    )
    if code:
        response.headers["MediaWiki-API-Error"] = code
    if code == "maxlag":
        response.headers["Retry-After"], response.headers["X-Database-Lag"] = str(WAIT), str(lag())
    return _private(response)


def _private(response: Response) -> Response:
    """Replies differ by account: no cache in between may keep them."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

"""Files as browsers get them: with the type that they were examined to have, and no power over anything.

Pictures are shown, everything else is downloaded. `sandbox` and `nosniff` hold even where somebody finds a file that
is two things at once. A version never changes, so browsers keep it for a day; not for longer, since moderators take
pictures down.
"""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, redirect, request, url_for
from moin import flaskg
from moin.constants.rights import READ
from werkzeug.wrappers import Response as BaseResponse

from ..accounts import current_actor
from ..errors import InvalidTitle
from ..gate import Role, may_read
from ..services import services
from ..storage.catalogue import PageRow
from ..storage.files import Files, Version
from ..titles import FILE, Title
from . import addresses, names
from .sizes import STEPS
from .thumbnails import mime_of, sweep, thumbnail
from .upload import most_bytes

_DAY = 86_400
_POLICY = "default-src 'none'; sandbox"
_FORM = 1_000_000
"""What may come with a file in one request."""
_TAKING = {
    "action_api.api": 1, "forms.upload": 10,
    "forms.contribute": 10, "forms.reply": 10, "forms.edit_contribution": 10,
}  # fmt: skip
"""The endpoints that take files, and how many times the largest may be sent: where a text comes with a photo that is
too large, the form must be read to give the text back (`incoming`); what is larger still is no photo."""


def install(app: Flask) -> None:
    """Register the addresses; let the requests that bring files be as large as files may be."""
    blueprint = Blueprint("files", __name__)
    blueprint.add_url_rule(f"{addresses.START}<name>", "newest", show_newest)
    blueprint.add_url_rule(f"{addresses.START}<int:rev_id>/<name>", "version", show_version)
    blueprint.add_url_rule(f"{addresses.START}<int:rev_id>/<int:width>px/<name>", "small", show_small)
    app.register_blueprint(blueprint)
    app.before_request_funcs[None].insert(0, _let_files_in)
    app.after_request(_sweep)


def show_newest(name: str) -> Response | BaseResponse:
    """The version of a file that counts now: browsers ask each time whether it still does."""
    try:
        title = Title.parse(name, FILE)
    except InvalidTitle:
        abort(404)
    version = Files(services().database).of(title)
    if title.namespace != FILE or version is None:
        abort(404)
    if names.key(title) != name:
        return redirect(url_for("files.newest", name=names.key(title)))
    page = _page(version)
    return _sent(version, page, _content(version), version.facts.mime, keep=False)


def show_version(rev_id: int, name: str) -> Response:
    """One version of a file."""
    version, page = _version(rev_id, name)
    return _sent(version, page, _content(version), version.facts.mime)


def show_small(rev_id: int, width: int, name: str) -> Response:
    """A small picture of a version."""
    version, page = _version(rev_id, name)
    if not version.facts.is_picture or width not in STEPS or width >= version.facts.width:
        abort(404)
    return _sent(version, page, thumbnail(version.facts, width), mime_of(version.facts), width=width)


def readable(version: Version) -> PageRow | None:
    """The page of a version, if the current actor may see it: what was taken down is for moderators."""
    page = services().catalogue.page_by_id(version.page_id)
    role = current_actor().role
    if page is None or not may_read(role, page.title) or (page.deleted and role is not Role.MODERATOR):
        return None
    if page.acl is not None and not flaskg.storage.may(page.title.item_name, READ):
        return None
    return page


def _version(rev_id: int, name: str) -> tuple[Version, PageRow]:
    version = Files(services().database).version(rev_id) if rev_id < 2**62 else None
    if version is None or names.key(version.title) != name:
        abort(404)
    return version, _page(version)


def _page(version: Version) -> PageRow:
    return readable(version) or abort(404)


def _content(version: Version) -> bytes | None:
    return Files(services().database).content(version.facts.sha256)


def _sent(
    version: Version, page: PageRow, content: bytes | None, mime: str, *, keep: bool = True, width: int = 0
) -> Response:
    if content is None:
        abort(404)
    response = Response(content, mimetype=mime)
    response.set_etag(f"{version.facts.sha256[:24]}-{width}")
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers.set(
        "Content-Disposition", "inline" if version.facts.is_picture else "attachment",
        filename=names.key(version.title),
    )  # fmt: skip
    public = page.acl is None and not page.deleted and not flaskg.user.valid
    lasting = f"max-age={_DAY}" if keep and not page.deleted else "no-cache"
    response.headers["Cache-Control"] = f"{'public' if public else 'private'}, {lasting}"
    response.make_conditional(request, accept_ranges=True, complete_length=len(content))
    return response


def _let_files_in() -> None:
    if request.endpoint in _TAKING and request.mimetype == "multipart/form-data":
        request.max_content_length = most_bytes() * _TAKING[request.endpoint] + _FORM


def _sweep(response: Response) -> Response:
    if request.endpoint == "frontend.destroy_item" and request.method == "POST":
        sweep(services())
    return response

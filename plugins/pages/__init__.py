"""What readers and writers of wiki pages see: a page, its edit form, its history, the newest changes."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, request

from familienkonferenz.page_templates.render import slug

from . import banner, edit, feed, history, search, show


def install(app: Flask) -> None:
    """Register our addresses and take over those of Moin's views that ours replace."""
    blueprint = Blueprint("pages", __name__)
    show.register(blueprint)
    history.register(blueprint)
    feed.register(blueprint)
    search.register(blueprint)
    app.register_blueprint(blueprint)
    app.after_request(_as_pictures)
    app.context_processor(banner.variables)
    app.jinja_env.filters["slug"] = slug
    app.view_functions["frontend.show_root"] = show.show_root
    app.view_functions["frontend.show_item"] = show.show_item
    app.view_functions["frontend.modify_item"] = edit.edit_page
    app.view_functions["frontend.history"] = history.show_history


def _as_pictures(response: Response) -> Response:
    """The theme's own files: kept by browsers for ten minutes, its SVG served as the picture it is.

    Moin tells Python that every SVG is `text/xml`, because those that people upload may carry scripts.
    """
    if request.endpoint == "_themes.static":
        if request.path.endswith(".svg"):
            response.mimetype = "image/svg+xml"
        response.cache_control.no_cache = None
        response.cache_control.max_age = 600
    return response

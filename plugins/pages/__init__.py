"""What readers and writers of wiki pages see: a page, its edit form, its history, the newest changes."""

from __future__ import annotations

from flask import Blueprint, Flask

from . import banner, edit, history, show


def install(app: Flask) -> None:
    """Register our addresses and take over those of Moin's views that ours replace."""
    blueprint = Blueprint("pages", __name__)
    show.register(blueprint)
    history.register(blueprint)
    app.register_blueprint(blueprint)
    app.context_processor(banner.variables)
    app.view_functions["frontend.show_root"] = show.show_root
    app.view_functions["frontend.show_item"] = show.show_item
    app.view_functions["frontend.modify_item"] = edit.edit_page
    app.view_functions["frontend.history"] = history.show_history

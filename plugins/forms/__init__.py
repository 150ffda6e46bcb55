"""Forms for people: contributions, replies, sections of discussions, files, accounts, passwords of programs.

No script is needed.
"""

from __future__ import annotations

from flask import Blueprint, Flask

from . import account, bot_password, contribution, section, upload


def install(app: Flask) -> None:
    """Register the forms' addresses; Moin's own sign-in and registration lead to ours."""
    blueprint = Blueprint("forms", __name__)
    contribution.register(blueprint)
    section.register(blueprint)
    account.register(blueprint)
    bot_password.register(blueprint)
    upload.register(blueprint)
    app.register_blueprint(blueprint)
    app.view_functions["frontend.login"] = account.to_sign_in
    app.view_functions["frontend.register"] = account.to_register

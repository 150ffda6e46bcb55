"""Accounts for people: register with a free name and a password, sign in and out, find what one has written.

No mail address is asked for. Signing out is a form, not a link.
"""

from __future__ import annotations

import re

from flask import Blueprint, flash, redirect, request, url_for
from flask_wtf import FlaskForm
from moin import flaskg
from moin.themes import render_template
from moin.user import User
from werkzeug.wrappers import Response
from wtforms import HiddenField, PasswordField, StringField, SubmitField
from wtforms.validators import DataRequired, EqualTo

from .. import accounts, pace
from ..errors import TooFast
from ..pages.listing import written_by
from ..session import proved, sign_in, sign_in_own, sign_out

_STRAY = re.compile(r"[\x00-\x20\\\x7f]")
"""What browsers drop from addresses, or read as a slash: `/\\host` and `/<tab>/host` lead elsewhere."""

_MUST = "Bitte füllen Sie dieses Feld aus."


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Name and password."""

    name = StringField("Name", validators=[DataRequired(_MUST)], render_kw={"autocomplete": "username"})
    password = PasswordField(
        "Passwort", validators=[DataRequired(_MUST)], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()
    send = SubmitField("Anmelden")


class RegisterForm(FlaskForm):  # type: ignore[misc]
    """A free name and a password, twice."""

    name = StringField(
        "Name",
        description="Ein freier Name, unter dem Ihre Beiträge erscheinen. Es muss nicht Ihr eigener sein.",
        validators=[DataRequired(_MUST)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        "Passwort",
        description="Mindestens 10 Zeichen.",
        validators=[DataRequired(_MUST)],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "Passwort wiederholen",
        validators=[DataRequired(_MUST), EqualTo("password", "Die beiden Passwörter sind verschieden.")],
        render_kw={"autocomplete": "new-password"},
    )
    next = HiddenField()
    send = SubmitField("Konto anlegen")


class PasswordForm(FlaskForm):  # type: ignore[misc]
    """The old password, and a new one twice."""

    old = PasswordField("Bisheriges Passwort", validators=[DataRequired(_MUST)])
    password = PasswordField("Neues Passwort", validators=[DataRequired(_MUST)])
    again = PasswordField(
        "Neues Passwort wiederholen",
        validators=[DataRequired(_MUST), EqualTo("password", "Die beiden Passwörter sind verschieden.")],
    )
    send = SubmitField("Passwort ändern")


def register(blueprint: Blueprint) -> None:
    """The addresses."""
    blueprint.add_url_rule("/+anmelden", "sign_in", show_sign_in, methods=["GET", "POST"])
    blueprint.add_url_rule("/+registrieren", "register", show_register, methods=["GET", "POST"])
    blueprint.add_url_rule("/+abmelden", "sign_out", do_sign_out, methods=["POST"])
    blueprint.add_url_rule("/+konto", "account", show_account, methods=["GET", "POST"])


def to_sign_in() -> Response:
    """Moin's address of the sign-in form leads to ours."""
    return redirect(url_for("forms.sign_in"))


def to_register() -> Response:
    """Moin's address of the registration leads to ours."""
    return redirect(url_for("forms.register"))


def show_sign_in() -> str | Response | tuple[str, int]:
    """Sign in, and go back to where one came from."""
    form = SignInForm()
    if form.validate_on_submit():
        try:
            user = sign_in_own(form.name.data, form.password.data)
        except TooFast as refusal:
            form.password.errors = [str(refusal)]
            return _show("anmelden.html", "Anmelden", form), 429
        if user is not None:
            return redirect(_local(form.next.data))
        form.password.errors = ["Name oder Passwort stimmen nicht."]
        return _show("anmelden.html", "Anmelden", form), 403
    if not form.is_submitted():
        form.next.data = request.args.get("weiter", "")
    return _show("anmelden.html", "Anmelden", form), _status(form)


def show_register() -> str | Response | tuple[str, int]:
    """Make an account and sign in with it."""
    form = RegisterForm()
    if form.validate_on_submit():
        try:
            accounts.refuse(form.name.data, form.password.data)
            pace.count_address(pace.Doing.REGISTER)
            user = accounts.create(form.name.data, form.password.data)
        except TooFast as refusal:
            form.name.errors = [str(refusal)]
            return _show("registrieren.html", "Konto anlegen", form), 429
        except accounts.AccountError as error:
            field = form.password if isinstance(error, accounts.PasswordError) else form.name
            field.errors = [str(error)]
            return _show("registrieren.html", "Konto anlegen", form), 400
        sign_in(User(uid=user.itemid))
        flash(f"Willkommen, {user.name0}! Ihr Konto ist angelegt und Sie sind angemeldet.", "info")
        return redirect(_local(form.next.data))
    if not form.is_submitted():
        form.next.data = request.args.get("weiter", "")
    return _show("registrieren.html", "Konto anlegen", form), _status(form)


def do_sign_out() -> Response:
    """Sign out everywhere."""
    if flaskg.user.valid:
        sign_out()
    return redirect(url_for("frontend.show_root"))


def show_account() -> str | Response | tuple[str, int]:
    """What one has written, and a form to change the password."""
    if not flaskg.user.valid:
        return redirect(url_for("forms.sign_in", weiter=url_for("forms.account")))
    form = PasswordForm()
    if form.validate_on_submit():
        name = flaskg.user.name0
        try:
            is_own = proved(name, form.old.data) is not None
        except TooFast as refusal:
            form.old.errors = [str(refusal)]
            return _show_own(form), 429
        if not is_own:
            form.old.errors = ["Das bisherige Passwort stimmt nicht."]
            return _show_own(form), 403
        try:
            accounts.set_password(name, form.password.data)
        except accounts.AccountError as error:
            form.password.errors = [str(error)]
            return _show_own(form), 400
        found = accounts.find(name)
        if found is not None:
            sign_in(User(uid=found.itemid))
        flash("Ihr Passwort ist geändert. In anderen Browsern sind Sie jetzt abgemeldet.", "info")
        return redirect(url_for("forms.account"))
    return _show_own(form), _status(form)


def _local(target: str | None) -> str:
    """An address of this wiki to go on to; anything else leads to the Startseite."""
    if target and target.startswith("/") and not target.startswith("//") and not _STRAY.search(target):
        return target
    return url_for("frontend.show_root")


def _status(form: FlaskForm) -> int:
    """200 for a form to be filled in, 400 for one that was sent and lacks something."""
    return 400 if form.is_submitted() else 200


def _show(template: str, heading: str, form: FlaskForm, **extra: object) -> str:
    return str(render_template(template, title_name=heading, form=form, **extra))


def _show_own(form: FlaskForm) -> str:
    return _show("konto.html", "Mein Konto", form, written=written_by(flaskg.user.name0))

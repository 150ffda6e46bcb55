"""Bot passwords for their owners: make one, see it once, revoke it, read what was done with it.

Making one takes the account's own password, so that nobody makes one at a browser that was left open.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, make_response, redirect, request, url_for
from flask_wtf import FlaskForm
from moin import flaskg
from moin.constants.keys import ACTION_RENAME, ACTION_REVERT, ACTION_SAVE, ACTION_TRASH
from moin.themes import render_template
from werkzeug.wrappers import Response as BaseResponse
from wtforms import PasswordField, SelectMultipleField, StringField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput

from .. import accounts, bot_passwords
from ..errors import TooFast
from ..gate import Role, may_read
from ..grants import BASIC, GRANTS
from ..pages.moments import from_seconds
from ..services import services
from ..session import proved
from ..storage.acts import Acts
from ..storage.lifecycle import ACTION_PROTECT
from ..storage.save import id_sent

PER_PAGE = 50

_MUST = "Bitte füllen Sie dieses Feld aus."
_DONE = {
    ACTION_SAVE: "geschrieben", ACTION_RENAME: "verschoben", ACTION_TRASH: "gelöscht",
    ACTION_REVERT: "wiederhergestellt", ACTION_PROTECT: "geschützt",
}  # fmt: skip


class BotPasswordForm(FlaskForm):  # type: ignore[misc]
    """What it is for, what it may, and the account's own password."""

    purpose = StringField(
        "Zweck",
        description="Ein kurzes Wort aus Buchstaben, Ziffern, - und _, zum Beispiel: rundbrief",
        validators=[DataRequired(_MUST)],
        render_kw={"autocomplete": "off", "maxlength": 32},
    )
    grants = SelectMultipleField(
        "Das Programm darf",
        choices=[SelectChoice(name, label) for name, (label, _) in GRANTS.items() if name != BASIC],
        option_widget=CheckboxInput(),
    )
    password = PasswordField(
        "Ihr eigenes Passwort",
        validators=[DataRequired(_MUST)],
        render_kw={"autocomplete": "current-password"},
    )
    send = SubmitField("Bot-Passwort anlegen")


@dataclass(frozen=True, slots=True)
class Shown:
    """One bot password in the list: `made` and `last` in words, "" where there is nothing to say."""

    purpose: str
    grants: str
    made: str
    acts: int
    last: str


@dataclass(frozen=True, slots=True)
class Act:
    """One line of a log."""

    rev_id: int
    when: str
    title: str
    done: str
    summary: str


def register(blueprint: Blueprint) -> None:
    """The addresses."""
    blueprint.add_url_rule("/+botpasswoerter", "bot_passwords", show_passwords, methods=["GET", "POST"])
    blueprint.add_url_rule("/+botpasswoerter/widerruf", "revoke", do_revoke, methods=["POST"])
    blueprint.add_url_rule("/+botpasswoerter/protokoll", "acts", show_acts)


def show_passwords() -> Response | BaseResponse:
    """The account's bot passwords, and a form for a new one, which is shown in the answer and never again."""
    if not flaskg.user.valid:
        return redirect(url_for("forms.sign_in", weiter=url_for("forms.bot_passwords")))
    form, name, secret, status = BotPasswordForm(), flaskg.user.name0, "", 200
    if form.validate_on_submit():
        try:
            if proved(name, form.password.data) is None:
                form.password.errors, status = ["Das Passwort stimmt nicht."], 403
            else:
                secret = bot_passwords.give(name, form.purpose.data, [BASIC, *form.grants.data])
        except TooFast as refusal:
            form.password.errors, status = [str(refusal)], 429
        except accounts.AccountError as error:
            form.purpose.errors, status = [str(error)], 400
    elif form.is_submitted():
        status = 400
    login = f"{name}@{form.purpose.data}" if secret else ""
    answer = make_response(
        render_template(
            "botpasswoerter.html", title_name="Bot-Passwörter", form=form, login=login, secret=secret,
            passwords=_passwords(name), others=_others(name),
            is_moderator=accounts.current_actor().role is Role.MODERATOR,
        ),
        status,
    )  # fmt: skip
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def do_revoke() -> BaseResponse:
    """Make one of the account's own bot passwords invalid."""
    if not flaskg.user.valid:
        return redirect(url_for("forms.sign_in", weiter=url_for("forms.bot_passwords")))
    purpose = request.form.get("zweck", "")
    bot_passwords.revoke(flaskg.user.name0, purpose)
    flash(
        f"Das Bot-Passwort „{purpose}“ ist widerrufen. Wer damit angemeldet war, ist es nicht mehr.", "info"
    )
    return redirect(url_for("forms.bot_passwords"))


def show_acts() -> str:
    """What was done with a bot password: for its owner, and for moderators."""
    actor = accounts.current_actor()
    name, purpose = request.args.get("konto") or actor.name, request.args.get("zweck", "")
    if not actor.item_id or (name != actor.name and actor.role is not Role.MODERATOR):
        abort(404)
    rows = Acts(services().database).of(
        name, purpose, start=id_sent(request.args.get("ab")), limit=PER_PAGE + 1
    )
    if not rows and (owner := accounts.find(name)) and bot_passwords.for_purpose(owner, purpose) is None:
        abort(404)
    shown = []
    for row in rows[:PER_PAGE]:
        page = services().catalogue.page_by_id(row.page_id)
        if page is not None and may_read(actor.role, page.title):
            shown.append(
                Act(row.rev_id, _when(row.time), page.title.full, _DONE.get(row.action, ""), row.summary)
            )
    return str(
        render_template(
            "botprotokoll.html", title_name=f"Protokoll von „{name}@{purpose}“", name=name, purpose=purpose,
            acts=shown, older=rows[PER_PAGE].rev_id if len(rows) > PER_PAGE else None,
        )
    )  # fmt: skip


def _passwords(name: str) -> list[Shown]:
    """The account's own: those that there are, then those that left a log."""
    owner = accounts.find(name)
    acts = {found.purpose: found for found in Acts(services().database).programs(name)}
    shown = []
    for one in bot_passwords.of(owner) if owner else []:
        done = acts.get(one.purpose)
        labels = ", ".join(label for grant, (label, _) in GRANTS.items() if grant in {BASIC, *one.grants})
        shown.append(
            Shown(
                one.purpose,
                labels,
                _when(one.made),
                done.acts if done else 0,
                _when(done.last) if done else "",
            )
        )
    return shown


def _others(name: str) -> list[tuple[str, Shown]]:
    """Logs without a password of one's own: revoked ones, and for moderators those of all accounts."""
    everybody = accounts.current_actor().role is Role.MODERATOR
    owner = accounts.find(name)
    mine = {(name, one.purpose) for one in bot_passwords.of(owner)} if owner else set()
    return [
        (found.user_name, Shown(found.purpose, "", "", found.acts, _when(found.last)))
        for found in Acts(services().database).programs(None if everybody else name)
        if (found.user_name, found.purpose) not in mine
    ]


def _when(seconds: int) -> str:
    return from_seconds(seconds, services().conference.timezone) if seconds else ""

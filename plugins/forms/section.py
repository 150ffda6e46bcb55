"""The form "Neuer Abschnitt" on a discussion: a heading and what one has to say, without any markup.

What is typed is read as it was typed. Heading, paragraphs and signature are put around it, so that everybody who reads
discussions, people and bots, finds what they would find if it had been written by hand.
"""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, url_for
from flask_wtf import FlaskForm
from moin.themes import render_template
from werkzeug.wrappers import Response
from wtforms import StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, Length

from familienkonferenz.page_templates.escape import escape_line

from .. import late
from ..accounts import current_actor
from ..errors import EditConflict, PermissionDenied, StoreUnavailable, TextTooLarge, TooFast
from ..gate import may_read
from ..pages.listing import acl_allows
from ..pages.show import title_of
from ..services import services
from ..storage.catalogue import PageRow
from ..storage.save import barred, may_write, read, save
from ..titles import TALK, Title
from .contribution import MAX_TEXT, typed


class SectionForm(FlaskForm):  # type: ignore[misc]
    """What a section begins with."""

    title = StringField(
        "Überschrift",
        description="Worum geht es, in wenigen Worten?",
        validators=[
            DataRequired("Bitte geben Sie eine Überschrift an."),
            Length(max=150, message="Höchstens 150 Zeichen."),
        ],
        filters=[typed],
    )
    text = TextAreaField(
        "Ihr Text",
        description="Es erscheint so, wie Sie es eintippen. Ihr Name und die Uhrzeit kommen von selbst darunter.",
        validators=[
            DataRequired("Bitte schreiben Sie einen Text."),
            Length(max=MAX_TEXT, message="Höchstens 20.000 Zeichen."),
        ],
        filters=[typed],
    )
    send = SubmitField("Absenden")


def register(blueprint: Blueprint) -> None:
    """The address."""
    blueprint.add_url_rule("/+abschnitt/<path:item_name>", "section", show_section, methods=["GET", "POST"])


def show_section(item_name: str) -> str | Response | tuple[str, int]:
    """Show the form, or put what was sent at the end of the discussion."""
    title = title_of(item_name)
    form = SectionForm()
    page = _discussion(title)
    if form.validate_on_submit():
        return _add(page, form)
    sent = form.is_submitted()
    return _show(title, form, refusal=barred(may_write, title), given_back=sent), 400 if sent else 200


def section(title: str, text: str) -> str:
    """The wikitext of a section as its writer typed it, with a signature.

    >>> section("Hort", "Warum * so?\\n\\nBitte!")
    '== Hort ==\\nWarum &#42; so?\\n\\nBitte! --~~~~'
    """
    paragraphs = [escape_line(line) for line in text.split("\n") if line.strip()]
    return f"== {escape_line(title)} ==\n" + "\n\n".join(paragraphs) + " --~~~~"


def _discussion(title: Title) -> PageRow:
    page = services().catalogue.page(title) if title.namespace == TALK else None
    if page is None or not may_read(current_actor().role, title) or not acl_allows(page):
        abort(404)
    return page


def _add(page: PageRow, form: SectionForm) -> str | Response | tuple[str, int]:
    typed = section(form.title.data or "", form.text.data or "")
    try:
        may_write(page.title)
        with services().database.transaction():  # two who write at once both stand there
            newest = _discussion(page.title).latest
            save(page.title, f"{read(newest).rstrip()}\n\n{typed}", summary="Neuer Abschnitt", base=newest)
    except StoreUnavailable as refusal:
        return _show(page.title, form, refusal=str(refusal), given_back=True), 503
    except TooFast as refusal:
        return _show(page.title, form, refusal=str(refusal), given_back=True), 429
    except (PermissionDenied, TextTooLarge, EditConflict) as refusal:
        kept = late.keep(page.title.full, f"{form.title.data}\n{form.text.data}")
        return _show(page.title, form, refusal=str(refusal), kept=kept, given_back=True), 403
    flash("Ihr Abschnitt steht jetzt am Ende der Diskussion.", "info")
    return redirect(url_for("frontend.show_item", item_name=page.title.item_name))


def _show(title: Title, form: SectionForm, **extra: object) -> str:
    heading = f"Neuer Abschnitt zu „{title.name.rpartition('/')[2]}“"
    return str(render_template("abschnitt.html", title_name=heading, title=title, form=form, **extra))

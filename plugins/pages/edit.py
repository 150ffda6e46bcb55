"""The edit form of a page: the text, a summary, the revision that the writer started from; and how it will look."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask_wtf import FlaskForm
from moin.themes import render_template
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField, SubmitField, TextAreaField
from wtforms.validators import Length

from familienkonferenz.page_templates.contribution import split

from .. import late
from ..accounts import current_actor
from ..errors import EditConflict, PermissionDenied, StoreUnavailable, TextTooLarge, TooFast, WindowClosed
from ..gate import Role, contribution_number, may_read
from ..phase import WINDOW, current_window
from ..services import services
from ..storage.save import MAX_BYTES, Saved, as_saved, barred, id_sent, may_write, read, save
from ..titles import Title
from .difference import changes
from .rendering import rendered
from .show import heading, title_of

_NO_WINDOW = (
    "So ist kein Zeitfenster zu lesen, und bis eines dasteht, kann niemand schreiben. In der ersten Zeile muss stehen: "
    "{{Fenster|beginn=2026-11-02 08:00:00|ende=2026-11-30 18:00:00}}, das Ende nach dem Beginn."
)
"""What a moderator is told who saved the window's page so that the wiki stays shut."""


class EditForm(FlaskForm):  # type: ignore[misc]
    """The text of a page. `base` is the revision id it was taken from, 0 for a new page."""

    text = TextAreaField("Text der Seite")
    summary = StringField(
        "Was haben Sie geändert?", validators=[Length(max=200, message="Höchstens 200 Zeichen.")]
    )
    base = HiddenField()
    store = SubmitField("Seite speichern")
    preview = SubmitField("Vorschau")


def edit_page(item_name: str) -> str | Response | tuple[str, int]:
    """Show the form, what was sent as it would look, or save it. Who may not write learns it before typing."""
    title = title_of(item_name)
    if not may_read(current_actor().role, title):
        abort(404)
    form = EditForm()
    if form.is_submitted():
        if form.text.data is None:  # else a form without the field would empty the page
            abort(400)
        if not form.validate():
            return _form(title, form), 400
        return _preview(title, form) if form.preview.data else _save(title, form)
    number = contribution_number(title)
    page = services().catalogue.page(title)
    text = read(page.latest) if page else ""
    if number and current_actor().role is Role.PARTICIPANT and split(text):
        return redirect(url_for("forms.edit_contribution", number=number))
    form.text.data = text
    form.base.data = str(page.latest if page else 0)
    return _form(title, form, barred=barred(may_write, title))


def _preview(title: Title, form: EditForm) -> str | tuple[str, int]:
    """The text as it would be read. Nothing is saved, and what is too long for a page is not rendered."""
    if refusal := barred(may_write, title):
        return _form(title, form, refusal=refusal), 403
    text = form.text.data or ""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        refusal = f"Der Text ist zu lang: höchstens {MAX_BYTES // 1000} Kilobyte je Seite."
        return _form(title, form, refusal=refusal), 403
    return _form(title, form, preview=rendered(title, as_saved(title, text)))


def _save(title: Title, form: EditForm) -> str | Response | tuple[str, int]:
    base = id_sent(form.base.data) or 0
    try:
        saved = save(title, form.text.data or "", summary=form.summary.data or "", base=base)
    except EditConflict as conflict:
        form.base.data = str(conflict.current_id)
        diff = changes(conflict.current_text, conflict.text)
        return _form(title, form, conflict=conflict, diff=diff), 409
    except TooFast as refusal:
        return _form(title, form, refusal=str(refusal)), 429
    except StoreUnavailable as refusal:
        return _form(title, form, refusal=str(refusal)), 503
    except (WindowClosed, PermissionDenied, TextTooLarge) as refusal:
        kept = late.keep(title.full, form.text.data or "", summary=form.summary.data or "")
        return _form(title, form, refusal=str(refusal), kept=kept), 403
    flash(_told(saved), "info")
    if title == WINDOW and current_window(services()) is None:
        flash(_NO_WINDOW, "error")
    return redirect(url_for("frontend.show_item", item_name=title.item_name))


def _told(saved: Saved) -> str:
    """What the writer is told."""
    if saved.unchanged:
        return "Sie haben nichts geändert."
    if saved.merged:
        return (
            "Ihre Änderung ist gespeichert. Jemand hat gleichzeitig eine andere Stelle der Seite geändert; "
            "beides steht jetzt da."
        )
    return "Ihre Änderung ist gespeichert."


def _form(title: Title, form: EditForm, **extra: object) -> str:
    return str(
        render_template(
            "bearbeiten.html", title_name=f"„{heading(title)}“ bearbeiten", title=title, form=form, **extra
        )
    )

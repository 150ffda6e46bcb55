"""The form "Bild oder Datei hochladen": a file, its name, what it shows, and that one may show it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from moin.themes import render_template
from werkzeug.wrappers import Response
from wtforms import BooleanField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, Length

from familienkonferenz.page_templates.escape import escape

from ..errors import PageExists, PermissionDenied, StoreUnavailable, TextTooLarge, TooFast
from ..files import upload as files
from ..files.errors import FileRefused
from ..services import services
from ..titles import FILE, Title

_DOUBTS = {
    "exists": "Eine Datei dieses Namens gibt es schon. Sie bekommt eine neue Fassung.",
    "nochange": "Diese Datei ist genau so schon da.",
    "page-exists": "Die Seite dieser Datei gibt es schon.",
    "was-deleted": "Eine Datei dieses Namens wurde gelöscht.",
    "duplicate": "Dieses Bild ist unter einem anderen Namen schon da: {0}.",
    "bad-prefix": "Der Name sagt nichts über das Bild. Bitte wählen Sie einen, der zeigt, was zu sehen ist.",
}
"""What speaks against keeping a file so, for people. A name that is written otherwise is no matter."""


class UploadForm(FlaskForm):  # type: ignore[misc]
    """A file and what is to be said of it."""

    file = FileField("Datei", validators=[FileRequired("Bitte wählen Sie eine Datei aus.")])
    name = StringField(
        "Name",
        description="Wie die Datei hier heißen soll, z. B. „Spielplatz am Zoo.jpg“. Leer: wie bei Ihnen.",
        validators=[Length(max=150, message="Höchstens 150 Zeichen.")],
    )
    about = TextAreaField(
        "Was ist zu sehen, und von wem ist es?",
        validators=[Length(max=2000, message="Höchstens 2.000 Zeichen.")],
    )
    rights = BooleanField(
        "Das Bild ist von mir, oder ich darf es hier zeigen. Wer darauf zu erkennen ist, ist einverstanden; "
        "bei Kindern auch die Eltern.",
        validators=[DataRequired("Ohne das können wir die Datei nicht zeigen.")],
    )
    anyway = BooleanField("Trotzdem hochladen")
    send = SubmitField("Hochladen")


def register(blueprint: Blueprint) -> None:
    """The address."""
    blueprint.add_url_rule("/+hochladen", "upload", show_upload, methods=["GET", "POST"])


def show_upload() -> str | Response | tuple[str, int]:
    """Show the form, or keep what was sent."""
    form = UploadForm()
    here = services().conference.files
    form.file.description = (
        f"{', '.join(ending.upper() for ending in here.types)}, höchstens {here.megabytes} MB. "
        "Angaben zu Ort, Zeit und Gerät entfernen wir aus Bildern."
    )
    if form.validate_on_submit():
        return _keep(form)
    if not form.is_submitted():
        form.name.data = request.args.get("name", "")
    sent = form.is_submitted()
    return _show(form, files.allowed(Title(FILE, "Neu.png")), tried=sent), 400 if sent else 200


def _keep(form: UploadForm) -> str | Response | tuple[str, int]:
    sent = (form.name.data or "").strip() or form.file.data.filename or ""
    data = form.file.data.read()
    try:
        title = files.titled(sent, data)
        content = files.looked_at(data, title)
        if (refusal := files.allowed(title)) != "":
            return _show(form, refusal, tried=True), 403
        doubts = files.doubts(sent, title, content.facts)
        words = [text.format(_names(doubts.get(key))) for key, text in _DOUBTS.items() if key in doubts]
        if words and not form.anyway.data:
            return _show(form, " ".join(words), tried=True, doubts=True), 409
        files.keep(title, content, text=escape(form.about.data or ""), comment="Hochgeladen")
    except (FileRefused, PageExists, TextTooLarge) as refused:
        return _show(form, str(refused), tried=True), 400
    except PermissionDenied as refused:
        return _show(form, str(refused), tried=True), 403
    except TooFast as refused:
        return _show(form, str(refused), tried=True), 429
    except StoreUnavailable as refused:
        return _show(form, str(refused), tried=True), 503
    flash("Die Datei ist hochgeladen.", "info")
    return redirect(url_for("frontend.show_item", item_name=title.item_name))


def _names(found: object) -> str:
    return ", ".join(name.replace("_", " ") for name in found) if isinstance(found, list) else ""


def _show(form: UploadForm, refusal: str, *, tried: bool = False, doubts: bool = False) -> str:
    accept = ",".join(f".{ending}" for ending in services().conference.files.types)
    return str(
        render_template(
            "hochladen.html", title_name="Bild oder Datei hochladen", form=form, refusal=refusal, tried=tried,
            doubts=doubts, accept=accept,
        )
    )  # fmt: skip

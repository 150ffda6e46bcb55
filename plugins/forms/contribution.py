"""The form "Beitrag schreiben": title, text, kind, topic, place. It replies, too, and corrects.

What is typed is stored escaped, so that it is read as it was typed: `#abitur` and `* 5` included. A photo may come
with it.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, request, url_for
from moin.themes import render_template
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from familienkonferenz.page_templates.contribution import ContributionText, compose, split
from familienkonferenz.page_templates.window import Phase

from .. import late
from ..accounts import Actor, current_actor
from ..errors import EditConflict, PermissionDenied, StoreUnavailable, TextTooLarge, TooFast, WindowClosed
from ..gate import Change, Role, may_change, opens_for
from ..pages.difference import changes
from ..phase import current_phase
from ..services import services
from ..storage.catalogue import PageRow
from ..storage.save import Saved, contribute, id_sent, legal, read, save
from ..titles import MAIN, Title
from . import photo
from .photo import PhotoForm

MAX_TEXT = 20_000
"""Characters of a contribution's text; the message at the field says it in words."""


def typed(text: str | None) -> str | None:
    """A field as it is taken: browsers send, and would count, both signs of a line's end; controls nobody types."""
    return text and legal(text.replace("\r\n", "\n"))


class ContributionForm(PhotoForm):
    """What a contribution consists of. Only the text is a must for a reply; a title too for a new one."""

    title = StringField(
        "Titel",
        description="Worum geht es, in wenigen Worten?",
        validators=[
            DataRequired("Bitte geben Sie einen Titel an."),
            Length(max=150, message="Höchstens 150 Zeichen."),
        ],
        filters=[typed],
    )
    text = TextAreaField(
        "Ihr Text",
        description="Schreiben Sie einfach drauflos. Es erscheint so, wie Sie es eintippen.",
        validators=[
            DataRequired("Bitte schreiben Sie einen Text."),
            Length(max=MAX_TEXT, message="Höchstens 20.000 Zeichen."),
        ],
        filters=[typed],
    )
    kind = RadioField("Was ist es?", validators=[Optional()], validate_choice=True)
    topic = SelectField("Thema", validators=[Optional()])
    place = StringField(
        "Ort",
        description="Ein Stadtteil, ein Platz, eine Straße, eine Einrichtung.",
        validators=[Length(max=150, message="Höchstens 150 Zeichen.")],
        filters=[typed],
    )
    base = HiddenField()
    send = SubmitField("Absenden")

    def __init__(self, *args: object, **kw: object) -> None:
        super().__init__(*args, **kw)
        conference = services().conference
        self.kind.choices = [(kind, kind) for kind in conference.kinds]
        self.topic.choices = [
            ("", "– bitte wählen –"),
            *((topic.page, topic.name) for topic in conference.topics),
        ]


class ReplyForm(ContributionForm):
    """A reply needs a text; the rest follows from what it answers."""

    title = StringField(
        "Überschrift", validators=[Length(max=150, message="Höchstens 150 Zeichen.")], filters=[typed]
    )


def register(blueprint: Blueprint) -> None:
    """The addresses of the form."""
    blueprint.add_url_rule("/+beitrag", "contribute", write, methods=["GET", "POST"])
    blueprint.add_url_rule("/+beitrag/<int:number>", "edit_contribution", correct, methods=["GET", "POST"])
    blueprint.add_url_rule("/+antwort/<int:number>", "reply", reply, methods=["GET", "POST"])


def write() -> str | Response | tuple[str, int]:
    """A new contribution."""
    form = ContributionForm()
    topic = request.args.get("thema", "")
    if not form.is_submitted() and any(topic == value for value, _ in form.topic.choices or ()):
        form.topic.data = topic
    if form.validate_on_submit():
        return _contribute(form, None, "Beitrag schreiben")
    return _show(form, "Beitrag schreiben"), _status(form)


def reply(number: int) -> str | Response | tuple[str, int]:
    """A reply to contribution `number`."""
    parent = _page(number)
    form = ReplyForm()
    if form.validate_on_submit():
        return _contribute(form, number, f"Auf Beitrag {number} antworten", parent)
    page = _show(form, f"Auf Beitrag {number} antworten", reply_to=number, parent=_typed(parent))
    return page, _status(form)


def correct(number: int) -> str | Response | tuple[str, int]:
    """Correct one's own contribution; what moderators and bots wrote beneath stays."""
    page = _page(number)
    heading = f"Beitrag {number} bearbeiten"
    actor = current_actor()
    parts = split(read(page.latest))
    if parts is None:
        abort(404)
    typed, tail = parts
    form = ReplyForm() if typed.reply_to else ContributionForm()
    if not form.validate_on_submit():
        if not form.is_submitted():
            form.title.data, form.text.data = typed.title, typed.text
            form.kind.data, form.topic.data, form.place.data = typed.kind, typed.topic, typed.place
            form.base.data = str(page.latest)
        refusal = _refusal(actor, page)
        return _show(form, heading, refusal=refusal, number=number, picture=typed.picture), _status(form)
    corrected = (
        replace(typed, title=form.title.data or "", text=_text(form)) if typed.reply_to else _from(form, None)
    )
    corrected = replace(corrected, picture="" if form.drop.data else typed.picture)
    base = page.latest if (started := id_sent(form.base.data)) is None else started
    try:
        with _together(form):
            corrected = _with_photo(form, corrected)
            text = compose(corrected) + (f"\n\n{tail}" if tail else "")
            save(page.title, text, summary="Beitrag berichtigt", base=base)
    except EditConflict as conflict:
        form.base.data = str(conflict.current_id)
        now = split(conflict.current_text)
        diff = changes(now[0].text, corrected.text) if now else ()
        return _show(form, heading, number=number, picture=typed.picture, given_back=True, diff=diff, refusal=(
            "Der Beitrag wurde inzwischen geändert. Vergleichen Sie; "
            "wenn Sie noch einmal absenden, gilt Ihre Fassung."
        )), 409  # fmt: skip
    except (WindowClosed, PermissionDenied, StoreUnavailable, TextTooLarge, TooFast) as refusal:
        return _refused(form, heading, refusal, page.title.full, number=number, picture=typed.picture)
    flash("Ihre Änderung ist gespeichert.", "info")
    return redirect(url_for("frontend.show_item", item_name=page.title.item_name))


def _status(form: ContributionForm) -> int:
    """200 for a form to be filled in, 400 for one that was sent and lacks something."""
    return 400 if form.is_submitted() else 200


def _contribute(
    form: ContributionForm, reply_to: int | None, heading: str, parent: PageRow | None = None
) -> str | Response | tuple[str, int]:
    typed = _from(form, reply_to, _typed(parent) if parent else None)
    try:
        saved = _saved(form, typed)
    except (WindowClosed, PermissionDenied, StoreUnavailable, TextTooLarge, TooFast) as refusal:
        target = f"Antwort auf Beitrag/{reply_to}" if reply_to else f"Neuer Beitrag: {typed.title}"
        return _refused(
            form, heading, refusal, target, reply_to=reply_to, parent=_typed(parent) if parent else None
        )
    number = saved.title.name.rpartition("/")[2]
    if reply_to:
        return redirect(
            url_for("frontend.show_item", item_name=f"Beitrag/{_root(reply_to)}") + f"#beitrag-{number}"
        )
    flash("Danke! Ihr Beitrag ist veröffentlicht, alle können ihn lesen und darauf antworten.", "info")
    return redirect(url_for("frontend.show_item", item_name=saved.title.item_name))


def _saved(form: ContributionForm, typed: ContributionText) -> Saved:
    """The contribution, with its photo."""
    summary = f"Antwort auf Beitrag {typed.reply_to}" if typed.reply_to else "Neuer Beitrag"
    with _together(form):
        return contribute(compose(_with_photo(form, typed)), summary=summary)


def _together(form: ContributionForm) -> AbstractContextManager[None]:
    """Photo and contribution are saved both or neither; without a photo saving brings its own transaction."""
    return services().database.transaction() if form.taken else nullcontext()


def _with_photo(form: ContributionForm, typed: ContributionText) -> ContributionText:
    """The contribution with the photo that was sent, kept under a name of its own."""
    if form.taken is None:
        return typed
    about = typed.title or (f"zu Beitrag {typed.reply_to}" if typed.reply_to else "")
    return replace(typed, picture=photo.keep(form.taken, about))


def _from(
    form: ContributionForm, reply_to: int | None, parent: ContributionText | None = None
) -> ContributionText:
    """What was typed. A reply without topic has that of the contribution it answers."""
    return ContributionText(
        title=form.title.data or "",
        kind=form.kind.data or "",
        topic=form.topic.data or (parent.topic if parent else ""),
        place=form.place.data or "",
        reply_to=reply_to,
        text=_text(form),
    )


def _text(form: ContributionForm) -> str:
    return (form.text.data or "").replace("\r\n", "\n")


def _root(number: int) -> int:
    """The contribution at the top of the thread that `number` belongs to."""
    seen: set[int] = set()
    while number not in seen:
        seen.add(number)
        page = services().catalogue.page(Title(MAIN, f"Beitrag/{number}"))
        typed = _typed(page) if page else None
        if typed is None or typed.reply_to is None:
            break
        number = typed.reply_to
    return number


def _page(number: int) -> PageRow:
    page = services().catalogue.page(Title(MAIN, f"Beitrag/{number}"))
    if page is None:
        abort(404)
    return page


def _typed(page: PageRow) -> ContributionText | None:
    parts = split(read(page.latest))
    return parts[0] if parts else None


def _refusal(actor: Actor, page: PageRow | None) -> str:
    """Why the form cannot be sent now; empty if it can."""
    change = Change.EDIT if page else Change.CONTRIBUTE
    title = page.title if page else Title(MAIN, "Beitrag/0")
    own = page is None or page.author == actor.name
    phase = current_phase(services())
    if may_change(actor.role, title, change, phase, own=own):
        return ""
    if actor.role is Role.ANONYMOUS and phase is Phase.OPEN:
        return "Zum Schreiben brauchen Sie ein Konto. Lesen können Sie alles auch ohne."
    if phase is not Phase.OPEN and (
        actor.role is Role.ANONYMOUS or opens_for(actor.role, title, change, own=own)
    ):
        return "Die Konferenz ist nicht geöffnet. Jetzt kann nichts abgeschickt werden."
    return "Diesen Beitrag kann nur ändern, wer ihn geschrieben hat."


def _refused(
    form: ContributionForm, heading: str, refusal: Exception, target: str, **extra: object
) -> tuple[str, int]:
    """The form with everything that was typed, and why it was not taken."""
    if isinstance(refusal, StoreUnavailable):
        return _show(form, heading, refusal=str(refusal), given_back=True, **extra), 503
    if isinstance(refusal, TooFast):
        return _show(form, heading, refusal=str(refusal), given_back=True, **extra), 429
    typed = "\n".join(filter(None, (form.title.data, form.place.data, form.text.data)))
    kept = late.keep(target, typed)
    return _show(form, heading, refusal=str(refusal), kept=kept, given_back=True, **extra), 403


def _show(form: ContributionForm, heading: str, **extra: object) -> str:
    extra.setdefault("refusal", _refusal(current_actor(), None))
    extra.setdefault("given_back", form.is_submitted())
    about = extra.get("reply_to") or extra.get("number")
    extra["back"] = url_for("frontend.show_item", item_name=f"Beitrag/{about}") if about else ""
    extra["is_reply"] = isinstance(form, ReplyForm)
    extra["accept"] = ",".join(f".{kind}" for kind in photo.kinds())
    return str(render_template("beitrag.html", title_name=heading, form=form, **extra))

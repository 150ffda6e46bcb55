"""A page as people read it: rendered, with the lists that belong to it."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from moin.themes import render_template
from werkzeug.wrappers import Response

from familienkonferenz.page_templates.contribution import split

from ..accounts import current_actor
from ..errors import InvalidTitle
from ..files.upload import allowed
from ..gate import Change, Role, contribution_number, may_change, may_read
from ..phase import current_phase
from ..reading import bodies, marks
from ..services import services
from ..storage.catalogue import PageRow
from ..storage.save import id_sent, read
from ..titles import FILE, MAIN, STORED, TALK, Title
from ..wikitext import redirect_target
from .file import file_page
from .listing import LISTED, acl_allows, in_category, listed, members, newest, of_topic, replies
from .menu import above
from .moments import from_seconds
from .rendering import rendered, rendered_for

_COMING = {
    "Weiterleitung": (
        "An diese Stelle wurde bisher nichts herangetragen. "
        "Sobald ein Anliegen zu ihr gehört, steht es hier, und ebenso, was sie antwortet."
    ),
    "Auswertung": (
        "Ausgewertet wird, wenn die Schreibzeit vorbei ist. Dann steht hier, was Familien gesagt haben, "
        "in Zahlen und mit ihren eigenen Worten."
    ),
}
"""Pages that other pages lead to before the bots have made them: first part of the name → what they will be."""


def register(blueprint: Blueprint) -> None:
    """Our own addresses."""
    blueprint.add_url_rule("/+rev/<int:rev_id>", "permalink", show_revision)
    blueprint.add_url_rule("/+beitraege", "contributions", show_contributions)


def title_of(path: str) -> Title:
    """The title behind an address: `Vorlage/Beitrag` and `Vorlage:Beitrag` alike. Raises 404."""
    try:
        first, slash, rest = path.partition("/")
        if slash and any(first == namespace.name for namespace in STORED if namespace.name):
            return Title.parse(f"{first}:{rest}")
        return Title.parse(path)
    except InvalidTitle:
        abort(404)


def show_root() -> Response:
    """The root address shows the Startseite."""
    return redirect(url_for("frontend.show_item", item_name="Startseite"))


def show_item(item_name: str, rev: str = "current") -> str | Response | tuple[str, int]:
    """A page in its newest revision; redirect pages lead on, once."""
    if request.method == "POST":  # Moin's address takes forms; ours have their own
        abort(405)
    if rev != "current":
        row = services().catalogue.revision_by_uuid(rev)
        return redirect(url_for("pages.permalink", rev_id=row.rev_id)) if row else abort(404)
    title = title_of(item_name)
    if title.item_name != item_name:
        return redirect(url_for("frontend.show_item", item_name=title.item_name))
    page = services().catalogue.page(title)
    if page is None or not may_read(current_actor().role, title):
        return _missing(title)
    if page.redirect and not {"redirect", "von"} & set(request.args):  # once: two may point at each other
        target = redirect_target(read(page.latest))
        if target is not None and services().catalogue.page(target):
            return redirect(url_for("frontend.show_item", item_name=target.item_name, von=title.full))
    return _shown(page, page.latest)


def show_revision(rev_id: int) -> str | Response:
    """A revision by its integer id: the permanent link under every quotation."""
    row = services().catalogue.revision(rev_id)
    page = services().catalogue.page_by_id(row.page_id) if row else None
    role = current_actor().role
    if row is None or page is None or not may_read(role, page.title):
        abort(404)
    if page.deleted and role is not Role.MODERATOR:  # what was taken down stays down
        abort(404)
    return _shown(page, rev_id)


def show_contributions() -> str:
    """Contributions, the newest first, in parts: `ab` is the page id below which this part begins."""
    before = id_sent(request.args.get("ab"))
    pages = services().catalogue.newest_members("Beitrag", before=before, limit=LISTED + 1)
    older = pages[LISTED - 1].page_id if len(pages) > LISTED else None
    total = services().catalogue.member_count("Beitrag") - services().catalogue.reply_count()
    return str(
        render_template(
            "beitraege.html",
            title_name="Alle Beiträge",
            listed=listed(pages[:LISTED]),
            older=older,
            total=total,
        )
    )


def _shown(page: PageRow, rev_id: int) -> str:
    title = page.title
    old = rev_id != page.latest
    if page.acl is not None:
        marks.refuse()
    if not acl_allows(page):
        abort(404)
    actor, phase = current_actor(), current_phase(services())
    own = page.author == actor.name
    number = contribution_number(title)
    return str(
        render_template(
            "seite.html",
            title_name=_headline(title),
            document_title=document_title(page, rev_id),
            title=title,
            page=page,
            body=_body(page, rev_id),
            old=old,
            rev_id=rev_id,
            revised=from_seconds(_time_of(rev_id), services().conference.timezone),
            created=from_seconds(page.first_time, services().conference.timezone),
            may_edit=not old and may_change(actor.role, title, Change.EDIT, phase, own=own),
            number=number,
            replies=replies(number) if number else [],
            contributions=of_topic(title) or in_category(title),
            newest=newest(6) if title == Title(MAIN, "Startseite") else [],
            members=members(title),
            file=file_page(page) if not old else None,
            talk=title.talk if title.namespace == MAIN and services().catalogue.page(title.talk) else None,
            subject=Title(MAIN, title.name) if title.namespace == TALK else None,
            parents=above(title),
        )
    )


def _body(page: PageRow, rev_id: int) -> str:
    """The page's text as HTML; kept for the newest revision only, and never for a page with an ACL."""
    if rev_id != page.latest or page.acl is not None:
        return rendered(page.title, read(rev_id))
    return bodies.body(page.page_id, rev_id, page.touched, lambda: rendered_for(page.title, read(rev_id)))


def heading(title: Title) -> str:
    """The page's name without its path, as people say it."""
    number = contribution_number(title)
    if number:
        return f"Beitrag {number}"
    path, _, last = title.name.rpartition("/")
    if path and last == "Startseite":  # that of another language
        last = path
    return (
        f"Diskussion: {last}" if title.namespace == TALK else last if title.namespace == MAIN else title.full
    )


def _headline(title: Title) -> str:
    """What stands above the page: above the first one it is the conference's own title."""
    return services().conference.title if title == Title(MAIN, "Startseite") else heading(title)


def document_title(page: PageRow, rev_id: int) -> str:
    """What the browser calls the page; a contribution by its title too: `Beitrag 12: Eine Ampel`."""
    head = _headline(page.title)
    parts = split(read(rev_id)) if contribution_number(page.title) else None
    return f"{head}: {parts[0].title}" if parts and parts[0].title else head


def _missing(title: Title) -> tuple[str, int]:
    coming = _COMING.get(title.name.partition("/")[0], "") if title.namespace == MAIN else ""
    may_create = may_change(current_actor().role, title, Change.CREATE, current_phase(services()), own=True)
    return (
        str(
            render_template(
                "fehlt.html",
                title_name=heading(title) if coming else "Seite nicht gefunden",
                title=title,
                coming=coming,
                overview=next(iter(above(title)), None),
                may_create=may_create,
                may_upload=title.namespace == FILE and not allowed(title),
            )
        ),
        404,
    )


def _time_of(rev_id: int) -> int:
    row = services().catalogue.revision(rev_id)
    return row.time if row else 0

"""Histories: of one page, and of the whole wiki. They cost by the rows shown."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, request
from moin.themes import render_template

from ..accounts import current_actor
from ..gate import Role, contribution_number, may_read
from ..reading import marks
from ..services import services
from ..storage.catalogue import PageRow, RevisionRow
from ..storage.save import read
from ..titles import Title
from .difference import changes
from .listing import acl_allows
from .moments import from_seconds
from .rendering import rendered
from .show import document_title, heading, title_of

PER_PAGE = 50

WRITERS = (("", "Von Menschen", False), ("programme", "Von Programmen", True), ("alle", "Von allen", None))
"""Whose changes are listed: what the address says (`von`), what people read, what the catalogue is asked."""


@dataclass(frozen=True, slots=True)
class Row:
    """One revision in a list. `before` is the revision to compare with, 0 for the first; `label` is the page's name."""

    rev_id: int
    uuid: str
    title: Title
    when: str
    author: str
    summary: str
    size: int
    bot: bool
    before: int
    label: str


def register(blueprint: Blueprint) -> None:
    """Our own address."""
    blueprint.add_url_rule("/+aenderungen", "changes", show_changes)
    blueprint.add_url_rule("/+vergleich/<int:old_id>/<int:new_id>", "compare", show_difference)


def show_history(item_name: str) -> str:
    """The revisions of a page, the newest first."""
    title = title_of(item_name)
    page = services().catalogue.page(title)
    if page is None or not _may_see(page):
        abort(404)
    if page.acl is not None:
        marks.refuse()
    start = _start()
    rows = services().catalogue.revisions(page.page_id, start=start, limit=PER_PAGE + 1)
    return str(
        render_template(
            "versionen.html",
            title_name=f"Versionen von „{heading(title)}“",
            title=title,
            rows=[_row(row, title) for row in rows[:PER_PAGE]],
            older=rows[PER_PAGE].rev_id if len(rows) > PER_PAGE else None,
            newest=page.latest,
            may_manage=current_actor().role is Role.MODERATOR,
        )
    )


def show_difference(old_id: int, new_id: int) -> str:
    """Two revisions of a page beside each other, and the newer one as it reads."""
    old, new = services().catalogue.revision(old_id), services().catalogue.revision(new_id)
    page = services().catalogue.page_by_id(new.page_id) if new else None
    if old is None or new is None or page is None or old.page_id != new.page_id or not _may_see(page):
        abort(404)
    text = read(new_id)
    following = services().catalogue.revisions(page.page_id, newest_first=False, start=new_id + 1, limit=1)
    return str(
        render_template(
            "unterschied.html",
            title_name=f"Unterschied: {heading(page.title)}",
            title=page.title,
            old=_row(old, page.title),
            new=_row(new, page.title),
            older=old.parent_id or None,
            newer=following[0].rev_id if following else None,
            changes=changes(read(old_id), text),
            body=rendered(page.title, text),
        )
    )


def _may_see(page: PageRow) -> bool:
    """As for the page itself: what is private or was taken down is for moderators."""
    role = current_actor().role
    return may_read(role, page.title) and acl_allows(page) and (not page.deleted or role is Role.MODERATOR)


def show_changes() -> str:
    """What was changed last in the whole wiki: by people, unless somebody asks for what programs did."""
    sent = request.args.get("von", "")
    whose, bot = next(((value, bot) for value, _, bot in WRITERS if value == sent), ("", False))
    shown: list[Row] = []
    start, more = _start(), True
    while more and len(shown) <= PER_PAGE:  # one more than is shown tells whether there are older ones
        rows = services().catalogue.changes(start=start, bot=bot, limit=PER_PAGE)
        for row in rows:
            page = services().catalogue.page_by_id(row.page_id)
            if page and not page.deleted and _may_see(page):
                shown.append(_row(row, page.title, _label(page)))
        more = len(rows) == PER_PAGE
        start = rows[-1].rev_id - 1 if rows else None
    older = shown[PER_PAGE].rev_id if len(shown) > PER_PAGE else None
    return str(
        render_template(
            "aenderungen.html",
            title_name="Letzte Änderungen",
            rows=shown[:PER_PAGE],
            older=older,
            whose=whose,
            writers=WRITERS,
        )
    )


def _label(page: PageRow) -> str:
    """What people call the page: a contribution by its title too."""
    return document_title(page, page.latest) if contribution_number(page.title) else page.title.full


def _start() -> int | None:
    value = request.args.get("ab", "")
    return int(value) if value.isdecimal() and len(value) < 16 else None


def _row(row: RevisionRow, title: Title, label: str = "") -> Row:
    return Row(
        rev_id=row.rev_id,
        uuid=row.uuid,
        title=title,
        when=from_seconds(row.time, services().conference.timezone),
        author=row.user_name,
        summary=row.summary,
        size=row.size,
        bot=row.bot,
        before=row.parent_id,
        label=label or title.full,
    )

"""Histories: of one page, and of the whole wiki. They cost by the rows shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, abort, request
from moin.themes import render_template

from ..accounts import current_actor
from ..gate import Role, may_read
from ..services import services
from ..storage.catalogue import RevisionRow
from ..titles import Title
from .moments import from_seconds
from .show import title_of

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One revision in a list. `before` is the id of the revision to compare with, 0 if it is the first."""

    rev_id: int
    uuid: str
    title: Title
    when: str
    author: str
    summary: str
    size: int
    bot: bool
    before_uuid: str


def register(blueprint: Blueprint) -> None:
    """Our own address."""
    blueprint.add_url_rule("/+aenderungen", "changes", show_changes)


def show_history(item_name: str) -> str:
    """The revisions of a page, the newest first."""
    title = title_of(item_name)
    page = services().catalogue.page(title)
    if page is None or not may_read(current_actor().role, title):
        abort(404)
    start = _start()
    rows = services().catalogue.revisions(page.page_id, start=start, limit=PER_PAGE + 1)
    return str(
        render_template(
            "versionen.html",
            title_name=f"Versionen von „{title.full}“",
            title=title,
            rows=[_row(row, title) for row in rows[:PER_PAGE]],
            older=rows[PER_PAGE].rev_id if len(rows) > PER_PAGE else None,
            newest=page.latest,
            may_manage=current_actor().role is Role.MODERATOR,
        )
    )


def show_changes() -> str:
    """What was changed last in the whole wiki."""
    role = current_actor().role
    shown: list[Row] = []
    start = _start()
    older: int | None = None
    while len(shown) < PER_PAGE:
        rows = services().catalogue.changes(start=start, limit=PER_PAGE)
        for row in rows:
            page = services().catalogue.page_by_id(row.page_id)
            if page and not page.deleted and may_read(role, page.title) and len(shown) < PER_PAGE:
                shown.append(_row(row, page.title))
        if len(rows) < PER_PAGE:
            break
        start = older = rows[-1].rev_id - 1
    return str(render_template("aenderungen.html", title_name="Letzte Änderungen", rows=shown, older=older))


def moment(value: int | datetime) -> str:
    """A revision's time as Moin's metadata has it, seconds or a UTC time without zone, in the city's time."""
    seconds = value.replace(tzinfo=UTC).timestamp() if isinstance(value, datetime) else value
    return from_seconds(int(seconds), services().conference.timezone)


def _start() -> int | None:
    value = request.args.get("ab", "")
    return int(value) if value.isdecimal() and len(value) < 16 else None


def _row(row: RevisionRow, title: Title) -> Row:
    before = services().catalogue.revision(row.parent_id) if row.parent_id else None
    return Row(
        rev_id=row.rev_id,
        uuid=row.uuid,
        title=title,
        when=from_seconds(row.time, services().conference.timezone),
        author=row.user_name,
        summary=row.summary,
        size=row.size,
        bot=row.bot,
        before_uuid=before.uuid if before else "",
    )

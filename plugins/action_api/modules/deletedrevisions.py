"""`prop=deletedrevisions`: the history of pages that were taken down, for those who may bring them back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...errors import PermissionDenied
from ...services import services
from ...storage.catalogue import RevisionRow
from ...titles import Title
from .. import marks
from ..errors import JSON
from ..module import Call, Continue, Module, Subject
from ..parameters import CONTINUE, Parameter, Type, Values, choice
from ..revision_entry import SHOWING, key, show, warn_of_old_form


def describe(call: Call, values: Values, subjects: Sequence[Subject]) -> Continue:
    """Add `deletedrevisions` to the pages that are gone; it goes on at a revision."""
    if "deletedhistory" not in call.rights:
        raise PermissionDenied("Gelöschte Versionen sieht nur die Moderation.")
    if "content" in values.words("prop") and "deletedtext" not in call.rights:
        raise PermissionDenied("Gelöschte Texte sieht nur die Moderation.")
    most = values.number("limit") or 10
    mark = marks.parts(values, 2)
    after = marks.number(mark[1]) if mark else None
    shown = 0
    for subject in subjects:
        if subject.row is not None or subject.title is None or "tag" in values:
            continue
        entries: list[JSON] = []
        for row in _rows(call, values, subject.title):
            if after is not None and row.rev_id != after:
                continue
            after = None
            if shown == most:
                if entries:
                    subject.data["deletedrevisions"] = entries
                return key(row)
            entries.append(show(call, values, row))
            shown += 1
        if entries:
            subject.data["deletedrevisions"] = entries
    if subjects and not shown:
        warn_of_old_form(values)
    return None


def _rows(call: Call, values: Values, title: Title) -> Iterator[RevisionRow]:
    """What the history of the page of that name held when it was taken down last."""
    page = services().catalogue.deleted_page(title)
    if page is None or not call.sight.sees(page):
        return
    newer = values.text("dir") == "newer"
    low, high = values.number("start"), values.number("end")
    if not newer:
        low, high = high, low
    user, other = values.optional("user"), values.optional("excludeuser")
    for row in services().catalogue.revisions(page.page_id, newest_first=not newer, limit=100_000):
        if (
            row.action == "TRASH"
            or (low is not None and row.time < low)
            or (high is not None and row.time > high)
        ):
            continue
        if user in (None, row.user_name) and other != row.user_name:
            yield row


MODULE = Module(
    name="deletedrevisions",
    help="Versionen gelöschter Seiten.",
    prefix="drv",
    parameters=(
        *SHOWING,
        Parameter("start", Type.TIMESTAMP),
        Parameter("end", Type.TIMESTAMP),
        choice("dir", "newer", "older", default="older"),
        Parameter("tag"),
        Parameter("user", Type.USER),
        Parameter("excludeuser", Type.USER),
        CONTINUE,
    ),
    describe=describe,
)

"""A page's life beside its text: moved, deleted, restored, protected. Each is a revision, so its history tells it.

The text stays, the metadata change; gate, ids and catalogue are the store's, as for every save. What was
acknowledged has been committed.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from moin import current_app
from moin.constants.keys import (
    ACTION,
    ACTION_RENAME,
    ACTION_REVERT,
    ACTION_TRASH,
    COMMENT,
    NAME,
    NAME_OLD,
    NAMESPACE,
    PARENTID,
    REV_NUMBER,
    REVID,
    TRASH,
    USERID,
)

from ..accounts import current_actor
from ..errors import PageExists, PageMissing
from ..gate import Change
from ..services import services
from ..titles import Title
from .catalogue import REV_ID, PageRow
from .files import FILE, Files
from .restrictions import PROTECTION, Wanted
from .router import require
from .save import Saved
from .watching import Watching

ACTION_PROTECT = "PROTECT"
"""Our word beside Moin's: the revision says who may change the page."""


def move(page: PageRow, target: Title, *, summary: str = "") -> Saved:
    """Give a page another name. Raises `PageExists`, `PermissionDenied`, `WindowClosed`."""
    if services().catalogue.page(target) is not None:
        raise PageExists(f"Die Seite „{target.full}“ gibt es schon.")
    named = {NAME: [target.name], NAME_OLD: [page.title.name], NAMESPACE: target.namespace_name}
    with services().database.transaction():
        Watching(services().database).follow(page.title, target)
        return _store(page, ACTION_RENAME, summary, named)


def delete(page: PageRow, *, summary: str = "") -> Saved:
    """Take a page down; its history is kept. Raises `PermissionDenied`."""
    return _store(page, ACTION_TRASH, summary, {NAME: [], NAME_OLD: [page.title.name], TRASH: True})


def restore(title: Title, *, summary: str = "") -> tuple[Saved, int]:
    """Bring a page back that was taken down, with its history; how many revisions that has.

    Raises `PageMissing` if none of that name was, `PageExists` if there is another by now.
    """
    here = services()
    with here.database.transaction():
        page = here.catalogue.deleted_page(title)
        if page is None:
            raise PageMissing(f"Unter „{title.full}“ ist nichts gelöscht worden.")
        if here.catalogue.page(title) is not None:
            raise PageExists(f"Die Seite „{title.full}“ gibt es schon.")
        count = here.catalogue.shown_count(page.page_id)
        saved = _store(page, ACTION_REVERT, summary, {NAME: [title.name], NAME_OLD: [], TRASH: False})
    return saved, count


def protect(page: PageRow, wanted: Wanted, *, summary: str = "") -> Saved:
    """Keep kinds of change to the staff, each until its time. Raises `PermissionDenied`."""
    require(services(), current_actor(), page.title, Change.PROTECT, page)
    said = {kind: list(held) for kind, held in wanted.items()}
    return _store(page, ACTION_PROTECT, summary, {PROTECTION: said})


def drop_file(rev_id: int) -> None:
    """Destroy the file that a revision brought, for good; the revision stays.

    Raises `PageMissing`, `PermissionDenied`.
    """
    here = services()
    with here.database.transaction():
        row = here.catalogue.revision(rev_id)
        if row is None:
            raise PageMissing(f"Die Version {rev_id} gibt es nicht.")
        meta, data = current_app.router.retrieve(row.backend, row.uuid)
        content = data.read()
        meta.pop(FILE, None)
        current_app.router.store(meta, BytesIO(content))
        Files(here.database).remove(rev_id)


def _store(page: PageRow, action: str, summary: str, changed: dict[str, Any]) -> Saved:
    """Store the newest text once more, with other metadata."""
    here = services()
    with here.database.transaction():
        row = here.catalogue.revision(page.latest)
        if row is None:
            raise PageMissing(f"Die Seite „{page.title.full}“ gibt es nicht.")
        meta, data = current_app.router.retrieve(row.backend, row.uuid)
        content = data.read()
        kept = {key: value for key, value in meta.items() if key not in (REVID, PROTECTION, FILE, USERID)}
        actor = current_actor()
        meta = kept | {
            PARENTID: row.uuid, REV_NUMBER: int(meta.get(REV_NUMBER) or 0) + 1, COMMENT: summary,
            ACTION: action, **({USERID: actor.item_id} if actor.item_id else {}), **changed,
        }  # fmt: skip
        backend, _ = current_app.router.store(meta, BytesIO(content))
        current_app.storage.index_revision(meta, "", backend)
        now = here.catalogue.page_by_id(page.page_id)
        assert now is not None
    return Saved(now.title, page.page_id, row.rev_id, meta[REV_ID], now.time)

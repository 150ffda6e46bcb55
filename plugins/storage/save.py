"""The one way to save a page: form, API and command line all call `save`.

Compare-and-swap on the revision that the writer started from, a three-way merge where the two changes touch
different lines, a conflict that gives the text back otherwise. What `save` returns has been stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from moin import current_app, flaskg
from moin.constants.contenttypes import CONTENTTYPE_NONEXISTENT
from moin.constants.itemtypes import ITEMTYPE_DEFAULT
from moin.constants.keys import (
    ACL,
    COMMENT,
    CONTENTTYPE,
    ITEMTYPE,
    NAME,
    NAMESPACE,
    TAGS,
)
from moin.constants.rights import READ
from moin.items import Item
from moin.storage.middleware.exceptions import AccessDenied

from ..accounts import acting, current_actor
from ..errors import EditConflict, PageExists, PageMissing, PermissionDenied, TextTooLarge, WikiError
from ..gate import Change, Kind, kind_of
from ..services import services
from ..titles import MAIN, Title
from ..wikitext import categories, expand
from .catalogue import BOT, MINOR, PageRow
from .merge import merge
from .router import CONTENT_TYPE, CONTRIBUTION_NUMBER, require

MAX_BYTES = 500_000
"""The longest text of a page, in UTF-8."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Saved:
    """A revision that has been stored, or (`unchanged`) the one that already says the same."""

    title: Title
    page_id: int
    old_rev_id: int
    rev_id: int
    time: int
    new: bool = False
    unchanged: bool = False
    merged: bool = False


def read(rev_id: int) -> str:
    """The text of a revision. Raises `PageMissing`. Rights are the caller's matter."""
    row = services().catalogue.revision(rev_id)
    if row is None:
        raise PageMissing(f"Die Version {rev_id} gibt es nicht.")
    _, data = current_app.router.retrieve(row.backend, row.uuid)
    with data:
        text: str = data.read().decode("utf-8")
    return normalise(text)


def fetch(title: Title) -> str | None:
    """The newest text of a page, for templates; None if there is none or it is private."""
    page = services().catalogue.page(title)
    if page is None or kind_of(title) is Kind.PRIVATE:
        return None
    if page.acl is not None and not flaskg.storage.may(title.item_name, READ):
        return None
    return read(page.latest)


def normalise(text: str) -> str:
    """Text as it is kept: line feeds only, nothing after the last visible character."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()


def base_of(value: str | None) -> int | None:
    """The revision id that a form says it started from; None if it says none that could be."""
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 16 else None


def save(
    title: Title, text: str, *, summary: str = "", base: int | None = None, create_only: bool = False,
    no_create: bool = False, bot: bool = False, minor: bool = False,
) -> Saved:  # fmt: skip
    """Save a page as the current actor.

    `base` is the id of the revision that the writer started from; None overwrites whatever is there, 0 means
    that there was no page. Raises `EditConflict`, `PageExists`, `PageMissing`, `WindowClosed`,
    `PermissionDenied`, `TextTooLarge`.
    """
    text = _clean(text)
    here = services()
    with here.lock.held():
        page = here.catalogue.page(title)
        require(here, current_actor(), title, Change.EDIT if page else _creation(), page)
        if page is None:
            if no_create or base:
                raise PageMissing(f"Die Seite „{title.full}“ gibt es nicht.")
            return _store(title, text, summary, None, bot=bot, minor=minor)
        if create_only:
            raise PageExists(f"Die Seite „{title.full}“ gibt es schon.")
        current = read(page.latest)
        merged = base is not None and base != page.latest
        if merged:
            text = _merge(title, page, current, text, base or 0)
        if text == current:
            return Saved(title, page.page_id, page.latest, page.latest, page.time, unchanged=True)
        saved = _store(title, text, summary, page, bot=bot, minor=minor)
        return saved if not merged else _as_merged(saved)


def contribute(text: str, *, summary: str = "") -> Saved:
    """Create the next `Beitrag/<n>`; its number is given here and never used again."""
    text = _clean(text)
    here = services()
    with here.lock.held(), acting(change=Change.CONTRIBUTE):
        probe = Title(MAIN, "Beitrag/0")
        require(here, current_actor(), probe, Change.CONTRIBUTE, None)
        while True:
            title = Title(MAIN, f"Beitrag/{here.catalogue.next_number(CONTRIBUTION_NUMBER)}")
            if here.catalogue.page(title) is None:
                return _store(title, text, summary, None, bot=False, minor=False)


def _creation() -> Change:
    return Change.CREATE


def _clean(text: str) -> str:
    text = normalise(_CONTROL.sub("", text))
    if len(text.encode("utf-8")) > MAX_BYTES:
        raise TextTooLarge(f"Der Text ist zu lang: höchstens {MAX_BYTES // 1000} Kilobyte je Seite.")
    return text


def _merge(title: Title, page: PageRow, current: str, text: str, base: int) -> str:
    """Bring the writer's change and the ones saved meanwhile together, or raise `EditConflict`."""
    row = services().catalogue.revision(base)
    conflict = EditConflict(
        f"„{title.full}“ wurde inzwischen geändert.",
        current_id=page.latest,
        current_text=current,
        text=text,
    )
    if row is None or row.page_id != page.page_id:
        raise conflict
    merged = merge(read(base), text, current)
    if merged is None:
        raise conflict
    return normalise(merged)


def _store(title: Title, text: str, summary: str, page: PageRow | None, *, bot: bool, minor: bool) -> Saved:
    """Hand the text to Moin, which validates, stores and indexes it."""
    tags = categories(expand(text, title, fetch).text)
    meta = {
        ITEMTYPE: ITEMTYPE_DEFAULT,
        CONTENTTYPE: CONTENT_TYPE,
        NAME: [title.name],
        NAMESPACE: title.namespace_name,
        TAGS: list(tags),
        COMMENT: summary,
        BOT: bot,
        MINOR: minor,
    }
    item = Item.create(title.item_name)
    if item.contenttype not in (None, CONTENTTYPE_NONEXISTENT) and page is None:
        raise PageExists(f"Die Seite „{title.full}“ gibt es schon.")
    if page is not None and page.acl is not None:
        meta[ACL] = page.acl
    try:
        item._save(meta, text.encode("utf-8"), comment=summary)
    except WikiError:
        raise
    except AccessDenied as error:
        raise PermissionDenied(f"Die Seite „{title.full}“ können Sie nicht ändern.") from error
    stored = services().catalogue.page(title)
    assert stored is not None
    return Saved(
        title, stored.page_id, page.latest if page else 0, stored.latest, stored.time, new=page is None
    )


def _as_merged(saved: Saved) -> Saved:
    return Saved(
        saved.title, saved.page_id, saved.old_rev_id, saved.rev_id, saved.time, saved.new, merged=True
    )

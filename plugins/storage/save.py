"""The one way to save a page: form, API and command line all call `save`.

Compare-and-swap on the revision that the writer started from, a three-way merge where the two changes touch
different lines, a conflict that gives the text back otherwise. Text is read for its links and categories before the
transaction begins; the transaction looks once more, numbers, writes and commits. What `save` returns has been stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO

from moin import current_app, flaskg
from moin.constants.itemtypes import ITEMTYPE_DEFAULT
from moin.constants.keys import (
    ACL,
    ACTION,
    ACTION_SAVE,
    COMMENT,
    CONTENTTYPE,
    ITEMID,
    ITEMTYPE,
    LANGUAGE,
    MTIME,
    NAME,
    NAME_OLD,
    NAMESPACE,
    PARENTID,
    REV_NUMBER,
    SUMMARY,
    USERID,
)
from moin.constants.rights import WRITE
from moin.utils.crypto import make_uuid

from .. import pace
from ..accounts import SYSTEM, acting, current_actor
from ..errors import EditConflict, PageExists, PageMissing, PermissionDenied, TextTooLarge
from ..gate import Change
from ..services import services
from ..titles import MAIN, Title
from ..wikitext import Outline, outline
from ..wikitext.presave import presaved
from .asked import ThisWiki
from .catalogue import BOT, MINOR, PAGE_ID, REV_ID, PageRow
from .files import FILE, Facts, Files, described
from .ledger import CONTRIBUTION_NUMBER
from .merge import merge
from .router import CONTENT_TYPE, require
from .texts import fetch, normalise, read

__all__ = [
    "MAX_BYTES",
    "Saved",
    "as_saved",
    "contribute",
    "fetch",
    "id_sent",
    "legal",
    "normalise",
    "read",
    "save",
    "save_file",
]

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


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is to be stored."""

    text: str
    outline: Outline
    summary: str
    bot: bool = False
    minor: bool = False
    file: Facts | None = None


def id_sent(value: str | None) -> int | None:
    """An id of a page or a revision that a form or an address names; None if it is none that could be."""
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 16 else None


def save(
    title: Title, text: str, *, summary: str = "", base: int | None = None, create_only: bool = False,
    no_create: bool = False, bot: bool = False, minor: bool = False,
) -> Saved:  # fmt: skip
    """Save a page as the current actor.

    `base` is the id of the revision that the writer started from; None overwrites whatever is there, 0 means
    that there was no page. Raises `EditConflict`, `PageExists`, `PageMissing`, `WindowClosed`,
    `PermissionDenied`, `TooFast`, `TextTooLarge`, `StoreUnavailable`.
    """
    text = _clean(text)
    here = services()
    _may(title, here.catalogue.page(title))  # who may not write need not wait for the lock, nor make us read
    pace.count(pace.Doing.EDIT)
    text = _clean(as_saved(title, text))
    draft = _Draft(text, outline(text, title, fetch), summary, bot, minor)
    with here.database.transaction():
        page = here.catalogue.page(title)  # the gate is asked once more by the store
        _may_by_acl(title, page)
        if page is None:
            if no_create or base:
                raise PageMissing(f"Die Seite „{title.full}“ gibt es nicht.")
            return _store(title, draft, None)
        if create_only:
            raise PageExists(f"Die Seite „{title.full}“ gibt es schon.")
        current = read(page.latest)
        merged = base is not None and base != page.latest
        if merged:
            text = _merge(title, page, current, text, base or 0)
            draft = replace(draft, text=text, outline=outline(text, title, fetch))
        if text == current:
            return Saved(title, page.page_id, page.latest, page.latest, page.time, unchanged=True)
        return replace(_store(title, draft, page), merged=merged)


def as_saved(title: Title, text: str) -> str:
    """What the current actor's text becomes when it is saved: `~~~~` is a signature, `{{subst:…}}` what it stands for.

    Not of what the wiki itself writes, nor of contributions, where everything stands as it was typed.
    """
    actor = current_actor()
    if actor is SYSTEM:
        return text
    return presaved(text, title, actor.name, services().local_now(), fetch, ThisWiki())


def contribute(text: str, *, summary: str = "") -> Saved:
    """Create the next `Beitrag/<n>`; its number is given here and never used again."""
    text = _clean(text)
    here = services()
    probe = Title(MAIN, "Beitrag/0")
    with acting(change=Change.CONTRIBUTE):
        require(here, current_actor(), probe, Change.CONTRIBUTE, None)
        pace.count(pace.Doing.EDIT)
        draft = _Draft(text, outline(text, probe, fetch), summary)
        with here.database.transaction():
            while True:
                title = Title(MAIN, f"Beitrag/{here.ledger.next_number(CONTRIBUTION_NUMBER)}")
                if here.catalogue.page(title) is None:
                    return _store(title, draft, None)


def save_file(title: Title, content: bytes, facts: Facts, *, text: str = "", summary: str = "") -> Saved:
    """Keep a file, or a new version of one, as the current actor; `text` is that of a page which is not there yet.

    File and page are one transaction. Raises as `save` does.
    """
    here = services()
    may_upload(title)
    pace.count(pace.Doing.UPLOAD)
    first = _Draft(_clean(text), outline(text, title, fetch), summary, file=facts)
    with here.database.transaction():
        page = here.catalogue.page(title)
        _may_by_acl(title, page)
        Files(here.database).keep(facts.sha256, content)
        if page is None:
            return _store(title, first, None)
        there = read(page.latest)
        return _store(title, replace(first, text=there, outline=outline(there, title, fetch)), page)


def may_upload(title: Title) -> None:
    """Let the current actor put a file there, or raise `WindowClosed` or `PermissionDenied`."""
    page = services().catalogue.page(title)
    require(services(), current_actor(), title, Change.UPLOAD, page)
    _may_by_acl(title, page)


def may_write(title: Title) -> None:
    """Let the current actor change or create the page, or raise `WindowClosed` or `PermissionDenied`."""
    _may(title, services().catalogue.page(title))


def barred(may: Callable[[Title], None], title: Title) -> str:
    """Why the current actor may not do it there (`may_write`, `may_upload`); empty if that is possible."""
    try:
        may(title)
    except PermissionDenied as refusal:
        return str(refusal)
    return ""


def _may(title: Title, page: PageRow | None) -> None:
    """Let the current actor write here, or raise `WindowClosed` or `PermissionDenied`."""
    actor = current_actor()
    require(services(), actor, title, Change.EDIT if page else Change.CREATE, page)
    _may_by_acl(title, page)


def _may_by_acl(title: Title, page: PageRow | None) -> None:
    asks = page is not None and page.acl is not None and current_actor() is not SYSTEM
    if asks and not flaskg.storage.may(title.item_name, WRITE):
        raise PermissionDenied(f"Die Seite „{title.full}“ können Sie nicht ändern.")


def legal(text: str) -> str:
    """The text without what neither a page nor XML can hold: controls, halves of characters."""
    return _CONTROL.sub("", text)


def _clean(text: str) -> str:
    text = normalise(legal(text))
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


def _store(title: Title, draft: _Draft, page: PageRow | None) -> Saved:
    """Keep the text as a revision, with the metadata that Moin's own views expect."""
    here = services()
    actor = current_actor()
    before = here.catalogue.revision(page.latest) if page else None
    meta = {
        ITEMID: page.item_id if page else make_uuid(),
        ITEMTYPE: ITEMTYPE_DEFAULT,
        CONTENTTYPE: CONTENT_TYPE,
        NAME: [title.name],
        NAME_OLD: [],
        NAMESPACE: title.namespace_name,
        ACTION: ACTION_SAVE,
        COMMENT: draft.summary,
        SUMMARY: "",
        LANGUAGE: "de",
        REV_NUMBER: here.catalogue.moin_number(before) + 1 if before else 1,
        BOT: draft.bot,
        MINOR: draft.minor,
    }
    if actor.item_id:
        meta[USERID] = actor.item_id
    if before is not None:
        meta[PARENTID] = before.uuid
    if draft.file is not None:
        meta[FILE] = described(draft.file)
    if page is not None and page.acl is not None:
        meta[ACL] = page.acl
    backend, _ = current_app.router.store(meta, BytesIO(draft.text.encode("utf-8")), draft.outline)
    current_app.storage.index_revision(meta, "", backend)
    return Saved(
        title, meta[PAGE_ID], page.latest if page else 0, meta[REV_ID], meta[MTIME], new=page is None
    )

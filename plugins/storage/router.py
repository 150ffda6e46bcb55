"""The store with its gate: every revision that Moin writes or removes passes here.

Moin's HTML views, its command line, our forms and the Action API all end in `store` and `remove` of the
routing backend. So this is where the window holds, where integer ids are given, and where the catalogue learns
of a revision. A refusal is a `WikiError` with what to tell people.
"""

from __future__ import annotations

import re
from typing import Any, BinaryIO

from moin.constants.contenttypes import CONTENTTYPE_USER
from moin.constants.keys import (
    ACL,
    ACTION,
    ACTION_RENAME,
    ACTION_REVERT,
    ACTION_SAVE,
    ACTION_TRASH,
    ADDRESS,
    COMMENT,
    CONTENTTYPE,
    ITEMID,
    ITEMLINKS,
    ITEMTRANSCLUSIONS,
    MTIME,
    NAME,
    NAME_OLD,
    NAMESPACE,
    REVID,
    TAGS,
    TRASH,
)
from moin.constants.namespaces import NAMESPACE_USERPROFILES
from moin.storage.middleware import routing
from moin.utils.crypto import make_uuid

from familienkonferenz.page_templates.window import Phase

from ..accounts import Actor, current_actor, current_change
from ..errors import EditConflict, InvalidTitle, PageExists, PageProtected, PermissionDenied, WindowClosed
from ..gate import STAFF, Change, Kind, Role, kind_of, may_change, opens_for
from ..grants import require_granted
from ..phase import current_phase
from ..services import Services
from ..titles import Title
from ..wikitext import Outline, outline
from .backend import sha1
from .catalogue import AUTHOR, BOT, MINOR, PAGE_ID, REV_ID, Entry, PageRow
from .files import FILE, Files, read_facts
from .own_words import changes_only_words
from .restrictions import PROTECTION, Restrictions
from .rows import PAGES, PURPOSE
from .texts import fetch

CONTENT_TYPE = "text/x-mediawiki;charset=utf-8"
"""The only content type of a page."""

_REDIRECT = re.compile(r"\s*#(?:weiterleitung|redirect)\s*+(?::\s*+)?\[\[", re.IGNORECASE)

Meta = dict[str, Any]


class GatedRouter(routing.Backend):  # type: ignore[misc]
    """Moin's routing backend, with the gate, the integer ids and the catalogue."""

    def __init__(self, namespaces: Any, backends: Any, services: Services) -> None:
        super().__init__(namespaces, backends)
        self._services = services

    def store(self, meta: Meta, data: BinaryIO, known: Outline | None = None) -> tuple[str, str]:
        """Store a revision if the gate allows it. `known` is the text's outline, if the caller has read it already.

        Raises `PermissionDenied`, `WindowClosed`, `PageExists`, `EditConflict`, `StoreUnavailable`.
        """
        meta[ADDRESS] = ""  # where somebody wrote from is nobody's business; Moin asks for the key
        here = self._services
        with here.database.transaction():
            page = here.catalogue.page_by_item(meta[ITEMID])
            if _is_profile(meta) and page is None:
                result: tuple[str, str] = super().store(meta, data)
                return result
            there = here.catalogue.revision_by_uuid(meta[REVID]) if meta.get(REVID) else None
            actor = current_actor()
            self._check(meta, page, actor, overwrite=there is not None)
            self._check_words(page, actor, data)
            if there is not None:
                result = super().store(meta, data)
                return result
            _check_base(meta, page)
            return self._store_new(meta, data, page, actor, known)

    def _store_new(
        self, meta: Meta, data: BinaryIO, page: PageRow | None, actor: Actor, known: Outline | None
    ) -> tuple[str, str]:
        """Give the ids, enter it into the catalogue, keep it."""
        here = self._services
        meta[AUTHOR] = actor.name
        meta.pop(PURPOSE, None)  # it may be the older revision's
        if actor.purpose:
            meta[PURPOSE] = actor.purpose
        meta[MTIME] = max(int(here.clock().timestamp()), page.time if page else 0)  # time does not run back
        if meta.get(ACTION) != ACTION_SAVE:  # then Moin copied the metadata of an older revision
            meta[BOT] = meta[MINOR] = False
        if meta.get(ACTION) not in (ACTION_SAVE, ACTION_REVERT):
            meta.pop(FILE, None)
        meta.setdefault(REVID, make_uuid())
        entry = entry_of(meta, data, known)
        if entry.file is not None and not Files(here.database).has(entry.file.sha256):
            raise PermissionDenied("Die Datei zu dieser Fassung gibt es nicht mehr.")
        name_outline(meta, entry.outline)
        meta[PAGE_ID], meta[REV_ID] = here.ledger.add(entry)
        stored: tuple[str, str] = super().store(meta, data)
        return stored

    def remove(self, backend_name: str, revid: str, destroy_data: bool) -> None:
        """Destroy a revision if the gate allows it. Raises `PermissionDenied`."""
        here = self._services
        with here.database.transaction():
            row = here.catalogue.revision_by_uuid(revid)
            page = here.catalogue.page_by_id(row.page_id) if row else None
            if page is not None:
                require(here, current_actor(), page.title, Change.DESTROY, page)
            newest = here.ledger.remove(revid)
            if newest is not None:
                meta, text = self.retrieve(newest.backend, newest.uuid)
                here.ledger.restate(newest.page_id, entry_of(meta, text))
            super().remove(backend_name, revid, destroy_data)

    def _check_words(self, page: PageRow | None, actor: Actor, data: BinaryIO) -> None:
        """Let participants change nothing on their contribution's page but what they typed."""
        if page is None or actor.role is not Role.PARTICIPANT or kind_of(page.title) is not Kind.CONTRIBUTION:
            return
        row = self._services.catalogue.revision(page.latest)
        assert row is not None
        _, there = self.retrieve(row.backend, row.uuid)
        if not changes_only_words(_text(there), _text(data)):
            raise PermissionDenied(
                f"Auf der Seite „{page.title.full}“ können Sie nur ändern, was Sie selbst getippt haben. "
                "Alles andere ist Sache der Moderation."
            )

    def _check(self, meta: Meta, page: PageRow | None, actor: Actor, *, overwrite: bool) -> None:
        if str(meta.get(CONTENTTYPE, "")).replace(" ", "") != CONTENT_TYPE:
            raise PermissionDenied(f"Nur Wikitext kann gespeichert werden, nicht {meta.get(CONTENTTYPE)}.")
        if meta.get(NAMESPACE) is None:
            raise InvalidTitle(f"{meta.get(NAME)}: a page needs its namespace")
        titles = [
            Title.from_item(meta[NAMESPACE], name)
            for name in dict.fromkeys([*(meta.get(NAME) or []), *(meta.get(NAME_OLD) or [])])
        ]
        for title in titles:
            if Title.parse(title.full) != title:
                raise InvalidTitle(f"{title.full!r}: write it as {Title.parse(title.full).full!r}")
        if len(meta.get(NAME) or []) > 1:
            raise PermissionDenied("Eine Seite hat hier nur einen Namen.")
        change = _change_of(meta, page, overwrite=overwrite)
        # The page as it is called now counts too: a new name makes no page one's own.
        for title in dict.fromkeys([*titles, *([page.title] if page else [])]):
            require(self._services, actor, title, change, page)
            there = page if _is_called(page, title) else self._services.catalogue.page(title)
            if there is not None and there.item_id != meta[ITEMID] and title.name in (meta.get(NAME) or []):
                raise PageExists(f"Die Seite „{title.full}“ gibt es schon.")
        if (
            page
            and kind_of(page.title) is Kind.PRIVATE
            and any(kind_of(t) is not Kind.PRIVATE for t in titles)
        ):
            raise PermissionDenied(
                f"Die Seite „{page.title.full}“ bleibt unter Verschluss und behält ihren Namen."
            )
        if not overwrite and meta.get(ACL) != (page.acl if page else None):
            require(self._services, actor, page.title if page else titles[0], Change.PROTECT, page)


def entry_of(meta: Meta, data: BinaryIO, known: Outline | None = None) -> Entry:
    """What the catalogue needs to know of a revision. Raises `InvalidTitle`."""
    data.seek(0)
    content = data.read()
    data.seek(0)
    names = meta.get(NAME) or []
    if not (called := names or meta.get(NAME_OLD)):
        raise InvalidTitle("a page needs a name")
    title = Title.from_item(meta.get(NAMESPACE) or "", called[0])
    deleted = bool(meta.get(TRASH)) or not names
    text = content.decode("utf-8", "replace")
    return Entry(
        uuid=meta[REVID],
        backend=PAGES,
        item_id=meta[ITEMID],
        title=title,
        time=int(meta[MTIME]),
        user_name=meta[AUTHOR],
        summary=str(meta.get(COMMENT) or ""),
        size=len(content),
        sha1=sha1(content),
        bot=bool(meta.get(BOT)),
        minor=bool(meta.get(MINOR)),
        action=str(meta.get(ACTION) or ""),
        deleted=deleted,
        redirect=bool(_REDIRECT.match(text)),
        acl=meta.get(ACL),
        outline=Outline() if deleted else known or outline(text, title, fetch),
        protection=meta.get(PROTECTION),
        purpose=str(meta.get(PURPOSE) or ""),
        file=read_facts(meta.get(FILE)),
    )


def name_outline(meta: Meta, found: Outline) -> None:
    """Write into a revision's metadata where the page belongs and leads, by the keys that Moin has for it."""
    meta[TAGS] = list(found.categories)
    meta[ITEMLINKS] = [title.item_name for title in found.links]
    meta[ITEMTRANSCLUSIONS] = [title.item_name for title in found.embeds]


def require(services: Services, actor: Actor, title: Title, change: Change, page: PageRow | None) -> None:
    """Let the change through, or raise `WindowClosed` (a matter of time) or `PermissionDenied`."""
    require_granted(actor.allowed, change)
    own = page is None or page.author == actor.name
    if (
        page is not None
        and not (actor.role in STAFF and actor.permits("editprotected"))
        and Restrictions(services.database).keeps(page.page_id, change, int(services.clock().timestamp()))
    ):
        raise PageProtected(
            f"Die Seite „{page.title.full}“ ist geschützt: Nur die Moderation kann sie ändern."
        )
    if may_change(actor.role, title, change, current_phase(services), own=own):
        return
    if opens_for(actor.role, title, change, own=own):
        raise WindowClosed("Die Konferenz ist nicht geöffnet: Seiten können jetzt nicht geändert werden.")
    if actor.role is Role.ANONYMOUS and current_phase(services) is not Phase.OPEN:
        raise PermissionDenied("Die Konferenz ist nicht geöffnet: Seiten können jetzt nicht geändert werden.")
    if actor.role is Role.ANONYMOUS:
        raise PermissionDenied("Zum Schreiben melden Sie sich bitte an.")
    raise PermissionDenied(f"Die Seite „{title.full}“ kann nur die Moderation so ändern.")


def _is_called(page: PageRow | None, title: Title) -> bool:
    return page is not None and page.title == title and not page.deleted


def _check_base(meta: Meta, page: PageRow | None) -> None:
    """Refuse to move or delete what was read before somebody else's change: Moin would write the older text again.

    Moin hands on the metadata of the revision that it read, and with it that revision's number.
    """
    if (
        page is not None
        and meta.get(ACTION) in (ACTION_RENAME, ACTION_TRASH)
        and meta.get(REV_ID) != page.latest
    ):
        raise EditConflict(
            f"„{page.title.full}“ wurde inzwischen geändert. Bitte sehen Sie sich die Seite noch einmal an.",
            current_id=page.latest,
            current_text="",
            text="",
        )


def _text(data: BinaryIO) -> str:
    """The text of a revision; it is read from its beginning again afterwards."""
    data.seek(0)
    content = data.read().decode("utf-8", "replace")
    data.seek(0)
    return content.replace("\r\n", "\n").rstrip()


def _is_profile(meta: Meta) -> bool:
    return bool(meta.get(NAMESPACE) == NAMESPACE_USERPROFILES and meta.get(CONTENTTYPE) == CONTENTTYPE_USER)


def _change_of(meta: Meta, page: PageRow | None, *, overwrite: bool) -> Change:
    """What is being done, told by what the metadata says now, not by what Moin calls it."""
    if overwrite:
        return Change.DESTROY
    if page is None:
        return Change.UPLOAD if meta.get(FILE) else current_change() or Change.CREATE
    deleting = bool(meta.get(TRASH)) or not meta.get(NAME)
    if deleting or page.deleted:  # bringing back what moderators removed is theirs, too
        return Change.DELETE
    if Title.from_item(meta[NAMESPACE], meta[NAME][0]) != page.title:
        return Change.MOVE
    return (
        Change.UPLOAD if meta.get(FILE) and meta.get(ACTION) in (ACTION_SAVE, ACTION_REVERT) else Change.EDIT
    )

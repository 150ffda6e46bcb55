"""The store with its gate: every revision that Moin writes or removes passes here.

Moin's HTML views, its command line, our forms and the Action API all end in `store` and `remove` of the
routing backend. So this is where the window holds, where integer ids are given, and where the catalogue learns
of a revision. A refusal is an `AccessDenied` of Moin's, which its views answer with 403.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any, BinaryIO

from moin.constants.keys import (
    ACL,
    ACTION,
    ACTION_RENAME,
    ACTION_SAVE,
    ACTION_TRASH,
    COMMENT,
    CONTENTTYPE,
    ITEMID,
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

from ..accounts import Actor, current_actor, current_change
from ..errors import InvalidTitle, PageExists, PermissionDenied, WindowClosed
from ..gate import Change, Role, may_change, opens_for
from ..phase import current_phase
from ..services import Services
from ..titles import Title
from .catalogue import AUTHOR, BOT, MINOR, PAGE_ID, REV_ID, Entry, PageRow

CONTENT_TYPE = "text/x-mediawiki;charset=utf-8"
"""The only content type of a page."""

_REDIRECT = re.compile(r"\s*#(?:weiterleitung|redirect)\s*:?\s*\[\[", re.IGNORECASE)

Meta = dict[str, Any]


class GatedRouter(routing.Backend):  # type: ignore[misc]
    """Moin's routing backend, with the gate, the integer ids and the catalogue."""

    def __init__(self, namespaces: Any, backends: Any, services: Services) -> None:
        super().__init__(namespaces, backends)
        self._services = services

    def store(self, meta: Meta, data: BinaryIO) -> tuple[str, str]:
        """Store a revision if the gate allows it. Raises `PermissionDenied`, `WindowClosed`, `PageExists`."""
        if meta.get(NAMESPACE) == NAMESPACE_USERPROFILES:
            result: tuple[str, str] = super().store(meta, data)
            return result
        catalogue = self._services.catalogue
        with self._services.lock.held():
            page = catalogue.page_by_item(meta[ITEMID])
            known = catalogue.revision_by_uuid(meta[REVID]) if meta.get(REVID) else None
            actor = current_actor()
            self._check(meta, page, actor, overwrite=known is not None)
            if known is not None:
                result = super().store(meta, data)
                return result
            with catalogue.transaction():
                meta[AUTHOR] = actor.name
                if meta.get(ACTION) != ACTION_SAVE:  # then Moin copied the metadata of an older revision
                    meta[BOT] = meta[MINOR] = False
                meta[PAGE_ID], meta[REV_ID] = catalogue.add(self._entry(meta, data, page))
                backend, uuid = super().store(meta, data)
                catalogue.set_uuid(meta[REV_ID], uuid, backend)
            return backend, uuid

    def remove(self, backend_name: str, revid: str, destroy_data: bool) -> None:
        """Destroy a revision if the gate allows it. Raises `PermissionDenied`."""
        catalogue = self._services.catalogue
        with self._services.lock.held():
            row = catalogue.revision_by_uuid(revid)
            page = catalogue.page_by_id(row.page_id) if row else None
            if page is not None:
                require(self._services, current_actor(), page.title, Change.DESTROY, page)
            with catalogue.transaction():
                catalogue.remove(revid)
                super().remove(backend_name, revid, destroy_data)

    def _check(self, meta: Meta, page: PageRow | None, actor: Actor, *, overwrite: bool) -> None:
        if str(meta.get(CONTENTTYPE, "")).replace(" ", "") != CONTENT_TYPE:
            raise PermissionDenied(f"Nur Wikitext kann gespeichert werden, nicht {meta.get(CONTENTTYPE)}.")
        titles = [
            Title.from_item(meta.get(NAMESPACE) or "", name)
            for name in dict.fromkeys([*(meta.get(NAME) or []), *(meta.get(NAME_OLD) or [])])
        ]
        for title in titles:
            if Title.parse(title.full) != title:
                raise InvalidTitle(f"{title.full!r}: write it as {Title.parse(title.full).full!r}")
        if len(meta.get(NAME) or []) > 1:
            raise PermissionDenied("Eine Seite hat hier nur einen Namen.")
        change = _change_of(meta, page, overwrite=overwrite)
        for title in titles or ([page.title] if page else []):
            require(self._services, actor, title, change, page)
            there = self._services.catalogue.page(title)
            if there is not None and there.item_id != meta[ITEMID] and title.name in (meta.get(NAME) or []):
                raise PageExists(f"Die Seite „{title.full}“ gibt es schon.")
        if page is not None and not overwrite and meta.get(ACL) != page.acl:
            require(self._services, actor, page.title, Change.PROTECT, page)

    def _entry(self, meta: Meta, data: BinaryIO, page: PageRow | None) -> Entry:
        content = data.read()
        data.seek(0)
        names = meta.get(NAME) or []
        title = Title.from_item(meta.get(NAMESPACE) or "", names[0]) if names else None
        if title is None and page is not None:
            title = page.title
        if title is None:
            raise InvalidTitle("a page needs a name")
        return Entry(
            uuid=f"new-{meta[ITEMID]}",
            backend="",
            item_id=meta[ITEMID],
            title=title,
            time=int(meta[MTIME]),
            user_name=meta[AUTHOR],
            summary=str(meta.get(COMMENT) or ""),
            size=len(content),
            sha1=hashlib.sha1(content, usedforsecurity=False).hexdigest(),
            bot=bool(meta.get(BOT)),
            minor=bool(meta.get(MINOR)),
            action=str(meta.get(ACTION) or ""),
            deleted=bool(meta.get(TRASH)) or not names,
            redirect=bool(_REDIRECT.match(content[:200].decode("utf-8", "replace"))),
            acl=meta.get(ACL),
            categories=tuple(meta.get(TAGS) or ()),
        )


def require(services: Services, actor: Actor, title: Title, change: Change, page: PageRow | None) -> None:
    """Let the change through, or raise `WindowClosed` (a matter of time) or `PermissionDenied`."""
    own = page is None or page.author == actor.name
    if may_change(actor.role, title, change, current_phase(services), own=own):
        return
    if opens_for(actor.role, title, change, own=own):
        raise WindowClosed("Die Konferenz ist nicht geöffnet: Seiten können jetzt nicht geändert werden.")
    if actor.role is Role.ANONYMOUS:
        raise PermissionDenied("Zum Schreiben melden Sie sich bitte an.")
    raise PermissionDenied(f"Die Seite „{title.full}“ kann nur die Moderation so ändern.")


def _change_of(meta: Meta, page: PageRow | None, *, overwrite: bool) -> Change:
    if overwrite:
        return Change.DESTROY
    if (named := current_change()) is not None:
        return named
    if page is None:
        return Change.CREATE
    return {ACTION_RENAME: Change.MOVE, ACTION_TRASH: Change.DELETE}.get(
        str(meta.get(ACTION) or ""), Change.EDIT
    )

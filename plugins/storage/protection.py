"""Moin's rights, with the gate: the clean refusal, and no link where there is no right.

The second layer above `router`: views ask for rights before they show a form or a link. What Moin writes in several
steps becomes one transaction here, because it looks before it writes.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from moin import current_app, items
from moin.constants.keys import (
    ACTION,
    ADDRESS,
    COMMENT,
    CONTENT,
    CONTENTNGRAM,
    CONTENTTYPE,
    EXTERNALLINKS,
    HAS_TAG,
    HOSTNAME,
    ITEMLINKS,
    ITEMTRANSCLUSIONS,
    ITEMTYPE,
    LANGUAGE,
    MTIME,
    NAME_SORT,
    NAMENGRAM,
    NAMES,
    REV_NUMBER,
    SIZE,
    SUMMARY,
    SUMMARYNGRAM,
)  # fmt: skip
from moin.constants.rights import ADMIN, CREATE, DESTROY, PUBREAD, READ
from moin.storage.middleware import indexing, protecting
from whoosh import fields

from ..accounts import SYSTEM, current_actor, current_change
from ..errors import InvalidTitle
from ..gate import Change, Role, may_change, may_read
from ..phase import current_phase
from ..services import services
from ..titles import STORED, Title
from .catalogue import PageRow
from .index import SqliteIndexing

_NAMESPACES = frozenset(namespace.name for namespace in STORED)
_CHANGES = {CREATE: Change.CREATE, DESTROY: Change.DESTROY, ADMIN: Change.PROTECT}


class GatedItem(protecting.ProtectedItem):  # type: ignore[misc]
    """Moin's protected item, which also asks the gate."""

    def allows(self, right: str, user_names: list[str] | None = None) -> bool:
        """Whether both Moin's ACLs and the gate allow it; the wiki itself has no ACL to pass."""
        by_acl = current_actor() is SYSTEM or super().allows(right, user_names)
        return bool(by_acl) and self._gate_allows(right)

    def _gate_allows(self, right: str) -> bool:
        here = services()
        page, title = self._page_and_title()
        if title is None:  # profiles, and names that can be no page: the ACLs have said it all
            return right in (READ, PUBREAD)
        actor = current_actor()
        if right in (READ, PUBREAD):
            taken_down = page is not None and page.deleted and actor.role is not Role.MODERATOR
            return may_read(actor.role, title) and not taken_down
        change = _CHANGES.get(right)
        if change in (None, Change.CREATE):
            change = current_change() or (Change.EDIT if page is not None else Change.CREATE)
        own = page is None or page.author == actor.name
        return may_change(actor.role, title, change or Change.EDIT, current_phase(here), own=own)

    def _page_and_title(self) -> tuple[PageRow | None, Title | None]:
        """The page that the item is, and its title; Moin hands in storage items and items of its views."""
        catalogue = services().catalogue
        item_id = getattr(self.item, "itemid", None)
        if item_id and (page := catalogue.page_by_item(item_id)) is not None:
            return page, page.title
        fqname = self.item.fqname
        if fqname is None or fqname.namespace not in _NAMESPACES:
            return None, None
        try:
            title = Title.parse(Title.from_item(fqname.namespace, fqname.value).full)
        except InvalidTitle:
            return None, None
        return catalogue.page(title), title


_UNSOUGHT = (
    ACTION, ADDRESS, COMMENT, EXTERNALLINKS, HOSTNAME, ITEMLINKS, ITEMTRANSCLUSIONS, ITEMTYPE, LANGUAGE,
    MTIME, NAMES, NAME_SORT, REV_NUMBER, SIZE, SUMMARY,
)  # fmt: skip
"""Fields that only views of Moin's look for which are closed here. They are told, but not looked for."""


class PageIndexing(SqliteIndexing):
    """Our index without what serves only views of Moin's that are closed, and with the catalogue's knowledge.

    Half of what a save writes would be terms that nobody looks for; a view that does is told so (`UnknownQuery`).
    """

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for schema in self.schemas.values():
            for field in (CONTENT, CONTENTNGRAM, SUMMARYNGRAM, NAMENGRAM, HAS_TAG):
                if field in schema:
                    schema.remove(field)
            for field in _UNSOUGHT:
                if field in schema:
                    schema.remove(field)
                    schema.add(field, fields.STORED())
            schema.remove(CONTENTTYPE)
            schema.add(
                CONTENTTYPE, fields.ID(stored=True)
            )  # looked for as a whole, to tell profiles from pages

    def has_item(self, name: str) -> bool:
        """Whether a page exists, asked once for every link of a page: the catalogue knows."""
        namespace, slash, rest = name.partition("/")
        if not slash or namespace not in _NAMESPACES:
            namespace, rest = "", name
        if rest.startswith("@"):
            return bool(super().has_item(name))
        return services().catalogue.page(Title.from_item(namespace, rest)) is not None


def install() -> None:
    """Put our parts where Moin names its own.

    `GatedItem` asks the gate. What writes several times writes all or nothing: a revision and its index, a page and
    those beneath it. Pages can be renamed that have no page above: a page may stand alone here, as on MediaWiki,
    `Beitrag/12` without `Beitrag`. Who may write decides the gate.
    """
    protecting.ProtectedItem = GatedItem
    items._verify_parents = lambda *args, **kw: None
    for cls, name in (
        (indexing.Item, "store_revision"),
        (indexing.Item, "destroy_revision"),
        (indexing.Item, "destroy_all_revisions"),
        (items.Item, "_rename"),
        (items.Item, "destroy"),
    ):
        method = getattr(cls, name)
        if not hasattr(method, "in_one_transaction"):
            setattr(cls, name, _in_one_transaction(method))


def _in_one_transaction(method: Callable[..., Any]) -> Callable[..., Any]:
    """The method, all or nothing, where the application has a database of ours."""

    @wraps(method)
    def write(*args: Any, **kw: Any) -> Any:
        database = getattr(current_app.storage, "database", None)
        with database.transaction() if database is not None else nullcontext():
            return method(*args, **kw)

    write.in_one_transaction = True  # type: ignore[attr-defined]
    return write

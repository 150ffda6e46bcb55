"""How a page is protected, as MediaWiki's clients know it: types, levels, expiry."""

from __future__ import annotations

from ..gate import Kind, kind_of
from ..services import services
from ..storage.catalogue import PageRow
from ..storage.restrictions import FILE_KINDS, KINDS, Restrictions
from ..titles import FILE
from .errors import JSON
from .timestamps import iso


def protections(row: PageRow) -> list[JSON]:
    """What is kept to moderators and bots: by the gate, by the page's own ACL, or because they said so."""
    here = services()
    held = {
        found.kind: found
        for found in Restrictions(here.database).of(row.page_id, int(here.clock().timestamp()))
    }
    closed = kind_of(row.title) in (Kind.FRAME, Kind.PRIVATE) or row.acl is not None
    shown: list[JSON] = []
    for kind in FILE_KINDS if row.title.namespace == FILE else KINDS:
        if found := held.get(kind):
            expiry = iso(found.expiry) if found.expiry else "infinity"
            shown.append({"type": kind, "level": found.level, "expiry": expiry})
        elif closed:
            shown.append({"type": kind, "level": "sysop", "expiry": "infinity"})
    return shown

"""The catalogue, read back from Moin's store: it is derived, and may be lost.

Every revision carries its integer ids in its own metadata, every profile the number of its account. What was
destroyed left its numbers in `highest.json`. All of it happens in one transaction: half a catalogue is none.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from moin.constants.keys import ITEMID, NAME
from moin.constants.namespaces import NAMESPACE_USERPROFILES
from moin.storage.middleware.routing import Backend

from ..gate import contribution_number
from ..services import Services
from . import highest
from .catalogue import ACCOUNT_ID, PAGE_ID, REV_ID, Catalogue
from .router import CONTRIBUTION_NUMBER, entry_of

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was read: numbers of revisions and accounts, and the UUIDs of revisions that never passed the gate."""

    revisions: int
    accounts: int
    foreign: tuple[str, ...] = ()


def is_lost(services: Services, router: Backend) -> bool:
    """Whether the catalogue is empty although there are revisions."""
    return not services.catalogue.counts()["edits"] and any(
        True for name in _page_backends(router) for _ in router.backends[name]
    )


def rebuild(services: Services, router: Backend) -> Rebuilt:
    """Empty the catalogue and fill it from the store, in the order of the revision ids."""
    catalogue = services.catalogue
    with services.lock.held(), catalogue.transaction():
        catalogue.clear()
        revisions, foreign = _revisions(catalogue, router)
        accounts = _accounts(catalogue, router)
        catalogue.raise_highest(highest.read(services.home))
    for uuid in foreign:
        _log.error("revision %s has no integer id: it was stored past the gate and is not shown", uuid)
    return Rebuilt(revisions, accounts, foreign)


def _revisions(catalogue: Catalogue, router: Backend) -> tuple[int, tuple[str, ...]]:
    found: list[tuple[int, str, str]] = []
    foreign = []
    for name in _page_backends(router):
        for uuid in router.backends[name]:
            meta = _meta(router, name, uuid)
            if PAGE_ID in meta and REV_ID in meta:
                found.append((meta[REV_ID], name, uuid))
            else:
                foreign.append(uuid)
    for rev_id, name, uuid in sorted(found):
        meta, data = router.retrieve(name, uuid)
        with data:
            entry = entry_of(meta, data)
        catalogue.add(entry, meta[PAGE_ID], rev_id)
        catalogue.set_uuid(rev_id, uuid, name)
        if number := contribution_number(entry.title):
            catalogue.raise_number(CONTRIBUTION_NUMBER, number)
    return len(found), tuple(foreign)


def _accounts(catalogue: Catalogue, router: Backend) -> int:
    profiles = (
        _meta(router, NAMESPACE_USERPROFILES, uuid) for uuid in router.backends[NAMESPACE_USERPROFILES]
    )
    known = sorted(
        (meta[ACCOUNT_ID], meta[ITEMID], meta[NAME][0]) for meta in profiles if meta.get(ACCOUNT_ID)
    )
    for user_id, item_id, name in known:
        catalogue.account(user_id, item_id, name)
    return len(known)


def _page_backends(router: Backend) -> list[str]:
    return [name for name in router.backends if name != NAMESPACE_USERPROFILES]


def _meta(router: Backend, backend: str, uuid: str) -> dict[str, Any]:
    meta, data = router.retrieve(backend, uuid)
    data.close()
    return dict(meta)

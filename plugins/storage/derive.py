"""What is derived, derived anew from the stored revisions: Moin's index and the catalogue.

Every revision carries its integer ids in its own metadata, every profile the number of its account. The sequences
are not touched, so what was destroyed leaves its numbers unused. All of it is one transaction: half a catalogue is
none.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import Any

from moin.constants.keys import ITEMID, NAME, NAMESPACE
from moin.constants.namespaces import NAMESPACE_USERPROFILES

from ..accounts import skeleton
from ..services import Services
from .catalogue import ACCOUNT_ID, PAGE_ID, REV_ID
from .index import SqliteIndexing
from .router import entry_of

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Derived:
    """What was read: numbers of revisions and accounts, and the UUIDs of revisions that never passed the gate."""

    revisions: int
    accounts: int
    foreign: tuple[str, ...] = ()


def derive(services: Services, index: SqliteIndexing) -> Derived:
    """Empty index and catalogue, and fill them from the store in the order of saving."""
    revisions = accounts = 0
    foreign: list[str] = []
    with services.database.transaction():
        services.ledger.clear()
        index.rebuild()
        for backend, uuid in _in_order(services):
            meta, data = index.backend.retrieve(backend, uuid)
            if meta.get(NAMESPACE) == NAMESPACE_USERPROFILES:
                accounts += _account(services, meta)
            elif PAGE_ID in meta and REV_ID in meta:
                services.ledger.add(entry_of(meta, data), meta[PAGE_ID], meta[REV_ID])
                revisions += 1
            else:
                foreign.append(uuid)
        _reserve(services)
    for uuid in foreign:
        _log.error("revision %s has no integer id: it was stored past the gate and is not shown", uuid)
    return Derived(revisions, accounts, tuple(foreign))


def _in_order(services: Services) -> list[tuple[str, str]]:
    """Backend and UUID of all revisions: those that have integer ids by these."""
    rows = services.database.all(
        "select backend, uuid from stored where number not in (select number from quarantine)"
        " order by json_extract(meta, ?), number",
        f"$.{REV_ID}",
    )
    return [(row["backend"], row["uuid"]) for row in rows]


def _reserve(services: Services) -> None:
    """Keep the names and numbers of accounts whose profiles were put aside: nobody else gets them."""
    for row in services.database.all(
        "select json_extract(row, '$.account') as account from quarantine where json_extract(row, '$.account') <> ''"
    ):
        known = json.loads(row["account"])
        if not services.catalogue.user_id(known["item_id"]):
            services.ledger.account(known["item_id"], known["name"], known["skeleton"], known["user_id"])


def _account(services: Services, meta: dict[str, Any]) -> int:
    if not meta.get(ACCOUNT_ID):
        return 0
    name = meta[NAME][0]
    services.ledger.account(meta[ITEMID], name, skeleton(name), meta[ACCOUNT_ID])
    return 1

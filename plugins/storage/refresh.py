"""What pages belong to and lead to, brought up to date when a template of theirs has changed.

A save knows its own page. The pages that show it as a template may belong to other categories now; they are read again
beside it, a few at a time, each batch in a transaction of its own, so that nobody who writes waits for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..services import Services
from ..wikitext import Fetch, outline
from .texts import as_it_stands

BATCH = 20


def refresh(services: Services, page_id: int, fetch: Fetch) -> int:
    """Read the pages again that show this one; how many belong or lead elsewhere now. `fetch` gives the templates."""
    page = services.catalogue.page_by_id(page_id)
    shown = services.catalogue.embedding(page.title) if page is not None else []
    return sum(_refresh(services, shown[at : at + BATCH], fetch) for at in range(0, len(shown), BATCH))


def _refresh(services: Services, page_ids: Sequence[int], fetch: Fetch) -> int:
    changed = 0
    with services.database.transaction():
        for page_id in page_ids:
            page = services.catalogue.page_by_id(page_id)
            if page is None or page.deleted:
                continue
            now = outline(as_it_stands(services, page), page.title, fetch)
            changed += services.ledger.restate_outline(page_id, now)
    return changed

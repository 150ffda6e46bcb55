"""How far the wiki is behind with what saves leave to be done; clients that send `maxlag` wait for it."""

from __future__ import annotations

from ..services import services
from .errors import ApiError

WAIT = 5
"""Seconds after which a client that was refused asks again."""
_A_SECOND = 100
"""Pages that are carried into the full text in a second, roughly."""
_MOST = 100_000


def lag() -> int:
    """Seconds of work in the outbox."""
    row = services().database.one("select count(*) from (select 1 from outbox limit ?)", _MOST)
    return int(row[0]) // _A_SECOND


def check(most: int | None) -> None:
    """Refuse a request that would rather wait than add to the work. Raises `ApiError`."""
    if most is None or (behind := lag()) <= most or behind == 0:
        return
    raise ApiError(
        "maxlag", f"Waiting for the full text: {behind} seconds lagged.", host="", lag=behind, type="jobqueue"
    )

"""How often people may do a thing: as often as people do, not as programs would.

Counted by account where there is one, else by address, and never for bots and moderators. A school has one address for
all its children, so what is counted by address is generous, and edits are not. Addresses are kept for as long as they
count only, and only as a keyed hash.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import time
from contextlib import suppress
from enum import StrEnum

from flask import current_app, g, has_request_context, request
from limits import RateLimitItemPerSecond
from limits.strategies import FixedWindowRateLimiter

from familienkonferenz.config import Pace

from .accounts import current_actor
from .counters import FILE, Counters
from .errors import TooFast
from .gate import STAFF
from .services import services

_KEY = "familienkonferenz.pace"
LIMITED = "KONFERENZ_LIMITED"
"""Key of the application's settings: whether anything is counted at all."""


class Doing(StrEnum):
    """What is counted."""

    EDIT = "edit"
    UPLOAD = "upload"
    LATE = "late"
    REGISTER = "register"
    SIGN_IN = "sign_in"
    """Passwords that were wrong."""
    BOT_SIGN_IN = "bot_sign_in"
    """Bot passwords that were wrong: counted apart, so that a program that errs keeps nobody from the form."""


def pace_of(doing: Doing) -> Pace:
    """How often, as the conference is configured."""
    limits = services().conference.limits
    return {
        Doing.EDIT: limits.edits, Doing.UPLOAD: limits.uploads, Doing.LATE: limits.late_texts,
        Doing.REGISTER: limits.registrations, Doing.SIGN_IN: limits.wrong_passwords,
        Doing.BOT_SIGN_IN: limits.wrong_passwords,
    }[doing]  # fmt: skip


def count(doing: Doing) -> None:
    """Count this for the account that acts. Raises `TooFast`."""
    actor = current_actor()
    if actor.role not in STAFF and actor.item_id:
        _count(doing, actor.item_id)


def count_address(doing: Doing) -> None:
    """Count this for the address that the request comes from. Raises `TooFast`."""
    _count(doing, address())


def refuse(doing: Doing, *who: str) -> None:
    """Raise `TooFast` if `who` has used it up; count nothing."""
    limiter, item = _limiter(), _item(doing)
    if current_app.config[LIMITED] and not limiter.test(item, *who):
        raise _too_fast(limiter, item, *who)


def note(doing: Doing, *who: str) -> None:
    """Count this, whatever it comes to."""
    if current_app.config[LIMITED]:
        _limiter().hit(_item(doing), *who)


def forget(doing: Doing, *who: str) -> None:
    """Begin to count anew: who got in is nobody who guesses."""
    if current_app.config[LIMITED]:
        _limiter().clear(_item(doing), *who)


def address() -> str:
    """A name for the address that the request comes from; of IPv6 the half that is somebody's.

    Behind a proxy on the same machine it is the last one that the proxy names.
    """
    known = ipaddress.ip_address(request.remote_addr or "127.0.0.1")
    if known.is_loopback and (forwarded := request.headers.get("X-Forwarded-For")):
        with suppress(ValueError):
            known = ipaddress.ip_address(forwarded.rpartition(",")[2].strip())
    half = known.packed if known.version == 4 else known.packed[:8]
    return hmac.new(str(current_app.secret_key).encode(), half, hashlib.sha256).hexdigest()[:24]


def _count(doing: Doing, *who: str) -> None:
    limiter, item = _limiter(), _item(doing)
    if current_app.config[LIMITED] and not limiter.hit(item, *who):
        raise _too_fast(limiter, item, *who)


def _item(doing: Doing) -> RateLimitItemPerSecond:
    pace = pace_of(doing)
    return RateLimitItemPerSecond(pace.times, pace.seconds, doing.value)


def _too_fast(limiter: FixedWindowRateLimiter, item: RateLimitItemPerSecond, *who: str) -> TooFast:
    wait = max(1, round(limiter.get_window_stats(item, *who).reset_time - time.time()))
    if has_request_context():
        g.retry_after = wait
    when = f"{wait} Sekunden" if wait < 120 else f"{round(wait / 60)} Minuten"
    return TooFast(f"Das war sehr oft in kurzer Zeit. Bitte versuchen Sie es in {when} noch einmal.")


def _limiter() -> FixedWindowRateLimiter:
    found: FixedWindowRateLimiter | None = current_app.extensions.get(_KEY)
    if found is None:
        found = current_app.extensions[_KEY] = FixedWindowRateLimiter(Counters(services().home / FILE))
    return found

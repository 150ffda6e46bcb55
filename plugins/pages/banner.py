"""The banner above every page: the phase of the conference and the time that is left. And what the layout needs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from moin import flaskg

from familienkonferenz.page_templates.window import Phase, Window

from ..accounts import current_actor
from ..gate import STAFF, Change, Role, may_change
from ..phase import current_phase, current_window
from ..services import services
from ..titles import MAIN, Title
from . import menu
from .moments import closing, duration, opening

_DAY, _HOUR, _MINUTE, _SECOND = (timedelta(seconds=length) for length in (86_400, 3_600, 60, 1))


def variables() -> dict[str, Any]:
    """Template variables of every page."""
    here = services()
    actor = current_actor()
    phase = current_phase(here)
    may_contribute = may_change(actor.role, Title(MAIN, "Beitrag/0"), Change.CONTRIBUTE, phase, own=True)
    return {
        "conference": here.conference,
        "phase": phase.value,
        "banner": banner(current_window(here), here.clock(), here.conference.timezone),
        "actor": actor,
        "is_staff": actor.role in STAFF,
        "signed_in": actor.role is not Role.ANONYMOUS and getattr(flaskg, "user", None) is not None,
        "may_contribute": may_contribute,
        "menu": menu.menu(),
        "menu_here": menu.here(),
        "topic_here": menu.topic_here(),
    }


def banner(window: Window | None, now: datetime, timezone: Any) -> str:
    """The sentence of the banner. Pure.

    >>> banner(None, datetime(2026, 11, 1), None)
    'Die Konferenz ist noch nicht eröffnet.'
    """
    if window is None:
        return "Die Konferenz ist noch nicht eröffnet."
    phase = window.phase(now)
    if phase is Phase.BEFORE:
        return f"Die Konferenz beginnt am {opening(window.begin, timezone)}. Lesen können Sie schon jetzt."
    end = closing(window.end, timezone)
    if phase is Phase.OPEN:
        left = window.end - now
        hurry = "nur noch" if left < timedelta(days=1) else "noch"
        return f"Sie können {hurry} {duration(left)} schreiben, bis {end}."
    return f"Geschrieben werden konnte bis {end}. Lesen können Sie weiterhin alles."


def changes_next(window: Window | None, now: datetime) -> datetime | None:
    """The first instant after `now` at which `banner` says something else; None if the clock alone changes nothing.

    Days are shown with hours, hours with minutes, minutes and seconds alone. A length is cut, not rounded, so
    "3 Tage" still holds when exactly that is left, and no longer a microsecond later. Instants are counted in UTC, so
    the nights on which clocks change are nights like others. Pure.
    """
    if window is None:
        return None
    if window.phase(now) is not Phase.OPEN:
        return window.next_change(now)
    left = window.end - now
    unit = _HOUR if left >= _DAY else _MINUTE if left >= _MINUTE else _SECOND
    return min(window.end, window.end - left // unit * unit + timedelta.resolution)

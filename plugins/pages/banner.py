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

"""The phase of the conference right now, read from the wiki's own page `Konferenz/Fenster`.

The page's text is parsed once a revision; asking costs one look-up of its newest revision id, so a change of
the window counts at once, in every process.
"""

from __future__ import annotations

import logging

from familienkonferenz.page_templates.window import PAGE, Phase, Window, WindowError

from .services import Services
from .titles import MAIN, Title

_log = logging.getLogger(__name__)
WINDOW = Title(MAIN, PAGE)
"""The page that holds the window."""

_parsed: dict[tuple[str, int], Window | None] = {}


def current_window(services: Services) -> Window | None:
    """The window as the wiki says; None if the page is missing or cannot be read, which keeps it shut."""
    page = services.catalogue.page(WINDOW)
    if page is None:
        return None
    key = (str(services.home), page.latest)
    if key not in _parsed:
        _parsed.clear()
        _parsed[key] = _read(services, page.latest)
    return _parsed[key]


def current_phase(services: Services) -> Phase:
    """The phase by the server's clock. Without a readable window it is `Phase.BEFORE`: nobody writes."""
    window = current_window(services)
    return window.phase(services.clock()) if window else Phase.BEFORE


def _read(services: Services, rev_id: int) -> Window | None:
    content = services.catalogue.content(rev_id)
    if content is None:
        return None
    text = content.decode("utf-8", "replace")
    try:
        return Window.parse(text, services.conference.timezone)
    except WindowError as error:
        _log.error("the conference stays shut: %s", error)
        return None

"""Late text: what was typed when the window had closed, kept for the moderators.

A refused edit is given back to its writer and entered on `Konferenz/Nachzügler`, which only moderators and
bots can read. Nothing typed is lost; whether it still counts is for people to decide.
"""

from __future__ import annotations

from familienkonferenz.page_templates.escape import escape, escape_line
from familienkonferenz.page_templates.window import Phase

from . import pace
from .accounts import SYSTEM, acting, current_actor
from .errors import TooFast
from .gate import PRIVATE_PAGE, Role
from .phase import current_phase
from .services import services
from .storage.save import MAX_BYTES, read, save
from .titles import MAIN, Title

_PART = 40_000
"""Characters of one piece; escaped, each takes at most ten bytes."""


def keep(target: str, text: str, *, summary: str = "") -> bool:
    """Keep a refused text, if the conference has closed and its writer is a participant; say whether."""
    writer = current_actor()
    here = services()
    if writer.role is not Role.PARTICIPANT or current_phase(here) is not Phase.AFTER or not text.strip():
        return False
    try:
        pace.count(pace.Doing.LATE)
    except TooFast:  # it is given back all the same
        return False
    now = here.local_now()
    when = f"{now:%d.%m.%Y, %H:%M:%S Uhr}"
    parts = _parts(text)
    with here.database.transaction(), acting(SYSTEM):
        for number, part in enumerate(parts, 1):
            which = f" (Teil {number} von {len(parts)})" if len(parts) > 1 else ""
            entry = _entry(f"{when}: {escape_line(writer.name)}{which}", target, part, summary)
            title, current = _page_with_room(len(entry.encode("utf-8")))
            save(title, f"{current}\n\n{entry}".strip(), summary=f"Nachzügler von {writer.name}")
    return True


def _parts(text: str) -> list[str]:
    """The text in pieces that fit on a page when they are escaped; no more of it than a page could hold."""
    text = text[:MAX_BYTES]
    return [text[at : at + _PART] for at in range(0, len(text), _PART)]


def _entry(heading: str, target: str, text: str, summary: str) -> str:
    note = f"\n* Zusammenfassung: {escape_line(summary)}" if summary else ""
    return (
        f"== {heading} ==\n"
        f"* Seite: {escape_line(target)}{note}\n\n"
        f'<div class="fk-nachzuegler">\n{escape(text)}\n</div>'
    )


def _page_with_room(size: int) -> tuple[Title, str]:
    """The first page of the series on which the entry still fits, with its text."""
    number = 1
    while True:
        title = Title(MAIN, PRIVATE_PAGE if number == 1 else f"{PRIVATE_PAGE}/{number}")
        page = services().catalogue.page(title)
        text = read(page.latest) if page else ""
        if len(text.encode("utf-8")) + size + 2 <= MAX_BYTES:
            return title, text
        number += 1

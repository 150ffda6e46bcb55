"""Late text: what was typed when the window had closed, kept for the moderators.

A refused edit is given back to its writer and entered on `Konferenz/Nachzügler`, which only moderators and
bots can read. Nothing typed is lost; whether it still counts is for people to decide.
"""

from __future__ import annotations

from familienkonferenz.page_templates.escape import escape, escape_line

from .accounts import SYSTEM, Actor, acting, current_actor
from .gate import PRIVATE_PAGE, Role
from .phase import current_phase
from .services import services
from .storage.save import MAX_BYTES, read, save
from .titles import MAIN, Title
from .window import Phase


def keep(target: str, text: str, *, summary: str = "") -> bool:
    """Keep a refused text, if the conference has closed and its writer is a participant; say whether."""
    writer = current_actor()
    here = services()
    if writer.role is not Role.PARTICIPANT or current_phase(here) is not Phase.AFTER or not text.strip():
        return False
    now = here.clock().astimezone(here.conference.timezone)
    entry = _entry(f"{now:%d.%m.%Y, %H:%M:%S Uhr}", writer, target, text, summary)
    with here.lock.held(), acting(SYSTEM):
        title, current = _page_with_room(len(entry.encode("utf-8")))
        save(title, f"{current}\n\n{entry}".strip(), summary=f"Nachzügler von {writer.name}")
    return True


def _entry(when: str, writer: Actor, target: str, text: str, summary: str) -> str:
    note = f"\n: Zusammenfassung: {escape_line(summary)}" if summary else ""
    return (
        f"== {when}: {escape_line(writer.name)} ==\n"
        f": Seite: {escape_line(target)}{note}\n\n"
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
        if not text:  # One text as long as a page: keep its beginning rather than nothing.
            return title, ""
        number += 1

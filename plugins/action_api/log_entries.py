"""Events as MediaWiki's log tells them: `list=logevents` and `list=recentchanges` share it.

What was taken down is told to moderators alone: to everybody else it is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from familienkonferenz.page_templates.german import MONTHS

from ..services import services
from ..storage.events import (
    CREATED,
    DELETED,
    MODIFIED,
    MOVED,
    OVERWRITTEN,
    PROTECTED,
    RESTORED,
    UNPROTECTED,
    UPLOADED,
    Event,
)
from ..storage.files import Files
from ..titles import Title
from .errors import JSON
from .module import Call
from .timestamps import iso

NAMES = {
    CREATED: ("create", "create"), MOVED: ("move", "move"), DELETED: ("delete", "delete"),
    RESTORED: ("delete", "restore"), PROTECTED: ("protect", "protect"), MODIFIED: ("protect", "modify"),
    UNPROTECTED: ("protect", "unprotect"), UPLOADED: ("upload", "upload"), OVERWRITTEN: ("upload", "overwrite"),
}  # fmt: skip
"""Kind of event → MediaWiki's type and action."""

_SHA1_LENGTH = 31
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def about(event: Event) -> Title:
    """The page that an event is told of: a move by the name that the page had before."""
    return event.old_title or event.title


def is_seen(call: Call, event: Event) -> bool:
    """Whether the caller may hear of it."""
    page = services().catalogue.page_by_id(event.revision.page_id)
    if page is None or not call.sight.sees(page):
        return False
    return not page.deleted or "deletedhistory" in call.rights


def details(event: Event) -> JSON:
    """What is told beside who, when and why."""
    match event.kind:
        case "move":
            gone = services().catalogue.page(event.old_title) is None if event.old_title else True
            return {
                "target_ns": event.title.namespace,
                "target_title": event.title.full,
                "suppressredirect": gone,
            }
        case "protect" | "modify":
            kept = [
                {"type": kind, "level": level, "expiry": iso(expiry) if expiry else "infinite", "cascade": False}
                for kind, (level, expiry) in event.protection.items()
            ]  # fmt: skip
            said = "".join(map(_held, event.protection, event.protection.values()))
            return {"description": said, "cascade": False, "details": kept}
        case "restore":
            row = event.revision
            files = Files(services().database).versions(row.page_id)
            return {
                "count": {
                    "revisions": services().catalogue.shown_count(row.page_id, row.rev_id),
                    "files": sum(version.rev_id < row.rev_id for version in files),
                }
            }
        case "upload" | "overwrite":
            return {"img_sha1": _base36(event.sha1), "img_timestamp": iso(event.revision.time)}
    return {}


def _held(kind: str, held: Sequence[Any]) -> str:
    """What is kept to whom, in MediaWiki's words; the first character says that it is read from left to right."""
    level, expiry = held
    until = datetime.fromtimestamp(expiry, UTC)
    words = f"bis {until.day}. {MONTHS[until.month - 1]} {until.year}, {until:%H:%M} Uhr (UTC)"
    return f"\u200e[{kind}={level}] ({words if expiry else 'unbeschränkt'})"


def _base36(sha1: str) -> str:
    """A hash as MediaWiki's tables have it."""
    number, said = int(sha1 or "0", 16), ""
    while number:
        number, digit = divmod(number, 36)
        said = _DIGITS[digit] + said
    return said.rjust(_SHA1_LENGTH, "0")

"""The gate: who may change which page in which phase. The whole table, as data.

Pure. It is asked in two places: where revisions are stored (`storage.backend`, nothing gets past that) and
where Moin asks for rights (`storage.protection`, which gives a clean refusal and hides the links).
"""

from __future__ import annotations

from enum import StrEnum

from familienkonferenz.page_templates.window import Phase

from .titles import FILE, MAIN, TALK, Title


class Role(StrEnum):
    """What an account is to the conference."""

    ANONYMOUS = "anonymous"
    PARTICIPANT = "participant"
    BOT = "bot"
    MODERATOR = "moderator"


STAFF = frozenset((Role.BOT, Role.MODERATOR))
"""Those who work for the city. They write in every phase: evaluating begins when the window closes."""


class Kind(StrEnum):
    """The kinds of page that the gate tells apart."""

    CONTRIBUTION = "contribution"
    TOPIC = "topic"
    DISCUSSION = "discussion"
    FILE = "file"
    FRAME = "frame"
    PRIVATE = "private"


class Change(StrEnum):
    """What somebody wants to do to a page."""

    EDIT = "edit"
    CREATE = "create"
    CONTRIBUTE = "contribute"
    """Create a contribution by the form, which gives it its number."""
    UPLOAD = "upload"
    """Put a file, or a new version of one, to its page."""
    MOVE = "move"
    DELETE = "delete"
    DESTROY = "destroy"
    PROTECT = "protect"
    """Change a page's ACL."""


_PARTICIPANT: dict[Kind, frozenset[Change]] = {
    Kind.CONTRIBUTION: frozenset((Change.EDIT, Change.CONTRIBUTE)),
    Kind.TOPIC: frozenset((Change.EDIT,)),
    Kind.DISCUSSION: frozenset((Change.EDIT,)),
    Kind.FILE: frozenset((Change.EDIT, Change.UPLOAD)),
    Kind.FRAME: frozenset(),
    Kind.PRIVATE: frozenset(),
}
"""What participants may do while the window is open. A contribution is edited by its author alone, a file by who
uploaded it first."""

_OWN = frozenset((Kind.CONTRIBUTION, Kind.FILE))
_BOT = frozenset((Change.EDIT, Change.CREATE, Change.CONTRIBUTE, Change.UPLOAD))

CONTRIBUTIONS = "Beitrag/"
PRIVATE_PAGE = "Konferenz/Nachzügler"
REVIEW_PAGE = "Konferenz/Prüfung"
"""Where the bots list personal data that waits for a moderator: it says where to look, so not everybody reads it."""


def contribution_number(title: Title) -> int | None:
    """The number of a contribution's page, or None."""
    if title.namespace == MAIN and title.name.startswith(CONTRIBUTIONS):
        number = title.name.removeprefix(CONTRIBUTIONS)
        return int(number) if number.isdecimal() and number.isascii() and len(number) < 10 else None
    return None


def kind_of(title: Title) -> Kind:
    """The kind of page a title belongs to."""
    if title.namespace == TALK:
        return Kind.DISCUSSION
    if title.namespace == FILE:
        return Kind.FILE
    if title.namespace != MAIN:
        return Kind.FRAME
    if any(title.name == page or title.name.startswith(page + "/") for page in (PRIVATE_PAGE, REVIEW_PAGE)):
        return Kind.PRIVATE
    if title.name.startswith(CONTRIBUTIONS):
        return Kind.CONTRIBUTION
    if title.name.startswith("Thema/"):
        return Kind.TOPIC
    return Kind.FRAME


def may_read(role: Role, title: Title) -> bool:
    """Whether `role` may read the page: all but the late edits and the review queue is public."""
    return kind_of(title) is not Kind.PRIVATE or role in STAFF


def may_change(role: Role, title: Title, change: Change, phase: Phase, *, own: bool) -> bool:
    """Whether `role` may make this change now. `own`: the account is the page's author."""
    if role is Role.MODERATOR:
        return True
    if role is Role.BOT:
        return change in _BOT
    if role is not Role.PARTICIPANT or phase is not Phase.OPEN:
        return False
    kind = kind_of(title)
    if kind in _OWN and not own:
        return False
    return change in _PARTICIPANT[kind]


def opens_for(role: Role, title: Title, change: Change, *, own: bool) -> bool:
    """Whether the change would be allowed if the window were open: then a refusal is a matter of time."""
    return may_change(role, title, change, Phase.OPEN, own=own)

"""Roles in MediaWiki's words: the groups of an account and the rights of its groups."""

from __future__ import annotations

from ..accounts import Actor
from ..gate import Role

_GROUPS = {
    Role.ANONYMOUS: ("*",),
    Role.PARTICIPANT: ("*", "user"),
    Role.BOT: ("bot", "*", "user"),
    Role.MODERATOR: ("sysop", "*", "user"),
}
RIGHTS = {
    "*": ("editmywatchlist", "read", "viewmywatchlist"),
    "user": ("edit", "minoredit", "purge", "reupload-own", "upload", "writeapi"),
    "bot": (
        "apihighlimits", "autopatrol", "bot", "createpage", "createtalk", "editprotected", "editsemiprotected",
        "noratelimit", "reupload",
    ),
    "sysop": (
        "apihighlimits", "browsearchive", "createpage", "createtalk", "delete", "deletedhistory", "deletedtext",
        "editprotected", "editsemiprotected", "move", "noratelimit", "protect", "reupload", "rollback", "undelete",
    ),
}  # fmt: skip
"""What a group is allowed. Whether an edit goes through says the gate, by page and phase."""


def groups(role: Role) -> tuple[str, ...]:
    """The groups of an account of that role."""
    return _GROUPS[role]


def explicit_groups(role: Role) -> tuple[str, ...]:
    """The groups that an account was put into, without those that everybody is in."""
    return tuple(group for group in _GROUPS[role] if group not in ("*", "user"))


def rights(role: Role) -> tuple[str, ...]:
    """All rights of an account of that role, sorted."""
    return tuple(sorted({right for group in groups(role) for right in RIGHTS[group]}))


def rights_here(actor: Actor) -> frozenset[str]:
    """The rights of a session: those of the account, of a program as far as its grants go."""
    return frozenset(right for right in rights(actor.role) if actor.permits(right))

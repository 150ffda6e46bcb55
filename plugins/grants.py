"""Grants: what the owner of a bot password allows the program that has it. The whole table, as data. Pure.

The names and their rights are MediaWiki's (`$wgGrantPermissions` of 1.39). What a program may do are the rights that
both its account and one of its grants have; `basic` is always among them.
"""

from __future__ import annotations

from functools import lru_cache

from .errors import PermissionDenied
from .gate import Change

BASIC = "basic"

_EDIT = frozenset(("edit", "minoredit", "applychangetags", "changetags", "editcontentmodel"))
_VIEW_DELETED = frozenset(("browsearchive", "deletedhistory", "deletedtext"))
_UPLOAD = frozenset(("upload", "reupload-own"))

GRANTS: dict[str, tuple[str, frozenset[str]]] = {
    BASIC: ("Lesen", frozenset((
        "autoconfirmed", "autopatrol", "editsemiprotected", "ipblock-exempt", "nominornewtalk", "patrolmarks",
        "purge", "read", "unwatchedpages", "writeapi",
    ))),
    "highvolume": ("Viel auf einmal, als Bot gekennzeichnet", frozenset((
        "bot", "apihighlimits", "noratelimit", "markbotedits",
    ))),
    "editpage": ("Seiten bearbeiten", _EDIT),
    "editprotected": ("Geschützte Seiten bearbeiten", _EDIT | {"editprotected"}),
    "createeditmovepage": ("Seiten anlegen, bearbeiten und verschieben", _EDIT | {
        "createpage", "createtalk", "delete-redirect", "move", "move-categorypages", "move-rootuserpages",
        "move-subpages", "suppressredirect",
    }),
    "uploadfile": ("Dateien hochladen", _UPLOAD),
    "uploadeditmovefile": ("Dateien hochladen, ersetzen und verschieben", _UPLOAD | {
        "reupload", "reupload-shared", "upload_by_url", "movefile", "suppressredirect",
    }),
    "patrol": ("Änderungen als geprüft kennzeichnen", frozenset(("patrol",))),
    "rollback": ("Änderungen zurücksetzen", frozenset(("rollback",))),
    "viewdeleted": ("Gelöschtes ansehen", _VIEW_DELETED),
    "delete": ("Seiten löschen und wiederherstellen", _EDIT | _VIEW_DELETED | {
        "delete", "bigdelete", "deletelogentry", "deleterevision", "undelete",
    }),
    "protect": ("Seiten schützen", _EDIT | {"editprotected", "protect"}),
    "viewmywatchlist": ("Die eigene Beobachtungsliste ansehen", frozenset(("viewmywatchlist",))),
    "editmywatchlist": ("Die eigene Beobachtungsliste ändern", frozenset(("editmywatchlist",))),
    "privateinfo": ("Lesen, was nur die Moderation sieht", frozenset(("viewmyprivateinfo",))),
}  # fmt: skip
"""By name: what people are told, and the rights. `privateinfo` opens the late edits and the review queue."""

PRIVATE = "viewmyprivateinfo"
"""The right by which a program reads what is private."""

_NEEDED: dict[Change, tuple[str, ...]] = {
    Change.EDIT: ("edit",),
    Change.CREATE: ("edit", "createpage"),
    Change.CONTRIBUTE: ("edit", "createpage"),
    Change.MOVE: ("move",),
    Change.DELETE: ("delete",),
    Change.DESTROY: ("delete",),
    Change.PROTECT: ("protect",),
    Change.UPLOAD: ("upload",),
}


@lru_cache(maxsize=256)
def rights_of(names: tuple[str, ...]) -> frozenset[str]:
    """The rights that grants of these names give, those of `basic` among them."""
    return frozenset[str]().union(*(GRANTS[name][1] for name in {BASIC, *names} & set(GRANTS)))


def require_granted(allowed: frozenset[str] | None, change: Change) -> None:
    """Raise `PermissionDenied` unless the grants allow the change; None is somebody who needs none."""
    if allowed is not None and not allowed.issuperset(_NEEDED[change]):
        raise PermissionDenied("Das ist mit diesem Bot-Passwort nicht erlaubt.")

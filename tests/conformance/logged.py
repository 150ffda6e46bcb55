"""Sequences that end in the log: uploads, moves, deletions, returns, protections, by whom and how they are told."""

from __future__ import annotations

from collections.abc import Iterator

from .case import Case, Step
from .engines import BOT, LISA, SOMMER
from .pictures import picture
from .steps import BASE, do

_TOLD = "ids|title|type|user|userid|timestamp|comment|details|tags"
_CHANGED = "user|userid|comment|flags|timestamp|title|ids|sizes|redirect|loginfo|tags|sha1"


def cases() -> Iterator[Case]:
    """All of them; each with pages of its own."""
    yield _uploads()
    yield _life()


def _log(by: str = SOMMER, **more: str) -> Step:
    return Step({"action": "query", "list": "logevents", "leprop": _TOLD, **more}, by)


def _changes(title: str, kinds: str = "log", **more: str) -> Step:
    fields = {"rctitle": title, "rctype": kinds, "rcprop": _CHANGED} | more
    return Step({"action": "query", "list": "recentchanges", **fields}, SOMMER, goes_on=True)


def _uploads() -> Case:
    """A file that gets a second version, by a bot: both stand in the log, none among the edits."""
    name, title = "Im Log.png", "Datei:Im Log.png"
    fields = {"action": "upload", "filename": name, "ignorewarnings": "1"}
    return Case(
        "the log: uploads",
        (
            Step(fields | {"comment": "Erste"}, SOMMER, token="csrf", files=(("file", name, picture("PNG", 2051)),)),
            Step(fields | {"comment": "Zweite"}, BOT, token="csrf", files=(("file", name, picture("PNG", 2052)),)),
            do("edit", title=title, text="Beschrieben.", summary="Worte"),
            _log(letitle=title),
            _log(letitle=title, letype="upload"),
            _log(letitle=title, letype="upload", lelimit="1"),
            _log(letitle=title, leaction="upload/overwrite"),
            _log(letitle=title, leaction="upload/upload", ledir="newer"),
            _log(LISA, letitle=title, letype="create"),
            _log(letitle=title, leuser=BOT),
            _changes(title),
            _changes(title, "edit|new"),
            _changes(title, "edit|new|log", rcdir="newer", rclimit="1"),
            _changes(title, rcshow="bot"),
            _changes(title, rcshow="!bot"),
            _changes(title, rcuser=BOT),
            _changes(title, rcexcludeuser=BOT),
            _changes(title, rcshow="minor"),
            _changes(title, rcnamespace="6"),
            _changes(title, rcnamespace="0"),
        ),
    )  # fmt: skip


def _life() -> Case:
    """A page that is moved, protected and set free, taken down and brought back."""
    title, then = "Folge/Im Log", "Folge/Im Log 2"
    return Case(
        "the log: a page's life",
        (
            do("edit", title=title, text=BASE, summary="Neu"),
            do("move", from_=title, to=then, reason="Umzug", noredirect="1"),
            do("protect", title=then, protections="edit=sysop", expiry="2036-03-09T08:05:00Z", reason="Ruhe"),
            do("protect", title=then, protections="edit=sysop|move=sysop", expiry="infinite", reason="Mehr"),
            do("protect", title=then, protections="edit=all", reason="Genug"),
            _log(letitle=title),
            _log(letitle=then, letype="protect"),
            _changes(then),
            _changes(title),
            _changes(title, "log", rcprop="title|loginfo", rclimit="1"),
            do("delete", title=then, reason="Weg"),
            _log(letitle=then),
            _changes(then),
            do("undelete", title=then, reason="Doch"),
            _log(letitle=then, leaction="delete/restore"),
            _log(letitle=then, leaction="protect/unprotect"),
        ),
    )  # fmt: skip

"""Two replies brought to one form and compared. Pure.

What an engine gives by chance becomes a word: ids their names, times and tokens `<time>` and `<token>`, messages to
people `<text>`. What stays is what clients rely on: fields, types, order in lists, values, error codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from . import exported
from .engines import Engine

KINDS = {
    **dict.fromkeys(("pageid", "fromid", "toid", "logpage", "subjectid", "talkid", "redirid"), "page"),
    **dict.fromkeys(
        ("revid", "parentid", "lastrevid", "oldrevid", "newrevid", "old_revid", "fromrevid", "torevid", "revid_",
         "last_revid", "prev", "next"), "rev"
    ),
    **dict.fromkeys(("userid", "lguserid", "fromuserid", "touserid"), "user"),
    **dict.fromkeys(("rcid", "logid"), "none"),
}  # fmt: skip
"""Fields that hold ids, and ids of what."""

TEXTS = (
    "body",
    "info",
    "docref",
    "warnings",
    "html",
    "invalidreason",
    "message",
    "parsedcomment_",
    "reason_",
)
"""Fields whose words are for people: that they are there counts."""

OWN = (
    "mainpage", "base", "sitename", "phpversion", "phpsapi", "dbversion", "articlepath", "wikiid", "servername",
    "server", "time", "logo", "favicon", "maxarticlesize", "legaltitlechars", "linktrail", "maxuploadsize",
    "invalidusernamechars", "mainpageisdomainroot", "uploadsenabled", "nofollowdomainexceptions",
)  # fmt: skip
"""What each wiki says of itself in its own words: that it says so, in that type, counts."""

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\dZ?")
_KEY = re.compile(r"\d{14}!")
_STASHED = re.compile(r"Datei:\d{14}!")
_MARK = re.compile(r"\d+")
_URL = re.compile(r"https?://(127\.0\.0\.1:\d+|localhost)\S*")


@dataclass(frozen=True)
class Difference:
    """One place where replies differ: `query.pages[].title`, what MediaWiki says, what ours says."""

    path: str
    theirs: object
    ours: object

    def __str__(self) -> str:
        return f"{self.path}: {_short(self.theirs)} ≠ {_short(self.ours)}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) < 160 else text[:157] + "…"


def normal(value: Any, engine: Engine, key: str = "", path: str = "") -> Any:
    """A reply, or the part of it that stands under `key`, in the common form."""
    if path.startswith(".query.general.") and key in OWN:
        return type(value).__name__
    if isinstance(value, dict):
        if key == "continue":
            return {name: _MARK.sub("#", str(part)) for name, part in value.items()}
        if path.startswith(".query-continue."):
            return {name: _MARK.sub("#", str(part)) for name, part in value.items()}
        if key == "warnings":
            return dict.fromkeys(value, "<text>")
        if key in ("pages", "badrevids") and all(_is_number(name) for name in value):
            kind = "page" if key == "pages" else "rev"
            value = {_named(engine, kind, int(name)): part for name, part in value.items()}
        return {name: normal(part, engine, name, f"{path}.{name}") for name, part in value.items()}
    if key == "params" and path.startswith((".errors.", ".warnings.")):
        return "<list>"
    if isinstance(value, list):
        parts = [normal(part, engine, key, path) for part in value]
        if path == ".query.pageids":
            return sorted(_named(engine, "page", int(part)) for part in value)
        if path == ".query.pages":  # a set of pages has no order
            parts.sort(
                key=lambda part: (
                    repr(part.get("title") or part.get("pageid") or part) if isinstance(part, dict) else ""
                )
            )
        return parts
    if key in KINDS and isinstance(value, int) and not isinstance(value, bool):
        return _named(engine, KINDS[key], value)
    if key == "user" and isinstance(value, int):  # as watchlists tell it
        return _named(engine, "user", value)
    if key == "redirid" and isinstance(value, str):  # MediaWiki shows these rows as its database has them
        return _named(engine, "page", int(value))
    if path.startswith(".query.statistics."):
        return type(value).__name__
    if path == ".query.userinfo.id" and isinstance(value, int):
        return _named(engine, "user", value)
    if (key == "id" and path.startswith(".query.random.")) or path.endswith(".centralids.local"):
        return _named(engine, "page" if key == "id" else "user", value)
    if key in ("diffsize", "byteoffset"):
        return type(value).__name__
    if path == ".parse.text" or path == ".help.help":
        return "<html>"
    if key == "touched":  # MediaWiki says when it was last rendered
        return "<time>"
    if path.startswith((".errors.", ".warnings.")) and key in ("text", "key"):
        return "<text>"
    if path in (".error.*", ".compare.*") or path.startswith(".compare.bodies."):
        return "<text>"
    if key in ("filekey", "sessionkey", "archivename") and isinstance(value, str):
        return "<key>"
    if path.endswith(".ObjectName.value") and isinstance(value, str) and _KEY.match(value):
        return "<key>"
    if key == "canonicaltitle" and isinstance(value, str) and _STASHED.match(value):
        return "<key>"
    if path in (".query.export", ".query.export.*"):
        return exported.pages(value, partial(_named, engine))
    if key in TEXTS and isinstance(value, str):
        return "<text>"
    if isinstance(value, str):
        return _text(value, engine)
    return value


def _text(value: str, engine: Engine) -> str:
    if _TIME.fullmatch(value):
        return value if value in engine.names.seeded else "<time>"
    if value.endswith("+\\") and len(value) > 10:
        return "<token>"
    return _URL.sub("<url>", value)


def _named(engine: Engine, kind: str, number: int) -> str:
    if number <= 0:
        return str(number)
    return f"{kind} {engine.names.names.get((kind, number), '<id>')}"


def _is_number(text: str) -> bool:
    return text.lstrip("-").isdigit()


def differences(theirs: Any, ours: Any, path: str = "") -> Iterator[Difference]:
    """Where two replies in the common form differ."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        if not path and ("error" in theirs or "error" in ours):
            yield from _refusals(theirs.get("error"), ours.get("error"))
            return
        for name in [*theirs, *(name for name in ours if name not in theirs)]:
            below = f"{path}.{name}" if path else name
            if name not in ours:
                yield Difference(below, theirs[name], "(not there)")
            elif name not in theirs:
                yield Difference(below, "(not there)", ours[name])
            else:
                yield from differences(theirs[name], ours[name], below)
    elif isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        for left, right in zip(theirs, ours, strict=True):
            yield from differences(left, right, f"{path}[]")
    elif theirs in ([], {}) and ours in ([], {}):
        return  # PHP does not tell an empty list from an empty object
    elif type(theirs) is not type(ours) or theirs != ours:
        yield Difference(path, theirs, ours)


def _refusals(theirs: Any, ours: Any) -> Iterator[Difference]:
    """Where two errors differ; a request that only one refuses is one difference."""
    codes = [error.get("code") if isinstance(error, dict) else "(no error)" for error in (theirs, ours)]
    if codes[0] != codes[1]:
        yield Difference("error.code", *codes)
    else:
        yield from differences(theirs, ours, "error")

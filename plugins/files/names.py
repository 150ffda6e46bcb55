"""What a file may be called: as MediaWiki reads the name that somebody sends. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..errors import InvalidTitle
from ..titles import FILE, MAX_BYTES, Title
from .errors import FileRefused

_STRAY = re.compile(r"[:/\\\x00-\x1f\x7f#<>\[\]|{}]")
_PREFIXES = ("CIM", "DSC_", "DSCF", "DSCN", "DUW", "IMG", "JD", "MGP", "PICT")
"""What cameras call their pictures: names that say nothing. As on MediaWiki."""
_NEVER = frozenset(
    ("bat", "cgi", "cmd", "com", "cpl", "dll", "exe", "htm", "html", "jhtml", "js", "jsb", "mht", "mhtml", "msi",
     "phar", "php", "phps", "phtml", "pif", "pl", "py", "scr", "shtml", "vbs", "vxd", "xht", "xhtml", "xml")
)  # fmt: skip
"""Endings that no part of a name may have, however it goes on: `x.php.jpg`."""


def title_of(sent: str, allowed: Sequence[str], kind: str = "") -> Title:
    """The title that a file gets; `kind` is the ending it gets if its name has none.

    Raises `FileRefused` for what can be no file's name here.
    """
    filtered = _STRAY.sub("-", _name(sent))
    if filtered and kind and "." not in filtered:
        filtered += f".{kind}"
    if len(filtered.encode("utf-8", "replace")) > MAX_BYTES:
        raise FileRefused("filename-toolong", f"Der Name ist zu lang: höchstens {MAX_BYTES} Bytes.")
    try:
        title = Title(FILE, Title.parse(filtered, FILE).name)
    except InvalidTitle as error:
        raise FileRefused("illegal-filename", str(error), filename=filtered) from error
    first, *endings = title.name.split(".")
    if not endings or not endings[-1]:
        raise FileRefused("filetype-missing", f"Dem Namen fehlt eine Endung: möglich sind {_list(allowed)}.")
    last = endings[-1].lower()
    banned = [ending for ending in endings if ending.lower() in _NEVER]
    if banned or last not in allowed:
        more: dict[str, object] = {"blacklisted": banned} if banned else {}
        words = f"Dateien der Art „.{(banned or [last])[0]}“ gehen hier nicht: möglich sind {_list(allowed)}."
        raise FileRefused("filetype-banned", words, filetype=last, allowed=list(allowed), **more)
    if not first and len(endings) == 1:
        raise FileRefused("filename-tooshort", "Der Name ist zu kurz.")
    return title


def ending(title: Title) -> str:
    """The ending of a file's name, in small letters: what it says it is."""
    return title.name.rpartition(".")[2].lower()


def key(title: Title) -> str:
    """The name as MediaWiki writes it in addresses and replies."""
    return title.name.replace(" ", "_")


def changed(sent: str, title: Title) -> bool:
    """Whether the file is called otherwise than it was sent."""
    return key(title) not in (sent, sent.replace(" ", "_"))


def says_nothing(title: Title) -> bool:
    """Whether a camera has given the name."""
    return title.name.startswith(_PREFIXES)


def _name(sent: str) -> str:
    """What was sent, without a namespace that says that it is a file."""
    try:
        title = Title.parse(sent)
    except InvalidTitle:
        return sent
    return title.name if title.namespace == FILE else sent


def _list(words: Sequence[str]) -> str:
    return ", ".join(words)

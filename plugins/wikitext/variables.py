"""Magic words that speak of the page: `{{PAGENAME}}` and its kin, in English and in German. Pure.

Source: MediaWiki 1.39, languages/messages/MessagesDe.php ($magicWords) and includes/parser/CoreParserFunctions.php.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..titles import MAIN, TALK, Title

_RISKY = re.compile(r"['\"&\[\]{}|=<>]|^[*#:; ]|_(?=_)|:(?=//)")


def escaped(text: str) -> str:
    """A title as text that no markup reads, as MediaWiki's `wfEscapeWikiText`."""
    return _RISKY.sub(lambda found: f"&#{ord(found[0])};", text)


def _base(title: Title) -> str:
    return title.parent.name if title.parent else title.name


def _talk(title: Title) -> str:
    return title.talk.full if title.namespace in (MAIN, TALK) else ""


def _subject(title: Title) -> str:
    return title.name if title.namespace == TALK else title.full


_WORDS: dict[tuple[str, ...], Callable[[Title], str]] = {
    ("PAGENAME", "SEITENNAME"): lambda title: title.name,
    ("FULLPAGENAME", "VOLLER_SEITENNAME"): lambda title: title.full,
    ("NAMESPACE", "NAMENSRAUM"): lambda title: title.namespace_name,
    ("SUBPAGENAME", "UNTERSEITE"): lambda title: title.name.rpartition("/")[2],
    ("BASEPAGENAME", "OBERSEITE"): _base,
    ("ROOTPAGENAME",): lambda title: title.name.partition("/")[0],
    ("TALKPAGENAME", "DISKUSSIONSSEITE"): _talk,
    ("SUBJECTPAGENAME", "ARTICLEPAGENAME", "HAUPTSEITE"): _subject,
}
VARIABLES: dict[str, Callable[[Title], str]] = {
    name: word for names, word in _WORDS.items() for name in names
}
"""Magic word → what it says of a title, not yet escaped."""

CHARACTERS = {"!": "|", "=": "="}
"""`{{!}}` and `{{=}}`: the characters that cannot stand bare in a parameter."""

"""Magic words that speak of the page: `{{PAGENAME}}` and its kin, in English and in German. Pure.

Source: MediaWiki 1.39, languages/messages/MessagesDe.php ($magicWords) and includes/parser/CoreParserFunctions.php.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from ..titles import MAIN, NAMESPACES, TALK, Title

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


def _talk_space(title: Title) -> str:
    return NAMESPACES[TALK].name if title.namespace in (MAIN, TALK) else ""


def _subject_space(title: Title) -> str:
    return "" if title.namespace == TALK else title.namespace_name


def _encoded(word: Callable[[Title], str]) -> Callable[[Title], str]:
    return lambda title: encoded(word(title))


def encoded(name: str) -> str:
    """A title as MediaWiki's addresses have it."""
    return quote(name.replace(" ", "_"), safe=";@$!*(),/~:")


_WORDS: dict[tuple[str, ...], Callable[[Title], str]] = {
    ("PAGENAME", "SEITENNAME"): lambda title: title.name,
    ("FULLPAGENAME", "VOLLER_SEITENNAME"): lambda title: title.full,
    ("NAMESPACE", "NAMENSRAUM"): lambda title: title.namespace_name,
    ("SUBPAGENAME", "UNTERSEITE"): lambda title: title.name.rpartition("/")[2],
    ("BASEPAGENAME", "OBERSEITE"): _base,
    ("ROOTPAGENAME", "STAMMSEITE"): lambda title: title.name.partition("/")[0],
    ("TALKPAGENAME", "DISKUSSIONSSEITE"): _talk,
    ("SUBJECTPAGENAME", "ARTICLEPAGENAME", "HAUPTSEITE"): _subject,
}
_PLAIN_WORDS: dict[tuple[str, ...], Callable[[Title], str]] = {
    ("NAMESPACENUMBER", "NAMENSRAUMNUMMER"): lambda title: str(title.namespace),
    ("TALKSPACE", "DISKUSSIONSNAMENSRAUM", "DISK_NR"): _talk_space,
    ("SUBJECTSPACE", "ARTICLESPACE", "HAUPTNAMENSRAUM"): _subject_space,
}
VARIABLES: dict[str, Callable[[Title], str]] = {
    name: word for names, word in (_WORDS | _PLAIN_WORDS).items() for name in names
} | {
    name + ending: _encoded(word)
    for names, word in _WORDS.items()
    for name in names
    for ending in ("E", "_URL")
}
"""Magic word → what it says of a title, not yet escaped; with `E` or `_URL` behind it as addresses have it."""

SITE = {"CONTENTLANGUAGE": "de", "CONTENTLANG": "de", "INHALTSSPRACHE": "de"}
"""Magic word → what it says on every page."""

CHARACTERS = {"!": "|", "=": "="}
"""`{{!}}` and `{{=}}`: the characters that cannot stand bare in a parameter."""

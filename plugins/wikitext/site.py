"""Magic words that speak of the wiki and what is in it: `{{SITENAME}}`, `{{NUMBEROFPAGES}}`, `{{REVISIONUSER}}`. Pure.

They ask a `Wiki`. Of all but its name the answers change without anybody touching the page.
Source: MediaWiki 1.39, includes/parser/CoreMagicVariables.php, CoreParserFunctions.php and MessagesDe.php.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ..errors import InvalidTitle
from ..titles import Title
from .dates import formatted
from .numbers import formatted_number
from .variables import escaped

VERSION = "1.39.17"
"""The MediaWiki whose wikitext this is; that of its API, too."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What may be told of a page: ids, size in bytes, who wrote it last and when (aware), who may change it."""

    page_id: int
    rev_id: int
    size: int
    user: str
    time: datetime
    restrictions: Mapping[str, str] = field(default_factory=dict)


class Wiki(Protocol):
    """What the wiki says of itself, as far as everybody may know."""

    @property
    def name(self) -> str: ...

    @property
    def server(self) -> str: ...

    def count(self, what: str) -> int: ...

    def members(self, category: str, kind: str) -> int: ...

    def page(self, title: Title) -> PageFacts | None: ...


class Nowhere:
    """A wiki that says nothing: for what is read for its links and categories alone."""

    name = server = ""

    def count(self, what: str) -> int:
        """Nothing is there."""
        return 0

    def members(self, category: str, kind: str) -> int:
        """Nothing is there."""
        return 0

    def page(self, title: Title) -> PageFacts | None:
        """Nothing is there."""
        return None


@dataclass(frozen=True, slots=True)
class Asked:
    """A word as it stands on a page: what is behind its colon and bars (nothing, if there is no colon), where, when."""

    wiki: Wiki
    here: Title
    now: datetime
    said: Sequence[str] = ()


Word = Callable[[Asked], str]


def _number(count: int, raw: str) -> str:
    return str(count) if raw in ("R", "N") else formatted_number(str(count))


def _said(asked: Asked, place: int) -> str:
    return asked.said[place] if place < len(asked.said) else ""


def _count(what: str) -> Word:
    return lambda asked: _number(asked.wiki.count(what), _said(asked, 0))


def _members(asked: Asked) -> str:
    """`{{PAGESINCATEGORY:Beitrag|pages|R}}`, the last two in any order."""
    options = [option for option in asked.said[1:] if option]
    kinds = (_KINDS[option.lower()] for option in options if option.lower() in _KINDS)
    raw = next((option for option in options if option in ("R", "N")), "")
    return _number(asked.wiki.members(_said(asked, 0), next(kinds, "all")), raw)


def _page(asked: Asked, place: int = 0) -> PageFacts | None:
    """The page that is named, or this one."""
    try:
        return asked.wiki.page(Title.parse(asked.said[place]) if place < len(asked.said) else asked.here)
    except InvalidTitle:
        return None


def _of_page(fact: Callable[[PageFacts], str], missing: str = "") -> Word:
    def answer(asked: Asked) -> str:
        page = _page(asked)
        return fact(page) if page else missing if asked.said else ""

    return answer


def _moment(form: str) -> Word:
    """When the page was last written: of one that is not there, now."""

    def answer(asked: Asked) -> str:
        page = _page(asked)
        at = page.time if page else None if asked.said else asked.now
        return formatted(at, form) if at else ""

    return answer


def _size(asked: Asked) -> str:
    page = _page(asked)
    return _number(page.size if page else 0, _said(asked, 1))


def _restriction(asked: Asked) -> str:
    page = _page(asked, 1)
    return page.restrictions.get(_said(asked, 0).lower(), "") if page else ""


_KINDS = {
    "all": "all", "alle": "all", "pages": "pages", "seiten": "pages", "files": "files", "dateien": "files",
    "subcats": "subcats", "unterkategorien": "subcats", "unterkats": "subcats",
}  # fmt: skip

_ALONE: dict[tuple[str, ...], Word] = {
    ("SITENAME", "PROJEKTNAME"): lambda asked: asked.wiki.name,
    ("CURRENTVERSION", "JETZIGE_VERSION"): lambda asked: VERSION,
    ("PAGELANGUAGE",): lambda asked: "de",
    ("DIRECTIONMARK", "DIRMARK", "TEXTAUSRICHTUNG"): lambda asked: "\u200e",
    ("REVISIONSIZE", "VERSIONSGRÖSSE"): _of_page(lambda page: str(page.size)),
}
_ALONE_ANYHOW: dict[tuple[str, ...], Word] = {
    ("SERVER",): lambda asked: asked.wiki.server,
    ("SERVERNAME",): lambda asked: asked.wiki.server.partition("//")[2].partition(":")[0],
    ("SCRIPTPATH", "SKRIPTPFAD"): lambda asked: "",
    ("ARTICLEPATH", "ARTIKELPFAD"): lambda asked: "/$1",
}
_COUNTS: dict[tuple[str, ...], Word] = {
    ("NUMBEROFPAGES", "SEITENANZAHL"): _count("pages"),
    ("NUMBEROFARTICLES", "ARTIKELANZAHL"): _count("articles"),
    ("NUMBEROFFILES", "DATEIANZAHL"): _count("files"),
    ("NUMBEROFEDITS", "BEARBEITUNGSANZAHL"): _count("edits"),
    ("NUMBEROFUSERS", "BENUTZERANZAHL"): _count("users"),
    ("NUMBEROFACTIVEUSERS", "AKTIVE_BENUTZER"): _count("activeusers"),
}
_PAGES: dict[tuple[str, ...], Word] = {
    ("PAGEID", "SEITENID", "SEITENKENNUNG"): _of_page(lambda page: str(page.page_id), "0"),
    ("REVISIONID", "REVISIONSID", "VERSIONSID"): _of_page(lambda page: str(page.rev_id)),
    ("REVISIONUSER", "REVISIONSBENUTZER", "VERSIONSBENUTZER"): _of_page(lambda page: escaped(page.user)),
    ("REVISIONDAY", "REVISIONSTAG", "VERSIONSTAG"): _moment("j"),
    ("REVISIONDAY2", "REVISIONSTAG2", "VERSIONSTAG2"): _moment("d"),
    ("REVISIONMONTH", "REVISIONSMONAT", "VERSIONSMONAT"): _moment("m"),
    ("REVISIONMONTH1", "REVISIONSMONAT1", "VERSIONSMONAT1"): _moment("n"),
    ("REVISIONYEAR", "REVISIONSJAHR", "VERSIONSJAHR"): _moment("Y"),
    ("REVISIONTIMESTAMP", "REVISIONSZEITSTEMPEL", "VERSIONSZEITSTEMPEL"): _moment("YmdHis"),
}
_WITH_COLON: dict[tuple[str, ...], Word] = {
    ("PAGESINCATEGORY", "PAGESINCAT", "SEITEN_IN_KATEGORIE", "SEITEN_KAT", "SEITENINKAT"): _members,
    ("PAGESIZE", "SEITENGRÖSSE"): _size,
    ("PROTECTIONLEVEL", "SCHUTZSTATUS"): _restriction,
}

WORDS = {name: word for names, word in (_ALONE | _COUNTS | _PAGES).items() for name in names}
"""Those that stand alone; they count in capitals only."""
WORDS_ANYHOW = {name.lower(): word for names, word in _ALONE_ANYHOW.items() for name in names}
"""Those that count however they are written, by their small letters."""
WORDS_WITH_COLON = {name: word for names, word in (_COUNTS | _PAGES | _WITH_COLON).items() for name in names}
"""Those that may name something behind a colon; in capitals only."""
STEADY = frozenset(("SITENAME", "PROJEKTNAME", "CURRENTVERSION", "JETZIGE_VERSION", "PAGELANGUAGE"))
"""Those whose answers do not change."""

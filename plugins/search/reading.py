"""What people read on a page: the words, without markup, template calls and what only machines look at. Pure.

Of a contribution, what its author typed: what moderators and bots write beneath is the same on a thousand pages, and
would hide the one that somebody looks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from familienkonferenz.page_templates.contribution import split

from ..gate import CONTRIBUTIONS, Kind, kind_of
from ..titles import TALK, Title
from ..wikitext import Fetch, expand
from ..wikitext.blocks import render

_INLINE = frozenset(
    ("a", "span", "strong", "emphasis", "code", "u", "s", "ins", "del", "quote", "samp", "kbd")
)
"""Elements that do not part words; all others do."""
_UNREAD = "moin-table-of-contents"
"""The class of what repeats the page's own words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The heading that a list of pages shows, and the words on the page."""

    heading: str
    text: str


def reading(title: Title, wikitext: str, fetch: Fetch) -> Reading | None:
    """The page as it reads, with its templates put in by `fetch`; None if it is private."""
    kind = kind_of(title)
    if kind is Kind.PRIVATE:
        return None
    if kind is Kind.CONTRIBUTION and (parts := split(wikitext)):
        typed = parts[0]
        said = typed.text if not typed.place else f"{typed.text}\n\n{typed.place}"
        return Reading(typed.title or f"Beitrag {title.name.removeprefix(CONTRIBUTIONS)}", said)
    page = render(expand(wikitext, title, fetch).text, title).page
    lines = (" ".join(line.split()) for line in "".join(_words(page)).split("\n"))
    return Reading(heading(title), "\n".join(line for line in lines if line))


def heading(title: Title) -> str:
    """A page's name as people read it.

    >>> heading(Title.parse("Diskussion:Thema/Jung und Alt"))
    'Diskussion: Jung und Alt'
    """
    if title.namespace == TALK:
        return f"Diskussion: {title.name.rpartition('/')[2]}"
    return f"{title.namespace_name}: {title.name}" if title.namespace else title.name.replace("/", ": ")


def _words(element: Any) -> Iterator[str]:
    name = str(element.tag.name)
    if any(value == _UNREAD for value in element.attrib.values()):
        return
    edge = "" if name in _INLINE else "\n"
    yield edge
    for child in element:
        if isinstance(child, str):
            yield child
        else:
            yield from _words(child)
    yield edge

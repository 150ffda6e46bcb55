"""What a page belongs to and where it leads, without drawing it.

Read by the same reader that draws the page: a category within `<nowiki>` or a comment is none.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..titles import Title
from .expand import Fetch, expand
from .reader import Reader


@dataclass(frozen=True, slots=True)
class Outline:
    """What a page belongs to, where it leads, which files it shows and which pages it was put together from.

    `embeds` are templates and the pages whose existence was asked for, missing ones too: when one of them changes, the
    page reads differently.
    """

    categories: tuple[str, ...] = ()
    links: tuple[Title, ...] = ()
    files: tuple[Title, ...] = ()
    embeds: tuple[Title, ...] = ()


def outline(text: str, title: Title, fetch: Fetch) -> Outline:
    """The outline of a page's wikitext, with its templates put in."""
    expanded = expand(text, title, fetch)
    reader = _read(expanded.text, title)
    embeds = dict.fromkeys((*expanded.templates_used, *expanded.exists_asked))
    return Outline(tuple(reader.categories), tuple(reader.links), tuple(reader.files), tuple(embeds))


def categories(expanded_text: str) -> tuple[str, ...]:
    """The names of a page's categories, without `Kategorie:`, in the order in which they stand.

    >>> categories("Text [[Kategorie:Stadtteil Ahlem]] [[:Kategorie:Beitrag]]")
    ('Stadtteil Ahlem',)
    """
    return tuple(_read(expanded_text, None).categories)


def links(expanded_text: str, title: Title | None = None) -> tuple[Title, ...]:
    """The pages a page links to, in order, each once; `title` is needed to understand subpage links."""
    return tuple(_read(expanded_text, title).links)


def files(expanded_text: str) -> tuple[Title, ...]:
    """The files a page shows or links to."""
    return tuple(_read(expanded_text, None).files)


def _read(text: str, title: Title | None) -> Reader:
    reader = Reader(title)
    if "[[" in text:
        reader.read(text)
    return reader

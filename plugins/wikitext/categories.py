"""What a page belongs to and where it leads, without drawing it.

Read by the same reader that draws the page: a category within `<nowiki>` or a comment is none.
"""

from __future__ import annotations

from ..titles import Title
from .reader import Reader


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

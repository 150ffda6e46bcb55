"""How a page points to contributions: by name, as a list, and to the exact revision it was read in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.fate import Destination, label
from familienkonferenz.bots.evaluation.quotations import permalink
from familienkonferenz.bots.wording import NOWHERE
from familienkonferenz.page_templates.escape import escape_line


def link(one: Coded) -> str:
    """Wikitext link to the contribution: its own page, or the revision of the page it was written on.

    `[[Beitrag/12|Beitrag 12]]`, `[[Spezial:Permanentlink/345|Diskussion 345]]`
    """
    contribution = one.contribution
    if contribution.source == "beitrag":
        return f"[[{contribution.page}|{label(contribution)}]]"
    return exact(one)


def exact(one: Coded, text: str = "") -> str:
    """Wikitext link to the last revision the contribution stands on; only its name where none is known."""
    contribution = one.contribution
    if not contribution.revisions:
        return label(contribution)
    return permalink(contribution.said_in, text or label(contribution))


def named(one: Coded) -> str:
    """Link to the contribution with its author, who is credited for it wherever it is read together with others.

    `[[Beitrag/12|Beitrag 12]] (Lisa aus Linden)`
    """
    author = escape_line(one.contribution.author)
    return f"{link(one)} ({author})" if author else link(one)


def listed(ids: Iterable[str], coded: Mapping[str, Coded]) -> str:
    """Links to all of these, parted by commas; a contribution's own page goes by its bare number.

    `[[Beitrag/12|12]], [[Beitrag/40|40]], [[Spezial:Permanentlink/345|Diskussion 345]]`
    """
    return ", ".join(_short(coded[id]) for id in ids)


def quoted_on(ends: Iterable[Destination]) -> str:
    """Links to the pages of the evaluation that quote a contribution; "" where none does.

    `[[Auswertung/Stadtteil/List|Stadtteil List]]`
    """
    pages = [page for end in ends if end.kind == "zitiert" for page in end.pages]
    return ", ".join(f"[[{page}|{escape_line(_of_view(page))}]]" for page in pages)


def _of_view(page: str) -> str:
    """What a page of the evaluation is called: "Stadtteil List", "Ziel Ehrenamt", "ohne Stadtteil"."""
    _, part, name = page.split("/", 2)
    return name if name == NOWHERE else f"{part} {name}"


def _short(one: Coded) -> str:
    contribution = one.contribution
    if contribution.source == "beitrag":
        return f"[[{contribution.page}|{contribution.id.removeprefix('B')}]]"
    return link(one)

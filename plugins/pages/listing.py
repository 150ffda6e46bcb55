"""Lists on pages: contributions to a topic or in a category, replies to a contribution, other pages in a category."""

from __future__ import annotations

from dataclasses import dataclass

from moin import flaskg
from moin.constants.rights import READ

from familienkonferenz.page_templates.contribution import split

from ..accounts import current_actor
from ..gate import contribution_number, may_read
from ..services import services
from ..storage.catalogue import PageRow
from ..storage.save import read
from ..titles import CATEGORY, MAIN, TALK, Title
from .file import Shown, drawn
from .moments import from_seconds

LISTED = 200
"""How many contributions or members a page lists."""

_DEEPEST = 6
"""Replies nested deeper are shown at this level."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A contribution in a list, or a reply beneath its page. `answers`: the number of the one it replies to."""

    number: int
    title: str
    kind: str
    place: str
    text: str
    author: str
    when: str
    replies: int
    answers: int | None = None
    level: int = 0
    picture: Shown | None = None


def acl_allows(page: PageRow) -> bool:
    """Whether the page's own ACL, if it has one, lets this account read it. All visitors are alike to ACLs."""
    return page.acl is None or bool(flaskg.storage.may(page.title.item_name, READ))


def newest(limit: int) -> list[Listed]:
    """The newest contributions that are no replies."""
    return listed(services().catalogue.newest_members("Beitrag", limit=limit))


def written_by(author: str) -> list[Listed]:
    """The newest contributions and replies of an account."""
    return listed(services().catalogue.newest_members("Beitrag", replies=True, author=author, limit=LISTED))


def replies(number: int) -> list[Listed]:
    """All replies beneath a contribution, each followed by its own, in the order of writing."""
    found: list[Listed] = []
    seen, waiting = {number}, [(page, 0) for page in reversed(_answers(number))]
    while waiting:
        page, level = waiting.pop()
        child = contribution_number(page.title)
        if child is None or child in seen:
            continue
        seen.add(child)
        found.extend(listed([page], level=min(level, _DEEPEST)))
        waiting += [(answer, level + 1) for answer in reversed(_answers(child))]
    return found


def _answers(number: int) -> list[PageRow]:
    """The replies to a contribution itself, in the order of writing."""
    return list(services().catalogue.members(f"Antworten auf Beitrag {number}", limit=5_000))


def listed(pages: list[PageRow], level: int = 0) -> list[Listed]:
    """These contributions, as far as this account may read them."""
    rows = []
    zone = services().conference.timezone
    for page in pages:
        number = contribution_number(page.title)
        if number is None or not acl_allows(page):
            continue
        parts = split(read(page.latest))
        typed = parts[0] if parts else None
        rows.append(
            Listed(
                number=number,
                title=(typed.title if typed else "") or f"Beitrag {number}",
                kind=typed.kind if typed else "",
                place=typed.place if typed else "",
                text=typed.text if typed else "",
                author=page.author,
                when=from_seconds(page.first_time, zone),
                replies=services().catalogue.member_count(f"Antworten auf Beitrag {number}"),
                answers=typed.reply_to if typed else None,
                level=level,
                picture=drawn(typed.picture) if typed else None,
            )
        )
    return rows


def of_topic(title: Title) -> list[Listed]:
    """The contributions to a topic, on its page and on its discussion, the newest first."""
    if title.namespace not in (MAIN, TALK) or not title.name.startswith("Thema/"):
        return []
    return listed(
        services().catalogue.newest_members(f"Thema {title.name.removeprefix('Thema/')}", limit=LISTED)
    )


def in_category(title: Title) -> list[Listed]:
    """The contributions in a category, the newest first."""
    if title.namespace != CATEGORY:
        return []
    return listed(services().catalogue.newest_members(title.name, replies=True, limit=LISTED))


def members(title: Title) -> list[Title]:
    """The other pages in a category."""
    if title.namespace != CATEGORY:
        return []
    role = current_actor().role
    pages = services().catalogue.members(title.name, limit=5_000)
    shown = [page for page in pages if not contribution_number(page.title)]
    return [page.title for page in shown if may_read(role, page.title) and acl_allows(page)][:LISTED]

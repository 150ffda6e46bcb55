"""What wikitext may ask of this wiki: its name and address, how much there is, who wrote a page last.

It tells what everybody may know: of private pages, and of those with an access rule of their own, nothing. A page may
ask for much, so what costs something is looked up once, and of pages and categories so many only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from flask import has_request_context, request
from moin import current_app

from ..gate import Kind, kind_of
from ..services import services
from ..titles import CATEGORY, FILE, Title
from ..wikitext.site import PageFacts
from .catalogue import PageRow
from .files import Files
from .restrictions import Restrictions

MOST = 100
"""Pages and categories that a text may ask about; beyond, there is nothing."""


class ThisWiki:
    """The wiki that runs, as one text asks it."""

    def __init__(self) -> None:
        self._pages: dict[Title, PageFacts | None] = {}
        self._members: dict[str, Mapping[str, int]] = {}

    @property
    def name(self) -> str:
        """The conference's title."""
        return str(current_app.cfg.sitename)

    @property
    def server(self) -> str:
        """The address at which it was asked, without a slash at its end."""
        return request.host_url.rstrip("/") if has_request_context() else ""

    def count(self, what: str) -> int:
        """How many of these there are; 0 for what is not counted."""
        return self._counts.get(what, 0)

    def members(self, category: str, kind: str) -> int:
        """How many are in a category: `all`, `pages`, `files` or `subcats`."""
        if category not in self._members:
            if len(self._members) >= MOST:
                return 0
            spaces = [
                row.title.namespace for row in services().catalogue.walk_members(category) if _is_public(row)
            ]
            files, categories = spaces.count(FILE), spaces.count(CATEGORY)
            self._members[category] = {
                "all": len(spaces), "files": files, "subcats": categories,
                "pages": len(spaces) - files - categories,
            }  # fmt: skip
        return self._members[category][kind]

    def page(self, title: Title) -> PageFacts | None:
        """The facts of a page; None if there is none that everybody may read."""
        if title not in self._pages:
            if len(self._pages) >= MOST:
                return None
            self._pages[title] = _facts(title)
        return self._pages[title]

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        here = services()
        counts = dict(here.catalogue.counts())
        return counts | {
            "articles": counts["pages"], "files": Files(here.database).count(), "activeusers": counts["users"],
        }  # fmt: skip


def _facts(title: Title) -> PageFacts | None:
    here = services()
    page = here.catalogue.page(title)
    newest = here.catalogue.revision(page.latest) if page and _is_public(page) else None
    if page is None or newest is None:
        return None
    now = int(here.clock().timestamp())
    return PageFacts(
        page.page_id,
        newest.rev_id,
        newest.size,
        newest.user_name,
        datetime.fromtimestamp(newest.time, here.conference.timezone),
        {one.kind: one.level for one in Restrictions(here.database).of(page.page_id, now)},
    )


def _is_public(page: PageRow) -> bool:
    return page.acl is None and kind_of(page.title) is not Kind.PRIVATE

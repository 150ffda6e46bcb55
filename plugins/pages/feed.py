"""The newest contributions as an Atom feed, for those who follow the conference without coming to look."""

from __future__ import annotations

from datetime import UTC, datetime

from feedgen.feed import FeedGenerator
from flask import Blueprint, Response, url_for

from familienkonferenz.page_templates.contribution import split

from ..gate import contribution_number
from ..services import services
from ..storage.catalogue import PageRow
from ..storage.save import legal, read
from .listing import acl_allows

ENTRIES = 50
"""How many contributions, replies among them."""


def register(blueprint: Blueprint) -> None:
    """Our own address."""
    blueprint.add_url_rule("/+beitraege.atom", "feed", show_feed)


def show_feed() -> Response:
    """The contributions that were written last, with what their authors typed."""
    name = services().conference.title
    address = url_for("pages.contributions", _external=True)
    pages = [
        page
        for page in services().catalogue.newest_members("Beitrag", replies=True, limit=ENTRIES)
        if acl_allows(page)
    ]
    feed = FeedGenerator()
    feed.id(address)
    feed.title(f"Neue Beiträge – {name}")
    feed.language("de")
    feed.link(href=address, rel="alternate", type="text/html")
    feed.link(href=url_for("pages.feed", _external=True), rel="self", type="application/atom+xml")
    feed.updated(_instant(max((page.time for page in pages), default=0)))
    for page in pages:
        _enter(feed, page)
    return Response(feed.atom_str(), mimetype="application/atom+xml")


def _enter(feed: FeedGenerator, page: PageRow) -> None:
    parts = split(read(page.latest))
    typed = parts[0] if parts else None
    address = url_for("frontend.show_item", item_name=page.title.item_name, _external=True)
    entry = feed.add_entry(order="append")
    entry.id(address)
    entry.link(href=address, rel="alternate", type="text/html")
    entry.title(legal(typed.title if typed else "") or f"Beitrag {contribution_number(page.title)}")
    entry.author(name=legal(page.author or "") or "unbekannt")
    entry.published(_instant(page.first_time))
    entry.updated(_instant(page.time))
    entry.content(legal(typed.text if typed else "") or "(ohne Text)", type="text")


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

"""The search of an application: the index in the instance's folder, and the outbox that fills it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from ..services import Services
from .fulltext import FILE, FullText
from .outbox import Outbox
from .wiki_pages import WikiPages

_KEY = "familienkonferenz.search"


@dataclass(frozen=True, slots=True)
class Search:
    """What an application has of it. `outbox.start()` is for the processes that serve, after they were forked."""

    index: FullText
    outbox: Outbox


def install(app: Flask, services: Services) -> None:
    """Make the index if there is none. Nothing runs yet, and nothing stays open: a connection goes through no fork."""
    index = FullText(services.home / FILE)
    index.close()
    outbox = Outbox(WikiPages(services), index, services.home / "search.lock")
    app.extensions[_KEY] = Search(index, outbox)


def search_of(app: Flask) -> Search:
    """The search of an application."""
    found: Search = app.extensions[_KEY]
    return found


def search() -> Search:
    """The search of the running application."""
    return search_of(current_app)

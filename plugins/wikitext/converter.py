"""Moin's converter for `text/x-mediawiki`: the only module here that touches Moin's storage and registry.

Moin asks the registry for a converter and calls it with a revision, a stand-in for one (when it indexes) or the bare
text (in a preview). Templates are read with the rights of the reader; outside of any request, with those of nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import has_request_context, request
from moin import flaskg
from moin.app import before_wiki
from moin.constants.keys import CONTENTTYPE, CURRENT, NAME, NAME_EXACT, NAMESPACE
from moin.converters import default_registry
from moin.storage.error import NoSuchRevisionError
from moin.storage.middleware.protecting import AccessDenied
from moin.utils.mime import Type, type_moin_document
from moin.utils.names import split_fqname

from ..errors import InvalidTitle
from ..titles import MAIN, Title
from .blocks import render
from .expand import expand
from .tags import Element

NO_PAGE = Title(MAIN, "Seite")
"""The title of a text that is on no page."""


class WikitextConverter:
    """Expands a page's templates and makes Moin's document tree of it."""

    def __init__(self) -> None:
        self.messages: set[Any] = set()
        """Moin shows these as flash messages; ours stand on the page."""

    @classmethod
    def factory(cls, input: Type, output: Type, **kwargs: Any) -> WikitextConverter:
        """For Moin's registry."""
        return cls()

    def __call__(self, data: Any, contenttype: str | None = None, arguments: Any = None) -> Element:
        """The tree of a revision, of bytes or of a string."""
        title = _title(data)
        expanded = expand(_text(data), title, Storage().fetch)
        return render(expanded.text, title, expanded.warnings).page

    def reset_messages(self) -> None:
        """For Moin's registry."""
        self.messages.clear()


class Storage:
    """Reads pages as whoever reads the page may; each is looked up once."""

    def __init__(self) -> None:
        self._storage = _storage()
        self._known: dict[Title, str | None] = {}

    def fetch(self, title: Title) -> str | None:
        """The current text of a page; None if there is none, it may not be read, or it is no text."""
        if title not in self._known:
            self._known[title] = self._read(title)
        return self._known[title]

    def _read(self, title: Title) -> str | None:
        query = {NAMESPACE: title.namespace_name, NAME_EXACT: title.name}
        try:
            revision = self._storage.get_item(**query).get_revision(CURRENT)
            if not str(revision.meta[CONTENTTYPE]).startswith("text/"):
                return None
            return _decoded(revision.data.read())
        except (NoSuchRevisionError, AccessDenied, KeyError):
            return None


def register() -> None:
    """Put ours before Moin's own converter, and keep Moin from turning `:)` and `{1}` into pictures.

    What was typed is what is read; Moin's smileys hide the characters behind an image.
    """
    default_registry.register(
        WikitextConverter.factory, Type("text/x-mediawiki"), type_moin_document, priority=-10
    )
    default_registry.register(_no_smileys, type_moin_document, type_moin_document, priority=-10)


def _no_smileys(input: Type, output: Type, icon: str | None = None, **kwargs: Any) -> Any:
    return _unchanged if icon == "smiley" else None


def _unchanged(tree: Element) -> Element:
    return tree


def _storage() -> Any:
    """The storage as the reader sees it. Where nobody reads (command line, indexing), Moin sets up "anybody"."""
    if getattr(flaskg, "storage", None) is None:
        before_wiki()
    return flaskg.storage


def _text(data: Any) -> str:
    if isinstance(data, str):
        return data
    return _decoded(data if isinstance(data, bytes) else data.data.read())


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", "replace").replace("\r\n", "\n")


def _title(data: Any) -> Title:
    """Which page a text stands on: asked of the revision, of its item, of its metadata, of the request."""
    for namespace, name in _names(data):
        try:
            return Title.from_item(namespace, name)
        except InvalidTitle:
            continue
    return NO_PAGE


def _names(data: Any) -> Iterable[tuple[str, str]]:
    """Candidates for namespace and name, the likeliest first. Moin's stand-ins have some of these only."""
    for holder in (data, getattr(data, "item", None)):
        found = getattr(holder, "fqname", None)
        if found is not None and found.field in ("", NAME_EXACT) and found.value:
            yield found.namespace, found.value
    meta = getattr(data, "meta", None)
    if meta is not None and meta.get(NAME):
        yield meta.get(NAMESPACE, ""), meta[NAME][0]
    if has_request_context() and (item_name := (request.view_args or {}).get("item_name")):
        found = split_fqname(item_name)
        yield found.namespace, found.value

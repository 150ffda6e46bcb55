"""Moin's converter for `text/x-mediawiki`: the only module here that touches Moin's registry.

Moin asks the registry for a converter and calls it with a revision, a stand-in for one (when it indexes) or the bare
text (in a preview). How pages are fetched for templates, and with whose rights, is the matter of who registers it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import has_request_context, request
from moin.constants.keys import NAME, NAME_EXACT, NAMESPACE
from moin.converters import default_registry
from moin.converters.link import ConverterExternOutput
from moin.utils.interwiki import url_for_item
from moin.utils.iri import Iri
from moin.utils.mime import Type, type_moin_document
from moin.utils.names import split_fqname
from moin.utils.tree import xlink

from ..errors import InvalidTitle
from ..titles import MAIN, Title
from .blocks import render
from .expand import Fetch, expand
from .tags import Element

NO_PAGE = Title(MAIN, "Seite")
"""The title of a text that is on no page."""


class WikitextConverter:
    """Expands a page's templates and makes Moin's document tree of it."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self.messages: set[Any] = set()
        """Moin shows these as flash messages; ours stand on the page."""

    def __call__(self, data: Any, contenttype: str | None = None, arguments: Any = None) -> Element:
        """The tree of a revision, of bytes or of a string."""
        title = _title(data)
        expanded = expand(_text(data), title, self._fetch)
        return render(expanded.text, title, expanded.warnings).page

    def reset_messages(self) -> None:
        """For Moin's registry."""
        self.messages.clear()


def register(fetch: Fetch) -> None:
    """Put ours, with `fetch`, before Moin's own, and keep Moin from turning `:)` and `{1}` into pictures.

    What was typed is what is read; Moin's smileys hide the characters behind an image.
    """
    default_registry.register(
        lambda *args, **kw: WikitextConverter(fetch),
        Type("text/x-mediawiki"),
        type_moin_document,
        priority=-10,
    )
    default_registry.register(_Links._factory, type_moin_document, type_moin_document, priority=-10)
    default_registry.register(_no_smileys, type_moin_document, type_moin_document, priority=-10)


class _Links(ConverterExternOutput):  # type: ignore[misc]
    """Addresses of links. Moin takes a `%` in a name for the beginning of a code, and makes `%2525` of it."""

    def absolute_path(self, path: Any, current_page_path: Any) -> Any:
        """The path itself: our names are whole ones."""
        return path

    def handle_wikilocal_links(self, elem: Element, input: Any, page: Any, to_tag: Any = xlink.href) -> None:
        """Give a link within the wiki its address."""
        super().handle_wikilocal_links(elem, input, page, to_tag)
        if "%" in (name := str(input.path or "")):
            fragment = str(Iri(fragment=input.fragment)) if input.fragment else ""
            elem.set(to_tag, url_for_item(name) + fragment)


def _no_smileys(input: Type, output: Type, icon: str | None = None, **kwargs: Any) -> Any:
    return _unchanged if icon == "smiley" else None


def _unchanged(tree: Element) -> Element:
    return tree


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

"""Wikitext as HTML, by our converter and Moin's output, without Moin's items: a read asks its index nothing."""

from __future__ import annotations

from dataclasses import dataclass

from emeraldtree.tree import HTMLWriter
from flask import request
from moin.converters import default_registry
from moin.utils.mime import Type, type_moin_document
from moin.utils.tree import html, moin_page

from ..files import shown as files
from ..reading import marks
from ..services import services
from ..storage.asked import ThisWiki
from ..storage.save import fetch
from ..titles import Title
from ..wikitext import expand
from ..wikitext.blocks import render

_PAGE_HTML = Type("application/x-xhtml-moin-page")


@dataclass(frozen=True, slots=True)
class Body:
    """The HTML of a page's text. `for_all`: all get the same at any time, for no page with an ACL of its own and no
    clock was asked. `has_contents`: a contents list belongs to it, whether it is there or not.
    """

    html: str
    for_all: bool
    has_contents: bool


def rendered(title: Title, text: str) -> str:
    """The HTML of a page's text, templates expanded, links to missing pages marked. Rights are the caller's matter."""
    return body_of(title, text).html


def rendered_for(title: Title, text: str) -> tuple[str, bool]:
    """The HTML, and whether all get the same at any time."""
    body = body_of(title, text)
    return body.html, body.for_all


def body_of(title: Title, text: str, *, listed: bool = True) -> Body:
    """The HTML of a page's text with all there is to say of it; unless `listed` without its contents list."""
    expanded = expand(text, title, fetch, now=services().local_now(), wiki=ThisWiki())
    made = render(expanded.text, title, expanded.warnings, listed=listed)
    tree = made.page
    tree.set(moin_page.page_href, f"wiki:///{title.item_name}")
    named = files.put_in(tree)
    links = default_registry.get(type_moin_document, type_moin_document, links="extern")
    output = default_registry.get(type_moin_document, _PAGE_HTML)
    shown: list[str] = []
    _Writer(None, {html.namespace: ""}).write(shown.append, output(links(tree)))
    asked = (
        services().catalogue.page(used) for used in (*expanded.templates_used, *expanded.exists_asked, *named)
    )
    if expanded.passing:
        marks.refuse()
    for_all = not request.script_root and all(page is None or page.acl is None for page in asked)
    return Body("".join(shown), for_all and not expanded.passing, made.has_contents)


class _Writer(HTMLWriter):  # type: ignore[misc]
    """Writes HTML as emeraldtree does, which makes `&amp;quot;` of a quotation mark in an attribute."""

    def _escape_attrib(self, text: str) -> str:
        escaped: str = self._escape_cdata(text)
        return escaped.replace('"', "&quot;").replace("\n", "&#10;")

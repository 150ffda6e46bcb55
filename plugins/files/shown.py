"""Files on pages: what wikitext names becomes the picture itself, in the size it is drawn, or a link to the file.

Works on the tree of a rendered page, where a file is named by its page. One that is not there is a link to its page,
which says so.
"""

from __future__ import annotations

from urllib.parse import unquote

from flask import request
from moin.utils.iri import Iri
from moin.utils.tree import html, moin_page, xlink

from ..services import services
from ..storage.files import Files, Version
from ..titles import FILE, NAMESPACES, Title
from ..wikitext.tags import Element
from . import addresses
from .sizes import FRAMED, fitted

_START = f"/{NAMESPACES[FILE].name}/"
_WIDEST = 1280


def put_in(tree: Element) -> list[Title]:
    """Put addresses and sizes of files into a page's tree; the files that were named."""
    named: dict[Title, Version | None] = {}
    _walk(tree, named, framed=False)
    return list(named)


def _walk(element: Element, named: dict[Title, Version | None], *, framed: bool) -> None:
    for place, child in enumerate(list(element)):
        if isinstance(child, str):
            continue
        title = _named(child)
        if title is None:
            _walk(child, named, framed=framed or child.tag == moin_page.figure)
            continue
        if title not in named:
            named[title] = Files(services().database).of(title)
        version = named[title]
        if child.tag == moin_page.object:
            if version is None or not version.facts.is_picture:
                element[place] = title.full
            else:
                _draw(child, version, framed=framed)
        elif version is not None:
            child.set(xlink.href, _iri(addresses.of(version)))
        else:
            child.set(xlink.href, Iri(scheme="wiki.local", path=title.item_name))


def _named(element: Element) -> Title | None:
    """The file that an element shows or leads to."""
    href = element.get(xlink.href)
    if not isinstance(href, Iri) or href.scheme != "wiki" or str(href.query or "") != "do=get":
        return None
    path = unquote(str(href.path))
    return Title(FILE, path.removeprefix(_START)) if path.startswith(_START) else None


def _draw(picture: Element, version: Version, *, framed: bool) -> None:
    facts = version.facts
    width, height = (_number(picture.get(name)) for name in (html.width, html.height))
    wanted = width or (facts.width if height else FRAMED if framed else _WIDEST)
    wide, high = fitted(facts.width, facts.height, wanted, height)
    picture.set(html.width, str(wide))
    picture.set(html.height, str(high))
    picture.set(moin_page.type_, facts.mime)
    picture.set(xlink.href, _iri(addresses.of(version, wide)))


def _iri(address: str) -> Iri:
    return Iri(request.script_root + address)


def _number(value: object) -> int:
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 6 else 0

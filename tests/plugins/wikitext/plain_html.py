"""Moin's document tree as short HTML, for reading and comparing.

It knows exactly the elements and attributes that may arise; any other one is an error. So every test that renders
also shows that nothing else gets through.
"""

from __future__ import annotations

from html import escape
from typing import Any

from emeraldtree.ElementTree import Element

TAGS = {
    "a": "a", "blockcode": "pre", "blockquote": "blockquote", "caption": "caption", "code": "code", "del": "del",
    "div": "div", "emphasis": "em", "figcaption": "figcaption", "figure": "figure", "ins": "ins", "kbd": "kbd",
    "line-break": "br", "list-item-label": "dt", "object": "img", "p": "p",
    "quote": "q", "s": "s", "samp": "samp", "separator": "hr", "span": "span", "strong": "strong", "sub": "sub",
    "sup": "sup", "table": "table", "tbody": "", "table-cell": "td", "table-cell-head": "th",
    "table-row": "tr", "u": "u", "abbr": "abbr", "big": "big", "cite": "cite",
    "mark": "mark", "small": "small", "var": "var", "list-item": "", "body": "", "page": "",
    "ul": "ul", "ol": "ol", "li": "li", "dl": "dl", "dt": "dt", "dd": "dd", "tr": "tr", "td": "td", "th": "th",
    "dfn": "dfn", "wbr": "wbr", "ruby": "ruby", "rb": "rb", "rt": "rt", "rp": "rp", "bdi": "bdi",
}  # fmt: skip
ATTRIBUTES = {
    "alt": "alt", "class": "class", "height": "height", "href": "href", "id": "id", "lang": "lang",
    "number-columns-spanned": "colspan", "number-rows-spanned": "rowspan", "rel": "rel", "scope": "scope",
    "title": "title", "type": "", "width": "width", "outline-level": "", "item-label-generate": "",
    "start": "start",
}  # fmt: skip
EMPTY = {"br", "hr", "img", "wbr"}
LISTS = {"unordered": "ul", "ordered": "ol", None: "dl"}


def page_html(page: Element) -> str:
    """The blocks of a page, one a line."""
    (body,) = page
    return "\n".join(_html(child, None) for child in body)


def text_of(element: Element) -> str:
    """All text that is shown, and nothing else."""
    return "".join(element.itertext())


def everything_in(element: Element) -> str:
    """Text and attributes: where something that was written may have gone."""
    found: list[str] = []

    def walk(node: Element) -> None:
        found.extend(str(value) for value in node.attrib.values())
        for child in node:
            if isinstance(child, str):
                found.append(child)
            else:
                walk(child)

    walk(element)
    return "".join(found)


def _html(node: Any, list_tag: str | None) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    name = node.tag.name
    if name == "h":
        tag = "h" + _attribute(node, "outline-level")
    elif name == "list":
        tag = LISTS[_attribute(node, "item-label-generate") or None]
    elif name == "list-item-body":
        tag = "dd" if list_tag == "dl" else "li"
    else:
        tag = TAGS[name]
    inside = "".join(_html(child, tag if name in ("list",) else list_tag) for child in node)
    if not tag:
        return inside
    attributes = "".join(
        f' {shown}="{escape(str(value))}"'
        for key, value in sorted(node.attrib.items(), key=lambda item: item[0].name)
        if (shown := ATTRIBUTES[key.name])
    )
    return f"<{tag}{attributes}>" + ("" if tag in EMPTY else f"{inside}</{tag}>")


def _attribute(node: Element, name: str) -> str:
    return next((str(value) for key, value in node.attrib.items() if key.name == name), "")

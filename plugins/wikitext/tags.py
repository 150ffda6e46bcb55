"""The HTML that wikitext may hold: which tags, which attributes, and what becomes of them. An allow-list.

Everything else is shown as written. No style, no event handlers, no ids: a class, a language, and a title on
an abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from moin.utils.tree import html, moin_page

from .entities import decode_all

Element = Any
"""An element of Moin's document tree (emeraldtree is untyped)."""

INLINE: dict[str, Callable[..., Element]] = {
    "abbr": html.abbr,
    "bdi": html.bdi,
    "b": moin_page.strong,
    "big": html.big,
    "cite": html.cite,
    "code": moin_page.code,
    "del": moin_page("del"),
    "dfn": html.dfn,
    "em": moin_page.emphasis,
    "font": moin_page.span,
    "i": moin_page.emphasis,
    "ins": moin_page.ins,
    "kbd": moin_page.kbd,
    "mark": html.mark,
    "q": moin_page.quote,
    "rb": html.rb,
    "rp": html.rp,
    "rt": html.rt,
    "ruby": html.ruby,
    "s": moin_page.s,
    "samp": moin_page.samp,
    "small": html.small,
    "span": moin_page.span,
    "strike": moin_page.s,
    "strong": moin_page.strong,
    "sub": moin_page.sub,
    "sup": moin_page.sup,
    "tt": moin_page.code,
    "u": moin_page.u,
    "var": html.var,
}
"""Tags within a line of text → what makes their element."""

BLOCK: dict[str, Callable[..., Element]] = {
    "blockquote": moin_page.blockquote,
    "caption": html.caption,
    "center": moin_page.div,
    "dd": html.dd,
    "div": moin_page.div,
    "dl": html.dl,
    "dt": html.dt,
    "li": html.li,
    "ol": html.ol,
    "p": moin_page.p,
    "table": html.table,
    "td": html.td,
    "th": html.th,
    "tr": html.tr,
    "ul": html.ul,
} | {f"h{level}": moin_page.h for level in range(1, 7)}
"""Tags that stand between paragraphs."""

WITHIN = {
    "caption": ("table",), "dd": ("dl",), "dt": ("dl",), "li": ("ol", "ul"), "td": ("tr",), "th": ("tr",),
    "tr": ("table",),
}  # fmt: skip
"""Tags that stand in certain others only; anywhere else they are left out."""

PAIRED = frozenset((*INLINE, *BLOCK, "ref", "references"))
"""Tags that count only with their closing tag."""
SELF_CLOSING = frozenset(("br", "hr", "nowiki", "ref", "references", "wbr"))

_ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[a-zA-Z_:][\w:.-]*)(?:\s*=\s*(?:"(?P<double>[^"<>]*)"|'(?P<single>[^'<>]*)'|(?P<bare>[^\s"'<>=]+)))"""
)
_CLASS = re.compile(r"[\w-]+")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*")
_SCOPES = frozenset(("col", "row", "colgroup", "rowgroup"))
_MAX_SPAN = 1000
"""As many columns as HTML knows."""


def attributes(text: str) -> dict[str, str] | None:
    """The attributes in `class="a" id=b`, all of them, or None if the text is anything else.

    >>> attributes(' class="fk-hinweis" onclick="x()"')
    {'class': 'fk-hinweis', 'onclick': 'x()'}
    """
    found: dict[str, str] = {}
    position = 0
    while match := _ATTRIBUTE.match(text, position):
        position = match.end()
        found.setdefault(match["name"].lower(), match["double"] or match["single"] or match["bare"] or "")
    return None if text[position:].strip() else found


def is_attributes(text: str) -> bool:
    """Whether a text is attributes and nothing else; none at all is fine."""
    return not text.strip() or attributes(text) is not None


def allowed(given: dict[str, str], *, tag: str = "") -> dict[Any, str]:
    """Of the attributes of a tag those that may stand, in Moin's names. `tag` is `td` or `th` for cells."""
    kept: dict[Any, str] = {}
    # Moin's own classes hide things and stand for its own messages.
    if names := [name for name in _CLASS.findall(given.get("class", "")) if not name.startswith("moin-")]:
        kept[moin_page.class_] = " ".join(names)
    if _LANGUAGE.fullmatch(given.get("lang", "")):
        kept[html.lang] = given["lang"]
    if tag == "abbr" and "title" in given:
        kept[html("title")] = decode_all(given["title"])
    if tag in ("td", "th"):
        for name, key in (
            ("colspan", moin_page.number_columns_spanned),
            ("rowspan", moin_page.number_rows_spanned),
        ):
            if given.get(name, "").isdecimal():
                kept[key] = str(min(max(int(given[name][:9]), 1), _MAX_SPAN))
    if tag == "ol" and re.fullmatch(r"\d{1,6}", given.get("start", "")):
        kept[html.start] = given["start"]
    if tag == "th" and given.get("scope") in _SCOPES:
        kept[html.scope] = given["scope"]
    return kept

"""From expanded text to tokens: mwparserfromhell's tree, laid flat, with links, tags and entities made out.

This is where a page's categories, links and files are found too, so that what is shown and what is indexed cannot
differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import mwparserfromhell
from moin.utils.iri import Iri
from moin.utils.tree import html, moin_page, xlink
from mwparserfromhell import nodes

from ..titles import Title
from .contents import Switches
from .entities import decode_all, decoded
from .images import download, file
from .inline import append, children
from .links import Kind, Target, target
from .notes import Notes
from .shield import SCHEMES, STRAY_END, URL_END, clean, shield, unshield
from .tags import BLOCK, INLINE, Element, allowed, attributes
from .tokens import Close, ContentsHere, Open, Piece, Plain, Token, is_shown, stripped

_SWITCH = re.compile(
    r"__(?:(?P<toc>TOC|INHALTSVERZEICHNIS)|(?P<never>NOTOC|KEIN_?INHALTSVERZEICHNIS)"
    r"|(?P<always>FORCETOC|INHALTSVERZEICHNIS_ERZWINGEN)"
    r"|NOEDITSECTION|ABSCHNITTE_NICHT_BEARBEITEN|NOINDEX|NICHT_INDEXIEREN|NEWSECTIONLINK|HIDDENCAT)__",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"[a-zäöüß]+")
_ADDRESS = re.compile(rf"(?:{SCHEMES})(?:(?!'')[^\s\"{URL_END}])+", re.IGNORECASE)
_BARE = re.compile(r"\b(?:https?://|ftp://|mailto:|tel:)(?:(?!'')[^\s\"<>\[\]|])+", re.IGNORECASE)
_CATEGORY: list[Token] = []
"""What a category shows."""
_NOWIKI = re.compile(r"</?nowiki\s*/?>", re.IGNORECASE)


class Reader:
    """Reads the text of one page. Afterwards it knows what the page belongs to and where it leads, in order."""

    def __init__(self, title: Title | None = None) -> None:
        self.title = title
        self.categories: dict[str, None] = {}
        self.links: dict[Title, None] = {}
        self.files: dict[Title, None] = {}
        self.switches = Switches()
        self.notes = Notes()
        self._addresses = 0
        self._labels = 0

    def read(self, text: str) -> list[Token]:
        """The tokens of an expanded text."""
        tree = mwparserfromhell.parse(shield(clean(text)), skip_style_tags=True)
        return self._tokens(tree.nodes, is_whole=True)

    def _tokens(self, tree: Sequence[Any], *, is_whole: bool = False) -> list[Token]:
        tokens: list[Token] = []
        after_category = False
        for number, node in enumerate(tree):
            if after_category and isinstance(node, nodes.Text) and not str(node).strip("\n"):
                following = tree[number + 1] if number + 1 < len(tree) else None
                if isinstance(following, nodes.Wikilink) or (following is None and is_whole):
                    continue
            found = self._node(node, tokens)
            if after_category := found is _CATEGORY:
                _without_blanks(tokens)
            tokens.extend(found)
        return tokens

    def _node(self, node: Any, before: Sequence[Token]) -> Iterable[Token]:
        match node:
            case nodes.Text():
                return self._text(unshield(STRAY_END.sub("", str(node))), before)
            case nodes.HTMLEntity():
                char = decoded(str(node))
                return [str(node) if char is None else Plain(char)]
            case nodes.Wikilink():
                return self._link(node)
            case nodes.ExternalLink():
                last = before[-1] if before else None
                if isinstance(last, Piece) and last.takes_trail and not node.brackets:
                    return self._text(unshield(str(node)), before)
                return self._address(node)
            case nodes.Tag() if node.wiki_markup is None:
                return self._tag(node)
        return [unshield(str(node))]

    def _text(self, text: str, before: Sequence[Token]) -> Iterator[Token]:
        """Text, its first letters drawn into the link before it, its magic words taken out."""
        last = before[-1] if before else None
        if isinstance(last, Piece) and last.takes_trail and (trail := _TRAIL.match(text)):
            append(last.element, trail[0])
            text = text[trail.end() :]
        done = 0
        for found in _SWITCH.finditer(text):
            if found.start() > done:
                yield from self._addressed(text[done : found.start()])
            done = found.end()
            if found["toc"] and not self.switches.here:
                self.switches.here = True
                yield ContentsHere()
            self.switches.never |= bool(found["never"])
            self.switches.always |= bool(found["always"])
        if done < len(text):
            yield from self._addressed(text[done:])

    def _addressed(self, text: str) -> Iterator[Token]:
        """Text with the addresses that the parser does not see, those behind a quotation mark for one."""
        done = 0
        if ":" in text and not self._labels:
            for found in _BARE.finditer(text):
                url = found[0].rstrip(",;.:!?" if "(" in found[0] else ",;.:!?)")
                if url.endswith("//") or ":" not in url:
                    continue
                if found.start() > done:
                    yield text[done : found.start()]
                yield Piece(_outward(url, [url]))
                done = found.start() + len(url)
        if done < len(text):
            yield text[done:]

    def _label(self, tree: Sequence[Any]) -> list[Token]:
        """The tokens of what a link says."""
        self._labels += 1
        found = self._tokens(tree)
        self._labels -= 1
        return found

    def _link(self, node: Any) -> list[Token]:
        written = unshield(str(node.title))
        label = self._label(node.text.nodes) if node.text is not None else None
        where = target(written, self.title)
        if where is None or label == []:
            return ["[[", written, *(["|", *label] if label is not None else []), "]]"]
        if where.kind is Kind.CATEGORY and where.title:
            self.categories.setdefault(where.title.name)
            return _CATEGORY
        if where.kind is Kind.IMAGE and where.title:
            self.files.setdefault(where.title)
            return [file(where.title, label or [])]
        shown, _ = children([_on_one_line(label)]) if label else ([where.label], ())
        if where.kind is Kind.DOWNLOAD and where.title:
            self.files.setdefault(where.title)
            return [Piece(download(where.title, shown))]
        href: Any = where.address
        if where.title and (where.title != self.title or where.fragment):
            self.links.setdefault(where.title)
            href = _page_iri(where)
        attributes = {xlink.href: href} if href else {moin_page.class_: "selflink"}
        if not where.exists:
            attributes[moin_page.class_] = "moin-nonexistent"
        return [Piece(moin_page.a(attrib=attributes, children=shown), takes_trail=True)]

    def _address(self, node: Any) -> list[Token]:
        """`[http://… text]` or a bare address; schemes that are not ours stay text."""
        found = _ADDRESS.match(str(node.url))
        if found is None:
            return [unshield(str(node))]
        url = decode_all(unshield(found[0]))
        rest: list[Token] = [unshield(after)] if (after := str(node.url)[found.end() :]) else []
        if not node.brackets:
            return [Piece(_outward(url, [url])), *rest]
        label = [*rest, *(self._label(node.title.nodes) if node.title is not None else [])]
        if not label:
            self._addresses += 1
            label = [Plain(f"[{self._addresses}]")]
        shown, _ = children([label])
        return [Piece(_outward(url, shown))]

    def _tag(self, node: Any) -> list[Token]:
        name = str(node.tag).strip().lower()
        given = attributes(unshield("".join(str(attribute) for attribute in node.attributes))) or {}
        inside = node.contents.nodes if node.contents is not None else []
        match name:
            case "nowiki":
                return [Plain(decode_all(unshield("".join(map(str, inside)))))]
            case "pre":
                return [_preformatted(unshield("".join(map(str, inside))), allowed(given))]
            case "br":
                return [Piece(moin_page.line_break())]
            case "wbr":
                return [Piece(html.wbr())]
            case "hr":
                return [Piece(moin_page.separator(), is_block=True)]
            case "references":
                return self._references(given.get("group", ""), inside)
            case "ref":
                return self._note(given, inside, unshield(str(node)))
        if (name in INLINE or name in BLOCK) and not node.self_closing:
            kept = allowed(given, tag=name)
            if name == "center":
                kept = {moin_page.class_: "mitte"}
            return [Open(name, kept), *self._tokens(inside), Close(name)]
        return [unshield(str(node))]

    def _note(self, given: dict[str, str], inside: Sequence[Any], written: str) -> list[Token]:
        """The mark of a footnote, which says something or names another."""
        name, group = given.get("name", ""), given.get("group", "")
        body = self._said(inside)
        if body is None and not name:
            return [written]
        return [Piece(self.notes.cite(group, name, body))]

    def _said(self, inside: Sequence[Any]) -> list[Element | str] | None:
        tokens = self._tokens(inside)
        return children([stripped(_on_one_line(tokens))])[0] if is_shown(tokens) else None

    def _references(self, group: str, inside: Sequence[Any]) -> list[Token]:
        """The list of the footnotes so far; some may say there what they say."""
        for node in inside:
            if (
                isinstance(node, nodes.Tag)
                and str(node.tag).strip().lower() == "ref"
                and node.contents is not None
            ):
                given = attributes(unshield("".join(str(attribute) for attribute in node.attributes))) or {}
                if (body := self._said(node.contents.nodes)) is not None:
                    self.notes.tell(given.get("group", group), given.get("name", ""), body)
        found = self.notes.listed(group)
        return [] if found is None else [Piece(found, is_block=True)]


def _without_blanks(tokens: list[Token]) -> None:
    """Take blanks and line ends from the end: a category and what stands before it are on one line."""
    while tokens and isinstance(last := tokens[-1], str):
        tokens[-1] = last.rstrip()
        if tokens[-1]:
            break
        tokens.pop()


def _page_iri(where: Target) -> Iri:
    """The address of a page within the wiki, as Moin's link converter wants it; it marks missing pages."""
    iri = Iri(scheme="wiki.local", path=where.title.item_name if where.title else "")
    if where.fragment:
        iri.fragment = where.fragment
    return iri


def _outward(url: str, shown: Sequence[Element | str]) -> Element:
    """A link out of the wiki, which lends no weight to where it leads."""
    return moin_page.a(attrib={xlink.href: url, html.rel: "nofollow"}, children=shown)


def _on_one_line(tokens: Sequence[Token]) -> list[Token]:
    return [token.replace("\n", " ") if isinstance(token, str) else token for token in tokens]


def _preformatted(text: str, kept: dict[Any, str]) -> Piece:
    text = decode_all(_NOWIKI.sub("", text.removeprefix("\n")))
    return Piece(moin_page.blockcode(attrib=kept, children=[text]), is_block=True)

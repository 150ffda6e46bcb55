"""A rendered talk page from top to bottom: headings, signatures and comments; `rendered` makes threads of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from familienkonferenz.bots.accounts import Titles
from familienkonferenz.bots.nodes import BLOCKS, VOID, Node, backwards, covering, depth, following, onwards
from familienkonferenz.bots.stamps import Reader, Stamp

NO_HEADING = 99
"""The level of the heading of what stands before the first heading."""

_WHITE = "\t\n\f\r "
_CHILDLESS = VOID | {
    *("script", "style", "textarea", "title", "math", "svg", "noscript"),
    *("audio", "canvas", "iframe", "object", "video", "!"),
}
_HEADING = re.compile(r"h([1-6])")
_PROPERTY = re.compile(r"(?:^|\s)mw:PageProp/(?:Category|redirect|Language)(?=$|\s)")
_DASHES = re.compile(r"[\s~\u2010-\u2015\u2043\u2060-]+$")
_GAPS = re.compile(r"[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Wiki:
    """What is needed to read a wiki's talk pages: how it names pages, how it writes times."""

    titles: Titles
    stamps: Reader
    reach: int = 100


@dataclass(slots=True)
class Found:
    """A heading or comment as it stands there; `parent` is its place in the order of the page, set when threaded."""

    level: int
    heading_level: int = 0
    anchor: str = ""
    author: str = ""
    time: datetime | None = None
    text: str = ""
    signatures: int = 0
    parent: int | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Signature:
    """The siblings that make it up, the last with the time; `end` is where it ends in the text of the time."""

    user: str | None
    nodes: Sequence[Node]
    stamp: Node
    end: int


class Page:
    """One rendered page; `root` its body, `title` its full title."""

    def __init__(self, root: Node, title: str, wiki: Wiki) -> None:
        self.root = root
        self.title = title
        self.wiki = wiki

    def found(self) -> Iterator[Found]:
        """Headings and comments in order, not yet threaded."""
        end, last = self.root, None
        empty = True
        at = self.root
        while (onward := next(following(at, self.root, _silent), None)) is not None:
            at = onward
            if match := _HEADING.fullmatch(at.tag):
                yield _heading(at, int(match[1]))
                empty, end = False, at
            elif not at.tag and (stamp := self._stamp(at)):
                signature = self._signature(at, stamp, last)
                last = signature.nodes[-1]
                if signature.user is None:
                    continue
                if empty:
                    yield Found(0, NO_HEADING)
                    empty = False
                comment, end, at = self._comment(at, stamp, signature, end)
                yield comment

    def _comment(
        self, at: Node, stamp: Stamp, signature: _Signature, before: Node
    ) -> tuple[Found, Node, Node]:
        """The comment signed at `at`, the node it ends with, and the last time in its paragraph."""
        begin = next(self._leaves(before), at)
        signatures, end = [signature], signature.nodes[-1]
        resume = at
        for entered, node in onwards(end):
            if node.tag in BLOCKS or _parts(node):
                break
            if not entered:
                if not node.tag and node is not at and (more := self._stamp(node)):
                    resume = node
                    another = self._signature(node, more, at)
                    if another.user:
                        signatures.append(another)
                end = node
        levels = [depth(node, ("li", "dd"), self.root) + 1 for node in (begin, at)]
        comment = Found(min(levels), author=signature.user or "", time=stamp.time, signatures=len(signatures))
        if levels[0] != levels[1]:
            comment.notes.append("Comment starts and ends with different indentation")
        comment.text = _text(begin, end, signatures)
        return comment, end, resume

    def _leaves(self, node: Node) -> Iterator[Node]:
        """What can be seen after `node`, texts and images, without what only parts comments."""
        hidden = lambda one: _parts(one) or _unseen(one)  # noqa: E731
        for one in following(node, self.root, hidden, inside=node is self.root):
            if (not one.tag and one.text.strip(_WHITE)) or _childless(one):
                yield one

    def _stamp(self, node: Node) -> Stamp | None:
        """The time in a text; Parsoid keeps entities apart, so texts before them are read with it."""
        text, offset = node.text, 0
        at: Node | None = node
        while at is not None:
            entity = at.before
            if entity is None or entity.attributes.get("typeof") != "mw:Entity":
                break
            earlier = entity.before if entity.before is not None and not entity.before.tag else None
            more = (earlier.text if earlier else "") + entity.words()
            text, offset, at = more + text, offset + len(more), earlier
        stamp = self.wiki.stamps.first(text)
        return Stamp(stamp.time, stamp.start - offset, stamp.end - offset) if stamp else None

    def _signature(self, node: Node, stamp: Stamp, until: Node | None) -> _Signature:
        """The signature that ends with the time in `node`; it does not reach back to `until` or out of its block."""
        user, first, length = None, node, 0
        for entered, one in backwards(node):
            if (entered and one is until) or length >= self.wiki.reach or one.tag in BLOCKS:
                break
            if entered or one is node:
                continue
            if not one.tag:
                length += len(one.text.strip(_WHITE))
            elif one.tag == "a" and (name := self._user(one)):
                user = user or name
                if name == user:
                    first = one
        return _Signature(user, covering(first, node), node, stamp.end)

    def _user(self, link: Node) -> str | None:
        titles = self.wiki.titles
        if link.has_class("mw-selflink"):
            return titles.user_of(self.title)
        return titles.user_of_link(link.attributes.get("href", ""))


def _silent(node: Node) -> bool:
    """Whether nothing in it is a comment or heading of this page: contents, references, quotations, headings' text."""
    return (
        node.attributes.get("id") == "toc"
        or (node.tag == "ol" and node.has_class("references"))
        or node.tag in ("blockquote", "cite", "q")
        or node.has_class("mw-notalk")
        or (node.parent is not None and _HEADING.fullmatch(node.parent.tag) is not None)
    )


def _parts(node: Node) -> bool:
    """Whether it only parts comments: breaks, lines, outdents, trackers, `;` as a heading."""
    return (
        node.tag in ("br", "hr")
        or node.has_class("outdent-template")
        or node.has_class("mw-trackedTemplate")
        or (node.tag == "dl" and len(node.children) == 1 and node.children[0].tag == "dt")
    )


def _unseen(node: Node) -> bool:
    """Whether it shows nothing: remarks in the source, properties of the page, empty templates."""
    if node.tag in ("!", "meta"):
        return True
    if node.tag == "link":
        return _PROPERTY.search(node.attributes.get("rel", "")) is not None
    return (
        node.tag == "span"
        and "mw:Transclusion" in node.attributes.get("typeof", "").split()
        and not any(child.tag or child.text.strip(_WHITE) for child in node.children)
        and (
            node.after is None
            or not node.after.tag
            or node.after.attributes.get("about") != node.attributes.get("about")
        )
    )


def _childless(node: Node) -> bool:
    while node.tag in ("a", "span") and node.children:
        node = node.children[0]
    return node.tag in _CHILDLESS


def _heading(node: Node, level: int) -> Found:
    headline = node
    if not node.attributes.get("id"):
        headline = next((child for child in node.children if child.has_class("mw-headline")), node)
    words = [child.words() for child in headline.children if not child.has_class("mw-headline-number")]
    return Found(0, level, headline.attributes.get("id", ""), text=" ".join("".join(words).split()))


def _text(begin: Node, end: Node, signatures: Sequence[_Signature]) -> str:
    """What is said from `begin` to `end`, blocks as lines, signatures left out."""
    left_out = {id(node): one for one in signatures for node in one.nodes}
    parts: list[str] = []
    silent: Node | None = begin.parent
    while silent is not None and id(silent) not in left_out:
        silent = silent.parent
    for entered, node in onwards(begin):
        if not entered:
            if node is silent:
                silent = None
            if node is end:
                break
        elif silent is None:
            signature = left_out.get(id(node))
            if signature is not None or node.tag in ("style", "script", "!"):
                silent = node
                if signature is not None and node is signature.nodes[0]:
                    parts = [_DASHES.sub("", "".join(parts))]
                if signature is not None and node is signature.stamp:
                    parts.append(node.text[max(0, signature.end) :])
            elif not node.tag:
                parts.append(node.text.replace("\n", " "))
        if node.tag in BLOCKS or node.tag == "br":
            parts.append("\n")
    return _GAPS.sub("\n", "".join(parts)).strip()

"""A rendered talk page from top to bottom: headings, signatures and comments; `items` makes threads of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from familienkonferenz.bots.rendered.accounts import Titles
from familienkonferenz.bots.rendered.marks import (
    HEADING,
    TIME_LINK,
    WHITE,
    is_added,
    is_hidden,
    is_leaf,
    is_parting,
    is_silent,
    is_unseen,
)
from familienkonferenz.bots.rendered.nodes import BLOCKS, Node, backwards, covering, depth, following, onwards
from familienkonferenz.bots.rendered.stamps import Reader, Stamp

NO_HEADING = 99
"""The level of the heading of what stands before the first heading."""

_DASHES = re.compile(r"[\s~\u2010-\u2015\u2043\u2060-]+$")
_LONGEST_TIME = 200  # letters, in whatever language
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
        end = self.root
        empty = True
        at = self.root
        while (onward := next(following(at, self.root, is_silent), None)) is not None:
            at = onward
            if match := HEADING.fullmatch(at.tag):
                yield _heading(at, int(match[1]))
                empty, end = False, at
            elif not at.tag and (stamp := self._stamp(at)):
                signature = self._signature(at, stamp, end)
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
        begin = self._begin(before, at)
        signatures, end = [signature], signature.nodes[-1]
        resume = at
        for entered, node in onwards(end):
            if node.tag in BLOCKS or is_parting(node):
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

    def _begin(self, before: Node, at: Node) -> Node:
        """Where the comment signed at `at` begins: with the first that is to be seen after `before`.

        What only parts comments is none; but a line with `;` may be signed.
        """
        above: Node | None = at
        while above is not None and above is not self.root and not is_parting(above):
            above = above.parent
        skipped = is_hidden if above is self.root else is_unseen
        seen = following(before, self.root, skipped, inside=before is self.root)
        return next(filter(is_leaf, seen), at)

    def _stamp(self, node: Node) -> Stamp | None:
        """The time in a text; Parsoid keeps entities apart, so texts before them are read with it."""
        text, offset = node.text, 0
        at: Node | None = node
        while at is not None and offset < _LONGEST_TIME:
            entity = at.before
            if entity is None or entity.attributes.get("typeof") != "mw:Entity":
                break
            earlier = entity.before if entity.before is not None and not entity.before.tag else None
            more = (earlier.text if earlier else "") + entity.words()
            text, offset, at = more + text, offset + len(more), earlier
        stamp = self.wiki.stamps.first(text)
        return Stamp(stamp.time, stamp.start - offset, stamp.end - offset) if stamp else None

    def _signature(self, node: Node, stamp: Stamp, until: Node) -> _Signature:
        """The signature that ends with the time in `node`; it does not reach back to `until` or out of its block."""
        user, first, length = None, node, 0
        for entered, one in backwards(node):
            if (entered and one is until) or length >= self.wiki.reach or one.tag in BLOCKS:
                break
            if entered or one is node:
                continue
            if not one.tag:
                length += len(one.text.strip(WHITE))
            elif one.tag == "a" and (name := self._user(one)):
                user = user or name
                if name == user:
                    first = one
        return _Signature(user, covering(first, node), node, stamp.end)

    def _user(self, link: Node) -> str | None:
        """Whom a link names; a time that DiscussionTools made a link to itself names nobody on a user's talk page."""
        titles = self.wiki.titles
        if link.has_class(TIME_LINK):
            return None
        if link.has_class("mw-selflink"):
            return titles.user_of(self.title)
        return titles.user_of_link(link.attributes.get("href", ""))


def _heading(node: Node, level: int) -> Found:
    headline = node
    if not node.attributes.get("id"):
        headline = next((child for child in node.children if child.has_class("mw-headline")), node)
    words = [
        child.words()
        for child in headline.children
        if not (child.has_class("mw-headline-number") or is_added(child))
    ]
    anchor = headline.attributes.get("id") or node.attributes.get("data-mw-anchor", "")
    return Found(0, level, anchor, text=" ".join("".join(words).split()))


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
            if signature is not None or node.tag in ("style", "script", "!") or is_added(node):
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

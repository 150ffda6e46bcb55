"""Comments of a talk page in any language, as it is rendered: what a wiki shows where its history is not to be had.

The model is DiscussionTools' CommentParser, read from its published behaviour: a comment is signed by a time in the
wiki's own form with a link to an account in the 100 letters before it, in the same block; it reaches back to the
comment or heading before it; its level is the smaller of the lists it begins and ends in; what is quoted or a
reference is nobody's comment here. Of several signatures in one paragraph the first counts. Where a history is to be
had, `remarks` knows better who it was.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from familienkonferenz.bots.accounts import Titles
from familienkonferenz.bots.keys import Said, keys
from familienkonferenz.bots.nodes import (
    BLOCKS,
    VOID,
    Node,
    backwards,
    covering,
    depth,
    following,
    onwards,
    tree,
)
from familienkonferenz.bots.stamps import Form, Reader, Stamp

_NO_HEADING = 99  # the level of what stands before the first heading
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


@dataclass(frozen=True, slots=True)
class Item:
    """A heading or a comment, in the order of the page.

    `parent` is the position of what it answers, of the heading above, or None; `level` is 0 for headings and counts
    from 1 for comments; `author` is "" and `time` None for headings; `heading_level` is 1 to 6, 99 for the nameless
    beginning of a page, 0 for comments; `name` and `id` as in `keys`; `text` is plain, without the signature.
    """

    level: int
    parent: int | None
    author: str
    time: datetime | None
    heading_level: int
    name: str
    id: str
    text: str
    signatures: int = 0
    notes: tuple[str, ...] = ()

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.heading_level > 0


def wiki_of(config: Mapping[str, Any], data: Mapping[str, Any]) -> Wiki:
    """A wiki by what MediaWiki (`wgArticlePath`, `wgNamespaceIds`) and DiscussionTools publish to browsers."""
    forms = data["dateFormat"]
    if isinstance(forms, str):
        pairs = [(forms, data["contLangMessages"], data["digits"], data["timezones"])]
    else:
        pairs = [
            (forms[v], data["contLangMessages"][v], (data["digits"] or {}).get(v), data["timezones"][v])
            for v in forms
        ]
    return Wiki(
        Titles(config["wgArticlePath"], config["wgNamespaceIds"], data["specialContributionsName"]),
        Reader(
            [Form(format, words, "".join(digits or ""), zones) for format, words, digits, zones in pairs],
            ZoneInfo(data["localTimezone"]),
        ),
        int(data.get("signatureScanLimit", 100)),
    )


def items(html: str, title: str, wiki: Wiki) -> tuple[Item, ...]:
    """The headings and comments of the rendered talk page `title`."""
    root = tree(html)
    found = _threaded(list(_Page(root, title, wiki).found()))
    named = keys([Said(o.author, o.time, o.parent, o.anchor, o.heading_level > 0) for o in found])
    return tuple(
        Item(
            one.level,
            one.parent,
            one.author,
            one.time,
            one.heading_level,
            key.name,
            key.id,
            one.text,
            one.signatures,
            (*one.notes, *(["Duplicate comment ID"] if key.doubled else [])),
        )
        for one, key in zip(found, named, strict=True)
    )


@dataclass(slots=True)
class _Found:
    """An item in the making."""

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


class _Page:
    """One rendered page, read from top to bottom."""

    def __init__(self, root: Node, title: str, wiki: Wiki) -> None:
        self.root = root
        self.title = title
        self.wiki = wiki

    def found(self) -> Iterator[_Found]:
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
                    yield _Found(0, _NO_HEADING)
                    empty = False
                comment, end, at = self._comment(at, stamp, signature, end)
                yield comment

    def _comment(
        self, at: Node, stamp: Stamp, signature: _Signature, before: Node
    ) -> tuple[_Found, Node, Node]:
        """The comment signed at `at`, the node it ends with, and the last time in its paragraph."""
        begin = next(self._leaves(before), at)
        signatures, end = [signature], signature.nodes[-1]
        resume = at
        for entered, node in onwards(end):
            if node.tag in BLOCKS:
                break
            if not entered:
                if not node.tag and node is not at and (more := self._stamp(node)):
                    resume = node
                    another = self._signature(node, more, at)
                    if another.user:
                        signatures.append(another)
                end = node
        levels = [depth(node, ("li", "dd"), self.root) + 1 for node in (begin, at)]
        comment = _Found(
            min(levels), author=signature.user or "", time=stamp.time, signatures=len(signatures)
        )
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


def _heading(node: Node, level: int) -> _Found:
    headline = node
    if not node.attributes.get("id"):
        headline = next((child for child in node.children if child.has_class("mw-headline")), node)
    words = [child.words() for child in headline.children if not child.has_class("mw-headline-number")]
    return _Found(0, level, headline.attributes.get("id", ""), text=" ".join("".join(words).split()))


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


def _threaded(found: list[_Found]) -> list[_Found]:
    """Give each comment the nearest shallower one above it as parent, each heading the nearest greater one."""
    above: list[int] = []
    heading: int | None = None
    for position, one in enumerate(found):
        if len(above) < one.level:
            one.notes.append("Comment skips indentation level")
            above += [above[-1]] * (one.level - len(above))
        if one.heading_level:
            while heading is not None and found[heading].heading_level >= one.heading_level:
                heading = found[heading].parent
            one.parent, heading = heading, position
        else:
            one.parent = above[one.level - 1]
        above[one.level :] = [position]
    return found

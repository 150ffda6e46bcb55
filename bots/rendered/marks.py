"""What an element is to the reader of a talk page: quotation, what parts comments, what nobody wrote.

Read from DiscussionTools' published behaviour; on pages with its own buttons, those are nobody's words.
"""

import re

from familienkonferenz.bots.rendered.nodes import VOID, Node

WHITE = "\t\n\f\r "
HEADING = re.compile(r"h([1-6])")
TIME_LINK = "ext-discussiontools-init-timestamplink"
"""A time that is a link to its own comment."""

_CHILDLESS = VOID | {
    *("script", "style", "textarea", "title", "math", "svg", "noscript"),
    *("audio", "canvas", "iframe", "object", "video", "!"),
}
_PROPERTY = re.compile(r"(?:^|\s)mw:PageProp/(?:Category|redirect|Language)(?=$|\s)")
_PARTING = frozenset(("outdent-template", "mw-trackedTemplate", "mw-notalk"))
_ADDED = frozenset(
    (
        "mw-editsection",
        "ext-discussiontools-init-replylink-buttons",
        "ext-discussiontools-init-section-bar",
        "ext-discussiontools-init-section-overflowMenuButton",
        "ext-discussiontools-init-section-subscribe",
    )
)


def is_silent(node: Node) -> bool:
    """Whether nothing in it is a comment or heading of this page: contents, references, quotations, headings' text."""
    return (
        node.attributes.get("id") == "toc"
        or (node.tag == "ol" and node.has_class("references"))
        or node.tag in ("blockquote", "cite", "q")
        or node.has_class("mw-notalk")
        or is_added(node)
        or (node.parent is not None and HEADING.fullmatch(node.parent.tag) is not None)
    )


def is_hidden(node: Node) -> bool:
    """Whether no comment begins with it or in it."""
    return is_parting(node) or is_unseen(node)


def is_parting(node: Node) -> bool:
    """Whether it only parts comments: breaks, lines, outdents, trackers, `;` as a heading, and their styles."""
    if node.tag in ("style", "link") and node.after is not None:
        node = node.after
    return (
        node.tag in ("br", "hr")
        or _has_one_of(node, _PARTING)
        or (node.tag == "dl" and len(node.children) == 1 and node.children[0].tag == "dt")
    )


def is_added(node: Node) -> bool:
    """Whether MediaWiki or DiscussionTools put it between what people wrote: links to edit or answer, counts."""
    return node.tag == "mw:editsection" or _has_one_of(node, _ADDED)


def is_unseen(node: Node) -> bool:
    """Whether it shows nothing of people's: remarks in the source, properties of the page, empty templates."""
    if node.tag in ("!", "meta") or is_added(node):
        return True
    if node.tag == "link":
        return _PROPERTY.search(node.attributes.get("rel", "")) is not None
    return (
        node.tag == "span"
        and "mw:Transclusion" in node.attributes.get("typeof", "").split()
        and not any(child.tag or child.text.strip(WHITE) for child in node.children)
        and (
            node.after is None
            or not node.after.tag
            or node.after.attributes.get("about") != node.attributes.get("about")
        )
    )


def is_leaf(node: Node) -> bool:
    """Whether it is something to see, not to look into: a text, an image, a film."""
    if not node.tag:
        return bool(node.text.strip(WHITE))
    while node.tag in ("a", "span") and node.children:
        node = node.children[0]
    return node.tag in _CHILDLESS


def _has_one_of(node: Node, classes: frozenset[str]) -> bool:
    return not classes.isdisjoint(node.attributes.get("class", "").split())

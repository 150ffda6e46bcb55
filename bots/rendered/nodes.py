"""A rendered page as a tree of nodes, texts among them, and ways through it: as browsers have it, small and pure.

lxml keeps text beside elements, not among them, and mends what it reads; whoever counts nodes as MediaWiki's own
programs do needs them as they were written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html.parser import HTMLParser

BLOCKS = frozenset(
    (
        *("div", "p", "table", "tbody", "thead", "tfoot", "caption", "th", "tr", "td", "ul", "ol"),
        *("li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "article"),
        *(
            "aside",
            "body",
            "nav",
            "section",
            "footer",
            "header",
            "figure",
            "figcaption",
            "fieldset",
            "details",
            "blockquote",
            "hr",
        ),
        *(
            "button",
            "canvas",
            "center",
            "col",
            "colgroup",
            "embed",
            "map",
            "object",
            "pre",
            "progress",
            "video",
        ),
    )
)
"""Elements that begin a line of their own."""

VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"),
        *("track", "wbr"),
    )
)
"""Elements that never hold anything."""

_CLOSED_BY = {
    "li": {"li"}, "dd": {"dd", "dt"}, "dt": {"dd", "dt"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"},
    "th": {"td", "th"},
}  # fmt: skip
_HOLDERS = frozenset(("ul", "ol", "dl", "table", "body", "div", "blockquote", "section"))
_ENDS_PARAGRAPH = BLOCKS - {
    *("body", "td", "th", "tr", "tbody", "thead", "tfoot", "caption", "col", "colgroup"),
    *("button", "canvas", "embed", "map", "object", "progress", "video"),
}
_DEEPEST = 512  # elements in each other; what is deeper stands side by side, as browsers have it


class Node:
    """An element (`tag`, `attributes`), a text (`tag` "", `text`) or a comment (`tag` "!")."""

    __slots__ = ("attributes", "children", "depth", "index", "parent", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str] | None = None, text: str = "") -> None:
        self.tag = tag
        self.attributes = attributes or {}
        self.text = text
        self.parent: Node | None = None
        self.index = 0
        self.depth = 0
        self.children: list[Node] = []

    def add(self, child: Node) -> None:
        """Append `child`; texts beside each other become one."""
        if not child.tag and self.children and not self.children[-1].tag:
            self.children[-1].text += child.text
            return
        child.parent, child.index, child.depth = self, len(self.children), self.depth + 1
        self.children.append(child)

    @property
    def before(self) -> Node | None:
        """The sibling before it."""
        return self.parent.children[self.index - 1] if self.parent and self.index else None

    @property
    def after(self) -> Node | None:
        """The sibling after it."""
        siblings = self.parent.children if self.parent else []
        return siblings[self.index + 1] if self.index + 1 < len(siblings) else None

    def has_class(self, name: str) -> bool:
        """Whether `name` is one of its classes."""
        return name in self.attributes.get("class", "").split()

    def words(self) -> str:
        """All text in it."""
        found, waiting = [], [self]
        while waiting:
            node = waiting.pop()
            if node.tag not in ("!", "style", "script"):
                found.append(node.text)
                waiting += reversed(node.children)
        return "".join(found)


class _Builder(HTMLParser):
    """Builds the tree of what is written; only what may be left unclosed is closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.top = Node("body")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self.root = self.top = Node("body", {name: value or "" for name, value in attrs})
            return
        if tag in ("html", "head"):
            return
        closed = _CLOSED_BY.get(tag)
        if closed:
            node: Node | None = self.top
            while node is not None and node.tag not in _HOLDERS and node.tag not in closed:
                node = node.parent
            if node is not None and node.tag in closed:
                self.top = node.parent or self.root
        elif tag in _ENDS_PARAGRAPH and self.top.tag == "p":
            self.top = self.top.parent or self.root
        if self.top.depth >= _DEEPEST and self.top.parent is not None:
            self.top = self.top.parent
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.top.add(node)
        if tag not in VOID:
            self.top = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.top.tag == tag and self.top is not self.root and tag not in VOID:
            self.top = self.top.parent or self.root

    def handle_endtag(self, tag: str) -> None:
        node: Node | None = self.top
        while node is not None and node.tag != tag:
            node = node.parent
        if node is not None and node.parent is not None:
            self.top = node.parent

    def handle_data(self, data: str) -> None:
        self.top.add(Node("", text=data))

    def handle_comment(self, data: str) -> None:
        self.top.add(Node("!", text=data))


def tree(html: str) -> Node:
    """The page's body, or all that was given where no body is."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def following(node: Node, root: Node, skip: Callable[[Node], bool], *, inside: bool = True) -> Iterator[Node]:
    """The nodes after `node` in the order of the page, without those that `skip` names and all in them.

    `inside`: begin with the children of `node`.
    """
    enter = inside
    while True:
        onward = node.children[0] if enter and node.children else node.after
        while onward is None:
            if node.parent is None or node is root or node.parent is root:
                return
            node = node.parent
            onward = node.after
        node = onward
        enter = not skip(node)
        if enter:
            yield node


def onwards(node: Node) -> Iterator[tuple[bool, Node]]:
    """Beginnings (True) and ends (False) of nodes from the beginning of `node` to the end of the page."""
    return _walk(node, 0)


def backwards(node: Node) -> Iterator[tuple[bool, Node]]:
    """The same from the end of `node` to the beginning of the page: True where a node is entered from behind."""
    return _walk(node, -1)


def _walk(start: Node, end: int) -> Iterator[tuple[bool, Node]]:
    within: Node | None = start.parent
    at: Node | None = start
    while at is not None or within is not None:
        if at is not None:
            yield True, at
            within, at = at, at.children[end] if at.children else None
        else:
            assert within is not None
            yield False, within
            at = within.before if end else within.after
            within = within.parent


def depth(node: Node, tags: tuple[str, ...], root: Node) -> int:
    """How many elements of `tags` it stands in, itself among them."""
    found, at = 0, node
    while at is not root and at.parent is not None:
        found += at.tag in tags
        at = at.parent
    return found


def covering(first: Node, last: Node) -> list[Node]:
    """The siblings that together hold all from `first` to `last`."""
    upwards: dict[int, Node] = {}
    at: Node | None = first
    while at is not None:
        upwards[id(at.parent)] = at
        at = at.parent
    at = last
    while id(at.parent) not in upwards:
        assert at.parent is not None
        at = at.parent
    begin = upwards[id(at.parent)]
    return at.parent.children[begin.index : at.index + 1] if at.parent else [at]

"""Comments of a talk page in any language, as it is rendered: what a wiki shows where its history is not to be had.

The model is DiscussionTools' CommentParser, read from its published behaviour: a comment is signed by a time in the
wiki's own form with a link to an account in the 100 letters before it, in the same block; it reaches back to the
comment or heading before it; its level is the smaller of the lists it begins and ends in; what is quoted or a
reference is nobody's comment here. Of several signatures in one paragraph the first counts. Where a history is to be
had, `sources.remarks` knows better who it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from familienkonferenz.bots.rendered.accounts import Titles
from familienkonferenz.bots.rendered.nodes import Node, following, tree
from familienkonferenz.bots.rendered.page import Found, Page, Wiki
from familienkonferenz.bots.rendered.stamps import Form, Reader
from familienkonferenz.bots.sources.keys import Said, keys


@dataclass(frozen=True, slots=True)
class Item:
    """A heading or a comment, in the order of the page.

    `parent` is the position of what it answers, of the heading above, or None; `level` is 0 for headings and counts
    from 1 for comments; `author` is "" and `time` None for headings; `heading_level` is 1 to 6, 99 for the nameless
    beginning of a page, 0 for comments; `name` and `id` as in `sources.keys`; `text` is plain, without the signature.
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
    root = _content(tree(html))
    found = _threaded(list(Page(root, title, wiki).found()))
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


def _content(root: Node) -> Node:
    """What the wiki's parser made, where the page is given with its frame: menus and footers have headings, too."""
    for is_inner in (_is_page, _is_parsed):
        if not is_inner(root):
            root = next(filter(is_inner, following(root, root, lambda _: False)), root)
    return root


def _is_page(node: Node) -> bool:
    return node.attributes.get("id") == "mw-content-text"


def _is_parsed(node: Node) -> bool:
    return node.has_class("mw-parser-output")


def _threaded(found: list[Found]) -> list[Found]:
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

"""A page as Moin's document tree: paragraphs, headings, lists, tables, and what stands in them.

The expanded text goes in, the tree and what was found on the way (categories, links, files) come out. Nothing that
was written is lost: what is no markup, or no allowed one, is shown as it was typed. Which lines make a paragraph
follows MediaWiki's own pass over the lines (includes/parser/BlockLevelPass.php of 1.39).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from moin.utils.tree import moin_page

from ..titles import Title
from . import headings, tables
from .contents import Contents
from .inline import Carried, children
from .lists import Lists, marks
from .reader import Reader
from .redirects import redirect_target, without_redirect
from .tags import BLOCK, WITHIN, Element
from .tokens import (
    Close,
    ContentsHere,
    Line,
    Open,
    Piece,
    Token,
    is_block,
    is_shown,
    leading_text,
    lines,
    stripped,
    without_leading,
)

_QUIET = frozenset(("blockquote", "center", "div"))
"""After these, in the next line, paragraphs begin as anywhere."""
_PARTS = frozenset(("caption", "dd", "dt", "li", "tr"))
_CELLS = frozenset(("td", "th"))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's tree (`page` with one `body`), its categories, the pages it links to, the files it shows.

    `has_contents`: a contents list belongs to it, whether it is there or not.
    """

    page: Element
    categories: tuple[str, ...]
    links: tuple[Title, ...]
    files: tuple[Title, ...]
    has_contents: bool = False


def render(text: str, title: Title, warnings: Iterable[str] = (), *, listed: bool = True) -> Rendered:
    """The tree of an expanded text; warnings stand above it. Unless `listed` it has no contents list."""
    body = moin_page.body()
    for warning in warnings:
        body.append(
            moin_page.div(attrib={moin_page.class_: "fk-warnung"}, children=[moin_page.p(children=[warning])])
        )
    reader = Reader(title)
    if redirect_target(text):
        rest = without_redirect(text)
        link = text[text.index("[[") : len(text) - len(rest)]
        shown, _ = children([["Weiterleitung nach: ", *reader.read(link)]])
        body.append(moin_page.p(attrib={moin_page.class_: "fk-weiterleitung"}, children=shown))
        text = rest
    contents = Contents(reader.switches)
    _Writer(body, contents, 0, wraps=True).write_all(lines(reader.read(text)))
    for notes in reader.notes.rest():
        body.append(notes)
    has_contents = contents.wanted
    contents.finish(listed=listed)
    return Rendered(
        moin_page.page(children=[body]), tuple(reader.categories), tuple(reader.links), tuple(reader.files),
        has_contents,
    )  # fmt: skip


@dataclass(slots=True)
class _Container:
    """An element that is being filled; one that `wraps` puts a paragraph around any text."""

    name: str
    element: Element
    wraps: bool = False


class _Writer:
    """Writes lines into an element: knows which block is open and which tags go on over its end.

    Lines wait in `_waiting` for what they belong to, `_kind`: "p", "pre", or "" for text without a paragraph.
    """

    def __init__(
        self, root: Element, contents: Contents, depth: int, *, wraps: bool = False, carried: Carried = ()
    ) -> None:
        self.carried = carried
        self._containers = [_Container("", root, wraps)]
        self._contents = contents
        self._depth = depth
        self._waiting: list[Line] = []
        self._kind = ""
        self._last = ""
        self._pending = False
        self._in_block = False
        self._in_quote = False
        self._after_heading = False
        self._lists: Lists | None = None

    def write_all(self, content: Sequence[Line]) -> None:
        """Write all lines and close what is open."""
        number = 0
        while number < len(content):
            if self._depth < tables.DEPTH and tables.begins(content[number]):
                number = self._table(content, number)
            else:
                self._line(content[number])
                number += 1
                if self._after_heading:  # blank lines there belong to it
                    while number < len(content) and _is_blank(content[number]):
                        number += 1
        self._end_blocks()

    def write_text(self, line: Line) -> None:
        """Write one line as text, whatever it begins with, and close what is open."""
        self._mixed(line)
        self._end_blocks()

    def write_cell(self, content: list[Line]) -> None:
        """Write a cell: its first line is text, and in no paragraph."""
        self._mixed(content[0])
        self.write_all(content[1:])

    def _line(self, line: Line) -> None:
        text = leading_text(line)
        self._after_heading = False
        if marks(line):
            self._list_line(line)
            return
        self._lists = None
        if made := headings.heading(line):
            self._heading(*made)
            self._after_heading = True
            return
        if text.startswith("----"):
            rule = Piece(moin_page.separator(), is_block=True)
            line = [rule, *stripped(without_leading(line, len(text) - len(text.lstrip("-"))))]
        if any(is_block(token) for token in line):
            self._mixed(line)
        elif self._in_block:
            self._wait("", line)
        else:
            self._paragraph_line(line, text)

    def _paragraph_line(self, line: Line, text: str) -> None:
        """A line that begins, continues or ends a paragraph, or a preformatted block."""
        is_blank = _is_blank(line)
        if text.startswith(" ") and not self._in_quote and (self._last == "pre" or not is_blank):
            if self._last != "pre":
                self._end_paragraph()
                self._last = "pre"
            self._wait("pre", without_leading(line, 1))
        elif not is_blank:
            if self._pending or self._last != "p":
                self._begin_paragraph()
            self._wait("p", line)
        elif self._pending:
            self._begin_paragraph()
            self._wait("p", [Piece(moin_page.line_break())])
        else:
            if self._last != "p":
                self._end_paragraph()
            self._pending = True

    def _begin_paragraph(self) -> None:
        self._end_paragraph()
        self._last = "p"

    def _end_paragraph(self) -> None:
        self._flush()
        self._last, self._pending = "", False

    def _mixed(self, line: Line) -> None:
        """A line with block tags in it: text before one, within it and after it stands in no paragraph."""
        self._lists = None
        self._end_paragraph()
        self._in_block = not any(map(_ends_block, line)) and any(map(_begins_block, line))
        text: Line = []
        for token in line:
            if not is_block(token):
                text.append(token)
                continue
            self._wait("", text)
            text = []
            self._flush()
            match token:
                case Piece():
                    self._append(token.element)
                case ContentsHere():
                    self._contents.put(self._containers[-1].element)
                case Open():
                    self._open(token)
                case Close():
                    self._close(token.name)
        self._wait("", text)

    def _open(self, tag: Open) -> None:
        here = self._containers[-1].name
        if tag.name in WITHIN and here not in WITHIN[tag.name]:
            return
        if here == "p":  # nothing stands in a paragraph but text
            self._containers.pop()
        element = headings.element(int(tag.name[1]), []) if tag.name[1:].isdigit() else BLOCK[tag.name]()
        for name, value in tag.attributes.items():
            element.set(name, value)
        if not tag.name[1:].isdigit():  # a heading is written when its text is known
            self._containers[-1].element.append(element)
        self._containers.append(_Container(tag.name, element, tag.name == "blockquote"))
        self._in_quote |= tag.name == "blockquote"

    def _close(self, name: str) -> None:
        """Close the nearest container of that name; one that is not open here is passed over."""
        self._in_quote &= name != "blockquote"
        if not any(container.name == name for container in self._containers):
            return
        while (closed := self._containers.pop()).name != name:
            self._closed(closed)
        self._closed(closed)

    def _closed(self, container: _Container) -> None:
        if container.name[1:].isdigit() and len(container.element):
            self._heading(container.element, int(container.name[1]))

    def _heading(self, element: Element, level: int) -> None:
        self._end_paragraph()
        self._in_block = False
        within = self._containers[-1].element
        self._contents.add(element, level, within)
        within.append(element)

    def _table(self, content: Sequence[Line], number: int) -> int:
        table = tables.read(content, number)
        self._end_paragraph()
        self._lists, self._in_block = None, False
        for line in table.stray:
            self._wait("", line)
        self._flush()
        within = self._containers[-1].element
        for _ in range(table.indent):
            body = moin_page.list_item_body()
            within.append(moin_page.list(children=[moin_page.list_item(children=[body])]))
            within = body
        within.append(tables.element(table, self._fill_cell))
        self._wait("", table.rest)
        return table.next

    def _fill_cell(self, element: Element, content: list[Line]) -> None:
        _Writer(element, self._contents, self._depth + 1).write_cell(content)

    def _list_line(self, line: Line) -> None:
        self._end_paragraph()
        if self._lists is None:
            self._lists = Lists(self._containers[-1].element, self._fill_item)
        self._lists.add(line)

    def _fill_item(self, element: Element, line: Line) -> None:
        if not any(is_block(token) for token in line):
            inside, self.carried = children([line], self.carried)
            element.extend(inside)
            return
        writer = _Writer(element, self._contents, self._depth, carried=self.carried)
        writer.write_text(line)
        self.carried = writer.carried

    def _append(self, element: Element) -> None:
        if self._containers[-1].name == "p":
            self._containers.pop()
        self._containers[-1].element.append(element)

    def _end_blocks(self) -> None:
        self._end_paragraph()
        while len(self._containers) > 1:
            self._closed(self._containers.pop())
        self._lists = None

    def _wait(self, kind: str, line: Line) -> None:
        if kind != self._kind:
            self._flush()
            self._kind = kind
        self._waiting.append(line)

    def _flush(self) -> None:
        """Write the lines that wait."""
        waiting, self._waiting = self._waiting, []
        if not any(waiting):
            return
        inside, carried = children(waiting if self._kind == "pre" else map(stripped, waiting), self.carried)
        self.carried = carried
        if not any(map(is_shown, waiting)):
            return
        within = self._containers[-1].element
        if self._kind == "pre":
            within.append(moin_page.blockcode(children=inside))
        elif self._kind == "p" or self._containers[-1].wraps:
            within.append(moin_page.p(children=inside))
        else:
            within.extend(inside)


def _is_blank(line: Line) -> bool:
    return not line or (len(line) == 1 and isinstance(line[0], str) and not line[0].strip())


def _begins_block(token: Token) -> bool:
    """Whether the lines after this one are text without paragraphs."""
    if isinstance(token, Open):
        return token.name in BLOCK and token.name not in _QUIET and token.name not in _CELLS
    return isinstance(token, Close) and token.name in _PARTS | _CELLS


def _ends_block(token: Token) -> bool:
    """Whether paragraphs begin again after this line."""
    if isinstance(token, Open):
        return token.name in _QUIET | _CELLS
    if isinstance(token, Close):
        return token.name in BLOCK and token.name not in _PARTS | _CELLS
    return is_block(token)

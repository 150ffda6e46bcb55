"""A page as Moin's document tree: paragraphs, headings, lists, tables, and what stands in them.

The expanded text goes in, the tree and what was found on the way (categories, links, files) come out. Nothing that
was written is lost: what is no markup, or no allowed one, is shown as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from moin.utils.tree import moin_page

from ..titles import Title
from . import tables
from .headings import Anchors, heading
from .inline import Carried, children
from .lists import Lists, marks
from .reader import Reader
from .redirects import redirect_target, without_redirect
from .tags import BLOCK, Element
from .tokens import (
    Close,
    Line,
    Open,
    Piece,
    is_block,
    is_shown,
    leading_text,
    lines,
    stripped,
    without_leading,
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's tree (`page` with one `body`), its categories, the pages it links to, the files it shows."""

    page: Element
    categories: tuple[str, ...]
    links: tuple[Title, ...]
    files: tuple[Title, ...]


def render(text: str, title: Title, warnings: Iterable[str] = ()) -> Rendered:
    """The tree of an expanded text; warnings stand above it."""
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
    _Writer(body, Anchors(), 0).write_all(lines(reader.read(text)))
    return Rendered(
        moin_page.page(children=[body]), tuple(reader.categories), tuple(reader.links), tuple(reader.files)
    )


@dataclass(slots=True)
class _Container:
    """An element that is being filled; in a `bare` one text stands without a paragraph around it."""

    name: str
    element: Element
    bare: bool


class _Writer:
    """Writes lines into an element: knows which block is open and which tags go on over its end."""

    def __init__(
        self, root: Element, anchors: Anchors, depth: int, *, bare: bool = False, carried: Carried = ()
    ) -> None:
        self.carried = carried
        self._containers = [_Container("", root, bare)]
        self._anchors = anchors
        self._depth = depth
        self._paragraph: list[Line] = []
        self._preformatted: list[Line] = []
        self._lists: Lists | None = None

    def write_all(self, content: Sequence[Line]) -> None:
        """Write all lines and close what is open."""
        self._write(content)
        self._end_blocks()

    def write_text(self, line: Line) -> None:
        """Write one line as text, whatever it begins with, and close what is open."""
        self._mixed(line)
        self._end_blocks()

    def write_cell(self, content: list[Line]) -> None:
        """Write a cell: its first line is text; one line alone needs no paragraph."""
        shown = [number for number, line in enumerate(content) if is_shown(line)]
        content = content[: shown[-1] + 1] if shown else []
        self._containers[0].bare = len(content) == 1
        if content and is_shown(content[0]):
            self._mixed(content[0])
        self.write_all(content[1:])

    def _write(self, content: Sequence[Line]) -> None:
        number = 0
        while number < len(content):
            if self._depth < tables.DEPTH and tables.begins(content[number]):
                number = self._table(content, number)
            else:
                self._line(content[number])
                number += 1

    def _line(self, line: Line) -> None:
        text = leading_text(line)
        if marks(line):
            self._end_paragraph()
            self._list_line(line)
        elif not is_shown(line) and not any(is_block(token) for token in line):
            self._blank(line)
        elif made := heading(line, self._anchors):
            self._append(made)
        elif text.startswith("----"):
            self._append(moin_page.separator())
            if rest := stripped(without_leading(line, len(text) - len(text.lstrip("-")))):
                self._line(rest)
        elif any(is_block(token) for token in line):
            self._mixed(line)
        elif text.startswith(" ") and not self._paragraph:
            self._lists = None
            self._preformatted.append(without_leading(line, 1))
        else:
            self._end_preformatted()
            self._lists = None
            self._paragraph.append(line)

    def _blank(self, line: Line) -> None:
        """A blank line ends a paragraph; tags alone on a line begin or end for what follows."""
        tags = [token for token in line if isinstance(token, Open | Close)]
        if not tags:
            self._end_blocks()
        else:
            self._paragraph.append(list(tags))

    def _mixed(self, line: Line) -> None:
        """A line with block tags in it: text before one, within it and after it."""
        self._end_preformatted()
        self._lists = None
        closed_here = _closed_on_line(line)
        text: Line = []
        for number, token in enumerate(line):
            if not is_block(token):
                text.append(token)
                continue
            self._text(text)
            text = []
            self._end_paragraph()
            match token:
                case Piece():
                    self._append(token.element)
                case Open() if token.name in BLOCK:
                    element = BLOCK[token.name](attrib=token.attributes)
                    self._append(element)
                    self._containers.append(_Container(token.name, element, number in closed_here))
                case Close() if token.name in BLOCK:
                    self._close(token.name)
        self._text(text)
        if self._containers[-1].bare:
            self._end_paragraph()

    def _text(self, text: Line) -> None:
        if text and (is_shown(text) or any(isinstance(token, Open | Close) for token in text)):
            self._paragraph.append(text)

    def _close(self, name: str) -> None:
        """Close the nearest container of that name; one that is not open here is passed over."""
        if any(container.name == name for container in self._containers):
            while self._containers.pop().name != name:
                pass

    def _table(self, content: Sequence[Line], number: int) -> int:
        table = tables.read(content, number)
        self._end_blocks()
        below = _Writer(self._containers[-1].element, self._anchors, self._depth + 1)
        below.write_all(table.stray)
        made = tables.element(table, self._fill_cell)
        if made is not None:
            self._append(made)
        if table.rest:
            self._line(table.rest)
        return table.next

    def _fill_cell(self, element: Element, content: list[Line]) -> None:
        _Writer(element, self._anchors, self._depth + 1).write_cell(content)

    def _list_line(self, line: Line) -> None:
        if self._lists is None:
            self._lists = Lists(self._containers[-1].element, self._fill_item)
        self._lists.add(line)

    def _fill_item(self, element: Element, line: Line) -> None:
        if not any(is_block(token) for token in line):
            inside, self.carried = children([line], self.carried)
            element.extend(inside)
            return
        writer = _Writer(element, self._anchors, self._depth, bare=True, carried=self.carried)
        writer.write_text(line)
        self.carried = writer.carried

    def _append(self, element: Element) -> None:
        self._end_blocks()
        self._containers[-1].element.append(element)

    def _end_blocks(self) -> None:
        self._end_paragraph()
        self._lists = None

    def _end_paragraph(self) -> None:
        self._end_preformatted()
        if not self._paragraph:
            return
        shown = any(is_shown(line) for line in self._paragraph)
        inside, self.carried = children(map(stripped, self._paragraph), self.carried)
        self._paragraph = []
        if not shown:
            return
        container = self._containers[-1]
        if container.bare:
            container.element.extend(inside)
        else:
            container.element.append(moin_page.p(children=inside))

    def _end_preformatted(self) -> None:
        if self._preformatted:
            inside, self.carried = children(self._preformatted, self.carried)
            self._preformatted = []
            self._containers[-1].element.append(moin_page.blockcode(children=inside))


def _closed_on_line(line: Line) -> set[int]:
    """Which block tags of a line are closed on it."""
    closed: set[int] = set()
    opened: list[tuple[str, int]] = []
    for number, token in enumerate(line):
        if isinstance(token, Open) and token.name in BLOCK:
            opened.append((token.name, number))
        elif isinstance(token, Close) and opened and opened[-1][0] == token.name:
            closed.add(opened.pop()[1])
    return closed

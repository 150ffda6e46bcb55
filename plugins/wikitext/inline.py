"""Lines of text: tokens to the children of a paragraph, a heading, a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .emphasis import emphasised
from .tags import INLINE, Element
from .tokens import Close, Line, Open, Piece, Plain, Token

Child = Element | str
Carried = tuple[Open, ...]
"""Tags that were opened in one paragraph and go on in the next."""


def children(lines: Iterable[Line], carried: Carried = ()) -> tuple[list[Child], Carried]:
    """The children that some lines amount to, and the tags still open after them.

    Tags that close in another order than they opened are closed and opened again, so that elements nest.
    """
    row = _Row(carried)
    for number, line in enumerate(lines):
        if number:
            row.add("\n")
        for token in emphasised(line):
            row.add(token)
    return row.finished()


def append(element: Element, text: str) -> None:
    """Add text to an element, joined to text that stands there last."""
    if len(element) and isinstance(element[-1], str):
        element[-1] += text
    else:
        element.append(text)


class _Row:
    """The children so far, and the inline elements that are open."""

    def __init__(self, carried: Carried) -> None:
        self._root: Element = INLINE["span"]()
        self._open: list[tuple[Open, Element]] = []
        for tag in carried:
            self._begin(tag)

    def add(self, token: Token) -> None:
        match token:
            case str():
                append(self._here(), token)
            case Plain():
                append(self._here(), token.text)
            case Piece():
                self._here().append(token.element)
            case Open() if token.name in INLINE:
                self._begin(token)
            case Close() if any(tag.name == token.name for tag, _ in self._open):
                self._end(token.name)

    def finished(self) -> tuple[list[Child], Carried]:
        carried = tuple(tag for tag, _ in self._open)
        while self._open:
            self._end(self._open[-1][0].name)
        return list(self._root), carried

    def _here(self) -> Element:
        return self._open[-1][1] if self._open else self._root

    def _begin(self, tag: Open) -> None:
        self._open.append((tag, INLINE[tag.name](attrib=tag.attributes)))

    def _end(self, name: str) -> None:
        """Close up to the nearest `name`; empty elements are left out, the others within open again."""
        within: list[Open] = []
        while True:
            tag, element = self._open.pop()
            if len(element):
                self._here().append(element)
            if tag.name == name:
                break
            within.append(tag)
        for tag in reversed(within):
            self._begin(tag)


def plain_text(lines: Sequence[Child]) -> str:
    """The text of some children, without their markup."""
    return "".join(child if isinstance(child, str) else "".join(child.itertext()) for child in lines)
